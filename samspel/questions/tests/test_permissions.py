"""Who may do what: the sentences and the rows of the database say the same, for everybody and every question."""

import random
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samspel.accounts.models import Assignment, User
from samspel.accounts.who import Who, who_is
from samspel.core import clock
from samspel.municipality.models import Area, Organisation
from samspel.questions import permissions, queries, services
from samspel.questions.models import Channel, Part, Question
from samspel.questions.permissions import Reach, reach_of
from samspel.questions.rules import ENDED, PartStatus, Status
from samspel.questions.tests.given import WhoIs, ask, department

pytestmark = pytest.mark.django_db

STAFF = ("coordinator.berga", "district.berga", "outreach.ryd", "bridge.berga", "host.berga")


def both(who: Who) -> set[str]:
    """What the rows say, having checked that the sentence says the same of every question."""
    reach = reach_of(who)
    rows = set(queries.visible_to(reach).values_list("pk", flat=True))
    every = Question.objects.prefetch_related("parts__department")
    assert rows == {question.pk for question in every if permissions.sees(reach, question)}
    return {str(pk) for pk in rows}


@pytest.fixture
def reaches(cast: dict[str, User]) -> list[Reach]:
    """What everybody reaches."""
    return [reach_of(who_is(user)) for user in cast.values()]


@pytest.mark.asvs("V8.2.2")
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000))
def test_sentence_and_rows_agree_for_everybody(cast: dict[str, User], reaches: list[Reach], seed: int) -> None:
    chance = random.Random(seed)
    areas, organisations = [None, *Area.objects.all()], [None, *Organisation.objects.all()]
    departments = [department(code) for code in ("education", "social-care", "provider", "contact-centre")]
    question = ask(
        "",
        "",
        channel=chance.choice(Channel.values),
        organisation=chance.choice(organisations),
    )
    status = chance.choice(list(Status))
    Question.objects.filter(pk=question.pk).update(
        area=chance.choice(areas),
        created_by=chance.choice([None, *cast.values()]),
        guided_organisation=chance.choice(organisations),
        status=status,
        ended_at=question.received_at if status in ENDED else None,
        waiting_since=question.due_on if status is Status.WAITING else None,
    )
    Part.objects.filter(question=question).update(
        department=chance.choice(departments), status=chance.choice(list(PartStatus))
    )
    found = Question.objects.prefetch_related("parts__department").get(pk=question.pk)
    for reach in reaches:
        rows = queries.visible_to(reach).filter(pk=question.pk)
        assert rows.exists() == permissions.sees(reach, found), reach.who.label


@pytest.mark.parametrize("username", STAFF)
def test_a_team_sees_its_areas_and_what_has_no_area(who: WhoIs, username: str) -> None:
    berga, ryd, nowhere = ask("school", "berga"), ask("school", "ryd"), ask("school", "")
    mine, other = (ryd, berga) if username.endswith("ryd") else (berga, ryd)
    seen = both(who(username))
    assert {str(mine.pk), str(nowhere.pk)} <= seen
    assert str(other.pk) not in seen


def test_a_polare_sees_only_what_they_wrote(who: WhoIs) -> None:
    ask("school", "ryd")
    own = ask("school", "ryd", by=who("polare.ryd"), channel="staff")
    assert both(who("polare.ryd")) == {str(own.pk)}


def test_what_one_asked_is_seen_while_one_holds_a_function(cast: dict[str, User], who: WhoIs) -> None:
    own = ask("school", "ryd", by=who("polare.ryd"), channel="staff")
    assert both(who("polare.ryd")) == {str(own.pk)}
    cast["polare.ryd"].assignments.update(
        starts=clock.today() - timedelta(days=9), ends=clock.today() - timedelta(days=1)
    )
    assert both(who("polare.ryd")) == set()
    Question.objects.update(created_by=cast["admin"])
    assert both(who("admin")) == set()


@pytest.mark.parametrize(
    "username",
    [
        "admin",
        "duty.officer",
        "outsider",
        "security.head",
        "member.coordination",
        "convenor.coordination",
        "member.political",
    ],
)
def test_those_who_have_nothing_to_do_with_questions_see_none(who: WhoIs, username: str) -> None:
    ask("school")
    ask("", "")
    assert both(who(username)) == set()


def test_the_contact_centre_sees_what_is_open_and_what_it_took_down(who: WhoIs) -> None:
    taken = ask("school", by=who("contactcentre"), channel="contact_centre")
    others = ask("school")
    for question in (taken, others):
        services.answer(question.pk, "Svar", by=who("contact.school"))
    still_open = ask("school")
    assert both(who("contactcentre")) == {str(taken.pk), str(still_open.pk)}


@pytest.mark.asvs("V8.2.1", "V8.2.3")
def test_an_evaluator_sees_all_and_may_change_nothing(who: WhoIs) -> None:
    question = ask("school")
    reach = reach_of(who("evaluator"))
    assert both(who("evaluator")) == {str(question.pk)}
    found = queries.one(reach, question.pk)
    assert not permissions.may_end(reach, found)
    assert not permissions.may_steer(reach, found)
    assert not permissions.works_with(reach, found)
    assert not permissions.may_see_contact(reach, found)
    assert not permissions.may_read_whole(reach, found)


def test_what_is_masked_for_one_who_also_evaluates_is_never_saved(cast: dict[str, User], who: WhoIs) -> None:
    question = ask("school", text="Ring 070-174 06 05")
    lead = question.parts.get(leads=True)
    reason = "Ring 070-174 06 05 om det"
    services.choose_other_receiver(question.pk, department("social-care"), reason, by=who("coordinator.berga"))
    services.add_department(question.pk, lead.department, by=who("coordinator.berga"))
    Assignment.objects.create(user=cast["contact.school"], function="evaluator", starts=clock.today())
    own = Part.objects.get(question=question, department=lead.department)
    services.forward(own.pk, department("urban-planning"), "Er gata", by=who("contact.school"))
    question.refresh_from_db()
    assert (question.text, question.because["why"]) == ("Ring 070-174 06 05", reason)


def test_an_area_that_changes_team_changes_who_sees(who: WhoIs) -> None:
    from datetime import timedelta

    from samspel.core import clock
    from samspel.municipality.models import AreaTeam, Team

    question = ask("school", "city")
    today = clock.today()
    AreaTeam.objects.filter(area__code="city").update(ends=today - timedelta(days=1))
    AreaTeam.objects.create(area=Area.objects.get(code="city"), team=Team.objects.get(code="ryd"), starts=today)
    assert str(question.pk) not in both(who("coordinator.berga"))
    assert str(question.pk) in both(who("coordinator.ryd"))


def test_the_table_of_rights_names_every_function() -> None:
    from samspel.accounts.rules import Function

    table = (Path(__file__).parents[3] / "docs" / "permissions.md").read_text()
    assert all(f"`{function.value}`" in table for function in Function)
