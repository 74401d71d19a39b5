"""What is still true: a department looks through its own, and says so of many in one go."""

from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.accounts.acting import acted, again
from samspel.accounts.who import Request
from samspel.core import clock
from samspel.core.pages import page
from samspel.interventions import queries, rules, services, words
from samspel.interventions.forms import KeepForm
from samspel.interventions.permissions import reach_of
from samspel.interventions.views.acting import KEEPS

MOST: Final = 60
"""So many are looked through at a time; the next ones come when these have been said to be true."""


@page(KEEPS)
def keep(request: Request) -> HttpResponse:
    """One's own interventions, what was said longest ago first, each with a tick."""
    form = KeepForm(request.POST or None)
    if form.is_bound and not form.chosen():
        form.is_valid()
        form.add_error(None, _("Tick those that are still true."))
    done = acted(request, form, lambda: _said(request, form))
    if done is not None:
        return done
    reach, today = reach_of(request.who), clock.today()
    own = queries.own(reach)
    shown = queries.rows(own[: MOST + 1])
    context = {
        "form": form if form.is_bound else KeepForm(auto_id=False),
        "bound": form,
        "rows": [(row, words.status(row.state)) for row in shown[:MOST]],
        "more": len(shown) > MOST,
        "departments": reach.departments,
        "stale": queries.stale_count(reach),
        "proposals": queries.rows(queries.proposals(reach)),
        "round": rules.round_of(today),
    }
    return render(request, "interventions/keep.html", context, status=again(form))


def _said(request: Request, form: KeepForm) -> str:
    count = services.still_true(form.chosen(), by=request.who)
    said = ngettext("%(count)s intervention stands as written.", "%(count)s interventions stand as written.", count)
    messages.success(request, said % {"count": count})
    return reverse("interventions:keep")
