"""Who sees what: the predicate and the query say the same, and each function sees just what its sentence says."""

import random
from collections.abc import Callable
from datetime import timedelta

import pytest

from samspel.accounts.models import User
from samspel.accounts.who import NOBODY, who_is
from samspel.core import clock
from samspel.core.errors import Missing, Refused
from samspel.escalation import permissions, queries, services
from samspel.escalation.models import Escalation, Leg
from samspel.escalation.rules import Kind
from samspel.escalation.tests.ground import (
    MIDSUMMERS_EVE,
    TUESDAY,
    WhoIs,
    alarm,
    departments,
    later,
    lifted,
    put_on_duty,
    send,
    weekend_duty,
)
from samspel.municipality.models import Area

pytestmark = pytest.mark.django_db
SENDERS = ("host.berga", "coordinator.ryd", "polare.ryd", "contact.school", "manager.culture", "duty.officer")
ANSWERERS = ("security.head", "duty.officer", "manager.social", "management.school", "convenor.coordination")


def make_some(who: WhoIs, chance: random.Random, count: int) -> None:
    """Escalations of every sort, from anybody who may, in any area, some of them answered."""
    areas = [*Area.objects.order_by("code"), None]
    codes = ["education", "social-care", "culture-leisure", "urban-planning"]
    for _ in range(count):
        kinds = chance.sample(list(Kind), chance.randint(1, 3))
        concerned = departments(*chance.sample(codes, chance.randint(1, 3)))
        send(
            who(chance.choice(SENDERS)),
            kinds,
            area=chance.choice(areas),
            departments=concerned if Kind.SEGREGATION in kinds else (),
            settled=chance.choice([None, False]),
        )
    for leg in Leg.objects.order_by("pk"):
        act_upon(who, chance, leg)


def act_upon(who: WhoIs, chance: random.Random, leg: Leg) -> None:
    """Somebody tries something; most may not."""
    by = who(chance.choice(ANSWERERS))
    acts: list[Callable[[], object]] = [
        lambda: services.acknowledge(leg, by=by),
        lambda: services.not_settled(leg, "Nej", by=by),
        lambda: services.report_done(services.acknowledge(leg, by=by), "Klart", "", by=by),
        lambda: services.withdraw(leg, "Löst", by=who_is(leg.escalation.created_by)),
    ]
    try:
        chance.choice(acts)()
    except (Missing, Refused):
        return


@pytest.mark.parametrize("seed", range(3))
def test_the_predicate_and_the_query_agree_for_everybody(who: WhoIs, cast: dict[str, User], seed: int) -> None:
    chance = random.Random(seed)
    put_on_duty(cast["duty.officer"], TUESDAY - timedelta(hours=2), TUESDAY + timedelta(hours=4))
    with clock.at(TUESDAY - timedelta(days=1)):
        make_some(who, chance, 12)
    with clock.at(TUESDAY):
        make_some(who, chance, 12)
    compared = 0
    for moment in (TUESDAY + timedelta(hours=1), TUESDAY + timedelta(hours=5)):
        with clock.at(moment):
            rows = list(queries.with_everything(Escalation.objects.all()))
            for asking in [NOBODY, *(who(name) for name in cast)]:
                seen = set(queries.visible_to(asking).values_list("pk", flat=True))
                assert seen == {one.pk for one in rows if permissions.may_see(asking, one)}, asking.label
                mine = {leg.pk for leg in queries.for_me(asking)}
                assert mine == {
                    leg.pk
                    for one in rows
                    for leg in one.legs.all()
                    if leg.is_open and permissions.answers_for(asking, leg)
                }, asking.label
                compared += len(rows)
    assert compared == 2 * 24 * (len(cast) + 1)


def test_who_answers_for_it_can_also_see_it(who: WhoIs, cast: dict[str, User]) -> None:
    chance = random.Random(7)
    with clock.at(TUESDAY):
        make_some(who, chance, 20)
        for asking in [who(name) for name in cast]:
            for one in queries.with_everything(Escalation.objects.all()):
                if any(leg.is_open and permissions.answers_for(asking, leg) for leg in one.legs.all()):
                    assert permissions.may_see(asking, one), (asking.label, one)


@pytest.mark.parametrize(
    ("username", "sees"),
    [
        ("host.berga", True),
        ("coordinator.berga", True),
        ("district.berga", True),
        ("security.head", True),
        ("evaluator", True),
        ("bridge.berga", False),
        ("coordinator.ryd", False),
        ("duty.officer", False),
        ("manager.social", False),
        ("convenor.coordination", False),
        ("contactcentre", False),
        ("polare.ryd", False),
        ("partner.police", False),
        ("admin", False),
        ("outsider", False),
    ],
)
def test_a_safety_matter_of_berga_is_seen_by(who: WhoIs, username: str, sees: bool) -> None:
    with clock.at(TUESDAY):
        leg = alarm(who("host.berga"))
        assert queries.visible_to(who(username)).filter(pk=leg.escalation_id).exists() is sees


