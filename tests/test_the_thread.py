"""The whole thread, walked by the cast: from what a safety host saw without a network to the krona, and back again."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import cache
from django.urls import reverse

from samspel.core import clock
from samspel.interventions.models import Cost, Intervention
from samspel.observations.models import Observation
from samspel.plans.models import Measure
from samspel.situation.models import AdoptedPicture, Challenge
from samspel.targets.models import OutcomeGoal
from tests.journeys import reads

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Opens = Callable[..., "Page"]

SEEN = "Krossade lampor i gångtunneln, helt mörkt efter klockan fyra"
HARD = "Mörka stråk runt centrum gör kvällarna otrygga"
BETTER = "Fler känner sig trygga sent på kvällen"
DONE_BY = "Ljus och sikt i gångstråken"
WORK = "Ljusrond med ny kabel"
SECTIONS = {
    "survey": "Skadegörelse och otrygghet i gångtunneln sedan i höstas.",
    "other": "Boende väljer omvägar på kvällen.",
    "analysis": "Belysningen är den gemensamma orsaken.",
}


@pytest.fixture(autouse=True)
def fresh_limits(transactional_db: None) -> None:
    """Tries of one test do not count in the next."""
    cache.clear()


def send(page: Page, fields: dict[str, Any]) -> None:
    """Fill in the form that has the first of the fields, as somebody does, and press its own button."""
    form = page.locator(f"main form[method=post]:has([name={next(iter(fields))}])").first
    form.evaluate("form => form.querySelectorAll('details').forEach(one => { one.open = true; })")
    for name, value in fields.items():
        _fill(form, name, value)
    form.locator("button.primary").first.click()


def _fill(form: Locator, name: str, value: Any) -> None:
    field = form.locator(f"[name={name}]").first
    match field.evaluate("field => field.tagName + '.' + field.type"):
        case "SELECT.select-one":
            field.select_option(value=str(value))
        case "INPUT.radio" | "INPUT.checkbox":
            form.locator(f"[name={name}][value='{value}']").check()
        case _:
            field.fill(str(value))


def it_is_seen(host: Page) -> Observation:
    """A safety host reports on a phone without a network; it is sent when there is one."""
    host.goto(reverse("observations:new"))
    host.locator("form[data-opens=anywhere]").wait_for()
    host.context.set_offline(True)
    host.locator("[name=kind][value=damage]").check()
    host.fill("textarea[name=text]", SEEN)
    host.get_by_role("button", name="Skicka observationen").click()
    host.get_by_text("Ligger kvar på enheten").first.wait_for()
    assert not Observation.objects.exists()
    host.context.set_offline(False)
    # Page or worker sends it, whichever is first.
    for _wait in range(150):
        if Observation.objects.exists():
            break
        host.wait_for_timeout(200)
    return Observation.objects.get()


def the_week_shows_it(coordinator: Page) -> None:
    """The coordinator opens the week of the area."""
    year, week, _day = clock.today().isocalendar()
    coordinator.goto(f"{reverse('observations:week')}?area=berga&week={year}-W{week:02}")
    reads(coordinator, "1 observation")


def a_challenge_is_drafted(group: Page, seen: Observation) -> Challenge:
    """The coordination group opens a challenge that rests on what was seen, and drafts the picture."""
    group.goto(f"{reverse('situation:new_challenge')}?area=berga")
    send(group, {"title": HARD, "area": "berga"})
    challenge = Challenge.objects.get()
    group.goto(reverse("situation:rest", args=[challenge.pk]))
    send(group, {"kind": "observation", "reference": reverse("observations:one", args=[seen.pk])})
    group.goto(f"{reverse('situation:begin')}?area=berga")
    send(group, {"area": "berga"})
    draft = re.sub(r"^https?://[^/]+|[?#].*$", "", group.url)
    for section, text in SECTIONS.items():
        group.goto(f"{draft}texts/{section}/")
        send(group, {"text": text})
    group.goto(draft)
    reads(group, HARD, *SECTIONS.values())
    return challenge


def the_picture_is_adopted(steering: Page) -> AdoptedPicture:
    """The steering group adopts it, on a day and under a number."""
    steering.goto(reverse("situation:area", args=["berga"]))
    steering.locator("main a[href*='/situation/drafts/']").first.click()
    steering.locator("main a[href$='/adopt/']").first.click()
    send(steering, {"registration_number": "KS 2026-117", "adopted_on": clock.today().isoformat()})
    adopted = AdoptedPicture.objects.get()
    assert adopted.registration_number == "KS 2026-117"
    return adopted


def a_goal_is_written(group: Page, challenge: Challenge) -> OutcomeGoal:
    """A goal with its baseline, that answers the challenge."""
    group.goto(f"{reverse('targets:new_goal')}?area=berga")
    form: dict[str, Any] = {
        "what": BETTER,
        "area": "berga",
        "for_whom": "boende 16–85 år",
        "baseline": "58",
        "baseline_on": "2025-12-31",
        "target": "70",
        "by_day": "2028-12-31",
        "department": "urban-planning",
        "challenges": str(challenge.pk),
    }
    send(group, form)
    return OutcomeGoal.objects.get()


def a_measure_is_written(group: Page, challenge: Challenge, goal: OutcomeGoal) -> Measure:
    """A measure in the plan answers the challenge and serves the goal."""
    group.goto(reverse("plans:new_measure"))
    send(group, {"title": DONE_BY, "challenges": str(challenge.pk), "outcome_goals": str(goal.pk)})
    return Measure.objects.get()


def work_is_paid(urban: Page, measure: Measure) -> Cost:
    """The department writes its intervention, and what it costs."""
    urban.goto(reverse("interventions:new"))
    form = {
        "title": WORK, "department": "urban-planning", "areas": "berga", "level": "1", "target": "everybody",
        "state": "ongoing", "measures": str(measure.pk),
    }  # fmt: skip
    send(urban, form)
    work = Intervention.objects.get()
    urban.goto(reverse("interventions:add_cost", args=[work.pk]))
    send(urban, {"budget": "640000"})
    return Cost.objects.get()


def walked(page: Page, *names: str) -> None:
    """The page's own picture of the thread names all of these, and so does its table."""
    picture, table = page.locator(".thread").first.inner_text(), page.locator("main table").last.text_content() or ""
    for name in names:
        assert name[:40] in picture, (name, picture)
        assert name[:40] in table, (name, table)


