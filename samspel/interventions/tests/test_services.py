"""Writing, moving, costs, counts, and what is still true."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction

from samspel.accounts.models import User
from samspel.accounts.who import who_is
from samspel.commissions.models import Funding, FundingKind
from samspel.core import clock
from samspel.core.actors import Job
from samspel.core.errors import Missing, Refused, Stale
from samspel.core.models import LogRow, OutboxMessage
from samspel.interventions import services
from samspel.interventions.models import Asking, Cost, HeadCount, Intervention
from samspel.interventions.rules import Certainty, Heads, Level, State, Step
from samspel.interventions.services import Costing
from samspel.interventions.tests.given import cost, intervention, written
from samspel.municipality.models import Department
from samspel.plans.models import Measure

pytestmark = pytest.mark.django_db
Cast = dict[str, User]


def refused_at(error: pytest.ExceptionInfo[Refused]) -> str | None:
    return error.value.field


def test_a_department_takes_its_own_into_the_inventory(cast: Cast) -> None:
    row = intervention(cast["contact.culture"], areas="ryd berga", factors="bonding")
    assert row.stands is State.ONGOING
    assert [(one.area.code, one.position, one.of) for one in row.where.all()] == [("ryd", 0, 2), ("berga", 1, 2)]
    assert row.confirmed_on == clock.today()
    assert row.reference.startswith(f"I{clock.today().year}-")
    assert LogRow.objects.filter(verb="intervention.written", object_id=str(row.pk)).exists()


def test_what_a_coordinator_writes_is_a_proposal_that_the_department_takes_on(cast: Cast) -> None:
    row = intervention(cast["coordinator.berga"])
    assert row.stands is State.PROPOSED
    with pytest.raises(Missing):
        services.move(row.pk, Step.ACCEPT, by=who_is(cast["coordinator.berga"]))
    assert services.move(row.pk, Step.ACCEPT, by=who_is(cast["contact.culture"])).stands is State.PLANNED


@pytest.mark.parametrize("who", ["contact.school", "host.berga", "partner.police", "evaluator", "member.steering"])
def test_others_write_nothing_for_the_department(cast: Cast, who: str) -> None:
    with pytest.raises(Missing):
        intervention(cast[who])


def test_the_coordinating_body_writes_for_all(cast: Cast) -> None:
    assert intervention(cast["member.coordination"]).stands is State.ONGOING


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("title", {"title": "  "}),
        ("ends", {"starts": date(2026, 5, 1), "ends": date(2026, 4, 30)}),
        ("decision", {"no_assessment": True}),
        ("no_assessment", {"decision": "KFN 2026-17"}),
        ("text", {"text": "Ring 070-174 06 31"}),
        ("title", {"title": "Stöd till 19990101-1239"}),
    ],
)
def test_what_is_wrong_is_told_at_its_field(cast: Cast, field: str, given: dict[str, Any]) -> None:
    with pytest.raises(Refused) as no:
        services.write(written(**given), by=who_is(cast["contact.culture"]))
    assert refused_at(no) == field
    assert not Intervention.objects.exists()


def test_without_a_needs_assessment_it_stands_on_the_committees_decision(cast: Cast) -> None:
    row = intervention(cast["contact.culture"], no_assessment=True, decision="KFN 2026-17")
    assert row.decision == "KFN 2026-17"


def test_to_change_it_is_to_say_that_it_is_true(cast: Cast) -> None:
    row = intervention(cast["contact.culture"], areas="berga")
    Intervention.objects.filter(pk=row.pk).update(confirmed_on=date(2020, 1, 1))
    by = who_is(cast["manager.culture"])
    services.change(row.pk, written(areas="ryd", title="Nattöppet"), by=by, version=row.version)
    row.refresh_from_db()
    assert (row.title, [one.area.code for one in row.where.all()]) == ("Nattöppet", ["ryd"])
    assert row.confirmed_on == clock.today()
    log = LogRow.objects.get(verb="intervention.changed", object_id=str(row.pk))
    assert set(log.fields) == {"title", "areas"}


def test_two_who_change_it_at_once_lose_nothing(cast: Cast) -> None:
    row = intervention(cast["contact.culture"])
    services.change(row.pk, written(title="Först"), by=who_is(cast["contact.culture"]), version=row.version)
    with pytest.raises(Stale), transaction.atomic():
        services.change(row.pk, written(title="Sedan"), by=who_is(cast["manager.culture"]), version=row.version)
    row.refresh_from_db()
    assert row.title == "Först"


def test_nobody_gives_it_to_another_department_than_their_own(cast: Cast) -> None:
    row = intervention(cast["contact.culture"])
    with pytest.raises(Refused) as no:
        services.change(row.pk, written("education"), by=who_is(cast["contact.culture"]))
    assert refused_at(no) == "department"


def test_what_begins_and_ends_gets_its_days(cast: Cast) -> None:
    by, today = who_is(cast["contact.culture"]), clock.today()
    later = today + timedelta(days=90)
    row = intervention(cast["contact.culture"], state=State.PLANNED, starts=later)
    assert services.move(row.pk, Step.BEGIN, by=by).starts == today
    assert services.move(row.pk, Step.END, by=by).ends == today
    assert services.move(row.pk, Step.RESUME, by=by).ends is None
    with pytest.raises(Refused):
        services.move(row.pk, Step.BEGIN, by=by)


# ---------- Costs and counts


def test_a_cost_is_kept_to_the_ore_and_changed_with_its_outcome(cast: Cast) -> None:
    by, row = cast["contact.culture"], intervention(cast["contact.culture"])
    made = cost(row, by, 12_345_601)
    services.change_cost(
        made.pk,
        Costing(year=made.year, budget_ore=12_345_601, outcome_ore=12_345_599, certainty=Certainty.KNOWN),
        by=who_is(by),
    )
    made.refresh_from_db()
    assert (made.budget_ore, made.outcome_ore) == (12_345_601, 12_345_599)
    services.remove_cost(made.pk, by=who_is(by))
    assert not Cost.objects.exists()


@pytest.mark.parametrize(
    ("field", "given"),
    [("year", {"year": 1999}), ("budget_ore", {"budget_ore": -1}), ("outcome_ore", {"outcome_ore": 10**13 + 1})],
)
def test_an_impossible_cost_is_refused(cast: Cast, field: str, given: dict[str, Any]) -> None:
    row = intervention(cast["contact.culture"])
    with pytest.raises(Refused) as no:
        services.add_cost(
            row.pk, replace(Costing(year=2026, budget_ore=100), **given), by=who_is(cast["contact.culture"])
        )
    assert refused_at(no) == field


def test_money_of_another_year_pays_for_nothing_here(cast: Cast) -> None:
    row = intervention(cast["contact.culture"])
    grant = Funding.objects.create(
        giver="Delmos", kind=FundingKind.GRANT, year=2021, amount_ore=210_000_000, noted_at=clock.now()
    )
    with pytest.raises(Refused) as no:
        services.add_cost(row.pk, Costing(year=2026, budget_ore=100, funding=grant), by=who_is(cast["contact.culture"]))
    assert refused_at(no) == "funding"


def test_participants_are_counted_only_for_selected_individuals(cast: Cast) -> None:
    by = who_is(cast["contact.culture"])
    group, single = (
        intervention(cast["contact.culture"]),
        intervention(cast["contact.culture"], level=Level.INDIVIDUALS),
    )
    with pytest.raises(Refused):
        services.count_heads(group.pk, 2026, Heads(3, 4, 0), by=by)
    services.count_heads(single.pk, 2026, Heads(3, 4, 0), by=by)
    services.count_heads(single.pk, 2026, Heads(3, 5, 1), by=by)
    assert [(one.women, one.men, one.unknown) for one in HeadCount.objects.all()] == [(3, 5, 1)]


# ---------- Still true


def test_many_are_said_to_be_true_in_one_go(cast: Cast) -> None:
    rows = [intervention(cast["contact.culture"], title=f"Kväll {number}") for number in range(3)]
    Intervention.objects.update(confirmed_on=date(2020, 1, 1))
    assert services.still_true([rows[0].pk, rows[1].pk], by=who_is(cast["contact.culture"])) == 2
    stands = dict(Intervention.objects.values_list("pk", "confirmed_on"))
    assert [stands[one.pk] for one in rows] == [clock.today(), clock.today(), date(2020, 1, 1)]


def test_one_that_is_not_theirs_makes_none_of_them_true(cast: Cast) -> None:
    own, others = intervention(cast["contact.culture"]), intervention(cast["contact.school"], "education")
    Intervention.objects.update(confirmed_on=date(2020, 1, 1))
    with pytest.raises(Missing), transaction.atomic():
        services.still_true([own.pk, others.pk], by=who_is(cast["contact.culture"]))
    assert not Intervention.objects.exclude(confirmed_on=date(2020, 1, 1)).exists()


def test_each_department_is_asked_once_in_each_round(cast: Cast) -> None:
    intervention(cast["contact.culture"])
    intervention(cast["contact.school"], "education")
    intervention(cast["contact.school"], "education", title="Slut", state=State.ENDED)
    autumn = clock.now().replace(year=clock.now().year + 1, month=9, day=15, hour=8)
    while autumn.weekday() > 4:
        autumn += timedelta(days=1)
    with clock.at(autumn):
        assert services.remind(by=Job("reminders")) == 2
        assert services.remind(by=Job("reminders")) == 0
    letters = OutboxMessage.objects.filter(kind="intervention.asked")
    assert {one.to for one in letters} == {cast["contact.culture"].email, cast["contact.school"].email}
    assert "/interventions/keep/" in letters[0].body
    assert Asking.objects.filter(department=Department.objects.get(code="education")).get().count == 1
    with clock.at(autumn + timedelta(weeks=29)):
        assert services.remind(by=Job("reminders")) == 2


def test_what_was_confirmed_before_the_round_is_not_asked_about(cast: Cast) -> None:
    row = intervention(cast["contact.culture"])
    monday = clock.now().replace(year=clock.now().year + 1, month=3, day=8, hour=8)
    while monday.weekday() > 4:
        monday += timedelta(days=1)
    Intervention.objects.filter(pk=row.pk).update(confirmed_on=monday.date() - timedelta(days=40))
    with clock.at(monday):
        assert services.remind(by=Job("reminders")) == 0


def test_it_serves_a_measure_until_somebody_takes_the_link_away(cast: Cast) -> None:
    measure = Measure.objects.create(number=9001, reference="Å9001", title="Fler kvällar", status_at=clock.now())
    by = who_is(cast["contact.culture"])
    row = services.write(written(measures=[measure]), by=by)
    assert list(row.measures.all()) == [measure]
    services.change(row.pk, written(), by=by)
    assert not row.measures.exists()
