"""The thread of a thing, and what is broken anywhere."""

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.accounts.audiences import holders
from samspel.accounts.who import Request
from samspel.core import clock
from samspel.core.pages import page
from samspel.core.thread import Ref
from samspel.municipality import queries as municipality
from samspel.thread import lawful, queries, shown
from samspel.thread.forms import BrokenForm
from samspel.thread.law import checklist
from samspel.thread.permissions import FOLLOWERS, MENDERS
from samspel.thread.queries.broken import PAGE, Broken, Sought
from samspel.thread.queries.one import Thread
from samspel.ui import words
from samspel.ui.elements import Pager

GET = ("GET",)
FOLLOWS = holders(*FOLLOWERS)
MENDS = holders(*MENDERS)
MOST_GAPS = 12


@page(FOLLOWS, methods=GET)
def one(request: Request, kind: str, thing: str) -> HttpResponse:
    """The thread of one thing: the picture, what is broken and by whom it is mended, and the same links as a table."""
    wide = request.GET.get("all") == "1"
    alone = request.GET.get("alone") == "1"
    ref = Ref(kind, thing)
    thread = queries.thread_of(request.who, ref, wide=wide, alone=alone)
    node = thread.own.nodes[ref]
    context = {
        "node": node,
        "kind": "" if (name := shown.kind_of(ref)) in str(node.note) else name,
        "area": next((one for one in municipality.areas() if one.code == node.area), None),
        "others": thread.others,
        "alone": alone,
        **_told(thread),
    }
    return render(request, "thread/one.html", context)


@page(FOLLOWS, methods=GET)
def area(request: Request, code: str) -> HttpResponse:
    """The whole thread of an area: all that begins in its challenges."""
    found = municipality.area(code)
    thread = queries.thread_of_area(request.who, found.code, wide=request.GET.get("all") == "1")
    context = {"area": found, **(_told(thread) if thread else {})}
    return render(request, "thread/area.html", context)


def _told(thread: Thread) -> dict[str, object]:
    """A thread as both pages draw it."""
    gaps = shown.gaps(thread)
    return {
        "lead": shown.lead(thread),
        "picture": shown.picture(thread, all_of_it="?all=1", level=3),
        "rows": shown.rows(thread),
        "gaps": gaps[:MOST_GAPS],
        "left": len(gaps[MOST_GAPS:]),
    }


@page(MENDS, methods=GET)
def broken(request: Request) -> HttpResponse:
    """Everything that is broken, by whom it should be mended, with the way to mend it."""
    sought = _sought(request.GET)
    found = queries.broken(request.who, sought)
    form = BrokenForm(request.GET, mends=found.mends)
    context = {
        "found": found,
        "form": form,
        "heading": _heading(found, sought),
        "lead": _share(found),
        "filtered": sought != Sought(page=sought.page),
        "pager": _pager(request.GET, found, sought),
        "sought": sought,
    }
    return render(request, "thread/broken.html", context)


def _sought(given: QueryDict) -> Sought:
    number = given.get("page", "1")
    number = number if number.isdecimal() and len(number) < 6 else "1"
    codes = {name: given.get(name, "")[:80] for name in ("area", "rule", "whose")}
    return Sought(**codes, page=max(int(number), 1))


def _heading(found: Broken, sought: Sought) -> str:
    """How things stand, as a conclusion."""
    if not found.links:
        return _("No link is broken") if sought == Sought() else _("No link is broken here")
    links = ngettext("%(links)s broken link", "%(links)s broken links", found.links)
    text = ngettext("%(broken)s on %(things)s thing", "%(broken)s on %(things)s things", found.things)
    return text % {"broken": links % {"links": words.number(found.links)}, "things": words.number(found.things)}


def _share(found: Broken) -> str:
    """How much is whole, of what was asked for as far as the one who asks sees it."""
    if found.all_of is None:
        return ""
    if found.share is None:
        return _("There is nothing on the thread yet that you may see.")
    text = _("%(whole)s of %(things)s things that were looked at here lack nothing: %(share)s.")
    # Never "100 %" while anything is broken.
    share = min(found.share, 0.99) if found.whole < found.all_of else found.share
    return text % {
        "whole": words.number(found.whole),
        "things": words.number(found.all_of),
        "share": words.percent(share),
    }


def _pager(given: QueryDict, found: Broken, sought: Sought) -> Pager | None:
    """The pages of what one department or body should mend."""
    if not sought.whose or not found.groups or found.things <= PAGE:
        return None

    def to(number: int) -> str:
        data = given.copy()
        data["page"] = str(number)
        return f"?{data.urlencode()}"

    first = (sought.page - 1) * PAGE + 1
    last = min(first + PAGE - 1, found.things)
    text = _("%(first)s–%(last)s of %(count)s") % {"first": first, "last": last, "count": found.things}
    return Pager(
        text, to(sought.page - 1) if sought.page > 1 else "", to(sought.page + 1) if last < found.things else ""
    )


@page(MENDS, methods=GET)
def law(request: Request) -> HttpResponse:
    """The act's checklist: what holds and what does not, answered by what stands here."""
    facts = queries.facts(request.who)
    answers = checklist(facts, clock.today())
    context = {"heading": lawful.heading(answers), "lines": lawful.lines(answers, facts)}
    return render(request, "thread/law.html", context)
