"""Measures: who writes them, who tells how they go, and that nothing is lost on the way."""

from dataclasses import replace

import pytest
from pytest_django import DjangoAssertNumQueries

from samspel.core.errors import Missing, Refused, Stale
from samspel.core.models import LogRow
from samspel.municipality import queries as municipality
from samspel.municipality.models import BodySeat
from samspel.plans import queries, services
from samspel.plans.models import StatusRow
from samspel.plans.queries import Filters
from samspel.plans.rules import Status
from samspel.plans.services import draft_of
from samspel.plans.tests.given import TITLE, WhoIs, area, challenge, department, drafted, measure, outcome_goal, plan

pytestmark = pytest.mark.django_db


def test_a_measure_is_written_with_all_that_it_hangs_together_with(who: WhoIs) -> None:
    hard, goal, action = challenge(), outcome_goal(), plan(who)
    made = measure(who, plans=(action,), challenges=(hard,), outcome_goals=(goal,))
    found = queries.measure(who("contact.culture"), made.pk)
    assert found.measure.reference == str(made.number)
    assert found.measure.owner == department().short_name
    assert list(found.challenges) == [hard.pk]
    assert list(found.outcome_goals) == [goal.pk]
    assert [one.code for one in found.departments] == ["social-care"]
    assert [one.shown.measure for one in queries.placed(who("evaluator"), action)] == [made]
    assert LogRow.objects.filter(verb="measure.written", object_id=str(made.pk)).exists()


@pytest.mark.parametrize(
    ("username", "place", "may"),
    [
        ("convenor.coordination", None, True),
        ("security.head", None, True),
        ("coordinator.berga", "berga", True),
        ("district.berga", "ekholmen", True),
        ("coordinator.berga", None, False),
        ("coordinator.berga", "ryd", False),
        ("contact.culture", None, False),
        ("member.steering", None, False),
        ("host.berga", "berga", False),
        ("evaluator", None, False),
        ("partner.police", None, False),
        ("outsider", None, False),
    ],
)
def test_measures_are_written_by_those_who_draft_for_the_area(
    who: WhoIs, username: str, place: str | None, *, may: bool
) -> None:
    def write() -> None:
        measure(who, by=username, area=area(place) if place else None)

    if may:
        write()
    else:
        with pytest.raises(Missing):
            write()


def test_a_coordinator_moves_no_measure_out_of_the_own_areas(who: WhoIs) -> None:
    made = measure(who, by="coordinator.berga", area=area())
    with pytest.raises(Missing):
        services.change_measure(made.pk, replace(draft_of(made), area=None), by=who("coordinator.berga"))


@pytest.mark.parametrize(
    ("username", "may"),
    [
        ("contact.culture", True),
        ("manager.culture", True),
        ("convenor.coordination", True),
        ("contact.school", False),
        ("member.steering", False),
        ("evaluator", False),
        ("partner.police", False),
    ],
)
def test_how_it_goes_is_told_by_its_owner_and_those_who_draft(who: WhoIs, username: str, *, may: bool) -> None:
    made = measure(who)
    if not may:
        with pytest.raises(Missing):
            services.tell(made.pk, Status.DECIDED, "Beslutad i november.", by=who(username))
        return
    told = services.tell(made.pk, Status.DECIDED, "Beslutad i november.", by=who(username))
    assert (told.status, told.status_comment) == ("decided", "Beslutad i november.")


def test_a_seat_in_a_body_can_own_a_measure_and_then_its_members_tell(who: WhoIs) -> None:
    seat = BodySeat.objects.filter(body__code="steering").first()
    made = measure(who, owner_department=None, owner_seat=seat)
    assert seat is not None
    assert made.owner.startswith(seat.role)
    services.tell(made.pk, Status.DECIDED, "Så är det.", by=who("member.steering"))
    with pytest.raises(Missing):
        services.tell(made.pk, Status.ONGOING, "Vi börjar.", by=who("contact.culture"))


def test_a_measure_has_one_owner(who: WhoIs) -> None:
    with pytest.raises(Refused) as no:
        measure(who, owner_seat=BodySeat.objects.first())
    assert no.value.field == "owner"


