"""What small pages with one form share: done once, told, or shown again with what was typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from samspel.accounts.audiences import holders
from samspel.accounts.rules import DEPARTMENT_FUNCTIONS, TEAM_FUNCTIONS, Function
from samspel.accounts.who import Request
from samspel.core.forms import WritingForm
from samspel.core.http import act
from samspel.questions.permissions import COORDINATORS, Reach

WORKS = holders(*TEAM_FUNCTIONS, *DEPARTMENT_FUNCTIONS, Function.CONTACT_CENTRE)
"""Who works with questions, and so joins them and takes up what recurs."""
FOLLOWS = holders(*TEAM_FUNCTIONS, *DEPARTMENT_FUNCTIONS, Function.CONTACT_CENTRE, Function.EVALUATOR)
"""They, and the evaluator, who reads."""
SOLVES = holders(*COORDINATORS, *DEPARTMENT_FUNCTIONS, Function.CONTACT_CENTRE, Function.EVALUATOR)
"""Who reads what recurs: those who can solve it at the root, and the evaluator."""
LIST = "list"
"""Where an address says which list one came from."""
LONGEST = 500


@dataclass(frozen=True)
class Act:
    """A small page: its heading and why, the button's verb, where one comes back to, and what is said when done."""

    heading: str
    button: str
    back: str
    back_words: str
    said: str
    lead: str = ""


def acted(request: Request, form: WritingForm, do: Callable[[], str], said: str = "") -> HttpResponse | None:
    """Do it once and go where `do` says; None when the form must be shown again."""

    def done() -> str:
        address = do()
        if said:
            messages.success(request, said)
        return address

    return act(request, form, by=request.who, do=done) if form.is_bound and form.is_valid() else None


def again(form: WritingForm) -> int:
    """The status of a page that is shown again: overtaken, or not accepted."""
    return 200 if not form.is_bound else 409 if form.stale else 422


def act_page(
    request: Request, form: WritingForm, page: Act, do: Callable[[], str], more: Mapping[str, object] | None = None
) -> HttpResponse:
    """The page of one form, sent or to be sent."""
    done = acted(request, form, do, page.said)
    if done is not None:
        return done
    return render(request, "questions/act.html", {"form": form, "page": page, **(more or {})}, status=again(form))


def carried(listed: str) -> str:
    """The list that one came from, to be taken along in an address."""
    data = QueryDict(mutable=True)
    data[LIST] = listed
    return f"?{data.urlencode()}"


def list_of(request: HttpRequest, reach: Reach) -> str:
    """The filters of the list that one came from; one's own where none is said."""
    given = request.GET.get(LIST)
    if given is None:
        return "mine=on" if reach.departments else ""
    return QueryDict(given[:LONGEST]).urlencode()
