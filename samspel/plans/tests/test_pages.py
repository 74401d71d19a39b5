"""The pages: the grid edited where it stands, once and never over another's words; what others see, and the API."""

import re
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl.reader.excel import load_workbook

from samspel.accounts import services as accounts
from samspel.accounts.models import User
from samspel.accounts.rules import TokenScope
from samspel.core import clock
from samspel.core.actors import Operator
from samspel.municipality.models import Department, Goal
from samspel.plans import services
from samspel.plans.models import Measure, PlanRow, StatusRow
from samspel.plans.rules import Status
from samspel.plans.tests.given import TITLE, WhoIs, area, challenge, measure, plan

pytestmark = pytest.mark.django_db
GRID = "/plans/grid/"


def text(response: Any) -> str:
    """What a reader reads: one space between words, no marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).replace("\u00ad", "").split())


def row(made: Measure, **changes: Any) -> dict[str, Any]:
    """The row's form as it stands in the grid."""
    made.refresh_from_db()
    start = {
        "key": "en-nyckel",
        "version": made.version,
        "title": made.title,
        "development_area": "safety-community",
        "perspectives": ["first"],
        "owner": "culture-leisure",
        "funding_state": "funded",
        "from_year": 2026,
        "to_year": 2028,
        "status": made.status,
        "status_comment": made.status_comment,
    }
    return {**start, **changes}


@pytest.fixture
def drafter(client_as: Any) -> Client:
    client: Client = client_as("convenor.coordination", language="en")
    return client


def test_how_full_the_plan_is_does_not_change_with_what_is_shown_of_it(drafter: Client, who: WhoIs) -> None:
    for title in ("Ett", "Två", "Tre"):
        measure(who, title=title, area=area() if title == "Ett" else None)
    dropped = Measure.objects.get(title="Tre")
    services.tell(dropped.pk, Status.DROPPED, "Ingen pengar.", by=who("convenor.coordination"))
    room = "2 of the 60 measures that the plan has room for; 58 to be written."
    for address, shown in (({}, "2 of 3"), ({"area": "berga"}, "1 of 3"), ({"q": "finns inte"}, "0 of 3")):
        page = text(drafter.get(GRID, address))
        assert room in page
        assert f"{shown} are shown here." in page
    assert "are shown here" not in text(drafter.get(GRID, {"status": "all"}))


def test_municipal_goals_whose_time_is_over_are_last_and_say_so(drafter: Client) -> None:
    page = text(drafter.get(reverse("plans:new_measure")))
    assert "its time is over" in page
    assert "An administrator writes those of a new term" in page
    told = [Goal.objects.get(code=one).term.ends for one, _label in _goal_choices(drafter)]
    assert told == sorted(told, key=lambda ends: ends is not None and ends < clock.today())


def _goal_choices(client: Client) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = (
        client.get(reverse("plans:new_measure")).context["form"]["municipal_goals"].field.choices
    )
    return found


def test_a_party_that_is_a_department_too_stands_in_one_list_only(drafter: Client) -> None:
    form = drafter.get(reverse("plans:new_agreement")).context["form"]
    outside, own = (
        {str(name) for _code, name in form[list_].field.choices} for list_ in ("organisations", "departments")
    )
    assert not outside & {one.name for one in Department.objects.current()}
    assert own


def test_a_measure_is_moved_in_a_plan_with_a_button(drafter: Client, who: WhoIs) -> None:
    found = plan(who)
    first, second = (measure(who, title=title, plans=(found,)) for title in ("Ett", "Två"))
    row = PlanRow.objects.get(measure=first)
    drafter.post(reverse("plans:move_down", args=[found.pk, row.pk]), {"key": "k"})
    assert list(PlanRow.objects.order_by("position").values_list("measure", flat=True)) == [second.pk, first.pk]


def test_the_grid_shows_what_is_there_and_where_nothing_is(drafter: Client, who: WhoIs) -> None:
    measure(who)
    page = text(drafter.get(GRID))
    assert "1 measure, 24 squares of the plan empty" in page
    assert "1 of the 60 measures that the plan has room for; 59 to be written." in page
    assert "name to be written" in page


