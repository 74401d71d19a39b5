"""From one question to the next in one's list, without going back to it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from samspel.accounts.who import Request
from samspel.core.errors import Missing
from samspel.core.pages import page
from samspel.questions import queries
from samspel.questions.forms import FilterForm
from samspel.questions.permissions import reach_of
from samspel.questions.queries import Stage
from samspel.questions.views.acting import carried, list_of
from samspel.questions.views.listing import READS


@page(READS, methods=("GET",))
def following(request: Request) -> HttpResponse:
    """The question that comes after in the list that one came from."""
    try:
        found = queries.one(request.who, UUID(request.GET.get("after", "")))
    except ValueError as fault:
        raise Missing from fault
    listed = list_of(request, reach_of(request.who))
    data = QueryDict(listed, mutable=True)
    data.setdefault("status", Stage.OPEN.value)
    following = queries.next_after(reach_of(request.who), FilterForm(data).filters, found)
    if following is None:
        messages.info(request, _("That was the last one in this list."))
        return redirect(f"{reverse('questions:list')}?{listed}")
    return redirect(f"{reverse('questions:one', args=[following])}{carried(listed)}")
