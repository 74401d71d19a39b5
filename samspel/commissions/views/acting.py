"""What small pages with one form share: done once, told, or shown again with what was typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from samspel.accounts.who import Request
from samspel.core.forms import WritingForm
from samspel.core.http import act


@dataclass(frozen=True)
class Act:
    """A small page: its heading and why, the button's verb, where one comes back to, and what is said when done."""

    heading: str
    button: str
    back: str
    back_words: str
    said: str
    lead: str = ""


def act_page(
    request: Request,
    form: WritingForm,
    page: Act,
    do: Callable[[], str],
    *,
    more: Mapping[str, object] | None = None,
    template: str = "commissions/act.html",
) -> HttpResponse:
    """The page of one form, sent or to be sent. `do` does it and returns the address to go to."""

    def done() -> str:
        address = do()
        messages.success(request, page.said)
        return address

    answer = act(request, form, by=request.who, do=done) if form.is_bound and form.is_valid() else None
    if answer is not None:
        return answer
    status = 200 if not form.is_bound else 409 if form.stale else 422
    return render(request, template, {"form": form, "page": page, **(more or {})}, status=status)
