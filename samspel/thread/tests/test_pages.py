"""The thread of a thing and the page of broken links, as they answer."""

import re
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from samspel.core import thread as registry
from samspel.core.thread import Knot, Lack, Step, Weight
from samspel.thread import panels
from samspel.thread.tests.conftest import LEISURE, rule
from samspel.thread.tests.fakes import Fake
from tests.cast import ClientAs, Whos

pytestmark = pytest.mark.django_db
COORDINATOR = "coordinator.berga"


def page(client: Client, address: str, status: int = 200) -> str:
    """The text of a page."""
    response = client.get(address)
    assert response.status_code == status, response.status_code
    return response.content.decode()


def words(html: str) -> str:
    """What is read, without tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_the_thread_is_drawn_from_what_was_seen_to_the_money(fake: Fake, client_as: ClientAs) -> None:
    html = page(client_as(COORDINATOR, language="en"), "/thread/challenge/2/")
    for name in ("observation young", "goal leisure", "measure 17", "measure 21", "intervention open", "money 480"):
        assert reverse("thread:one", args=name.split()) in html
    assert 'aria-current="true"' in html
    assert "Observation" in html


def test_the_missing_step_is_a_gap_with_the_way_to_mend_it(fake: Fake, client_as: ClientAs) -> None:
    html = page(client_as(COORDINATOR, language="en"), "/thread/challenge/2/")
    assert 'class="edge broken"' in html
    said = words(html)
    assert "measure 21 has no intervention" in said
    assert "Mended by Kultur och fritid" in said
    assert 'href="/mend/21/"' in html


def test_what_the_thing_itself_lacks_stands_at_it(fake: Fake, client_as: ClientAs) -> None:
    html = page(client_as(COORDINATOR, language="en"), "/thread/goal/leisure/")
    node = html.split('aria-current="true"')[1].split("</li>")[0]
    assert "has no baseline" in node


def test_the_table_has_the_same_links_in_the_same_order(fake: Fake, client_as: ClientAs) -> None:
    html = page(client_as(COORDINATOR, language="en"), "/thread/challenge/2/")
    rows = re.findall(r"<tr>(.*?)</tr>", html.split("<tbody>")[1], re.DOTALL)
    pairs = [tuple(re.findall(r'<a href="/thread/(\w+)/(\w+)/">', row)) for row in rows]
    assert pairs == [
        (("observation", "young"), ("challenge", "2")),
        (("challenge", "2"), ("goal", "leisure")),
        (("goal", "leisure"), ("measure", "17")),
        (("goal", "leisure"), ("measure", "21")),
        (("goal", "leisure"),),
        (("measure", "17"), ("intervention", "open")),
        (("measure", "21"),),
        (("intervention", "open"), ("money", "480")),
    ]


def test_what_one_may_not_see_is_not_on_the_page_nor_in_the_table(fake: Fake, client_as: ClientAs) -> None:
    fake.hidden = frozenset({"intervention open"})
    html = page(client_as(COORDINATOR, language="en"), "/thread/challenge/2/")
    assert "intervention open" not in html
    assert "money 480" not in html
    page(client_as(COORDINATOR), "/thread/intervention/open/", 404)


@pytest.mark.parametrize("address", ["/thread/unheard/1/", "/thread/challenge/💥/", "/thread/challenge/a~b/"])
def test_what_is_not_there_answers_404(client_as: ClientAs, address: str) -> None:
    page(client_as(COORDINATOR), address, 404)


def test_no_kind_that_is_registered_falls_over_an_id_that_is_none(client_as: ClientAs) -> None:
    client = client_as(COORDINATOR)
    for code in registry.kinds():
        for thing in (
            "0",
            "x",
            "None",
            "-1",
            "9" * 40,
            "many~x~y",
            "00000000-0000-4000-8000-000000000000",
            "å~",
        ):
            assert client.get(f"/thread/{code}/{thing}/").status_code == 404, (code, thing)


@pytest.mark.parametrize("username", ["admin", "polare.ryd", "outsider"])
def test_others_have_no_thread_to_follow(fake: Fake, client_as: ClientAs, username: str) -> None:
    page(client_as(username), "/thread/challenge/2/", 404)
    page(client_as(username), "/thread/broken/", 404)


def test_a_partner_follows_the_thread_but_does_not_see_what_is_to_be_mended_everywhere(
    fake: Fake, client_as: ClientAs
) -> None:
    page(client_as("partner.police"), "/thread/challenge/2/")
    page(client_as("partner.police"), "/thread/broken/", 404)


def test_the_lead_says_how_the_thread_stands(fake: Fake, client_as: ClientAs, monkeypatch: pytest.MonkeyPatch) -> None:
    client = client_as(COORDINATOR, language="en")
    assert "It is broken in 2 places, the first of them: goal leisure has no baseline." in words(
        page(client, "/thread/challenge/2/")
    )
    monkeypatch.setattr(registry, "_rules", {})
    said = words(page(client, "/thread/challenge/2/"))
    assert "The thread goes from observation to kronor. No result is known yet: it comes with the follow-up." in said
    assert "Nothing hangs together with this yet." in words(page(client, "/thread/measure/alone/"))


def test_a_wide_thread_links_to_all_of_it(fake: Fake, client_as: ClientAs, monkeypatch: pytest.MonkeyPatch) -> None:
    wide = Fake([("challenge 2", f"measure {one}") for one in range(46)])
    monkeypatch.setattr(registry, "_kinds", dict(wide.world().kinds))
    monkeypatch.setattr(registry, "_links", list(wide.world().links))
    client = client_as(COORDINATOR, language="en")
    html = page(client, "/thread/challenge/2/")
    assert "and 34 more: measures" in html
    assert 'href="?all=1"' in html
    assert "more: measures" not in page(client, "/thread/challenge/2/?all=1")


def test_a_thing_that_waits_is_open_and_so_is_its_link(
    fake: Fake, client_as: ClientAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    kinds = dict(registry.kinds())
    money = kinds["money"]
    waiting: Any = lambda ids, who: [replace(node, knot=Knot.WAITS) for node in money.nodes(ids, who)]  # noqa: E731
    monkeypatch.setattr(registry, "_kinds", kinds | {"money": replace(money, nodes=waiting)})
    html = page(client_as(COORDINATOR, language="en"), "/thread/challenge/2/")
    assert 'class="edge waits"' in html
    assert "Waits" in html


# ---------- Broken links


def test_broken_links_stand_by_whom_they_should_be_mended(fake: Fake, client_as: ClientAs) -> None:
    html = page(client_as(COORDINATOR, language="en"), "/thread/broken/")
    said = words(html)
    assert "13 broken links on 13 things" in said
    assert "47 of 60 things that were looked at here lack nothing: 78 %." in said.replace("\u00a0", " ")
    assert said.index("Kultur och fritid") < said.index("Nobody has been given these")
    assert 'href="/mend/21/?next=%2Fthread%2Fbroken%2F"' in html


def test_one_of_many_shows_all_of_theirs_when_asked(fake: Fake, client_as: ClientAs) -> None:
    client = client_as(COORDINATOR, language="en")
    first = page(client, "/thread/broken/")
    assert 'href="?whose=culture-leisure"' in first
    assert "Show all 12" in first
    assert "Since" in words(first)
    assert "measure 109" not in first
    assert "measure 109" in page(client, "/thread/broken/?whose=culture-leisure")


def test_the_filters_stand_in_the_address(fake: Fake, client_as: ClientAs) -> None:
    client = client_as(COORDINATOR, language="en")
    assert "2 broken links on 2 things" in words(page(client, "/thread/broken/?area=berga"))
    assert "1 broken link on 1 thing" in words(page(client, "/thread/broken/?rule=goal_without_baseline"))
    assert "1 broken link" in words(page(client, "/thread/broken/?whose=nobody"))
    nothing = words(page(client, "/thread/broken/?area=skaggetorp"))
    assert "Nothing is broken among what you chose" in nothing


def test_the_share_is_of_what_was_asked_for(fake: Fake, client_as: ClientAs) -> None:
    client = client_as(COORDINATOR, language="en")
    assert "26 of 36 things" in words(page(client, "/thread/broken/?area=ryd"))
    assert "19 of 20 things" in words(page(client, "/thread/broken/?rule=goal_without_baseline"))
    assert "4 of 5 things" in words(page(client, "/thread/broken/?rule=goal_without_baseline&area=berga"))
    assert "lack nothing" not in words(page(client, "/thread/broken/?whose=culture-leisure"))


def test_a_thing_that_lacks_several_stands_once_with_all_of_it_the_most_serious_first(
    fake: Fake, client_as: ClientAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = [
        replace(rule("tend", "measure", Step.RESULT, [Lack("21", LEISURE, "berga")]), weight=Weight.TENDS),
        replace(rule("end", "measure", Step.MONEY, [Lack("100", LEISURE, "ryd")]), weight=Weight.ENDS),
    ]
    monkeypatch.setattr(registry, "_rules", dict(registry.rules()) | {one.code: one for one in more})
    html = page(client_as(COORDINATOR, language="en"), "/thread/broken/?whose=culture-leisure")
    assert "14 broken links on 12 things" in words(html)
    rows = re.findall(r"<tr>\s*<th scope=\"row\">(.*?)</tr>", html.split('id="culture-leisure"')[1], re.DOTALL)
    assert "measure 100" in rows[0]
    (both,) = [words(row) for row in rows if "/thread/measure/21/" in row]
    assert both.index("has no intervention") < both.index("has no result")


def test_a_gap_within_another_of_the_same_thing_is_not_counted_once_more(
    fake: Fake, client_as: ClientAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    lacks = [Lack("21", LEISURE, "berga"), Lack("17", LEISURE, "berga")]
    inner = replace(rule("inner", "measure", Step.MONEY, lacks), within="measure_without_intervention")
    monkeypatch.setattr(registry, "_rules", dict(registry.rules()) | {"inner": inner})
    said = words(page(client_as(COORDINATOR, language="en"), "/thread/broken/?area=berga"))
    assert "3 broken links on 3 things" in said
    assert "measure 17" in said
    said = words(page(client_as(COORDINATOR, language="en"), "/thread/challenge/2/"))
    assert "measure 17 has no money" in said
    assert "measure 21 has no money" not in said


def test_what_the_parts_of_a_thing_lack_is_told_with_the_thing(
    fake: Fake, client_as: ClientAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    kinds = dict(registry.kinds())
    monkeypatch.setattr(registry, "_kinds", kinds | {"money": replace(kinds["money"], part_of="intervention")})
    unpaid = rule("unpaid", "money", Step.RESULT, [Lack(str(one), LEISURE, of="open") for one in (480, 300, 200)])
    monkeypatch.setattr(registry, "_rules", {"unpaid": unpaid})
    html = page(client_as(COORDINATOR, language="en"), "/thread/broken/")
    assert "3 broken links on 1 thing" in words(html)
    assert "intervention open" in html
    assert "has no result (3)" in html
    assert 'href="/mend/480/?next=%2Fthread%2Fbroken%2F"' in html
    assert "Since" not in words(html)


def test_when_nothing_is_broken_it_says_so(fake: Fake, client_as: ClientAs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_rules", {})
    assert "Every link that you may see is whole" in words(
        page(client_as(COORDINATOR, language="en"), "/thread/broken/")
    )


@pytest.mark.parametrize("asked", ["page=0", "page=-1", "page=x", "page=99999", "page=²", "rule=x&whose=y"])
def test_no_address_of_broken_links_gives_an_error(fake: Fake, client_as: ClientAs, asked: str) -> None:
    page(client_as(COORDINATOR), f"/thread/broken/?{asked}")


# ---------- On a thing's own page


@pytest.fixture
def through(fake: Fake, who: Whos) -> Callable[[str], Any]:
    """through("coordinator.berga"): what the panel of challenge 2 tells them."""
    return lambda username: panels.through(panels.Place("challenge"))(SimpleNamespace(pk="2"), who(username))


def test_a_things_own_page_draws_the_thread_through_it(through: Callable[[str], Any]) -> None:
    found = through("coordinator.berga")
    assert found["href"] == "/thread/challenge/2/"
    assert {knot.label for knot in found["picture"].knots} >= {"observation young", "money 480"}
    assert len(found["rows"]) == 8


def test_who_does_not_follow_the_thread_has_none_drawn(through: Callable[[str], Any]) -> None:
    assert through("polare.ryd") is None


def test_a_page_of_a_kind_that_is_on_no_thread_draws_none(fake: Fake, who: Whos) -> None:
    assert panels.through(panels.Place("unheard"))(SimpleNamespace(pk="2"), who("coordinator.berga")) is None
