"""The first page: what each function sees on it, and that it costs no more reads with more to show."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samspel.accounts.models import Assignment, User
from samspel.accounts.who import NOBODY, Who, who_is
from samspel.core import clock
from samspel.duty.models import DutyShift
from samspel.escalation import services as escalations
from samspel.escalation.models import Escalation
from samspel.escalation.rules import Kind, Need
from samspel.municipality.models import Area, Department, Matter
from samspel.protection import services as protection
from samspel.questions import services as questions
from samspel.questions.models import Question
from samspel.questions.services import Asked
from samspel.web.today.gather import Today, today
from samspel.web.today.rows import Press

STOCKHOLM = ZoneInfo("Europe/Stockholm")
TUESDAY = datetime(2026, 6, 9, 10, 0, tzinfo=STOCKHOLM)
SUBJECT = "Belysningen i gångtunneln har varit trasig i tre veckor"
MOST_READS = 45
WhoIs = Callable[[str], Who]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office_hours() -> object:
    with clock.at(TUESDAY):
        yield


def ask(area: str = "berga", **more: object) -> Question:
    matter = Matter.objects.get(code="lighting-and-streets")
    place = Area.objects.get(code=area)
    return questions.ask(Asked(subject=SUBJECT, text="Det är mörkt.", matter=matter, area=place, **more), by=NOBODY)  # type: ignore[arg-type]


def raise_alarm(by: User) -> Escalation:
    return escalations.escalate(
        [Kind.SAFETY], by=who_is(by), text="Dörrar uppbrutna i tre hus", area=Area.objects.get(code="berga"),
        place="Centrum", needs=[Need.ADULTS], callback="070-174 06 31",
    )  # fmt: skip


def lift(by: User, *codes: str) -> Escalation:
    return escalations.escalate(
        [Kind.SEGREGATION], by=who_is(by), text="Barn byter skola mitt i terminen", area=Area.objects.get(code="berga"),
        place="", needs=[Need.DECISION], callback="", settled=False,
        departments=list(Department.objects.filter(code__in=codes)),
    )  # fmt: skip


def titles(page: Today, press: Press) -> list[str]:
    return [row.title for group in page.groups if group.press is press for row in group.rows]


def verbs(page: Today) -> list[str]:
    return [row.verb for group in page.groups for row in group.rows]


def test_a_residents_question_is_new_on_the_coordinators_page_and_on_nobody_elses_team(who: WhoIs) -> None:
    ask()
    assert titles(today(who("coordinator.berga")), Press.NEW) == [SUBJECT]
    assert titles(today(who("host.berga")), Press.NEW) == [SUBJECT]
    assert today(who("coordinator.ryd")).groups == []


def test_who_answers_gets_it_to_accept(who: WhoIs) -> None:
    ask()
    page = today(who("contact.urban"))
    assert titles(page, Press.NEW) == [SUBJECT]
    assert verbs(page) == ["Ta emot eller återsänd"]


def test_what_is_late_comes_first_and_reaches_the_manager_only_then(who: WhoIs) -> None:
    ask()
    assert today(who("manager.social")).groups == []
    with clock.at(TUESDAY + timedelta(days=20)):
        late = today(who("contact.urban"))
        watched = today(who("coordinator.berga"))
    assert titles(late, Press.LATE) == [SUBJECT]
    assert titles(watched, Press.LATE) == [SUBJECT]
    assert watched.groups[0].rows[0].verb_href.startswith("tel:")


def test_an_alarm_stands_on_the_slab_of_who_answers_and_of_who_sent_it(who: WhoIs, cast: Mapping[str, User]) -> None:
    raise_alarm(cast["host.berga"])
    answering, sent, near = today(who("security.head")), today(who("host.berga")), today(who("coordinator.berga"))
    assert answering.slab
    assert answering.slab.verb == "Svara på larmet"
    assert sent.slab
    assert sent.slab.verb_href.startswith("tel:")
    assert near.slab
    assert today(who("coordinator.ryd")).slab is None
    assert answering.heading.startswith("Ett larm väntar på svar")


def test_a_page_has_one_slab_however_many_alarms(who: WhoIs, cast: Mapping[str, User]) -> None:
    raise_alarm(cast["host.berga"])
    raise_alarm(cast["bridge.berga"])
    page = today(who("security.head"))
    assert page.slab
    assert titles(page, Press.MINE).count("Dörrar uppbrutna i tre hus") == 1
    assert page.heading.startswith("Två larm väntar på svar")


def test_what_concerns_more_than_one_department_waits_for_the_coordination_group(
    who: WhoIs, cast: Mapping[str, User]
) -> None:
    lift(cast["coordinator.berga"], "education", "social-care")
    assert titles(today(who("convenor.coordination")), Press.MINE) == ["Barn byter skola mitt i terminen"]
    assert titles(today(who("member.coordination")), Press.NEW) == ["Barn byter skola mitt i terminen"]
    assert today(who("member.steering")).groups == []


def test_gaps_in_the_roster_are_shown_to_who_plans_it(who: WhoIs, cast: Mapping[str, User]) -> None:
    assert "Fyll luckan" in verbs(today(who("security.head")))
    assert "Fyll luckan" not in verbs(today(who("duty.officer")))
    DutyShift.objects.create(user=cast["duty.officer"], span=(TUESDAY, TUESDAY + timedelta(days=60)))
    assert "Fyll luckan" not in verbs(today(who("security.head")))


def test_the_administrator_mends_accounts_and_sees_no_content(who: WhoIs, cast: Mapping[str, User]) -> None:
    ask()
    Assignment.objects.filter(user=cast["polare.ryd"]).update(ends=clock.today() + timedelta(days=5))
    page = today(who("admin"))
    assert "polare.ryd" in titles(page, Press.MINE)
    assert titles(page, Press.KNOW) == ["outsider"]
    assert page.side is None
    assert SUBJECT not in str(page)


def test_the_data_protection_officer_sees_which_hold_runs_out_and_no_content(who: WhoIs) -> None:
    question, officer = ask(), who("protection.officer")
    for days in (10, 200):
        until = clock.today() + timedelta(days=days)
        protection.hold(reference=question.reference, reason=f"Ärende {days}", until=until, by=officer)
    page = today(officer)
    assert [row.text for group in page.groups for row in group.rows] == ["Ärende 10"]
    assert SUBJECT not in str(page)


def test_the_evaluator_sees_figures_and_no_single_question(who: WhoIs) -> None:
    ask()
    page = today(who("evaluator"))
    assert page.followed
    assert page.followed.figures[0].value == 1
    assert page.heading == "0 av 1 öppen fråga är försenad"
    assert SUBJECT not in str(page)


def test_who_only_reports_sees_what_they_wrote_and_its_answer(who: WhoIs, cast: Mapping[str, User]) -> None:
    ask("ryd")
    assert today(who("polare.ryd")).groups == []
    asked = questions.ask(
        Asked(subject="Fritidsgården stänger för tidigt", text="Klockan sju.", area=Area.objects.get(code="ryd")),
        by=who("polare.ryd"),
    )
    page = today(who("polare.ryd"))
    assert titles(page, Press.COMING) == [asked.subject]
    assert page.poster is None


def test_a_poster_is_for_those_who_belong_to_one_team(who: WhoIs) -> None:
    page = today(who("coordinator.berga"))
    assert page.poster
    assert page.heading == "Tisdag i Berga"
    assert page.lead == "9 juni, vecka\N{NO-BREAK SPACE}24. Inget väntar på dig."
    assert today(who("contact.urban")).poster is None


def test_who_holds_nothing_is_told_whom_to_ask(client_as: Callable[..., Client]) -> None:
    text = client_as("outsider").get("/").content.decode()
    assert "Du har ingen funktion ännu" in text
    assert "08-465 004 44" in text


def test_nobody_is_asked_to_sign_in(client: Client) -> None:
    response = client.get("/")
    assert response.status_code == 302
    assert response["Location"].startswith("/sign-in/")


def test_more_to_show_costs_no_more_reads(client_as: Callable[..., Client], cast: Mapping[str, User]) -> None:
    client = client_as("coordinator.berga")
    for _ in range(3):
        ask()
    raise_alarm(cast["coordinator.berga"])
    client.get("/")
    with CaptureQueriesContext(connection) as few:
        client.get("/")
    for number in range(6):
        ask("ekholmen" if number % 2 else "berga")
        raise_alarm(cast["coordinator.berga"])
    with CaptureQueriesContext(connection) as many:
        client.get("/")
    assert len(many) <= len(few) <= MOST_READS
