"""The administrator's pages, from a new account to a closed one; and one's own."""

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client

from samspel.accounts.models import ApiToken, Assignment, StandIn, User
from samspel.accounts.rules import Function
from samspel.accounts.who import who_is
from samspel.core import clock
from samspel.municipality.models import Department
from tests.cast import Cast, ClientAs, Whos


@pytest.fixture
def admin(client_as: ClientAs) -> Any:
    return client_as("admin", language="en")


def found(pattern: str, response: Any) -> str:
    """What the pattern's group matches on a page."""
    match = re.search(pattern, response.content.decode())
    assert match
    return match[1]


def send(client: Client, address: str, **fields: Any) -> Any:
    """Fill in the form of a page as a browser would, and send it."""
    form = client.get(address).context["form"]
    filled = {name: form[name].value() or "" for name in form.fields}
    return client.post(address, {**filled, **fields})


@pytest.mark.asvs("V7.4.2")
def test_an_account_from_the_first_day_to_the_last(admin: Client, client: Client) -> None:
    cache.clear()
    made = send(admin, "/people/new/", username="Anna.Ek", name="Anna Ek", email="anna@example.org")
    user = User.objects.get(username="anna.ek")
    password = found(r"<code>(.*?)</code>", made)
    place = f"department:{Department.objects.get(code='education').pk}"
    given = send(admin, f"/people/{user.pk}/function/", function="department_contact", place=place)
    assert given["Location"] == f"/people/{user.pk}/"
    assert who_is(user).holds(Function.DEPARTMENT_CONTACT)
    client.post("/sign-in/", {"login": "anna.ek", "password": password})
    assert client.get("/account/")["Location"] == "/account/password/"
    send(admin, f"/people/functions/{user.assignments.get().pk}/end/")
    assert not who_is(user).holdings
    send(admin, f"/people/{user.pk}/close/")
    assert client.get("/account/password/")["Location"].startswith("/sign-in/")
    send(admin, f"/people/{user.pk}/open/")
    assert User.objects.get(pk=user.pk).is_active


def test_the_first_password_is_shown_once(admin: Client) -> None:
    form = admin.get("/people/new/").context["form"]
    filled = {"key": form["key"].value(), "username": "anna.ek", "name": "Anna", "language": "sv"}
    first, second = admin.post("/people/new/", filled), admin.post("/people/new/", filled)
    assert b"<code>" in first.content
    assert second.status_code == 302
    assert User.objects.filter(username="anna.ek").count() == 1


@pytest.mark.parametrize("username", ["", "å", "two words", "a" * 81, "admin", "-x", "<script>"])
def test_a_faulty_user_name_is_told_and_what_was_typed_is_kept(admin: Client, username: str) -> None:
    response = send(admin, "/people/new/", username=username, name="Some Body")
    assert response.status_code == 200
    assert response.context["form"].errors["username"]
    assert b"Some Body" in response.content


@pytest.mark.parametrize(
    ("function", "place", "field"),
    [
        ("area_coordinator", "", "place"),
        ("evaluator", "team", "place"),
        ("manager", "team", "place"),
        ("", "", "function"),
        ("emperor", "", "function"),
    ],
)
def test_a_function_in_the_wrong_place_is_told(
    admin: Client, cast: Cast, function: Any, place: Any, field: str
) -> None:
    team = cast["coordinator.berga"].assignments.get().team_id
    where = f"team:{team}" if place else ""
    response = send(admin, f"/people/{cast['outsider'].pk}/function/", function=function, place=where)
    assert response.context["form"].errors[field]
    assert not Assignment.objects.filter(user=cast["outsider"]).exists()


def test_a_function_that_ends_before_it_starts_is_told_at_the_field(admin: Client, cast: Cast) -> None:
    response = send(
        admin,
        f"/people/{cast['outsider'].pk}/function/",
        function="evaluator",
        starts="2026-03-02",
        ends="2026-03-01",
    )
    assert response.context["form"].errors["ends"]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-02-30", "26-1-1", "tomorrow"])
def test_an_odd_day_is_told(admin: Client, cast: Cast, day: str) -> None:
    response = send(admin, f"/people/{cast['outsider'].pk}/function/", function="evaluator", starts=day)
    assert response.context["form"].errors["starts"]
    row = cast["evaluator"].assignments.get()
    response = send(admin, f"/people/functions/{row.pk}/end/", last_day=day)
    assert response.context["form"].errors["last_day"]


@pytest.mark.asvs("V1.4.2")
def test_numbers_too_large_for_any_row_are_not_there(admin: Client) -> None:
    huge = "9" * 30
    for address in (f"/people/{huge}/", f"/people/functions/{huge}/end/", f"/account/stand-in/{huge}/end/"):
        assert admin.get(address).status_code == 404
    assert admin.post(f"/account/sessions/{huge}/end/").status_code == 302
    assert admin.get(f"/people/?page={huge}").status_code == 200


def test_a_last_day_can_lie_ahead(admin: Client, cast: Cast) -> None:
    last = clock.today() + timedelta(days=10)
    row = cast["evaluator"].assignments.get()
    send(admin, f"/people/functions/{row.pk}/end/", last_day=last.isoformat())
    row.refresh_from_db()
    assert row.ends == last
    assert who_is(cast["evaluator"]).holdings


def test_the_only_administrator_cannot_go(admin: Client, cast: Cast) -> None:
    response = send(admin, f"/people/{cast['admin'].pk}/close/")
    assert response.context["form"].non_field_errors()
    assert User.objects.get(username="admin").is_active


