"""Between a form and a service: do it once, say no at the right field, keep what was typed."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from samspel.core.actors import Actor, reference
from samspel.core.errors import Refused, Stale
from samspel.core.forms import WritingForm
from samspel.core.once import fingerprint, once

DONE = "done"


NEXT = "next"
"""In an address: where one came from, and goes back to when it is done."""


def own(request: HttpRequest, address: str) -> str:
    """An address as it is when it is one of ours, and nothing when it leads anywhere else."""
    ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if ours else ""


def came_from(request: HttpRequest) -> str:
    """Where the one who asks came from, as the address says; nothing when it says nothing, or nowhere of ours."""
    return own(request, request.GET.get(NEXT, ""))


def act(request: HttpRequest, form: WritingForm, *, by: Actor, do: Callable[[], str]) -> HttpResponse | None:
    """Run `do` once for the form's key and go to the address it returns.

    None when the form must be shown again: a rule said no (the message is at its field), or somebody saved in
    between (`form.stale` holds what stands now). What was typed is in the form either way.
    """
    payload = form.payload()
    match = request.resolver_match
    try:
        # The same key with other text is somebody who went back and wrote anew: another act.
        target = once(
            f"{form.cleaned_data['key']}.{fingerprint(payload)[:32]}",
            by=reference(by),
            doing=match.view_name if match else request.path,
            payload=payload,
            do=do,
        )
    except Refused as no:
        form.add_error(no.field if no.field in form.fields else None, str(no.message))
        return None
    except Stale as stale:
        form.overtaken(stale)
        return None
    response = redirect(target)
    # The page that kept what was typed, against a lost connection, may forget it: it was done.
    response.set_cookie(DONE, form.cleaned_data["key"], max_age=24 * 3600, samesite="Lax", secure=request.is_secure())
    return response
