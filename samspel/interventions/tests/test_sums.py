"""Money counts in the year of its cost, in the area's share where an area is asked for: everywhere the same."""

import io
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl.reader.excel import load_workbook

from samspel.accounts.models import User
from samspel.accounts.who import who_is
from samspel.core import clock
from samspel.interventions import queries
from samspel.interventions.models import Intervention
from samspel.interventions.permissions import Reach, reach_of
from samspel.interventions.queries import By, Filters, Side
from samspel.interventions.rules import Level, State
from samspel.interventions.tests.given import cost, intervention
from samspel.interventions.tests.test_api import ask
from samspel.municipality.models import Area

pytestmark = pytest.mark.django_db
Cast = dict[str, User]
YEAR = 2026
TOTAL = 101 + 1_000_001 + 33 + 7
IN_BERGA = 34 + 500_001 + 33


@pytest.fixture
def reach(cast: Cast) -> Reach:
    return reach_of(who_is(cast["member.coordination"]))


@pytest.fixture
def told(cast: Cast) -> dict[str, Intervention]:
    """What is shared by three areas, what is prepared a year ahead, what has ended, what is for all, and a proposal."""
    culture, social = cast["contact.culture"], cast["contact.social"]
    this = clock.today().replace(year=YEAR, month=6, day=1)
    rows = {
        "shared": intervention(culture, areas="berga ryd skaggetorp"),
        "prepared": intervention(
            social, "social-care", title="Nästa år", areas="berga ryd", state=State.PLANNED, level=Level.AREA,
            starts=this.replace(year=YEAR + 1),
        ),
        "ended": intervention(
            culture, title="Slut", areas="berga", state=State.ENDED, ends=this.replace(year=YEAR - 1)
        ),
        "whole": intervention(social, "social-care", title="Alla", areas="", level=Level.INDIVIDUALS),
    }  # fmt: skip
    cost(rows["shared"], culture, 101, year=YEAR, outcome_ore=100)
    cost(rows["shared"], culture, 999, year=YEAR - 1)
    cost(rows["prepared"], social, 1_000_001, year=YEAR)
    cost(rows["ended"], culture, 33, year=YEAR, outcome_ore=40)
    cost(rows["whole"], social, 7, year=YEAR)
    intervention(cast["coordinator.berga"], title="Förslag")
    return rows


def test_a_krona_counts_in_the_year_of_its_cost_wherever_it_is_told(
    cast: Cast, reach: Reach, told: object, client: Client, client_as: Any
) -> None:
    filters = Filters(year=YEAR)
    sums = {
        "joint": queries.joint(reach, filters).ore,
        **{f"budget by {by}": queries.budget(reach, filters, by).total.budget for by in By},
        **{
            f"lines by {by}": sum(one.budget for one in queries.budget(reach, filters, by).lines)
            for by in By
            if by is not By.MEASURE
        },
        **{f"summary by {by}": sum(one.budget for one in queries.summary(reach, filters, [by])) for by in Side},
        "list": sum(one.ore or 0 for one in queries.page(reach, filters).rows),
        "areas": sum(one.ore for area in Area.objects.all() for one in queries.of_area(reach, area, YEAR)) + 7,
        "export": _exported(client_as("member.coordination", language="en"), "Cost 2026, kronor", f"year={YEAR}"),
        "API list": _listed(client, cast, f"?year={YEAR}"),
        "API summary": _summed(client, cast, f"?year={YEAR}&by=area"),
    }
    assert sums == dict.fromkeys(sums, TOTAL)


def test_an_areas_share_is_the_same_wherever_the_area_is_asked_for(
    cast: Cast, reach: Reach, told: object, client: Client, client_as: Any
) -> None:
    filters, berga = Filters(year=YEAR, area="berga"), Area.objects.get(code="berga")
    sums = {
        "joint": queries.joint(reach, Filters(year=YEAR)).at(berga.pk).ore,
        **{f"budget by {by}": queries.budget(reach, filters, by).total.budget for by in By},
        **{f"lines by {by}": sum(one.budget for one in queries.budget(reach, filters, by).lines) for by in By},
        **{f"summary by {by}": sum(one.budget for one in queries.summary(reach, filters, [by])) for by in Side},
        "list": sum(one.ore or 0 for one in queries.page(reach, filters).rows),
        "area": sum(one.ore for one in queries.of_area(reach, berga, YEAR)),
        "export": _exported(
            client_as("member.coordination", language="en"), "Share of Berga 2026, kronor", f"year={YEAR}&area=berga"
        ),
        "API summary": _summed(client, cast, f"?year={YEAR}&area=berga&by=level"),
    }
    assert sums == dict.fromkeys(sums, IN_BERGA)
    found = queries.budget(reach, filters, By.AREA)
    assert [(one.key, one.outcome, one.budget_known) for one in found.lines] == [("berga", 34 + 40, 34 + 33)]


def test_the_budget_page_of_an_area_says_that_it_is_the_areas_share(client_as: Any, told: object) -> None:
    client = client_as("member.coordination", language="en")
    page = client.get(f"{reverse('interventions:budget')}?year={YEAR}&area=berga&by=committee").content.decode()
    assert "Only the share of Berga is counted" in page
    assert f"area=berga&amp;year={YEAR}" in page or f"year={YEAR}&amp;area=berga" in page
    listed = client.get(f"{reverse('interventions:list')}?year={YEAR}&area=berga").content.decode()
    assert "Share of Berga 2026, SEK thousand" in listed


def test_what_is_of_the_whole_municipality_is_counted_whole(reach: Reach, told: object) -> None:
    found = queries.budget(reach, Filters(year=YEAR, area=queries.WHOLE), By.COMMITTEE)
    assert (found.total.budget, len(found.lines)) == (7, 1)


def test_no_outcome_is_told_where_none_is_known(reach: Reach, told: object) -> None:
    outcomes = {one.sides: one.outcome for one in queries.summary(reach, Filters(year=YEAR), [Side.LEVEL])}
    assert outcomes == {(1,): None, (2,): 140, (3,): None}


def _exported(client: Client, heading: str, asked: str) -> int:
    content = client.get(f"{reverse('interventions:export', args=['xlsx'])}?{asked}").content
    sheet = load_workbook(io.BytesIO(content)).active  # type: ignore[no-untyped-call]
    headings, *rows = sheet.iter_rows(values_only=True)
    at = headings.index(heading)
    return int(sum(Decimal(str(row[at])) * 100 for row in rows if row[at] is not None))


def _listed(client: Client, cast: Cast, asked: str) -> int:
    items = ask(client, cast["member.coordination"], asked)[1]["items"]
    return sum(one["budget"] for row in items for one in row["costs"] if one["year"] == YEAR)


def _summed(client: Client, cast: Cast, asked: str) -> int:
    return sum(one["budget"] for one in ask(client, cast["member.coordination"], f"/summary{asked}")[1]["rows"])
