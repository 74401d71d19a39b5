"""Each thing's page leads into the thread through it; an area leads to the whole of its own."""

from collections.abc import Callable, Mapping

import pytest
from django.test import Client
from django.urls import reverse

from samspel.accounts.models import User
from samspel.commissions.models import Commission, Funding
from samspel.core import clock
from samspel.core import thread as registry
from samspel.core.thread import Ref
from samspel.observations.models import Observation, WeeklyPicture
from samspel.plans.models import AdoptedPlan, Agreement, Measure, Plan
from samspel.plans.tests import given as planned
from samspel.situation import services
from samspel.situation.models import AdoptedPicture, BasisKind, Challenge
from samspel.situation.services import Rests
from samspel.targets.models import AdoptedTarget
from samspel.thread import panels, shown
from tests.cast import ClientAs, Whos
from tests.routes import Things, make_things

pytestmark = pytest.mark.django_db
COORDINATOR = "coordinator.berga"
DRAWN_ELSEWHERE = {"cost": "on its intervention", "result": "on its goal", "area": "has a page of its thread"}


def page(client: Client, address: str, status: int = 200) -> str:
    """The text of a page."""
    response = client.get(address)
    assert response.status_code == status, response.status_code
    return response.content.decode()


def leads_into(html: str, kind: str, thing: object) -> bool:
    """Whether the page leads into the thread of the thing."""
    return f'href="{shown.where(Ref(kind, str(thing)))}"' in html


def test_every_kind_of_the_thread_has_a_page_that_leads_into_it() -> None:
    led = {place.kind for place in panels.PLACES.values()}
    assert led | set(DRAWN_ELSEWHERE) == set(registry.kinds())


@pytest.fixture
def things(cast: Mapping[str, User]) -> Things:
    """A world in which every kind of thing is there once."""
    return make_things(cast)


PAGES: Mapping[str, Callable[[], tuple[str, str, object]]] = {
    "situation picture": lambda: ("situation:adopted", "picture", AdoptedPicture.objects.latest("pk").pk),
    "target picture": lambda: ("targets:adopted", "target", AdoptedTarget.objects.latest("pk").pk),
    "adopted plan": lambda: ("plans:adopted", "decision", AdoptedPlan.objects.get().pk),
    "pledge": lambda: ("plans:agreement", "pledge", Agreement.objects.get().pk),
    "indicator": lambda: ("situation:indicator", "indicator", "reported-crimes"),
    "weekly picture": lambda: ("observations:weekly", "weekly", WeeklyPicture.objects.get().pk),
    "observation": lambda: ("observations:one", "observation", Observation.objects.get().pk),
    "challenge": lambda: ("situation:challenge", "challenge", Challenge.objects.earliest("opened_at").pk),
}


@pytest.mark.usefixtures("things")
def test_each_things_page_leads_into_its_thread(client_as: ClientAs) -> None:
    client = client_as("security.head")
    without = {
        name
        for name, (address, kind, thing) in ((name, of()) for name, of in PAGES.items())
        if not leads_into(page(client, reverse(address, args=[thing])), kind, thing)
    }
    assert without == set()


@pytest.mark.usefixtures("things")
def test_what_was_decided_leads_back_to_what_it_decided_on(client_as: ClientAs) -> None:
    client = client_as("security.head")
    measure = Measure.objects.get()
    assert leads_into(
        page(client, reverse("plans:adopted", args=[AdoptedPlan.objects.get().pk])), "measure", measure.pk
    )
    picture = AdoptedPicture.objects.latest("pk")
    challenge = picture.challenges.first()
    assert challenge
    html = page(client, reverse("situation:adopted", args=[picture.pk]))
    assert leads_into(html, "challenge", challenge.challenge_id)


@pytest.mark.usefixtures("things")
def test_a_plan_leads_into_the_thread_of_the_version_that_holds(client_as: ClientAs) -> None:
    html = page(client_as("security.head"), reverse("plans:plan", args=[Plan.objects.get().pk]))
    assert leads_into(html, "decision", AdoptedPlan.objects.get().pk)


def test_a_plan_that_was_never_adopted_is_not_on_the_thread_yet(who: Whos, client_as: ClientAs) -> None:
    html = page(client_as(COORDINATOR), reverse("plans:plan", args=[planned.plan(who).pk]))
    assert "thread-panel" not in html


def test_a_commission_leads_to_what_its_committee_pays_for(client_as: ClientAs) -> None:
    commission = Commission.objects.get(code="area-teams")
    client = client_as("security.head", language="en")
    address = reverse("commissions:commission", args=[commission.code])
    assert "No funding is written down" in page(client, address)
    funding = Funding.objects.create(
        giver="Prov", committee=commission.committee, kind="frame", year=2026, amount_ore=100, purpose="Ljus",
        noted_at=clock.now(),
    )  # fmt: skip
    assert leads_into(page(client, address), "money", funding.pk)


def test_a_question_leads_into_the_thread_once_something_rests_on_it(
    things: Things, who: Whos, client_as: ClientAs
) -> None:
    client, question = client_as(COORDINATOR), things.question
    address = reverse("questions:one", args=[question.pk])
    assert not leads_into(page(client, address), "question", question.pk)
    found = Challenge.objects.earliest("opened_at")
    services.rest_on(found.pk, Rests(BasisKind.QUESTION, question=question), by=who(COORDINATOR))
    html = page(client, address)
    assert leads_into(html, "question", question.pk)
    assert leads_into(html, "challenge", found.pk)


# ---------- The whole thread of an area


def test_the_page_of_an_area_leads_to_its_whole_thread(client_as: ClientAs) -> None:
    assert f'href="{reverse("thread:area", args=["berga"])}"' in page(client_as(COORDINATOR), "/areas/berga/")


@pytest.mark.usefixtures("things")
def test_the_thread_of_an_area_has_all_that_begins_in_it(client_as: ClientAs) -> None:
    html = page(client_as(COORDINATOR), "/thread/area/berga/")
    for challenge in Challenge.objects.filter(area__code="berga", state="open"):
        assert leads_into(html, "challenge", challenge.pk)
    assert leads_into(html, "measure", Measure.objects.get().pk)
    assert 'aria-current="true"' not in html


def test_an_area_without_challenges_says_where_its_thread_begins(client_as: ClientAs) -> None:
    html = page(client_as(COORDINATOR, language="en"), "/thread/area/ryd/")
    assert "No challenge is written for this area yet" in html
    assert reverse("situation:area", args=["ryd"]) in html


def test_an_area_that_is_none_has_no_thread(client_as: ClientAs) -> None:
    page(client_as(COORDINATOR), "/thread/area/unheard/", 404)
    page(client_as("polare.ryd"), "/thread/area/ryd/", 404)