def test_the_list_is_searched_by_name_and_by_function(admin: Client) -> None:
    assert [row.user.username for row in admin.get("/people/?q=brodin").context["rows"]] == ["contact.school"]
    found = admin.get("/people/?function=partner").context["rows"]
    assert {row.user.username for row in found} == {"partner.police", "partner.housing"}
    assert admin.get("/people/?q=%3Cnobody%3E&page=-4").status_code == 200


def test_a_list_costs_the_same_however_many(admin: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(20):
        admin.get("/people/")


def test_a_token_is_shown_once_and_ended(admin: Client, cast: Cast, client: Client) -> None:
    page = f"/people/{cast['evaluator'].pk}/token/"
    made = send(admin, page, name="statistics", scopes=["questions:read"], days="30")
    secret = found(r"(samspel_[\w-]+)", made)
    assert client.get("/api/v1/areas", headers={"Authorization": f"Bearer {secret}"}).status_code == 200
    assert secret not in admin.get(f"/people/{cast['evaluator'].pk}/").content.decode()
    send(admin, f"/people/tokens/{ApiToken.objects.get().pk}/end/")
    assert client.get("/api/v1/areas", headers={"Authorization": f"Bearer {secret}"}).status_code == 401


@pytest.mark.asvs("V6.4.3")
def test_a_new_password_for_who_forgot_it(admin: Client, cast: Cast, client: Client) -> None:
    cache.clear()
    shown = send(admin, f"/people/{cast['evaluator'].pk}/password/")
    password = found(r"<code>(.*?)</code>", shown)
    assert client.post("/sign-in/", {"login": "evaluator", "password": password}).status_code == 302


# --- One's own -----------------------------------------------------------------------------------


def test_my_details_and_my_language(client_as: ClientAs, cast: Cast) -> None:
    client = client_as("evaluator")
    response = send(client, "/account/", name="Another Name", language="en", phone="013-20 60 00")
    assert response.cookies["django_language"].value == "en"
    cast["evaluator"].refresh_from_db()
    assert (cast["evaluator"].name, cast["evaluator"].language) == ("Another Name", "en")
    assert 'lang="en"' in client.get("/account/").content.decode()


def test_a_faulty_address_is_told(client_as: ClientAs, cast: Cast) -> None:
    assert send(client_as("evaluator"), "/account/", email="no address").context["form"].errors["email"]


@pytest.mark.asvs("V7.5.2")
def test_my_sessions_are_listed_and_ended(client_as: ClientAs, cast: Cast) -> None:
    here, there, third = (client_as("evaluator") for _browser in range(3))
    for browser in (here, there, third):
        browser.get("/account/")
    rows = [row for row, _browser in here.get("/account/sessions/").context["sessions"]]
    assert len(rows) == 3
    other = next(row for row in rows if row.session_key == there.session.session_key)
    here.post(f"/account/sessions/{other.pk}/end/")
    assert there.get("/account/").status_code == 302
    here.post("/account/sessions/end-others/")
    assert third.get("/account/").status_code == 302
    assert here.get("/account/").status_code == 200


def test_nobody_ends_the_sessions_of_another(client_as: ClientAs, cast: Cast) -> None:
    victim = client_as("admin")
    victim.get("/account/")
    row = UserSession.objects.get(user=cast["admin"])
    client_as("evaluator").post(f"/account/sessions/{row.pk}/end/")
    assert victim.get("/account/").status_code == 200


def test_i_choose_who_stands_in_and_end_it(client_as: ClientAs, cast: Cast, who: Whos) -> None:
    client = client_as("contact.school")
    ends = (clock.today() + timedelta(days=7)).isoformat()
    send(client, "/account/stand-in/", stand_in=cast["contact.social"].pk, ends=ends)
    row = StandIn.objects.get(absent=cast["contact.school"])
    assert len(who("contact.social").holdings) == 2
    send(client, f"/account/stand-in/{row.pk}/end/")
    assert len(who("contact.social").holdings) == 1


@pytest.mark.parametrize("other", ["outsider", "partner.police", "admin"])
def test_only_those_who_may_can_be_chosen(client_as: ClientAs, cast: Cast, other: str) -> None:
    response = send(
        client_as("contact.school"), "/account/stand-in/", stand_in=cast[other].pk, ends=clock.today().isoformat()
    )
    assert response.context["form"].errors["stand_in"]


def test_an_administrator_chooses_for_who_is_away(admin: Client, cast: Cast, who: Whos) -> None:
    page = f"/people/{cast['contact.school'].pk}/stand-in/"
    send(admin, page, stand_in=cast["contact.social"].pk, ends=clock.today().isoformat())
    assert len(who("contact.social").holdings) == 2
    row = StandIn.objects.get()
    send(admin, f"/people/stand-ins/{row.pk}/end/")
    assert len(who("contact.social").holdings) == 1


@pytest.mark.parametrize(("username", "page"), [("evaluator", "/account/"), ("admin", "/people/{pk}/")])
def test_details_that_somebody_else_saved_meanwhile_are_shown_and_nothing_is_lost(
    client_as: ClientAs, cast: Cast, username: str, page: str
) -> None:
    page = page.format(pk=cast["evaluator"].pk)
    client = client_as(username)
    form = client.get(page).context["form"]
    mine = {name: form[name].value() or "" for name in form.fields} | {"name": "Mitt Nya Namn"}
    send(client_as("admin"), f"/people/{cast['evaluator'].pk}/", name="Deras Nya Namn", phone="0123-45 67 89")
    answer = client.post(page, mine)
    said = answer.content.decode()
    assert User.objects.get(username="evaluator").name == "Deras Nya Namn"
    assert "Mitt Nya Namn" in said
    assert "Deras Nya Namn" in said
    again = answer.context["form"]
    client.post(page, {name: again[name].value() or "" for name in again.fields})
    assert User.objects.get(username="evaluator").name == "Mitt Nya Namn"
