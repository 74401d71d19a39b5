"""What goes and when, what went, and what is held."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from samspel.accounts.who import Request
from samspel.core import clock, disposal
from samspel.core.errors import Missing
from samspel.core.forms import WritingForm
from samspel.core.http import act
from samspel.core.models import LegalHold
from samspel.core.pages import page
from samspel.core.sheets import KINDS
from samspel.protection import export, queries, services, words
from samspel.protection.forms import AheadForm, HoldForm, LiftForm, PeriodForm
from samspel.protection.views.frame import OFFICER, draw
from samspel.ui.elements import Pager

ON_A_PAGE = 100


@page(OFFICER, methods=("GET",))
def ahead(request: Request) -> HttpResponse:
    """What each rule would take away until a day; looking changes nothing."""
    form = AheadForm(request.GET)
    until = form.day
    found = queries.ahead(request.who, until)
    total, held = sum(one.count for one in found), sum(one.held for one in found)
    return draw(request, "ahead", "disposals", form=form, until=until, rules=found, total=total, held=held)


@page(OFFICER, methods=("GET",))
def done(request: Request) -> HttpResponse:
    """The protocol of what was disposed of."""
    form = PeriodForm(request.GET)
    form.is_valid()
    data = form.cleaned_data
    shown = Paginator(queries.done(request.who, data.get("since"), data.get("until")), ON_A_PAGE)
    found = shown.get_page(request.GET.get("page"))
    names = {rule.code: rule.name for rule in disposal.rules()}
    asked = request.GET.copy()
    asked.pop("page", None)
    beside = {
        side: f"?{asked.urlencode()}&page={number}" if number else ""
        for side, number in (
            ("previous", found.previous_page_number() if found.has_previous() else 0),
            ("next", found.next_page_number() if found.has_next() else 0),
        )
    }
    return draw(
        request,
        "done",
        "done",
        form=form,
        rows=[(row, names.get(row.rule, row.rule), words.why(row)) for row in found],
        total=shown.count,
        pager=Pager(_("Page %(page)s of %(pages)s") % {"page": found.number, "pages": shown.num_pages}, **beside),
        exports=[(kind, f"{reverse('protection:export_done', args=[kind])}?{asked.urlencode()}") for kind in KINDS],
        at=clock.now(),
    )


@page(OFFICER, methods=("GET",))
def exported(request: Request, kind: str) -> HttpResponse:
    """The protocol as a file."""
    if kind not in KINDS:
        raise Missing
    form = PeriodForm(request.GET)
    form.is_valid()
    rows = list(queries.done(request.who, form.cleaned_data.get("since"), form.cleaned_data.get("until")))
    services.note_export("disposal.exported", kind, len(rows), by=request.who)
    return export.done(kind, rows)


@page(OFFICER, methods=("GET",))
def holds(request: Request) -> HttpResponse:
    """What is held, and what was."""
    rows, today = list(queries.holds(request.who)), clock.today()
    stand = [row for row in rows if row.lifted_at is None and row.until >= today]
    return draw(request, "holds", "holds", stand=stand, over=[row for row in rows if row not in stand])


@dataclass(frozen=True)
class Act:
    """What a small page asks for."""

    heading: str
    lead: str
    button: str
    said: str


@page(OFFICER)
def hold(request: Request) -> HttpResponse:
    """Let nothing of it be disposed of, until a day."""
    form = HoldForm(request.POST or None)

    def do() -> object:
        data = form.cleaned_data
        return services.hold(
            reference=data["reference"],
            address=data["address"],
            reason=data["reason"],
            until=data["until"],
            by=request.who,
        )

    asked = Act(
        heading=_("Hold a disposal"),
        lead=_("What is held is not disposed of, whatever the rules say, until the day comes or the hold is lifted."),
        button=_("Hold it"),
        said=_("It is held."),
    )
    return _written(request, form, asked, do)


@page(OFFICER)
def lift(request: Request, pk: int) -> HttpResponse:
    """Let it go."""
    row = queries.holds(request.who).filter(pk=pk, lifted_at=None).first()
    if row is None:
        raise Missing
    form = LiftForm(request.POST or None)

    def do() -> object:
        return services.lift(pk, form.cleaned_data["because"], by=request.who)

    asked = Act(
        heading=_("Lift the hold"),
        lead=_("What was due meanwhile is disposed of the next night. That can't be undone."),
        button=_("Lift the hold"),
        said=_("The hold is lifted."),
    )
    return _written(request, form, asked, do, row)


def _written(
    request: Request, form: WritingForm, asked: Act, do: Callable[[], object], row: LegalHold | None = None
) -> HttpResponse:
    def done() -> str:
        do()
        messages.success(request, asked.said)
        return reverse("protection:holds")

    if form.is_bound and form.is_valid():
        answered = act(request, form, by=request.who, do=done)
        if answered is not None:
            return answered
    return draw(request, "act", "holds", form=form, act=asked, row=row, status=422 if form.errors else 200)