def from_the_krona_to_what_was_seen(page: Page, cost: Cost) -> None:
    """Backwards: from the money, link by link, to the observation itself."""
    page.goto(reverse("interventions:one", args=[cost.intervention_id]))
    page.get_by_role("link", name="Se hela tråden").click()
    page.locator(".thread a.sum").first.click()
    walked(page, WORK, DONE_BY, BETTER, HARD)
    for name in (WORK, DONE_BY, BETTER, HARD):
        page.locator(".thread").get_by_role("link", name=name[:40]).first.click()
        assert page.inner_text("h1") == name
    page.locator(".thread a[href^='/thread/observation/']").first.click()
    page.get_by_role("link", name="Öppna").first.click()
    reads(page, SEEN)


def a_link_is_removed(urban: Page, work: Intervention) -> None:
    """The department takes the measure away from its intervention."""
    urban.goto(reverse("interventions:change", args=[work.pk]))
    form = urban.locator("main form[method=post]:has([name=measures])")
    form.evaluate("form => form.querySelectorAll('details').forEach(one => { one.open = true; })")
    form.locator("[name=measures]:checked").uncheck()
    form.locator("button.primary").first.click()
    assert not Intervention.objects.get().measures.exists()


def it_turns_up_as_broken(page: Page, challenge: Challenge) -> None:
    """The page of broken links names both ends; the thread of the challenge has a gap where the intervention stood."""
    page.goto(reverse("thread:broken"))
    reads(page, DONE_BY, "saknar insats", WORK)
    page.goto(reverse("thread:one", args=["challenge", challenge.pk]))
    assert page.locator(".node.gap").count() >= 1
    assert WORK not in page.inner_text("main")
    reads(page, "Bruten länk", "saknar insats")


def test_the_thread_is_walked_from_what_was_seen_to_the_krona_and_back(comes_in: Opens) -> None:
    seen = it_is_seen(comes_in("host.berga"))
    coordinator = comes_in("coordinator.berga")
    the_week_shows_it(coordinator)

    group = comes_in("convenor.coordination")
    challenge = a_challenge_is_drafted(group, seen)
    adopted = the_picture_is_adopted(comes_in("convenor.steering"))
    assert adopted.adopted_on <= clock.today() < adopted.adopted_on + timedelta(days=2)
    goal = a_goal_is_written(group, challenge)
    measure = a_measure_is_written(group, challenge, goal)
    urban = comes_in("contact.urban")
    cost = work_is_paid(urban, measure)

    from_the_krona_to_what_was_seen(coordinator, cost)
    coordinator.goto(reverse("thread:one", args=["observation", seen.pk]))
    walked(coordinator, HARD, BETTER, DONE_BY, WORK, "640")

    a_link_is_removed(urban, cost.intervention)
    it_turns_up_as_broken(coordinator, challenge)
