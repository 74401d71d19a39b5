"""The administrator edits the municipality in a browser: a form for every row, what a change does, and the way back."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samspel.core import clock
from samspel.municipality.content import stored
from samspel.municipality.content.kinds import KINDS, Kind, rows_of
from samspel.municipality.editing import come
from samspel.municipality.models import Area, ChangeSet, ChangeState, Department, Matter, Route
from samspel.questions.tests.given import ask

HOME = "/municipality/edit/"
KINDS_BY = {kind.name: kind for kind in KINDS}


@pytest.fixture
def admin(client_as: Callable[..., Client]) -> Client:
    """The administrator, in English."""
    return client_as("admin", language="en")


def fields(client: Client, where: str, named: str = "form") -> dict[str, Any]:
    """What the form of a page would send as it stands."""
    shown = client.get(where).context[named]
    values = {bound.name: bound.value() for bound in shown}
    return {name: value for name, value in values.items() if value not in (None, False)}


def send(client: Client, where: str, **values: Any) -> Any:
    """Send a page's form with some fields otherwise; None leaves one out."""
    data = {**fields(client, where), **{name.replace("__", "."): value for name, value in values.items()}}
    return client.post(where, {name: value for name, value in data.items() if value is not None})


def test_every_kind_is_listed_and_every_row_has_a_form_that_changes_nothing_as_it_stands(admin: Client) -> None:
    document = stored.document()
    assert all(f'href="{HOME}{kind.name}/"' in admin.get(HOME).content.decode() for kind in KINDS)
    for kind in KINDS:
        assert admin.get(f"{HOME}{kind.name}/").status_code == 200
        for key in list(rows_of(document, kind))[:3]:
            where = f"{HOME}{kind.name}/{key}/"
            answer = send(admin, where)
            assert answer.status_code == 302, (where, _errors(answer))
    assert "You are not changing anything" in admin.get("/municipality/change/").content.decode()


def _errors(answer: Any) -> list[str]:
    return re.findall(r'<div class="errors".*?</div>', answer.content.decode(), re.DOTALL)


WRONG = [
    ("matters/safety", {"name": ""}, "name"),
    ("matters/safety", {"answer_days": "some"}, "answer_days"),
    ("matters/safety", {"answer_days": "0"}, "answer_days"),
    ("matters/safety", {"hint": "x" * 301}, "hint"),
    ("matters/safety", {"name": "a\x07b"}, "name"),
    ("matters/safety", {"source": "", "assumption": None}, "source"),
    ("matters/safety", {"source": "[9]"}, "source"),
    ("teams/berga", {"number": "1"}, "number"),
    ("areas/berga", {"latitude": "15,6"}, "latitude"),
    ("areas/berga", {"level": "everywhere"}, "level"),
    ("departments/education", {"phone": "ring oss"}, "phone"),
    ("departments/education", {"answers_for": " "}, "answers_for"),
    ("receivers/duty_officer", {"phone": "", "email": ""}, "phone"),
    ("receivers/duty_officer", {"body": "coordination"}, "body"),
    ("bodies/coordination", {"convenor": ""}, "convenor"),
    ("bodies/coordination", {"cadence__least_per_year": "40"}, "cadence.least_per_year"),
    ("bodies/steering", {"reports_to": "coordination"}, "reports_to"),
    ("week/this", {"monday": "17:00-08:00"}, "monday"),
    ("week/this", {"monday": "08:00-12:00\n11:00-15:00"}, "monday"),
    ("week/this", {"monday": "morning"}, "monday"),
    ("settings/acknowledge_minutes", {"value": "1000"}, "value"),
    ("closed_eves/Julafton", {"name": "Julaftonen"}, "name"),
    ("goals/2019-2022-first", {"to": "2018-01-01"}, "to"),
    ("goals/2019-2022-first", {"to": "sometime"}, "to"),
    ("services/bris", {"phone": "", "url": ""}, "phone"),
    ("routes/school--_--_", {"departments__0": "nobody"}, "departments.0"),
    ("routes/school--_--_", {"departments__1": "education"}, "departments.1"),
]


