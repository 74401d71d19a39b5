"""In a municipality that is like no other: its own hours, names and line. Nothing local stands in the code."""

from datetime import UTC, datetime, timedelta

import pytest

from samspel.accounts import services as accounts
from samspel.accounts.models import User
from samspel.accounts.rules import Function
from samspel.accounts.who import Who, who_is
from samspel.core import clock
from samspel.core.actors import Job, Operator
from samspel.duty import queries as duty
from samspel.escalation import queries, services
from samspel.escalation.models import Leg
from samspel.escalation.rules import Kind
from samspel.escalation.tests.ground import STOCKHOLM, again, departments, leg_of, story
from samspel.municipality import services as municipality
from samspel.municipality.models import Team
from samspel.municipality.tests.places import INVENTED, described

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 11, 20, 10, tzinfo=STOCKHOLM)
MONDAY = datetime(2026, 11, 23, 10, tzinfo=STOCKHOLM)


@pytest.fixture
def worker(empty: None) -> Who:
    """Somebody who works in the invented municipality."""
    municipality.apply(described(INVENTED), by=Operator(), today=FRIDAY.date())
    user: User = accounts.create_user(username="worker", name="Någon", email="worker@example.org", by=Job("tests"))
    team = Team.objects.get(code="north")
    accounts.assign(
        user, Function.AREA_COORDINATOR, place=team, starts=FRIDAY.date() - timedelta(days=9), by=Job("tests")
    )
    with clock.at(FRIDAY):
        return who_is(user)


def sent(by: Who, *kinds: Kind, codes: tuple[str, ...] = (), settled: bool | None = None) -> Leg:
    concerned = departments(*codes)
    return leg_of(services.escalate(kinds, "Något hände", by=by, departments=concerned, settled=settled))


def test_on_its_day_off_an_alarm_goes_to_its_own_duty_officer_and_line(worker: Who) -> None:
    with clock.at(FRIDAY):
        assert duty.fallback().name == "Trygghetschefen"
        leg = sent(worker, Kind.SAFETY)
    assert (leg.receiver, leg.holder, leg.hops.get().gap) == ("duty_officer", "Trygghetschefen", True)
    for minutes in (10, 30):
        with clock.at(FRIDAY + timedelta(minutes=minutes)):
            services.pass_on_unanswered()
    assert [to for _event, to in story(leg)] == ["Trygghetschefen", "Räddningschefen", "Räddningschefen"]
    assert again(leg).answer_by is None


def test_in_its_office_hours_it_goes_to_its_own_head(worker: Who) -> None:
    with clock.at(MONDAY):
        leg = sent(worker, Kind.CRIME)
    assert (leg.holder, leg.answer_by) == ("Trygghetschefen", MONDAY + timedelta(minutes=5))
    with clock.at(MONDAY.replace(hour=12)):
        assert not queries.preview([Kind.CRIME], (), None).office_open, "it is closed for lunch"


def test_what_its_departments_could_not_settle_goes_to_its_own_group(worker: Who) -> None:
    with clock.at(MONDAY):
        assert sent(worker, Kind.SEGREGATION, codes=("welfare",), settled=False).holder == "Ledning, välfärd"
        leg = sent(worker, Kind.SEGREGATION, codes=("welfare", "technical"), settled=False)
    assert (leg.holder, leg.body and leg.body.code) == ("Arbetsgruppen", "working-group")


def test_gaps_follow_its_own_hours(worker: Who) -> None:
    found = duty.gaps(datetime(2026, 11, 26, 9, tzinfo=UTC), datetime(2026, 11, 28, 12, tzinfo=UTC))
    local = [(one.starts.astimezone(STOCKHOLM), one.ends.astimezone(STOCKHOLM)) for one in found]
    assert [(f"{starts:%a %H:%M}", f"{ends:%a %H:%M}") for starts, ends in local] == [("Thu 19:00", "Sat 10:00")]
