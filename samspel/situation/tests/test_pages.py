"""The pages: who opens them, what they say, what is kept when two write at once, what the API answers."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from samspel.accounts.rules import TokenScope
from samspel.accounts.services.tokens import issue_token
from samspel.core import clock
from samspel.core.actors import Operator
from samspel.core.panels import drawn_by_slot
from samspel.core.thread import Side, links, rules
from samspel.municipality import queries as municipality
from samspel.situation import queries, services, threads
from samspel.situation.models import AdoptedPicture, Cause, Challenge, IndicatorValue, SituationPicture
from samspel.situation.rules import SectionCode
from samspel.situation.tests.given import ADOPTER, DRAFTER, adopted, challenge, draft, value, world
from tests.cast import Cast, ClientAs, Whos

pytestmark = pytest.mark.django_db


def url(name: str, *args: object) -> str:
    return reverse(f"situation:{name}", args=args)


def send(client_as: ClientAs, username: str, address: str, **data: object) -> tuple[int, str]:
    response = client_as(username, language="en").post(address, {"key": uuid4().hex, **data})
    return response.status_code, response.headers.get("Location", response.content.decode())


def read(client_as: ClientAs, username: str, address: str) -> str:
    response = client_as(username, language="en").get(address)
    assert response.status_code == 200, (username, address)
    return response.content.decode()


@pytest.mark.parametrize(
    "username", [DRAFTER, ADOPTER, "host.berga", "coordinator.ryd", "evaluator", "contact.culture"]
)
def test_every_page_of_a_world_with_everything_in_it_opens(username: str, who: Whos, client_as: ClientAs) -> None:
    made, found = world(who), Challenge.objects.get()
    newest = AdoptedPicture.objects.latest("number")
    for address in (
        url("pictures"), url("area", "berga"), url("area", "whole"), url("area", "berga") + "?on=2020-01-01",
        url("adopted", newest.pk), url("compared", newest.pk), url("draft", made.pk), url("challenges"),
        url("challenges") + "?area=berga&state=all", url("challenge", found.pk), url("indicators"),
        url("indicators") + "?area=berga", url("indicator", "reported-crimes"),
        url("indicator", "reported-crimes") + "?area=berga", url("indicator", "turnout"),
    ):  # fmt: skip
        read(client_as, username, address)


def test_the_pages_open_when_there_is_nothing_yet(client_as: ClientAs) -> None:
    for address in (url("pictures"), url("area", "ryd"), url("challenges"), url("indicators"), url("begin")):
        read(client_as, DRAFTER, address)


def test_a_challenge_is_opened_in_the_browser_and_given_a_tree(client_as: ClientAs) -> None:
    status, there = send(
        client_as, DRAFTER, url("new_challenge"), area="berga", title="Mörkt", risk=["low-self-control"]
    )
    found = Challenge.objects.get()
    assert (status, there) == (302, url("challenge", found.pk))
    send(client_as, DRAFTER, url("add_cause", found.pk), text="Trasig lampa")
    first = Cause.objects.get()
    send(client_as, DRAFTER, url("add_cause", found.pk), text="Ingen anmäler", under=first.pk)
    page = read(client_as, DRAFTER, there)
    assert page.index("Trasig lampa") < page.index("Ingen anmäler")
    assert send(client_as, DRAFTER, url("remove_cause", found.pk, first.pk))[0] == 302
    assert Cause.objects.get().parent is None


def test_what_looks_like_a_person_is_pointed_out_before_it_is_saved(client_as: ClientAs) -> None:
    title = "Ring 070-123 45 67"
    status, page = send(client_as, DRAFTER, url("new_challenge"), area="berga", title=title)
    assert (status, Challenge.objects.count()) == (422, 0)
    assert "070-123 45 67" in page
    assert send(client_as, DRAFTER, url("new_challenge"), area="berga", title=title, looked="on")[0] == 302


def test_who_was_overtaken_in_a_section_reads_both_texts(who: Whos, client_as: ClientAs) -> None:
    made = draft(who(DRAFTER))
    version = made.texts.get(section="survey").version
    services.write_section(made.pk, SectionCode.SURVEY, "Deras text.", by=who("coordinator.berga"), version=version)
    status, page = send(client_as, DRAFTER, url("write", made.pk, "survey"), text="Min text.", version=version)
    assert status == 409
    assert "Deras text." in page
    assert "Min text." in page


def test_a_basis_is_a_selection_a_question_or_an_indicator(who: Whos, client_as: ClientAs) -> None:
    found = challenge(who(DRAFTER))
    address = url("rest", found.pk)
    assert send(client_as, DRAFTER, address, kind="selection", area="berga")[0] == 422
    assert send(client_as, DRAFTER, address, kind="question", reference="2026-0001")[0] == 422
    assert send(client_as, DRAFTER, address, kind="indicator")[0] == 422
    dates = {"starts": "2026-09-01", "ends": "2026-10-31"}
    assert send(client_as, DRAFTER, address, kind="selection", area="berga", **dates)[0] == 302
    assert send(client_as, DRAFTER, address, kind="indicator", indicator="turnout")[0] == 302
    assert found.bases.count() == 2


def test_the_decision_is_recorded_by_the_steering_group_alone(who: Whos, client_as: ClientAs) -> None:
    made = draft(who(DRAFTER))
    decision = {
        "body": "steering",
        "adopted_on": clock.today().isoformat(),
        "registration_number": "KS 2026-7",
        "next_due": (clock.today() + timedelta(days=730)).isoformat(),
        "version": made.version,
    }
    assert client_as(DRAFTER).get(url("adopt", made.pk)).status_code == 404
    assert send(client_as, DRAFTER, url("adopt", made.pk), **decision)[0] == 404
    future = {**decision, "adopted_on": (clock.today() + timedelta(days=1)).isoformat()}
    assert send(client_as, ADOPTER, url("adopt", made.pk), **future)[0] == 422
    assert send(client_as, ADOPTER, url("adopt", made.pk), **decision)[0] == 302
    assert "KS 2026-7" in read(client_as, "partner.police", url("area", "berga"))


def test_a_value_is_entered_with_a_comma_and_shown_with_what_it_said_before(client_as: ClientAs) -> None:
    address = url("enter", "reported-crimes")
    data = {"area": "whole", "period": "2024", "origin": "Brå"}
    client = client_as(DRAFTER, language="sv")
    assert client.post(address, {"key": "a", "value": "12 345,5", **data}).status_code == 302
    assert client.post(address, {"key": "b", "value": "12346", **data}).status_code == 302
    page = client.get(url("indicator", "reported-crimes")).content.decode()
    assert "12\u00a0346" in page
    assert IndicatorValue.objects.count() == 2
    assert send(client_as, DRAFTER, address, value="1", **{**data, "period": "hösten"})[0] == 422


def test_fetching_says_that_it_was_never_run_against_the_live_service(who: Whos, client_as: ClientAs) -> None:
    value("2024", "1", by=who(DRAFTER))
    page = read(client_as, DRAFTER, url("indicator", "reported-crimes"))
    assert "never been run against the live service" in page
    assert "Fetch from Kolada" in page
    assert "Fetch from Kolada" not in read(client_as, "host.berga", url("indicator", "reported-crimes"))


def test_the_area_page_shows_challenges_and_key_figures(who: Whos, client_as: ClientAs) -> None:
    world(who)
    berga = municipality.area("berga")
    told = [contents["figures"] for _template, contents in drawn_by_slot("web.area", berga, who(DRAFTER))["keyfigures"]]
    assert "61" in [str(figure.value) for figures in told for figure in figures]
    page = read(client_as, "coordinator.berga", reverse("web:area", args=["berga"]))
    assert "Mörka stråk gör kvällarna otrygga" in page
    assert "challenges" not in drawn_by_slot("web.area", berga, who("polare.ryd"))


def test_the_thread_runs_from_what_was_seen_to_the_decision(who: Whos) -> None:
    world(who)
    found, by = Challenge.objects.get(), who(DRAFTER)
    into = {one.earlier: one for one in links() if one.later == "challenge"}
    assert list(into["indicator"].pairs([str(found.pk)], Side.LATER)) == [("reported-crimes", str(found.pk))]
    assert list(into["indicator"].pairs(["reported-crimes"], Side.EARLIER)) == [("reported-crimes", str(found.pk))]
    (out,) = [one for one in links() if (one.earlier, one.later) == ("challenge", "picture")]
    newest = AdoptedPicture.objects.latest("number")
    assert list(out.pairs([str(found.pk)], Side.EARLIER)) == [(str(found.pk), str(newest.pk))]
    for side in Side:
        assert [list(one.pairs(["no", "id", "1~2"], side)) for one in (*into.values(), out)] == [[]] * (len(into) + 1)
    assert [node.label for node in threads.challenges([str(found.pk), "x"], by)] == [found.title]
    assert not list(threads.challenges([str(found.pk)], who("polare.ryd")))


def test_a_challenge_without_basis_and_a_picture_long_ago_are_gaps(who: Whos) -> None:
    found, by = challenge(who(DRAFTER)), who(DRAFTER)
    adopted(who, due=clock.today())
    for code, pk in (("challenge-without-basis", found.pk), ("picture-due", AdoptedPicture.objects.get().pk)):
        rule = rules()[code]
        (lack,) = rule.lacking(by, None)
        assert (lack.id, lack.area) == (str(pk), "berga")
        assert rule.where(lack, by)
        assert rule.where(lack, who("host.berga")) == ""
        assert not list(rule.lacking(by, ["x"]))
    services.close_challenge(found.pk, "klar", by=by)
    assert not list(rules()["challenge-without-basis"].lacking(by, None))


def test_the_api_tells_of_indicators_and_challenges(who: Whos, cast: Cast, client_as: ClientAs) -> None:
    world(who)
    _token, secret = issue_token(cast["coordinator.ryd"], name="test", scopes=[TokenScope.THREAD_READ], by=Operator())
    headers = {"Authorization": f"Bearer {secret}"}
    client = client_as()
    (only,) = client.get("/api/v1/indicators?code=reported-crimes&area=berga", headers=headers).json()
    assert [(row["period"], row["area"], row["value"]) for row in only["values"]] == [
        ("2023", "berga", "58"),
        ("2023", None, "40"),
        ("2024", "berga", "61"),
        ("2024", None, "40"),
    ]
    (one,) = client.get("/api/v1/challenges?area=berga", headers=headers).json()["items"]
    assert [cause["text"] for cause in one["causes"]] == ["Trasig belysning", "Ingen äger felanmälan"]
    assert client.get(f"/api/v1/challenges/{one['id']}", headers=headers).json() == one
    assert client.get("/api/v1/challenges?area=nowhere", headers=headers).status_code == 422
    assert client.get("/api/v1/indicators").status_code == 401


def test_nothing_that_is_drafted_is_there_for_somebody_else(who: Whos, client_as: ClientAs) -> None:
    made = draft(who(DRAFTER))
    assert client_as("host.berga").get(url("draft", made.pk)).status_code == 404
    assert client_as("partner.police").get(url("challenges")).status_code == 404
    assert SituationPicture.objects.count() == 1
    assert not queries.drafts_visible_to(who("host.berga")).exists()


def test_a_value_is_taken_back_on_the_indicators_page(who: Whos, client_as: ClientAs) -> None:
    made = value("2024", "50", by=who(DRAFTER), where="berga")
    page = url("indicator", "reported-crimes") + "?area=berga"
    assert url("take_back_value", "reported-crimes", made.pk) in read(client_as, "coordinator.berga", page)
    assert "take-back" not in read(client_as, "coordinator.ryd", page)
    status, address = send(
        client_as, "coordinator.berga", url("take_back_value", "reported-crimes", made.pk), because="Fel område."
    )
    assert (status, address) == (302, page + "#revised")
    assert "Taken back: Fel område." in read(client_as, "coordinator.berga", page)


def test_factors_stand_under_where_in_life_they_work_those_of_the_neighbourhood_first(client_as: ClientAs) -> None:
    page = read(client_as, DRAFTER, url("new_challenge"))
    groups = re.findall(
        r"<summary>([^<]+)</summary>", page[page.index("Risk factors") : page.index("Protective factors")]
    )
    assert groups[0] == "Neighbourhood"
    assert len(groups) == len(set(groups)) > 2
    assert "The causes are written on the challenge&#x27;s own page" in page


def test_units_stand_in_the_readers_language(who: Whos, client_as: ClientAs) -> None:
    value("2024", "50", by=who(DRAFTER), code="unsafe-at-night")
    value("2025", "47", by=who(DRAFTER), code="unsafe-at-night")
    page = read(client_as, DRAFTER, url("indicator", "unsafe-at-night"))
    assert "47 per cent in 2025, 3 percentage points lower than in 2024" in page