def test_every_word_stays_as_it_was_said(who: WhoIs) -> None:
    made, by = measure(who), who("manager.culture")
    services.tell(made.pk, Status.DECIDED, "Beslutad.", by=by)
    services.tell(made.pk, Status.ONGOING, "Första kvällen var i fredags.", by=by)
    services.tell(made.pk, Status.ONGOING, "Det rullar.", by=by)
    services.change_measure(made.pk, replace(draft_of(made), title="Vuxna ute"), by=who("security.head"))
    lines = [(row.status, row.comment, row.fields) for row in StatusRow.objects.filter(measure=made)]
    assert lines == [
        ("ongoing", "", ["title"]),
        ("ongoing", "Det rullar.", []),
        ("ongoing", "Första kvällen var i fredags.", []),
        ("decided", "Beslutad.", []),
        ("proposed", "", []),
    ]


@pytest.mark.parametrize(
    ("status", "comment", "field"),
    [
        (Status.DONE, "Klart.", "status"),
        (Status.DROPPED, "  ", "status_comment"),
        (Status.PROPOSED, "", "status_comment"),
    ],
)
def test_what_the_table_or_the_reader_says_no_to(who: WhoIs, status: Status, comment: str, field: str) -> None:
    made = measure(who)
    with pytest.raises(Refused) as no:
        services.tell(made.pk, status, comment, by=who("contact.culture"))
    assert no.value.field == field


def test_two_who_write_at_once_lose_nothing(who: WhoIs) -> None:
    made, by = measure(who), who("convenor.coordination")
    services.change_measure(made.pk, replace(draft_of(made), title="Den ena"), by=by, version=1)
    with pytest.raises(Stale) as stale:
        services.change_measure(made.pk, replace(draft_of(made), title="Den andra"), by=by, version=1)
    assert stale.value.current.title == "Den ena"


def test_saving_what_is_the_same_changes_nothing(who: WhoIs) -> None:
    made = measure(who, challenges=(challenge(),))
    held = services.change_measure(made.pk, draft_of(made), by=who("convenor.coordination"))
    assert held.version == 1
    assert StatusRow.objects.filter(measure=made).count() == 1


def test_a_number_is_given_once(who: WhoIs) -> None:
    measure(who, reference="1.2")
    with pytest.raises(Refused) as no:
        measure(who, reference="1.2")
    assert no.value.field == "reference"


@pytest.mark.parametrize(("first", "last", "field"), [(2030, 2026, "to_year"), (26, None, "from_year")])
def test_years_are_in_order_and_have_four_figures(who: WhoIs, first: int, last: int | None, field: str) -> None:
    with pytest.raises(Refused) as no:
        measure(who, from_year=first, to_year=last)
    assert no.value.field == field


def test_partners_and_outsiders_read_no_drafts(who: WhoIs) -> None:
    made = measure(who)
    for username in ("partner.police", "polare.ryd", "outsider", "admin", "contactcentre", "protection.officer"):
        assert not queries.visible_to(who(username)).exists(), username
        with pytest.raises(Missing):
            queries.measure(who(username), made.pk)
    for username in ("host.berga", "contact.school", "member.political", "duty.officer", "evaluator"):
        assert queries.visible_to(who(username)).exists(), username


def test_what_a_measure_lacks_is_found(who: WhoIs) -> None:
    bare = measure(who, owner_department=None, title="Utan allt")
    whole = measure(who, challenges=(challenge(),), outcome_goals=(outcome_goal(),))
    by = who("convenor.coordination")
    services.tell(whole.pk, Status.DECIDED, "Beslutad.", by=by)

    def lacking(what: str) -> list[str]:
        return [row.measure.title for row in queries.rows(by, Filters(lacks=what))]

    assert lacking("challenge") == lacking("goal") == lacking("owner") == [bare.title]
    assert lacking("funding") == [bare.title, TITLE]
    assert lacking("word") == lacking("time") == []
    services.tell(whole.pk, Status.ONGOING, "Igång.", by=by)
    type(whole).objects.filter(pk=whole.pk).update(status_comment="", from_year=2024, to_year=2025)
    assert lacking("word") == lacking("time") == [TITLE]


def test_the_grid_costs_one_statement_however_many_rows(
    who: WhoIs, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(6):
        measure(who, title=f"Åtgärd {number}", challenges=(challenge(),))
    by = who("convenor.coordination")
    with municipality.one_request():
        queries.rows(by, Filters())
        with django_assert_num_queries(1):
            assert all(row.challenges and row.measure.owner for row in queries.rows(by, Filters()))


def test_a_mistake_can_be_taken_away_and_is_gone_from_every_list(who: WhoIs) -> None:
    made = measure(who, plans=(plan(who),))
    services.retire_measure(made.pk, by=who("convenor.coordination"))
    assert not queries.rows(who("evaluator"), Filters(status="all"))
    assert drafted().title == TITLE