@pytest.mark.parametrize(("where", "values", "field"), WRONG, ids=lambda one: str(one)[:60])
def test_what_is_wrong_is_told_at_its_field_and_the_text_is_kept(
    admin: Client, where: str, values: dict[str, str | None], field: str
) -> None:
    answer = send(admin, f"{HOME}{where}/", **values)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    shown = answer.context["form"]
    assert all(shown[name.replace("__", ".")].value() == value for name, value in values.items() if value is not None)
    assert ChangeSet.objects.filter(state=ChangeState.DRAFT).count() == 0


def test_an_error_speaks_of_labels_and_not_of_keys(admin: Client) -> None:
    told = _errors(send(admin, f"{HOME}bodies/coordination/", convenor=""))[0]
    assert "“Convenor”" in told
    told = _errors(send(admin, f"{HOME}matters/safety/", answer_days="0"))[0]
    assert "“Working days to answer” should be more than 0" in told


def test_a_choice_that_may_be_left_out_begins_with_none(admin: Client) -> None:
    shown = admin.get(f"{HOME}routes/school--_--_/").context["form"]
    first = {name: field.choices[0][0] for name, field in shown.fields.items() if name.startswith("departments.")}
    assert first == {f"departments.{n}": "" for n in range(6)}


def test_what_is_told_names_rows_and_no_codes(admin: Client) -> None:
    answer = send(admin, f"{HOME}routes/school--_--_/", departments__1="education")
    assert "“Utbildning och arbetsmarknad” is used twice" in _errors(answer)[0]
    answer = send(admin, f"{HOME}matters/school/", name="")
    assert "“Name” must be filled in." in _errors(answer)[0]


def test_a_change_is_looked_at_saved_found_in_the_history_and_undone(admin: Client) -> None:
    answer = send(admin, f"{HOME}matters/school/", answer_days="7")
    assert answer["Location"] == "/municipality/change/"
    page = admin.get("/municipality/change/").content.decode()
    assert "Working days to answer" in page
    assert Matter.objects.get(code="school").answer_days == 5
    saved = send(admin, "/municipality/change/", because="Decision 7")
    assert saved["Location"].startswith("/municipality/changes/")
    assert Matter.objects.get(code="school").answer_days == 7
    assert "Decision 7" in admin.get("/municipality/changes/").content.decode()
    undone = send(admin, saved["Location"])
    assert undone.status_code == 302
    assert Matter.objects.get(code="school").answer_days == 5
    assert "It was undone on" in admin.get(saved["Location"]).content.decode()


def test_what_builds_on_a_change_is_said_to_stand_in_the_way_of_undoing_it(admin: Client) -> None:
    first = _saved(admin, "matters/school", answer_days="7")
    _saved(admin, "matters/school", answer_days="9")
    page = admin.get(first).content.decode()
    assert "can't be undone as things stand" in page
    assert "Now: Working days to answer: 9" in page


def _saved(admin: Client, where: str, **values: Any) -> str:
    assert send(admin, f"{HOME}{where}/", **values).status_code == 302
    answer = send(admin, "/municipality/change/")
    assert answer.status_code == 302, _errors(answer)
    return str(answer["Location"])


def test_a_new_matter_needs_a_route_and_the_page_says_where(admin: Client) -> None:
    answer = send(admin, "/municipality/add/matters/", code="noise", name="Buller", answer_days="5", assumption="on")
    assert answer.status_code == 302
    page = admin.get("/municipality/change/").content.decode()
    assert "leads to nobody" in page
    assert send(admin, "/municipality/change/").status_code == 422
    answer = send(
        admin, "/municipality/add/routes/", matter="noise", departments__0="urban-planning", because="de vet",
        assumption="on",
    )  # fmt: skip
    assert answer.status_code == 302, _errors(answer)
    assert send(admin, "/municipality/change/").status_code == 302
    assert Route.objects.get(matter__code="noise").position < Route.objects.get(code="*/*/*").position


def test_a_code_that_is_there_already_is_refused_at_the_field(admin: Client) -> None:
    answer = send(admin, "/municipality/add/matters/", code="school", name="X", answer_days="5", assumption="on")
    assert answer.status_code == 422
    assert "code" in answer.context["form"].errors


