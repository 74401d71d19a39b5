"""The frame's pages in an invented municipality with other teams, other hours and two levels of forums."""

from __future__ import annotations

import pytest
from django.test import Client

from samspel.accounts import services as accounts
from samspel.accounts.models import Place, User
from samspel.accounts.rules import SCOPE, Function, Scope
from samspel.core import clock
from samspel.core.actors import Job
from samspel.municipality.models import Area, Body, Department, Organisation, Team
from samspel.municipality.services import apply_folder
from samspel.municipality.tests import conftest
from samspel.municipality.tests.places import INVENTED
from tests import markup

empty = conftest.empty

PLACES: dict[Scope, type[Place]] = {
    Scope.TEAM: Team,
    Scope.DEPARTMENT: Department,
    Scope.BODY: Body,
    Scope.ORGANISATION: Organisation,
}
ADDRESSES = (
    *("/", "/menu/", "/areas/", "/search/?q=a", "/questions/", "/escalations/", "/about/", "/accessibility/"),
    *(f"/municipality/{name}" for name in ("", "responsibility/", "bodies/", "hours/", "lines/", "functions/")),
    *("/municipality/goals/", "/municipality/services/", "/ask/"),
)


@pytest.fixture
def almvik(empty: None) -> None:
    """The invented municipality in place of the one that is shipped."""
    apply_folder(INVENTED, by=Job("tests"))


def _holder(function: Function) -> User:
    by = Job("tests")
    user = accounts.create_user(username=function.value, name="Påhittad", by=by)
    scope = SCOPE[function]
    place = PLACES[scope].objects.order_by("pk").first() if scope in PLACES else None
    accounts.assign(user, function, place=place, starts=clock.today(), by=by)
    return user


@pytest.mark.parametrize("function", list(Function))
def test_every_function_finds_its_pages_there_too(function: Function, almvik: None, client: Client) -> None:
    client.force_login(_holder(function))
    things = [f"/areas/{one.code}/" for one in Area.objects.all()[:3]]
    things += [f"/municipality/bodies/{one.code}/" for one in Body.objects.all()]
    shown = 0
    for path in (*ADDRESSES, *things):
        response = client.get(path)
        assert response.status_code in {200, 404}, path
        if response.status_code == 200:
            shown += 1
            assert markup.faults(response.content.decode(), response["Content-Security-Policy"]) == [], path
    assert shown > 10