@pytest.mark.parametrize(
    ("username", "sees"),
    [
        ("coordinator.ryd", True),
        ("manager.social", True),
        ("management.social", True),
        ("evaluator", True),
        ("manager.culture", False),
        ("contact.social", False),
        ("security.head", False),
        ("convenor.coordination", False),
        ("member.coordination", False),
    ],
)
def test_a_segregation_matter_of_one_department_is_seen_by(who: WhoIs, username: str, sees: bool) -> None:
    with clock.at(TUESDAY):
        leg = lifted(who("coordinator.ryd"), "social-care")
        assert queries.visible_to(who(username)).filter(pk=leg.escalation_id).exists() is sees


@pytest.mark.parametrize(
    ("username", "sees"), [("convenor.coordination", True), ("member.coordination", True), ("member.steering", False)]
)
def test_what_waits_for_the_coordination_group_is_seen_by_those_who_sit_in_it(
    who: WhoIs, username: str, sees: bool
) -> None:
    with clock.at(TUESDAY):
        leg = lifted(who("coordinator.ryd"), "social-care", "education", settled=False)
        assert queries.visible_to(who(username)).filter(pk=leg.escalation_id).exists() is sees


def test_the_duty_officer_sees_what_is_active_while_on_duty_and_not_the_archive(who: WhoIs) -> None:
    officer = who("duty.officer").user
    assert officer is not None
    with clock.at(MIDSUMMERS_EVE - timedelta(days=2)):
        old = alarm(who("host.berga"))
        services.withdraw(old, "Löst", by=who("host.berga"))
    weekend_duty(officer)
    with clock.at(MIDSUMMERS_EVE):
        active = alarm(who("host.berga"))
        assert [one.pk for one in queries.visible_to(who("duty.officer"))] == [active.escalation_id]
        assert list(queries.visible_to(who("duty.second"))) == []
    with later(MIDSUMMERS_EVE, hours=1):
        services.withdraw(active, "Löst", by=who("host.berga"))
        assert [one.pk for one in queries.visible_to(who("duty.officer"))] == [active.escalation_id]
    with later(MIDSUMMERS_EVE, days=4):
        assert list(queries.visible_to(who("duty.officer"))) == []


def test_what_goes_on_past_the_one_on_duty_can_be_taken_by_another_duty_officer(who: WhoIs) -> None:
    officer = who("duty.officer").user
    assert officer is not None
    weekend_duty(officer)
    with clock.at(MIDSUMMERS_EVE):
        leg = alarm(who("host.berga"))
        with pytest.raises(Missing):
            services.acknowledge(leg, by=who("duty.second"))
    with later(MIDSUMMERS_EVE, minutes=15):
        services.pass_on_unanswered()
        second = who("duty.second")
        assert [one.pk for one in queries.visible_to(second)] == [leg.escalation_id]
        taken = services.acknowledge(leg, by=second)
        services.report_done(taken, "Två värdar dit", "Lugnt", by=second)
        assert [one.pk for one in queries.visible_to(second)] == [leg.escalation_id]
    with later(MIDSUMMERS_EVE, hours=13):
        assert list(queries.visible_to(who("duty.second"))) == []


def test_an_ended_assignment_bites_at_once(who: WhoIs) -> None:
    officer = who("duty.officer").user
    assert officer is not None
    weekend_duty(officer)
    with clock.at(MIDSUMMERS_EVE):
        alarm(who("host.berga"))
        officer.assignments.update(ends=MIDSUMMERS_EVE.date() - timedelta(days=1))
        assert list(queries.visible_to(who("duty.officer"))) == []


def test_what_is_handed_over_to_another_departments_management_is_theirs(who: WhoIs) -> None:
    from samspel.escalation import line
    from samspel.escalation.rules import Role

    with clock.at(TUESDAY):
        leg = lifted(who("coordinator.ryd"), "social-care", settled=False)
        to = line.Position(Role.DEPARTMENT_MANAGEMENT, departments("education")[0])
        services.hand_over(leg, to, "Det är skolans lokaler.", by=who("management.social"))
        assert [one.pk for one in queries.for_me(who("management.school"))] == [leg.pk]
        assert queries.visible_to(who("management.social")).exists()


def test_the_number_to_call_back_is_for_those_who_act(who: WhoIs) -> None:
    with clock.at(TUESDAY):
        leg = lifted(who("coordinator.ryd"), "social-care", "education", settled=False)
        sees = {
            name
            for name in (
                "convenor.coordination",
                "member.coordination",
                "evaluator",
                "coordinator.ryd",
                "coordinator.berga",
            )
            if permissions.may_see_callback(who(name), leg.escalation)
        }
    assert sees == {"convenor.coordination", "coordinator.ryd", "coordinator.berga"}