def test_routes_are_moved_by_buttons(admin: Client) -> None:
    where = f"{HOME}routes/"
    keys = list(rows_of(stored.document(), KINDS_BY["routes"]))
    answer = send(admin, where, down=keys[2])
    assert answer["Location"] == f"{where}#row-4"
    assert send(admin, "/municipality/change/").status_code == 302
    assert list(rows_of(stored.document(), KINDS_BY["routes"]))[2:4] == [keys[3], keys[2]]


def test_a_route_moved_below_one_that_takes_its_questions_can_not_be_saved(admin: Client) -> None:
    send(admin, f"{HOME}routes/", down="safety--_--partner")
    answer = send(admin, "/municipality/change/")
    assert answer.status_code == 422
    assert "never reached" in answer.content.decode()


def test_rows_inside_a_row_are_added_changed_moved_and_taken_out(admin: Client) -> None:
    body = f"{HOME}bodies/crime-prevention/"
    new = "/municipality/add/bodies/crime-prevention/duties/"
    assert send(admin, new, code="listen", text="Lyssna på dem som bor där.").status_code == 302
    assert send(admin, f"{body}duties/0/", text="Följa läget.").status_code == 302
    key = fields(admin, body, "mover")["key"]
    assert admin.post(f"{body}duties/", {"key": key, "down": "0"}).status_code == 302
    assert send(admin, "/municipality/change/").status_code == 302
    (raw,) = (one for one in stored.document()["bodies"]["bodies"] if one["code"] == "crime-prevention")
    assert [one["text"] for one in raw["duties"]] == ["Lyssna på dem som bor där.", "Följa läget."]
    key = fields(admin, body, "mover")["key"]
    assert admin.post(f"{body}duties/", {"key": key, "out": str(len(raw["duties"]) - 1)}).status_code == 302
    assert send(admin, "/municipality/change/").status_code == 302
    assert len(stored.document()["bodies"]["bodies"][3]["duties"]) == len(raw["duties"]) - 1


def test_somebody_new_in_line_stands_above_its_end(admin: Client) -> None:
    new = "/municipality/add/receivers/duty_officer/line/"
    answer = send(admin, new, name="TiB 3", phone="070-174 06 12", minutes="10")
    assert answer.status_code == 302, _errors(answer)
    assert send(admin, "/municipality/change/").status_code == 302
    row = rows_of(stored.document(), KINDS_BY["receivers"])["duty_officer"]
    assert [one.get("name") for one in row["line"]][-2] == "TiB 3"
    assert row["line"][-1]["end"] is True


def test_an_area_gets_another_team_from_a_day(admin: Client) -> None:
    day = clock.today() + timedelta(days=30)
    assert send(admin, f"{HOME}areas/city/", team="ryd").status_code == 302
    assert send(admin, "/municipality/change/", starts=day.isoformat()).status_code == 302
    assert f"on={day.isoformat()}" in admin.get("/municipality/register/", {"on": day.isoformat()}).content.decode()
    assert _team_shown(admin, day) == "Områdesteam Ryd"
    assert _team_shown(admin, day - timedelta(days=1)) == "Områdesteam Berga"
    come(day)
    area = Area.objects.get(code="city")
    assert [str(area.team_on(one)) for one in (day - timedelta(days=1), day)] == [
        "Områdesteam Berga", "Områdesteam Ryd",
    ]  # fmt: skip


def _team_shown(client: Client, day: Any) -> str:
    rows = client.get("/municipality/register/areas/", {"on": day.isoformat()}).context["rows"]
    return str(next(lines[0].after for key, _name, lines in rows if key == "city"))


def test_a_saved_change_to_come_can_be_withdrawn(admin: Client) -> None:
    send(admin, f"{HOME}matters/school/", answer_days="7")
    day = (clock.today() + timedelta(days=30)).isoformat()
    where = send(admin, "/municipality/change/", starts=day)["Location"]
    assert "Withdraw the change" in admin.get(where).content.decode()
    assert send(admin, where).status_code == 302
    assert ChangeSet.objects.filter(state=ChangeState.WITHDRAWN).count() == 1


def test_yesterday_is_refused_at_the_field(admin: Client) -> None:
    send(admin, f"{HOME}matters/school/", answer_days="7")
    answer = send(admin, "/municipality/change/", starts=(clock.today() - timedelta(days=1)).isoformat())
    assert answer.status_code == 422
    assert "starts" in answer.context["form"].errors


