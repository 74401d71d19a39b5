"""What pages with one form share: done once, told, or shown again with what was typed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from samspel.accounts.audiences import holders
from samspel.accounts.who import Request
from samspel.core.forms import WritingForm
from samspel.core.http import act
from samspel.situation.permissions import ADOPTED_READERS, COMMENTERS, DRAFTERS, READERS

GET = ("GET",)
POST = ("POST",)
READS = holders(*READERS)
READS_ADOPTED = holders(*ADOPTED_READERS)
COMMENTS = holders(*COMMENTERS)
DRAFTS = holders(*DRAFTERS)

WIDE = ("risk", "protective", "indicators")
"""Fields with so many choices that they stand in two columns."""


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


@dataclass(frozen=True)
class Theirs:
    """What somebody else saved first, to be read beside one's own text."""

    who: str
    text: str
    at: datetime | None = None


def act_page(
    request: Request,
    form: WritingForm,
    page: Act,
    do: Callable[[], str],
    *,
    theirs: Callable[[Any], Theirs] | None = None,
    **more: object,
) -> HttpResponse:
    """The page of one form, sent or to be sent; `theirs` reads what stands now, of the row that was saved between."""
    done = acted(request, form, do, page.said)
    if done is not None:
        return done
    overtaken = theirs(form.stale.current) if theirs and form.stale else None
    context = {"form": form, "page": page, "theirs": overtaken, "wide": WIDE, **more}
    return render(request, "situation/act.html", context, status=again(form))


def pressed(request: Request, do: Callable[[], str], said: str, back: str) -> HttpResponse:
    """A button without fields: done once; when a rule says no, that is told on the page one comes back to."""
    form = WritingForm(request.POST)
    done = acted(request, form, do, said)
    if done is not None:
        return done
    for rows in form.errors.values():
        for row in rows:
            messages.error(request, str(row))
    response = HttpResponse(status=302)
    response["Location"] = back
    return response
