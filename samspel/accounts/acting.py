"""Pages with one form: done once and told, or shown again with what was typed. Every module's small pages are these."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from samspel.accounts.who import Request
from samspel.core.forms import WritingForm
from samspel.core.http import act, came_from


@dataclass(frozen=True)
class Act:
    """A small page: its heading and why, the button's verb, where one comes back to, and what is said when done."""

    heading: str
    button: str
    back: str
    back_words: str
    said: str
    lead: str = ""


@dataclass(frozen=True)
class Theirs:
    """What somebody else saved first, to be read beside one's own text."""

    who: str
    text: str
    at: datetime | None = None


def acted(request: Request, form: WritingForm, do: Callable[[], str], said: str = "") -> HttpResponse | None:
    """Do it once and go back to where one came from, or where `do` says; None when the form must be shown again."""

    def done() -> str:
        address = do()
        if said:
            messages.success(request, said)
        return came_from(request) or address

    return act(request, form, by=request.who, do=done) if form.is_bound and form.is_valid() else None


def again(form: WritingForm) -> int:
    """The status of a page that is shown again: overtaken, or not accepted."""
    return 200 if not form.is_bound else 409 if form.stale else 422


def act_page(
    request: Request,
    form: WritingForm,
    page: Act,
    do: Callable[[], str],
    more: Mapping[str, object] | None = None,
    *,
    theirs: Callable[[Any], Theirs] | None = None,
    template: str = "ui/act.html",
) -> HttpResponse:
    """The page of one form, sent or to be sent.

    `theirs` reads what stands now, of the row that was saved in between. `more` goes to the template: `rows` of a text.
    """
    done = acted(request, form, do, page.said)
    if done is not None:
        return done
    overtaken = theirs(form.stale.current) if theirs and form.stale else None
    context = {"form": form, "page": page, "theirs": overtaken, **(more or {})}
    return render(request, template, context, status=again(form))


def pressed(request: Request, do: Callable[[], str], said: str, back: str) -> HttpResponse:
    """A button without fields: done once; when a rule says no, that is told on the page one comes back to."""
    form = WritingForm(request.POST)
    done = acted(request, form, do, said)
    if done is not None:
        return done
    for error in [each for errors in form.errors.values() for each in errors]:
        messages.error(request, str(error))
    return redirect(back)
