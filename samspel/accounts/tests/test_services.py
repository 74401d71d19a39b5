"""Every change of accounts: permitted, logged, and biting at once."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from samspel.accounts import services
from samspel.accounts.models import Assignment, StandIn, User
from samspel.accounts.queries import reachable
from samspel.accounts.rules import Function, TokenScope
from samspel.accounts.who import Who, who_is
from samspel.core import clock
from samspel.core.actors import Operator
from samspel.core.errors import Missing, Refused
from samspel.core.models import LogRow
from samspel.municipality.models import Department, Team
from tests.cast import Cast, ClientAs, Whos


def team(code: str | int = "berga") -> Any:
    return Team.objects.get(code=code)


@pytest.fixture
def admin(who: Whos) -> Any:
    return who("admin")


def test_a_new_user_holds_nothing_and_has_a_name_in_small_letters(admin: Who) -> None:
    user = services.create_user(username=" Anna.Ek ", name="Anna Ek", by=admin)
    assert user.username == "anna.ek"
    assert not user.has_usable_password()
    assert who_is(user).holdings == ()


def test_a_user_name_is_taken_once(admin: Who) -> None:
    with pytest.raises(Refused) as no:
        services.create_user(username="ADMIN", name="Another", by=admin)
    assert no.value.field == "username"


@pytest.mark.asvs("V8.3.1")
@pytest.mark.parametrize("username", ["coordinator.berga", "security.head", "partner.police", "outsider"])
def test_only_administrators_change_accounts(cast: Cast, who: Whos, username: str) -> None:
    by = who(username)
    for change in (
        lambda: services.create_user(username="x", name="X", by=by),
        lambda: services.assign(cast["outsider"], Function.EVALUATOR, by=by),
        lambda: services.end_assignment(Assignment.objects.all()[0], by=by),
        lambda: services.deactivate(cast["evaluator"], by=by),
        lambda: services.activate(cast["evaluator"], by=by),
        lambda: services.reset_second_factor(cast["evaluator"], by=by),
        lambda: services.set_password(cast["evaluator"], "a long enough password", by=by),
        lambda: services.change_details(cast["evaluator"], name="X", by=by),
        lambda: services.issue_token(cast["evaluator"], name="x", scopes=list(TokenScope), by=by),
        lambda: services.stand_in(
            cast["evaluator"], cast["outreach.ryd"], starts=clock.today(), ends=clock.today(), by=by
        ),
    ):
        before = LogRow.objects.count()
        with pytest.raises(Missing):
            change()
        assert LogRow.objects.count() == before


def test_a_function_is_held_where_its_scope_says(cast: Cast, admin: Who) -> None:
    row = services.assign(cast["outsider"], Function.AREA_COORDINATOR, place=team(), by=admin)
    assert who_is(cast["outsider"]).holds(Function.AREA_COORDINATOR, team=team().pk)
    assert LogRow.objects.filter(object_kind="accounts.assignment", object_id=str(row.pk), verb="assigned").exists()


@pytest.mark.parametrize(
    ("function", "place"),
    [
        (Function.AREA_COORDINATOR, None),
        (Function.AREA_COORDINATOR, Department),
        (Function.MANAGER, Team),
        (Function.EVALUATOR, Team),
        (Function.BODY_MEMBER, None),
        (Function.PARTNER, Department),
    ],
)
def test_a_function_is_held_nowhere_else(cast: Cast, admin: Who, function: Any, place: Any) -> None:
    where = place.objects.all()[0] if place else None
    with pytest.raises(Refused):
        services.assign(cast["outsider"], function, place=where, by=admin)


def test_a_function_holds_from_its_first_day_to_its_last(cast: Cast, admin: Who) -> None:
    user, today = cast["outsider"], clock.today()
    services.assign(
        user, Function.EVALUATOR, starts=today + timedelta(days=2), ends=today + timedelta(days=3), by=admin
    )
    held = []
    for days in range(6):
        with clock.at(clock.now() + timedelta(days=days)):
            held.append(who_is(user).holds(Function.EVALUATOR))
    assert held == [False, False, True, True, False, False]


def test_the_last_day_does_not_come_before_the_first(cast: Cast, admin: Who) -> None:
    today = clock.today()
    with pytest.raises(Refused):
        services.assign(cast["outsider"], Function.EVALUATOR, starts=today, ends=today - timedelta(days=1), by=admin)


def test_an_ended_function_bites_at_the_next_request(cast: Cast, admin: Who, client_as: ClientAs) -> None:
    client = client_as("admin")
    assert client.get("/people/").status_code == 200
    services.assign(cast["outsider"], Function.ADMINISTRATOR, by=Operator())
    services.end_assignment(cast["admin"].assignments.get(), by=admin)
    assert client.get("/people/").status_code == 404


def test_a_function_that_began_today_can_be_taken_back_today(cast: Cast, admin: Who) -> None:
    row = services.assign(cast["outsider"], Function.EVALUATOR, by=admin)
    services.end_assignment(row, by=admin)
    assert not who_is(cast["outsider"]).holds(Function.EVALUATOR)


@pytest.mark.asvs("V2.2.3")
def test_there_is_always_an_administrator(cast: Cast, admin: Who) -> None:
    with pytest.raises(Refused):
        services.end_assignment(cast["admin"].assignments.get(), by=admin)
    with pytest.raises(Refused):
        services.deactivate(cast["admin"], by=admin)


@pytest.mark.asvs("V7.4.2")
def test_a_closed_account_is_out_at_once(cast: Cast, admin: Who, client_as: ClientAs) -> None:
    client = client_as("evaluator")
    client.get("/account/")
    _row, secret = services.issue_token(cast["evaluator"], name="x", scopes=[TokenScope.HEALTH], by=admin)
    services.deactivate(cast["evaluator"], by=admin)
    assert client.get("/account/").status_code == 302
    assert client.get("/api/v1/areas", headers={"Authorization": f"Bearer {secret}"}).status_code == 401
    assert not Session.objects.exists()


def test_a_reopened_account_has_its_functions_but_not_its_tokens(cast: Cast, admin: Who, client: Client) -> None:
    _row, secret = services.issue_token(cast["evaluator"], name="x", scopes=[TokenScope.HEALTH], by=admin)
    services.deactivate(cast["evaluator"], by=admin)
    services.activate(cast["evaluator"], by=admin)
    assert who_is(User.objects.get(username="evaluator")).holds(Function.EVALUATOR)
    assert client.get("/api/v1/areas", headers={"Authorization": f"Bearer {secret}"}).status_code == 401


def test_a_new_password_ends_the_sessions(cast: Cast, admin: Who, client_as: ClientAs) -> None:
    client = client_as("evaluator")
    client.get("/account/")
    services.set_password(cast["evaluator"], "vinter kanot apelsin", by=admin)
    assert client.get("/account/").status_code == 302


@pytest.mark.asvs("V6.2.1", "V6.2.4")
@pytest.mark.parametrize("password", ["short", "evaluator evaluator", "1q2w3e4r5t6y", ""])
def test_a_weak_password_is_refused(cast: Cast, admin: Who, password: str) -> None:
    with pytest.raises(Refused) as no:
        services.set_password(cast["evaluator"], password, by=admin)
    assert no.value.field == "password"


@pytest.mark.asvs("V16.2.5")
def test_no_password_stands_in_the_log(cast: Cast, admin: Who) -> None:
    services.set_password(cast["evaluator"], "vinter kanot apelsin", by=admin)
    row = LogRow.objects.latest("pk")
    assert "kanot" not in str(row.__dict__)
    assert row.fields == ["password"]


@pytest.mark.asvs("V6.4.1", "V11.5.1")
def test_an_invented_password_is_long_and_never_the_same() -> None:
    made = {services.invented_password() for _attempt in range(50)}
    assert len(made) == 50
    assert all(len(one) == 23 for one in made)


# --- Standing in ---------------------------------------------------------------------------------


def away(absent: User, other: User, by: Any, days: int = 3) -> Any:
    today = clock.today()
    return services.stand_in(absent, other, starts=today, ends=today + timedelta(days=days), by=by)


def test_a_stand_in_has_the_rights_meanwhile(cast: Cast, who: Whos) -> None:
    away(cast["contact.school"], cast["contact.social"], who("contact.school"))
    school = cast["contact.school"].assignments.get().department_id
    assert who("contact.social").holds(Function.DEPARTMENT_CONTACT, department=school)
    with clock.at(clock.now() + timedelta(days=4)):
        assert not who("contact.social").holds(Function.DEPARTMENT_CONTACT, department=school)


def test_ones_own_functions_come_first(cast: Cast, who: Whos) -> None:
    away(cast["contact.school"], cast["contact.social"], who("contact.school"))
    assert [one.standing_in for one in who("contact.social").holdings] == [False, True]


def test_rights_that_came_by_standing_in_go_no_further(cast: Cast, who: Whos) -> None:
    away(cast["contact.school"], cast["contact.social"], who("contact.school"))
    away(cast["contact.social"], cast["contact.culture"], who("contact.social"))
    school = cast["contact.school"].assignments.get().department_id
    assert not who("contact.culture").holds(Function.DEPARTMENT_CONTACT, department=school)


def test_who_no_longer_works_here_stands_in_for_nobody(cast: Cast, who: Whos, admin: Who) -> None:
    away(cast["contact.school"], cast["contact.social"], who("contact.school"))
    assert reachable([cast["contact.school"]]) == [cast["contact.social"]]
    services.end_assignment(cast["contact.social"].assignments.get(), by=admin)
    assert who("contact.social").holdings == ()
    assert reachable([cast["contact.school"]]) == [cast["contact.school"]]
    partner = cast["partner.police"].assignments.get().organisation
    services.assign(cast["contact.social"], Function.PARTNER, place=partner, by=admin)
    assert who("contact.social").functions == {Function.PARTNER}


def test_nobody_becomes_administrator_by_standing_in(cast: Cast, who: Whos, admin: Who) -> None:
    services.assign(cast["admin"], Function.EVALUATOR, by=admin)
    away(cast["admin"], cast["contact.social"], who("admin"))
    assert who("contact.social").functions == {Function.DEPARTMENT_CONTACT, Function.EVALUATOR}


@pytest.mark.parametrize("other", ["outsider", "partner.police", "polare.ryd", "admin"])
def test_those_outside_do_not_stand_in_for_those_who_work_here(cast: Cast, who: Whos, other: str) -> None:
    with pytest.raises(Refused):
        away(cast["contact.school"], cast[other], who("contact.school"))


def test_partners_stand_in_for_their_own_only(cast: Cast, who: Whos, admin: Who) -> None:
    with pytest.raises(Refused):
        away(cast["partner.police"], cast["partner.housing"], who("partner.police"))
    colleague = services.create_user(username="partner.second", name="Second", by=admin)
    services.assign(colleague, Function.PARTNER, place=cast["partner.police"].assignments.get().organisation, by=admin)
    away(cast["partner.police"], colleague, who("partner.police"))


def test_nobody_stands_in_for_themselves(cast: Cast, who: Whos) -> None:
    with pytest.raises(Refused):
        away(cast["contact.school"], cast["contact.school"], who("contact.school"))


def test_back_at_work_the_stand_in_is_without_rights_at_once(cast: Cast, who: Whos) -> None:
    row = away(cast["contact.school"], cast["contact.social"], who("contact.school"))
    services.end_stand_in(row, by=who("contact.school"))
    assert len(who("contact.social").holdings) == 1
    earlier = StandIn.objects.create(
        absent=cast["contact.school"],
        stand_in=cast["contact.social"],
        starts=clock.today() - timedelta(days=3),
        ends=clock.today() + timedelta(days=3),
    )
    services.end_stand_in(earlier, by=who("contact.school"))
    assert len(who("contact.social").holdings) == 1
