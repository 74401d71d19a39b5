"""The pages and the API of target pictures and goals: what they say, to whom, and what is done on them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samspel.accounts import services as accounts
from samspel.accounts.rules import TokenScope
from samspel.core import clock
from samspel.core.actors import Operator
from samspel.municipality.models import Area
from samspel.situation.tests.given import ADOPTER, DRAFTER, challenge
from samspel.targets.models import AdoptedTarget, OutcomeGoal, TargetPicture
from samspel.targets.tests import given as g
from tests.cast import ClientAs

if TYPE_CHECKING:
    from samspel.accounts.models import User
    from samspel.accounts.who import Who

    WhoIs = Callable[[str], Who]

pytestmark = pytest.mark.django_db
NBSP = "\u00a0"


def page(client: Client, name: str, *args: object, query: str = "") -> str:
    answer = client.get(reverse(f"targets:{name}", args=args) + query)
    assert answer.status_code == 200, answer.content.decode()[:400]
    return answer.content.decode().replace(NBSP, " ")


def sent(client: Client, name: str, /, *args: object, **typed: object) -> Any:
    data = {"key": uuid4().hex, **typed}
    return client.post(reverse(f"targets:{name}", args=args), data)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_page_answers_those_whom_it_is_for(language: str, who: WhoIs, client_as: ClientAs) -> None:
    draft = g.world(who)
    goal, version = OutcomeGoal.objects.earliest("written_at"), AdoptedTarget.objects.latest("pk")
    client = client_as(DRAFTER, language=language)
    for name in ("pictures", "goals", "score", "new_goal", "begin"):
        page(client, name)
    for name in ("draft", "write", "ask"):
        page(client, name, draft.pk)
    for name in ("goal", "change_goal"):
        page(client, name, goal.pk)
    for name in ("adopted", "compared"):
        page(client, name, version.pk)
    page(client, "area", "berga")
    page(client, "area", "whole")
    page(client, "area", "berga", query=f"?on={clock.today()}")
    page(client, "answer", draft.pk, draft.comments.get().pk)
    page(client, "end_goal", goal.pk, "reach")
    page(client_as(ADOPTER, language=language), "adopt", draft.pk)


def test_a_goal_is_told_with_its_line_and_what_it_lacks(who: WhoIs, client_as: ClientAs) -> None:
    g.world(who)
    followed, vague = OutcomeGoal.objects.order_by("reference")
    client = client_as("manager.school", language="sv")
    said = page(client, "goal", followed.pk)
    for told in ("Utgångsläge 42 procent, nu 38 procent, mål 30 procent", "På väg", "Målbild för Berga, version 2"):
        assert told in said, told
    said = page(client, "goal", vague.pk)
    assert "Ingen indikator mäter det." in said
    assert "önskan i några få ord" in said
    listed = page(client, "goals")
    assert "1 av 2 effektmål rör sig åt rätt håll, 1 går inte att följa upp" in listed


def test_the_sentence_is_shown_while_somebody_writes_and_nothing_is_saved(who: WhoIs, client_as: ClientAs) -> None:
    g.world(who)
    client = client_as(DRAFTER, language="sv")
    typed = {"area": "berga", "what": "Färre otrygga", "indicator": "unsafe-at-night", "target": "30"}
    said = client.post(reverse("targets:preview"), typed).content.decode().replace(NBSP, " ")
    assert "Färre otrygga: till 30 procent. Mäts med: Otrygghet sent på kvällen i bostadsområdet." in said
    assert "Indikatorn visade senast 38 procent (2024)" in said
    assert "Det saknar utgångsläge" in said
    answer = sent(client, "new_goal", preview="1", **typed)
    assert answer.status_code == 200
    assert OutcomeGoal.objects.count() == 2


def test_a_goal_is_written_and_written_better_on_its_page(who: WhoIs, client_as: ClientAs) -> None:
    found = challenge(who(DRAFTER))
    client = client_as("coordinator.berga")
    typed = {"area": "berga", "what": "Färre känner sig otrygga", "sex": "all", "challenges": [str(found.pk)]}
    assert sent(client, "new_goal", **typed).status_code == 302
    made = OutcomeGoal.objects.get()
    assert list(made.challenges.all()) == [found]
    better = {**typed, "baseline": "42,5", "baseline_on": "2023-12-31", "target": "30", "version": made.version}
    assert sent(client, "change_goal", made.pk, **better).status_code == 302
    made.refresh_from_db()
    assert (str(made.baseline.normalize()) if made.baseline else "", made.version) == ("42.5", 2)
    assert sent(client, "change_goal", made.pk, **better).status_code == 409


def test_a_coordinator_writes_for_the_own_areas_only(who: WhoIs, client_as: ClientAs) -> None:
    made = g.goal(who(DRAFTER), "ryd")
    client = client_as("coordinator.berga")
    assert client.get(reverse("targets:change_goal", args=[made.pk])).status_code == 404
    assert sent(client, "new_goal", area="ryd", what="Fler trygga", sex="all").status_code == 422


def test_the_picture_goes_from_draft_to_adopted_on_its_pages(who: WhoIs, client_as: ClientAs) -> None:
    challenge(who(DRAFTER))
    drafter, adopter = client_as(DRAFTER), client_as(ADOPTER)
    assert sent(drafter, "begin", area="berga").status_code == 302
    made = TargetPicture.objects.get()
    ticked = [str(one.pk) for one in made.challenges.all()]
    typed = {"vision": g.VISION, "text": "Ljus.", "challenges": ticked, "version": made.version}
    assert sent(drafter, "write", made.pk, **typed).status_code == 302
    decision = {"body": "steering", "adopted_on": str(clock.today()), "registration_number": "KS 2026-9"}
    assert sent(drafter, "adopt", made.pk, version=2, **decision).status_code == 404
    assert sent(adopter, "adopt", made.pk, version=2, **decision).status_code == 302
    found = AdoptedTarget.objects.get()
    assert [one["title"] for one in found.content["challenges"]] == [one.title for one in made.challenges.all()]
    said = page(client_as("partner.police", language="sv"), "area", "berga")
    assert g.VISION in said


def test_what_changed_between_two_versions_is_shown(who: WhoIs, client_as: ClientAs) -> None:
    g.goal(who(DRAFTER))
    g.adopted(who)
    g.goal(who(DRAFTER), what="Fler i föreningar")
    later = g.adopted(who)
    said = page(client_as("host.berga", language="sv"), "compared", later.pk)
    assert "Fler i föreningar" in said


def test_bad_values_are_refused_at_their_fields(client_as: ClientAs) -> None:
    client = client_as(DRAFTER)
    for bad in ("abc", "1e5", "9" * 20, "1,23456"):
        assert sent(client, "new_goal", area="berga", what="Fler", sex="all", baseline=bad).status_code == 422
    for bad in ("9999-12-31", "0001-01-01"):
        assert sent(client, "new_goal", area="berga", what="Fler", sex="all", by_day=bad).status_code == 422
    assert sent(client, "new_goal", area="nowhere", what="Fler", sex="all").status_code == 422
    assert sent(client, "new_goal", area="berga", what="Ring 070-174 06 31", sex="all").status_code == 422


@pytest.mark.parametrize(
    ("username", "reads"),
    [
        ("host.berga", True),
        ("contact.urban", True),
        ("evaluator", True),
        ("partner.police", False),
        ("polare.ryd", False),
        ("contactcentre", False),
        ("admin", False),
    ],
)
def test_who_reads_goals(username: str, reads: bool, who: WhoIs, client_as: ClientAs) -> None:
    made = g.goal(who(DRAFTER))
    client = client_as(username)
    assert client.get(reverse("targets:goal", args=[made.pk])).status_code == (200 if reads else 404)
    assert client.get(reverse("targets:change_goal", args=[made.pk])).status_code == 404


def test_the_areas_page_shows_the_picture_and_the_goals_on_their_lines(who: WhoIs, client_as: ClientAs) -> None:
    g.world(who)
    answer = client_as("coordinator.berga", language="sv").get(reverse("web:area", args=["berga"]))
    said = answer.content.decode().replace(NBSP, " ")
    for told in (g.VISION, "nu 38 procent", "effektmål på väg"):
        assert told in said, told


def test_a_challenge_tells_its_goals(who: WhoIs, client_as: ClientAs) -> None:
    found = challenge(who(DRAFTER))
    g.goal(who(DRAFTER), challenges=(found,))
    answer = client_as("host.berga").get(reverse("situation:challenge", args=[found.pk]))
    assert g.WHAT in answer.content.decode()


def test_a_list_costs_no_more_with_more_goals(who: WhoIs, client_as: ClientAs) -> None:
    client = client_as("evaluator")

    def cost() -> int:
        with CaptureQueriesContext(connection) as met:
            page(client, "goals")
        return len(met)

    g.world(who)
    cost()  # What is known of the municipality is read once.
    few = cost()
    for area in Area.objects.current()[:8]:
        g.goal(who(DRAFTER), area.code)
    assert cost() <= few <= 10


def call(cast: dict[str, User], username: str, path: str) -> Any:
    _token, secret = accounts.issue_token(cast[username], name="Prov", scopes=[TokenScope.THREAD_READ], by=Operator())
    return Client().get(f"/api/v1/{path}", headers={"Authorization": f"Bearer {secret}"})


def test_the_api_tells_what_a_goal_says_lacks_and_where_it_stands(who: WhoIs, cast: dict[str, User]) -> None:
    g.world(who)
    found = {one["what"]: one for one in call(cast, "evaluator", "goals?area=berga").json()}
    goal, vague = found[g.WHAT], found["Öka tryggheten"]
    assert (goal["baseline"], goal["target"], goal["now"], goal["course"]) == ("42", "30", "38", "on_its_way")
    assert (goal["lacks"], goal["direction"], goal["can_be_followed"]) == ([], "down", True)
    assert vague["lacks"] == ["indicator", "baseline", "challenge"]
    assert call(cast, "evaluator", f"goals/{goal['id']}").json() == goal
    assert call(cast, "evaluator", "goals?area=whole").json() == []
    assert call(cast, "evaluator", "goals?area=nowhere").status_code == 404
    assert call(cast, "partner.police", "goals").json() == []
    assert call(cast, "partner.police", f"goals/{goal['id']}").status_code == 404


def test_a_goal_that_speaks_against_itself_is_doubted_while_it_is_written(client_as: ClientAs) -> None:
    client = client_as(DRAFTER, language="sv")
    typed = {"area": "berga", "what": "Hålla fler möten", "indicator": "unsafe-at-night", "baseline": "36 procent"}
    typed |= {"target": "130", "by_day": "2020-01-01", "baseline_on": "2019-12-31"}
    said = client.post(reverse("targets:preview"), typed).content.decode().replace(NBSP, " ")
    assert "från 36 procent" in said
    for told in ("det håll som den inte ska", "högst 100 procent", "Sista dagen har passerat", "vad vi gör"):
        assert told in said, told


@pytest.mark.parametrize("written", ["36 procent", "36 %", "36,0", " 36 per 1 000 invånare "])
def test_a_baseline_is_read_with_its_unit_or_without(written: str, client_as: ClientAs) -> None:
    typed = {"area": "berga", "what": "Färre otrygga", "sex": "all", "baseline": written}
    assert sent(client_as(DRAFTER), "new_goal", **typed).status_code == 302
    assert OutcomeGoal.objects.get().baseline == 36


def test_the_latest_value_becomes_the_baseline_with_a_button(who: WhoIs, client_as: ClientAs) -> None:
    g.world(who)
    typed = {"area": "berga", "what": "Färre otrygga", "indicator": "unsafe-at-night", "sex": "all"}
    client = client_as(DRAFTER, language="sv")
    said = client.post(reverse("targets:preview"), typed).content.decode().replace(NBSP, " ")
    assert "Använd 38 procent (31 december 2024) som utgångsläge" in said
    answer = sent(client, "new_goal", use_last="1", **typed)
    assert answer.status_code == 200
    shown = answer.context["form"]
    assert (shown["baseline"].value(), shown["baseline_on"].value()) == ("38", "2024-12-31")
    assert OutcomeGoal.objects.count() == 2


def test_the_list_of_goals_says_of_which_area_each_is(who: WhoIs, client_as: ClientAs) -> None:
    for code in ("berga", "ryd", None):
        g.goal(who(DRAFTER), code)
    said = page(client_as(DRAFTER, language="sv"), "goals")
    for name in ("Berga", "Ryd", "Hela kommunen"):
        assert f'<span class="area">{name}</span>' in said


def test_challenges_to_choose_among_stand_under_their_area(who: WhoIs, client_as: ClientAs) -> None:
    for code in ("ryd", "berga"):
        challenge(who(DRAFTER), code)
    said = page(client_as(DRAFTER, language="sv"), "new_goal")
    assert said.index("<b>Berga</b>") < said.index("<b>Ryd</b>")
