"""The night of Midsummer's Eve, as those see it who live it; and where what segregates lands, for one and for three."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from playwright.sync_api import expect

from samspel.core import clock
from samspel.duty.models import DutyShift
from samspel.escalation.models import Leg
from samspel.escalation.tasks import pass_on_unanswered
from tests.journeys import PostOffice, reads, run_jobs

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from samspel.accounts.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("one_clock")]
Opens = Callable[..., "Page"]

WHAT = "Brand i en container, släckt. Ett trettiotal ungdomar är kvar och fler kommer."
SHORT = "Brand i en container, släckt"
DONE = "Två vuxna från föreningen och en väktare på plats till klockan ett."
OUTCOME = "Lugnt efter en timme. Stängslet lagas på måndag."
STUCK = "Elever utan skolplats hamnar mellan skolan och socialtjänsten."


def midsummers_eve() -> date:
    """This year's: the Friday between 19 and 25 June."""
    first = date(clock.today().year, 6, 19)
    return first + timedelta(days=(4 - first.weekday()) % 7)


@pytest.fixture
def evening(one_clock: None) -> datetime:
    """A quarter past eleven on Midsummer's Eve."""
    eve = midsummers_eve()
    return datetime(eve.year, eve.month, eve.day, 23, 14, tzinfo=ZoneInfo(settings.TIME_ZONE))


@contextmanager
def at(moment: datetime, **passed: float) -> Iterator[None]:
    """It is so much after the moment, for everybody; the jobs of that minute have run."""
    with clock.at(moment + timedelta(**passed)):
        pass_on_unanswered(timestamp=0)
        run_jobs()
        yield
        run_jobs()


@pytest.fixture
def on_duty(cast: dict[str, User], evening: datetime) -> User:
    """The duty officer has the weekend."""
    span = (evening - timedelta(hours=6), evening + timedelta(hours=10))
    DutyShift.objects.create(user=cast["duty.officer"], span=span)
    return cast["duty.officer"]


def raise_alarm(host: Page) -> None:
    """A safety host in the street: what, where, and what is needed."""
    host.goto("/")
    host.get_by_role("link", name="Larm").first.click()
    host.get_by_role("link", name="Larma vidare").click()
    reads(host, "Vad gäller det?", "Var?", "Vad behövs?", "Går till Tjänsteman i beredskap (TiB)", "112")
    host.get_by_label("Berätta kort").fill(WHAT)
    host.locator("[name=place]").fill("Gångtunneln söder om centrum")
    host.get_by_label("Nummer att ringa tillbaka på").fill("070-174 06 31")
    host.get_by_role("button", name="Larma TiB nu").click()
    reads(host, "Det väntar på Tjänsteman i beredskap (TiB)")


def test_an_alarm_goes_on_until_somebody_has_it_and_comes_back_in_the_morning(
    comes_in: Opens, post_office: PostOffice, on_duty: User, evening: datetime
) -> None:
    host = comes_in("host.berga")
    with at(evening):
        raise_alarm(host)
    assert "070-174 06 31" in post_office.last_to(on_duty.email)[1]

    with at(evening, minutes=5):
        officer = comes_in("duty.officer")
        officer.goto("/escalations/duty/")
        reads(officer, "Ett larm väntar på dig", "23.29")

    with at(evening, minutes=16):
        host.reload()
        reads(host, "Det väntar på TiB 2")
    assert post_office.to("tib2@linkoping.example")

    with at(evening, minutes=32):
        head = comes_in("security.head")
        head.goto("/")
        reads(head, SHORT)
        head.goto("/escalations/duty/")
        head.get_by_role("button", name="Jag tar det").click()
        reads(head, "Hos Säkerhetschef")
        host.reload()
        reads(host, "Säkerhetschef")
    assert Leg.objects.get().stands == "acknowledged"

    with at(evening, hours=9):
        officer = comes_in("duty.officer")
        officer.goto("/escalations/duty/")
        officer.get_by_role("link", name="Lämna över natten").click()
        reads(officer, SHORT)
        officer.get_by_label("Vad säkerhetschefen behöver veta").fill("Lugnt efter klockan ett.")
        officer.get_by_role("button", name="Lämna över natten").click()
        reads(officer, "Natten är överlämnad.")
        head = comes_in("security.head")
        head.goto("/escalations/handovers/")
        head.locator("main table a").first.click()
        reads(head, "Lugnt efter klockan ett.", SHORT, "Berga")
        head.get_by_role("button", name="Jag har läst och tar över").click()
        reads(head, "Du har tagit emot natten.", "Mottaget av Säkerhetschef")
        head.locator("main table a").first.click()
        head.get_by_role("link", name="Skriv vad som gjordes").click()
        head.get_by_label("Vad som gjordes").fill(DONE)
        head.get_by_label("Vad det gav").fill(OUTCOME)
        head.get_by_role("button", name="Rapportera som klart").click()
        reads(head, OUTCOME)

    with at(evening, hours=10):
        host = comes_in("host.berga")
        host.goto("/")
        reads(host, OUTCOME)
        host.get_by_role("link", name=SHORT).first.click()
        reads(host, DONE, OUTCOME)
    assert OUTCOME in post_office.last_to("host.berga@example.org")[1]


def lift(page: Page, *departments: str, to: str) -> None:
    """What managers could not settle, for some departments."""
    page.goto("/escalations/new/")
    page.get_by_label("Segregation").check()
    for name in departments:
        page.get_by_label(name, exact=True).check()
    page.get_by_label("Ja, men det gick inte").check()
    page.get_by_label("Berätta kort").fill(STUCK)
    page.get_by_label("Nummer att ringa tillbaka på").fill("070-174 06 31")
    expect(page.locator("#route button")).to_have_text(f"Lyft frågan till {to}")
    page.locator("#route button").click()
    reads(page, STUCK, "Skickat som")


SOCIAL, SCHOOL, LEISURE = (
    "Social- och omsorgsförvaltningen",
    "Utbildnings- och arbetsmarknadsförvaltningen",
    "Kultur- och fritidsförvaltningen",
)


def test_what_concerns_one_department_lands_with_its_management(
    comes_in: Opens, post_office: PostOffice, evening: datetime
) -> None:
    with at(evening, days=-3, hours=-12):
        lift(comes_in("coordinator.berga"), SOCIAL, to="Ledning, Social och omsorg")
        assert Leg.objects.get().receiver == "department_management:social-care"
        management = comes_in("management.social")
        management.goto("/")
        reads(management, STUCK)
        for other in ("management.school", "security.head", "convenor.coordination"):
            page = comes_in(other)
            page.goto("/")
            assert STUCK not in reads(page)
    assert post_office.to("management.social@example.org")


def test_what_concerns_three_waits_for_the_coordination_group(
    comes_in: Opens, post_office: PostOffice, evening: datetime
) -> None:
    with at(evening, days=-3, hours=-12):
        lift(comes_in("coordinator.berga"), SOCIAL, SCHOOL, LEISURE, to="SMS-gruppen")
        assert Leg.objects.get().receiver == "coordination_group"
        for member in ("convenor.coordination", "member.coordination"):
            page = comes_in(member)
            page.goto("/escalations/body/")
            reads(page, "Väntar på mötet", STUCK)
        outside = comes_in("member.steering")
        outside.goto("/escalations/body/")
        assert STUCK not in reads(outside)
