"""The pages of a draft, the same for every kind of picture: read, commented, answered, adopted or dropped. And that
of what changed from one version to another."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.accounts.acting import Act, act_page, acted, again, pressed
from samspel.accounts.who import Request, Who
from samspel.core import clock
from samspel.core.adopted import AdoptionForm, compare, next_due
from samspel.core.errors import Missing
from samspel.core.forms import WritingForm
from samspel.core.pages import page
from samspel.municipality import queries as municipality
from samspel.situation import permissions
from samspel.situation.forms import AnswerForm, CommentForm, UntilForm
from samspel.situation.models.drafting import Version
from samspel.situation.permissions import reach_of
from samspel.situation.queries.drafting import A, C, D, adopting
from samspel.situation.rules import MOST_MONTHS, PictureState, PictureStep, picture_after
from samspel.situation.services.drafting import Life
from samspel.situation.shown import area_name, picture_status
from samspel.situation.views.acting import COMMENTS, DRAFTS, GET, POST, READS
from samspel.ui.words import day as words_of_day

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Pages(Generic[D, C, A]):
    """The pages of one kind's drafts. `app` holds its addresses and its templates.

    `load` and `adopt` are the kind's own query and service; `shows` says what stands on the draft's page beside what
    stands on everyone's. `freezes` tells what the decision freezes, `frozen` that it is done.
    """

    app: str
    life: Life[D, C, A]
    load: Callable[[Who, UUID], D]
    adopt: Callable[..., A]
    shows: Callable[[Request, D], Mapping[str, object]]
    freezes: "_StrPromise"
    frozen: "_StrPromise"
    comment_form: type[CommentForm] = CommentForm

    def paths(self) -> list[URLPattern]:
        """The addresses under that of a draft, each with whom it is for."""
        return [
            path("", page(READS, methods=GET)(self.read), name="draft"),
            path("ask/", page(DRAFTS)(self.ask), name="ask"),
            path("take-back/", page(DRAFTS, methods=POST)(self.take_back), name="take_back"),
            path("drop/", page(DRAFTS, methods=POST)(self.drop), name="drop"),
            path("comments/", page(COMMENTS, methods=POST)(self.comment), name="comment"),
            path("comments/<int:comment>/", page(DRAFTS)(self.answer), name="answer"),
            path("adopt/", page(DRAFTS)(self.decide), name="adopt"),
        ]

    def address(self, picture: UUID) -> str:
        """Where the draft is read."""
        return reverse(f"{self.app}:draft", args=[picture])

    def own(self, request: Request, picture: UUID) -> D:
        """The draft, when the one who asks drafts it and it is at work; raises Missing."""
        row = self.load(request.who, picture)
        permissions.require(permissions.may_draft(reach_of(request.who), row.area_id))
        permissions.require(picture_after(row.stands, PictureStep.WRITE) is not None)
        return row

    def act(self, row: D, heading: str, button: str, said: str, lead: str = "") -> Act:
        """The words of a page of one form, from which one comes back to the draft."""
        return Act(heading, button, self.address(row.pk), area_name(row.area), said, lead)

    def read(self, request: Request, picture: UUID) -> HttpResponse:
        """The draft as it stands, with what has been said of it."""
        return self._draw(request, self.load(request.who, picture))

    def _draw(self, request: Request, row: D, form: CommentForm | None = None) -> HttpResponse:
        reach = reach_of(request.who)
        context = {
            "app": self.app,
            "row": row,
            "name": area_name(row.area),
            "status": picture_status(row.stands),
            "may_draft": permissions.may_draft(reach, row.area_id) and row.at_work,
            "may_adopt": permissions.may_adopt(reach) and row.at_work,
            "comment_form": form or (self.comment_form() if permissions.may_comment(reach, row) else None),
            "plain_form": WritingForm(auto_id=False),
            "late": bool(row.comments_by and row.comments_by < clock.today()),
            "open_for_comments": row.stands is PictureState.COMMENTS,
            **self.shows(request, row),
        }
        return render(request, f"{self.app}/draft.html", context, status=again(form) if form else 200)

    def ask(self, request: Request, picture: UUID) -> HttpResponse:
        """Open the draft for comments until a day."""
        row = self.own(request, picture)
        form = UntilForm(request.POST or None)

        def do() -> str:
            self.life.ask_for_comments(picture, form.cleaned_data["until"], by=request.who)
            return self.address(picture)

        lead = _("Everybody who works in it can then read the draft and say what they think.")
        said = _("The draft is open for comments.")
        words = self.act(row, _("Ask for comments"), _("Open it for comments"), said, lead)
        return act_page(request, form, words, do)

    def take_back(self, request: Request, picture: UUID) -> HttpResponse:
        """Close it for comments."""
        self.own(request, picture)

        def do() -> str:
            self.life.take_back(picture, by=request.who)
            return self.address(picture)

        return pressed(request, do, _("The draft is closed for comments."), self.address(picture))

    def drop(self, request: Request, picture: UUID) -> HttpResponse:
        """Let go of the draft."""
        self.own(request, picture)

        def do() -> str:
            self.life.drop(picture, by=request.who)
            return reverse(f"{self.app}:pictures")

        return pressed(request, do, _("The draft is dropped. What was adopted stands."), self.address(picture))

    def comment(self, request: Request, picture: UUID) -> HttpResponse:
        """Say something of the draft; the form stands on its page."""
        row = self.load(request.who, picture)
        permissions.require(permissions.may_comment(reach_of(request.who), row))
        form = self.comment_form(request.POST)

        def do() -> str:
            self.life.comment(picture, form.cleaned_data["text"], by=request.who, **form.own)
            return f"{self.address(picture)}#comments"

        done = acted(request, form, do, _("Thank you. Those who draft the picture answer your comment here."))
        return done or self._draw(request, row, form)

    def answer(self, request: Request, picture: UUID, comment: int) -> HttpResponse:
        """Say what became of a comment."""
        row = self.own(request, picture)
        said = next((one for one in row.comments.all() if one.pk == comment), None)
        if said is None:
            raise Missing
        form = AnswerForm(request.POST or None, initial={"text": said.answer})

        def do() -> str:
            self.life.answer(picture, comment, form.cleaned_data["text"], by=request.who)
            return f"{self.address(picture)}#comments"

        words = self.act(row, _("Answer the comment"), _("Save the answer"), _("The answer is saved."), said.text)
        return act_page(request, form, words, do)

    def decide(self, request: Request, picture: UUID) -> HttpResponse:
        """Record that the steering group has adopted it: from then on it is frozen."""
        row = self.load(request.who, picture)
        permissions.require(permissions.may_adopt(reach_of(request.who)) and row.at_work)
        today = clock.today()
        due = next_due(today, min(MOST_MONTHS, municipality.numbers().picture_months))
        initial = {"version": row.version, "adopted_on": today, "next_due": due}
        bodies = [(one.code, one.name) for one in adopting()]
        form = AdoptionForm(request.POST or None, bodies=bodies, initial=initial)

        def do() -> str:
            made = self.adopt(picture, form.adoption, by=request.who, version=form.read_version)
            return reverse(f"{self.app}:adopted", args=[made.pk])

        lead = " ".join([str(self.freezes), *self._waits(row)])
        words = self.act(row, _("Record the decision"), _("Adopt the picture"), str(self.frozen), lead)
        return act_page(request, form, words, do)

    def _waits(self, row: D) -> list[str]:
        """What is not done with the draft, in words."""
        told = []
        if count := self.life.unanswered(row):
            said = ngettext("%(count)s comment has no answer.", "%(count)s comments have no answer.", count)
            told.append(said % {"count": count})
        if row.comments_by and row.open_for_comments(clock.today()):
            told.append(_("It is open for comments until %(day)s.") % {"day": words_of_day(row.comments_by)})
        return told


def compared_page(
    request: Request, app: str, earlier: Version, later: Version, others: Sequence[Version] = ()
) -> HttpResponse:
    """Two versions beside each other; `others` may be chosen instead of the earlier one."""
    changes = compare(earlier.sections(), later.sections())
    count = sum(one.side != "same" for one in changes)
    context = {
        "app": app,
        "changes": changes,
        "earlier": earlier,
        "later": later,
        "heading": ngettext("%(count)d part has changed", "%(count)d parts have changed", count) % {"count": count},
        "others": others,
    }
    return render(request, "situation/drafting/compared.html", context)
