"""What small pages with one form share: done once, told, or shown again with what was typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from samspel.accounts.audiences import holders
from samspel.accounts.rules import Function
from samspel.accounts.who import Request
from samspel.core.forms import WritingForm
from samspel.core.http import act
from samspel.interventions import permissions

READS = holders(*permissions.READERS, Function.PARTNER)
MONEY = holders(*permissions.OF_MONEY)
WRITES = holders(*permissions.WRITERS)
KEEPS = holders(*permissions.KEEPERS)


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
    return render(request, "interventions/act.html", {"form": form, "page": page, **(more or {})}, status=again(form))


def address(given: QueryDict, **changes: str) -> str:
    """The query of an address with something changed; the place in a list begins anew."""
    data = given.copy()
    for name, value in {"page": "", **changes}.items():
        data.pop(name, None)
        if value:
            data[name] = value
    return data.urlencode()