def test_a_row_is_opened_by_its_address_and_saved_once_however_often_it_is_sent(drafter: Client, who: WhoIs) -> None:
    made = measure(who)
    address = f"{GRID}?status=all&edit={made.pk}"
    assert 'name="status_comment"' in drafter.get(address).content.decode()
    sent = row(made, title="Vuxna ute", status="decided", status_comment="Beslutad.")
    for _time in range(2):
        response = drafter.post(f"{reverse('plans:row', args=[made.pk])}?status=all", sent)
        assert response["Location"] == f"{GRID}?status=all&changed={made.pk}#row-{made.pk}"
    made.refresh_from_db()
    assert (made.title, made.status, made.funding_state) == ("Vuxna ute", "decided", "funded")
    assert StatusRow.objects.filter(measure=made, comment="Beslutad.").count() == 1
    assert [one.code for one in made.departments.all()] == ["social-care"]


def test_a_row_that_another_saved_first_shows_both_texts(drafter: Client, who: WhoIs) -> None:
    made = measure(who)
    sent = row(made, title="Mitt namn")
    services.tell(made.pk, Status.DECIDED, "Deras ord.", by=who("manager.culture"))
    response = drafter.post(reverse("plans:row", args=[made.pk]), sent)
    assert response.status_code == 409
    page = response.content.decode()
    assert "Deras ord." in page
    assert 'value="Mitt namn"' in page
    again = drafter.post(reverse("plans:row", args=[made.pk]), row(made, title="Mitt namn"))
    assert again.status_code == 302


def test_who_only_owns_a_measure_tells_how_it_goes_and_changes_nothing_else(client_as: Any, who: WhoIs) -> None:
    made, owner = measure(who), client_as("contact.culture", language="en")
    page = owner.get(f"{GRID}?edit={made.pk}").content.decode()
    assert 'name="status_comment"' in page
    assert 'name="title"' not in page
    sent = {**row(made, title="Kapad"), "status": "decided", "status_comment": "Beslutad."}
    assert owner.post(reverse("plans:row", args=[made.pk]), sent).status_code == 302
    made.refresh_from_db()
    assert (made.title, made.status) == (TITLE, "decided")


@pytest.mark.parametrize("username", ["contact.school", "host.berga", "evaluator", "coordinator.ryd"])
def test_who_may_not_change_a_row_finds_no_form_and_no_address(client_as: Any, who: WhoIs, username: str) -> None:
    made, reader = measure(who), client_as(username)
    assert 'name="status_comment"' not in reader.get(f"{GRID}?edit={made.pk}").content.decode()
    assert reader.post(reverse("plans:row", args=[made.pk]), row(made)).status_code == 404


def test_a_fault_in_a_row_is_said_at_its_field_with_what_was_typed(drafter: Client, who: WhoIs) -> None:
    made = measure(who)
    response = drafter.post(reverse("plans:row", args=[made.pk]), row(made, title="Kvar", from_year=2030))
    assert response.status_code == 422
    assert "The last year comes before the first." in text(response)
    assert 'value="Kvar"' in response.content.decode()
    part = drafter.post(reverse("plans:row", args=[made.pk]), row(made, from_year=2030), headers={"HX-Request": "true"})
    assert part.status_code == 200


def test_names_of_persons_are_pointed_out_before_they_are_saved(drafter: Client, who: WhoIs) -> None:
    made = measure(who)
    sent = row(made, status_comment="Ring 070-174 06 31 för mer.")
    assert drafter.post(reverse("plans:row", args=[made.pk]), sent).status_code == 422


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("?owner=education", ["Skolväg"]),
        ("?owner=none", ["Ingens"]),
        ("?area=berga", ["Skolväg"]),
        ("?perspective=none", ["Ingens"]),
        ("?development_area=safety-community", ["Ingens", "Skolväg", TITLE]),
        ("?lacks=challenge", ["Ingens", TITLE]),
        ("?q=skolv", ["Skolväg"]),
        ("?year=2031", []),
        ("?status=dropped", []),
        ("?status=nothing&year=x&plan=7", ["Ingens", "Skolväg", TITLE]),
    ],
)
def test_the_filters_stand_in_the_address(drafter: Client, who: WhoIs, asked: str, found: list[str]) -> None:
    from samspel.municipality.models import Department

    measure(who)
    school = Department.objects.get(code="education")
    measure(who, title="Skolväg", owner_department=school, area=area(), challenges=(challenge(),))
    measure(who, title="Ingens", owner_department=None, perspectives=())
    page = drafter.get(f"{GRID}{asked}").content.decode()
    assert sorted(re.findall(r'<th scope="row"><a href="/plans/measures/[^>]*>([^<]+)', page)) == sorted(found)