def test_open_questions_are_counted_by_the_rules_that_route_them(admin: Client) -> None:
    for _n in range(3):
        ask(matter="school")
    ask(matter="care")
    send(admin, f"{HOME}routes/school--_--_/", departments__0="culture-leisure")
    page = admin.get("/municipality/change/").content.decode()
    assert "These 3 open questions would go to Kultur och fritid instead of Utbildning och arbetsmarknad." in page


def test_a_department_that_has_something_to_answer_can_not_end(admin: Client) -> None:
    ask(matter="premises")
    for where in ("departments/support-services", "routes/premises--_--_", "matters/premises"):
        kind, key = where.split("/")
        send(admin, f"/municipality/end/{kind}/{key}/")
    for role in ("managers", "department_management"):
        send(admin, f"/municipality/end/receivers/{role}--support-services/")
    answer = send(admin, "/municipality/change/")
    assert answer.status_code == 422
    assert "has 1 question that it has not answered" in answer.content.decode()
    assert Department.objects.get(code="support-services").retired_on is None


def test_what_somebody_saved_in_between_is_shown_beside_ones_own_text(admin: Client) -> None:
    where = f"{HOME}matters/school/"
    mine = {**fields(admin, where), "answer_days": "7"}
    _saved(admin, "matters/school", answer_days="9")
    answer = admin.post(where, mine)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Working days to answer: 9" in page
    assert 'value="7"' in page
    again = {bound.name: bound.value() for bound in answer.context["form"] if bound.value() not in (None, False)}
    assert admin.post(where, again).status_code == 302


def test_twice_the_same_form_is_once(admin: Client) -> None:
    send(admin, f"{HOME}matters/school/", answer_days="7")
    data = fields(admin, "/municipality/change/")
    first, second = (admin.post("/municipality/change/", data) for _n in range(2))
    assert first["Location"] == second["Location"]
    assert ChangeSet.objects.filter(state=ChangeState.MADE, origin="product").count() == 1


ODD = [
    "",
    "\x01",
    "å" * 5000,
    "-1",
    "9" * 40,
    "1e309",
    "NaN",
    "²",
    "9999-12-31",
    "[[",
    "{{ 7*7 }}",
    "../..",
    "\u202e\ufffe",
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_whatever_is_written_nothing_breaks(admin: Client, kind: Kind) -> None:
    keys = list(rows_of(stored.document(), kind))[:1]
    pages = [f"{HOME}{kind.name}/{key}/" for key in keys]
    pages += [] if kind.fixed else [f"/municipality/add/{kind.name}/"]
    for where in pages:
        standing = fields(admin, where)
        for turn, name in enumerate(sorted(standing)):
            for odd in (ODD[turn % len(ODD)], ODD[(turn * 5 + 2) % len(ODD)]):
                assert admin.post(where, {**standing, name: odd}).status_code in {302, 422}, (where, name, odd)
        assert admin.post(where, dict.fromkeys(standing, ODD[1])).status_code == 422
    shown = admin.get("/municipality/change/")
    assert shown.status_code == 200
    assert "form" not in shown.context or send(admin, "/municipality/change/").status_code in {302, 422}


def test_pages_read_as_much_however_many_rows_there_are(admin: Client) -> None:
    admin.get(f"{HOME}matters/")  # the first page after a change reads the tables, the others what it read
    with CaptureQueriesContext(connection) as few:
        admin.get(f"{HOME}matters/")
    _saved(admin, "matters/school", words="\n".join(f"ord{n}" for n in range(50)))
    for n in range(12):
        Matter.objects.create(code=f"m{n}", name=f"Ämne {n}", answer_days=5, assumption=True, position=50 + n)
    admin.get(f"{HOME}matters/")
    with CaptureQueriesContext(connection) as many:
        admin.get(f"{HOME}matters/")
    assert len(many) <= len(few) < 20


def test_what_a_mark_means_can_be_read(admin: Client, client_as: Callable[..., Client]) -> None:
    page = client_as("coordinator.berga").get("/municipality/sources/").content.decode()
    assert "[2]" in page
    assert "Reviderat uppdrag till områdesteamen" in page
