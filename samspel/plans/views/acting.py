"""What the pages with one form share: who may open them, done once, told, or shown again with what was typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django_htmx.middleware import HtmxDetails

from samspel.accounts.audiences import holders
from samspel.accounts.rules import BODY_FUNCTIONS, DEPARTMENT_FUNCTIONS, Function
from samspel.accounts.who import Request
from samspel.core.forms import WritingForm
from samspel.core.http import act
from samspel.municipality import queries as municipality
from samspel.plans.permissions import COORDINATORS, READERS, WORKERS, Reach

WORKS = holders(*WORKERS)
"""Who reads plans as they are written."""
READS = holders(*READERS)
"""They, and the partners, who read what was adopted and what they are a party to."""
WRITES = holders(*COORDINATORS, *BODY_FUNCTIONS, *DEPARTMENT_FUNCTIONS, Function.HEAD_OF_SECURITY)
"""Who writes anything of it; each page asks what of it they may write."""


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


def posted(request: Request, do: Callable[[], str], said: str, back: str) -> HttpResponse:
    """What a button alone sends: done once and told; or said why not, where one came from."""
    form = WritingForm(request.POST)
    done = acted(request, form, do, said)
    if done is not None:
        return done
    for error in [each for errors in form.errors.values() for each in errors]:
        messages.error(request, str(error))
    return redirect(back)


def again(form: WritingForm) -> int:
    """The status of a page that is shown again: overtaken, or not accepted."""
    return 200 if not form.is_bound else 409 if form.stale else 422


def act_page(
    request: Request, form: WritingForm, page: Act, do: Callable[[], str], more: Mapping[str, Any] | None = None
) -> HttpResponse:
    """The page of one form, sent or to be sent."""
    done = acted(request, form, do, page.said)
    if done is not None:
        return done
    return render(request, "plans/act.html", {"form": form, "page": page, **(more or {})}, status=again(form))


def is_part(request: HttpRequest) -> bool:
    """htmx asks, to put a part of the page in place."""
    details = getattr(request, "htmx", None)
    return isinstance(details, HtmxDetails) and bool(details)


def areas_of(reach: Reach) -> list[str] | None:
    """Codes of the areas that they may write for; None for everywhere."""
    if reach.drafts:
        return None
    return [area.code for area in municipality.areas() if area.pk in reach.coordinated]