def test_the_list_is_taken_along_in_excel_exactly_as_it_is_shown(drafter: Client, who: WhoIs) -> None:
    measure(who, challenges=(challenge(reference="U-7"),))
    measure(who, title="=HYPERLINK(1)")
    answer = drafter.get("/plans/grid/export/xlsx/?lacks=challenge")
    sheet = load_workbook(BytesIO(answer.content)).active  # type: ignore[no-untyped-call]
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert [one[1] for one in rows] == ["Measure", "=HYPERLINK(1)"]
    assert sheet.cell(2, 2).data_type == "s"


def test_a_measure_is_written_from_the_empty_square(drafter: Client, who: WhoIs) -> None:
    action, hard = plan(who), challenge()
    new = reverse("plans:new_measure")
    page = drafter.get(f"{new}?development_area=second&perspective=third&challenge={hard.pk}").content.decode()
    assert '<option value="second" selected>' in page
    assert re.search(r'value="third"[^>]*checked', page)
    sent = {
        "key": "k", "title": "Ny", "development_area": "second", "perspectives": ["third"], "funding_state": "unknown",
        "challenges": [str(hard.pk)], "plans": [str(action.pk)], "owner": "",
    }  # fmt: skip
    for _time in range(2):
        assert drafter.post(new, sent).status_code == 302
    made = Measure.objects.get()
    assert list(made.challenges.all()) == [hard]
    assert list(made.plans.all()) == [action]


def test_pages_of_what_one_may_not_see_are_not_there(client_as: Any, who: WhoIs) -> None:
    action = plan(who)
    made = measure(who, plans=(action,))
    partner = client_as("partner.police")
    for address in (GRID, reverse("plans:measure", args=[made.pk]), reverse("plans:plan", args=[action.pk])):
        assert partner.get(address).status_code == 404, address
    assert partner.get("/plans/").status_code == 200
    assert client_as("outsider").get("/plans/").status_code == 404


def test_other_systems_read_measures_page_by_page(client: Client, cast: dict[str, User], who: WhoIs) -> None:
    for number in range(3):
        measure(who, title=f"Åtgärd {number}", area=area() if number else None)
    _token, secret = accounts.issue_token(
        cast["evaluator"], name="prov", scopes=(TokenScope.THREAD_READ,), by=Operator()
    )

    def ask(query: str) -> Any:
        return client.get(f"/api/v1/measures{query}", headers={"Authorization": f"Bearer {secret}"})

    first = ask("?limit=2").json()
    rest = ask(f"?limit=2&cursor={first['next']}").json()
    titles = [one["title"] for one in [*first["items"], *rest["items"]]]
    assert titles == ["Åtgärd 0", "Åtgärd 1", "Åtgärd 2"]
    assert [one["title"] for one in ask("?area=berga&lacks=challenge").json()["items"]] == ["Åtgärd 1", "Åtgärd 2"]
    assert ask("?lacks=nothing").status_code == 422


def test_the_list_comes_sixty_at_a_time_and_the_squares_count_all(drafter: Client, who: WhoIs) -> None:
    for number in range(62):
        measure(who, title=f"Åtgärd nummer {number}")
    first, second = drafter.get(GRID), drafter.get(f"{GRID}?page=2")
    assert "Measures 1 to 60 of 62" in text(first)
    assert "Measures 61 to 62 of 62" in text(second)
    assert "62 of the 60 measures that the plan has room for; 0 to be written." in text(second)
    last = Measure.objects.latest("number")
    assert 'name="status_comment"' in drafter.get(f"{GRID}?edit={last.pk}").content.decode()
    for strange in ("0", "-1", "999", "x", "²"):
        assert "Measures 1 to 60 of 62" in text(drafter.get(GRID, {"page": strange}))
