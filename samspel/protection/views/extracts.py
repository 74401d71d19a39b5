"""All that is kept about one asker."""

from django.http import HttpResponse

from samspel.accounts.who import Request
from samspel.core import clock
from samspel.core.errors import Refused
from samspel.core.pages import page
from samspel.protection import export, services
from samspel.protection.forms import ExtractForm
from samspel.protection.services import Extract
from samspel.protection.views.frame import OFFICER, draw
from samspel.protection.words import Identity


@page(OFFICER)
def extract(request: Request) -> HttpResponse:
    """Look for somebody, and show or take along all that is kept about them. Each time stands in the log."""
    form = ExtractForm(request.POST or None)
    made = _made(request, form) if form.is_bound and form.is_valid() else None
    if made is None:
        return draw(request, "extract", "extract", form=form, status=422 if form.errors else 200)
    if made.things and "json" in request.POST:
        return export.extract(made.sections)
    identity = Identity(form.cleaned_data["identity"])
    return draw(request, "extracted", "extract", form=form, made=made, identity=identity, at=clock.now())


def _made(request: Request, form: ExtractForm) -> Extract | None:
    try:
        return services.extract(form.sought, Identity(form.cleaned_data["identity"]), by=request.who)
    except Refused as no:
        form.add_error(no.field, str(no.message))
        return None
