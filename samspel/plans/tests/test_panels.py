"""What an area's page and the first page show of the plans."""

from datetime import timedelta
from typing import Any

import pytest

from samspel.core import clock
from samspel.core.adopted import Adoption
from samspel.plans import services
from samspel.plans.models import Measure, PlanKind
from samspel.plans.panels import measures
from samspel.plans.rules import Status
from samspel.plans.tests.given import WhoIs, area, challenge, measure, plan, pledge
from samspel.plans.waits import waits

pytestmark = pytest.mark.django_db


def shown(who: WhoIs, username: str) -> Any:
    return measures(area(), who(username))


def test_an_area_shows_its_own_measures_those_of_its_plan_and_those_that_answer_its_challenges(who: WhoIs) -> None:
    local = plan(who, kind=PlanKind.AREA, area=area(), title="Handlingsplan för Berga")
    measure(who, title="Egen", area=area())
    measure(who, title="I planen", plans=(local,))
    measure(who, title="Svarar", challenges=(challenge(),))
    measure(who, title="Annan", area=area("ryd"))
    found = shown(who, "host.berga")
    assert [line.row.measure.title for line in found["lines"]] == ["Egen", "I planen", "Svarar"]
    assert (found["plan"], found["adopted"]) == (local, None)
    adoption = Adoption(clock.today(), "KS 2026-5", "Styrgruppen")
    adopted = services.adopt_plan(local.pk, adoption, by=who("convenor.steering"))
    assert shown(who, "host.berga")["adopted"] == adopted
    partner = shown(who, "partner.police")
    assert (partner["lines"], partner["plan"], partner["adopted"]) == ([], None, adopted)
    assert shown(who, "polare.ryd") is None


def test_who_owns_what_is_late_or_silent_sees_it_first(who: WhoIs) -> None:
    made = measure(who, from_year=2020, to_year=clock.today().year - 1)
    for username, late in (("contact.culture", [True]), ("contact.school", []), ("convenor.coordination", [])):
        assert [one.late for one in waits(who(username))] == late, username
    services.tell(made.pk, Status.DECIDED, "Beslutad.", by=who("contact.culture"))
    Measure.objects.filter(pk=made.pk).update(to_year=None, status_at=clock.now() - timedelta(days=200))
    (silent,) = waits(who("contact.culture"))
    assert (silent.row.title, silent.late) == (made.title, False)


def test_promises_to_follow_up_and_plans_to_look_through_wait_too(who: WhoIs) -> None:
    services.promise(pledge(who).pk, "Vuxna ute.", clock.today(), by=who("convenor.coordination"))
    old = plan(who, title="Gammal plan")
    measure(who, plans=(old,))
    adoption = Adoption(clock.today() - timedelta(days=900), "KS 2024-5", "Styrgruppen", because="Skrevs in efteråt.")
    services.adopt_plan(old.pk, adoption, by=who("convenor.steering"))
    titles = [one.row.title for one in waits(who("convenor.coordination"))]
    assert titles[0] == "Vuxna ute."
    assert "Gammal plan" in titles[1]
    assert not list(waits(who("partner.police")))
