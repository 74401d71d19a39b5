"""Departments' own lists come in, and what was exported comes back as it went."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from samspel.core import clock
from samspel.core.tests.bringing import send, streamed, take, told
from samspel.core.tests.spreadsheets import text, xlsx
from samspel.interventions.models import Cost, Intervention
from samspel.interventions.rules import State
from samspel.interventions.tests.given import cost, intervention

if TYPE_CHECKING:
    from django.test import Client

    from samspel.accounts.models import User
    from samspel.accounts.who import Who

CONTACT = "contact.culture"
HEADINGS = ["Löpnummer", "Insats", "Förvaltning", "Nivå", "Målgrupp", "Områden", "År", "Kostnad"]


def _row(at: int = 1, **changed: Any) -> list[Any]:
    told_ = {
        "own": f"KF-{at}", "title": f"Kvällsöppet {at}", "department": "culture-leisure", "level": 2,
        "target": "youths", "areas": "Berga; Ryd", "year": clock.today().year, "cost": "125 000",
    }  # fmt: skip
    return list((told_ | changed).values())


def _seen() -> list[tuple[Any, ...]]:
    return [
        (
            one.title, one.text, one.department, one.committee, one.level, one.target, one.state, one.starts,
            one.place_text, one.on_trial, one.decision, sorted(each.area.code for each in one.where.all()),
            sorted(each.code for each in one.factors.all()),
            [(each.year, each.budget_ore, each.outcome_ore) for each in one.costs.all()],
        )
        for one in Intervention.objects.order_by("reference")
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_what_was_exported_comes_back_as_it_went(
    form: str, language: str, cast: dict[str, User], who: Callable[[str], Who], client_as: Callable[..., Client]
) -> None:
    first = intervention(cast[CONTACT], areas="berga ryd", factors="bonding", text="Fredag, lördag; även jul")
    intervention(cast[CONTACT], title="Hela kommunen", areas="", on_trial=True, no_assessment=True, decision="A 1")
    cost(first, cast[CONTACT], 12_500_050, outcome_ore=0)
    answer = client_as(CONTACT, language=language).get(f"/interventions/export/{form}/")
    before, content = _seen(), streamed(answer)
    again = send("interventions", who(CONTACT), content)
    assert (told(again), again.counts["same"], again.counts["changed"]) == ([], 2, 0)
    Intervention.objects.update(title="x", text="", on_trial=False)
    Cost.objects.update(budget_ore=1)
    back = take(send("interventions", who(CONTACT), content), who(CONTACT))
    assert (told(back), back.counts["taken"]) == ([], 2)
    assert _seen() == before


def test_a_departments_own_list_comes_in_once_with_its_costs(who: Callable[[str], Who]) -> None:
    content = xlsx([HEADINGS, _row(1), _row(2, cost=None, year=None)])
    row = take(send("interventions", who(CONTACT), content), who(CONTACT))
    assert (told(row), row.counts["taken"]) == ([], 2)
    one = Intervention.objects.get(external_id="KF-1")
    assert (one.stands, [each.budget_ore for each in one.costs.all()]) == (State.PLANNED, [12_500_000])
    assert send("interventions", who(CONTACT), content).counts["same"] == 2
    changed = take(send("interventions", who(CONTACT), xlsx([HEADINGS, _row(1, cost=130_000)])), who(CONTACT))
    assert changed.counts["taken"] == 1
    assert [each.budget_ore for each in one.costs.all()] == [13_000_000]


def test_what_is_another_departments_is_refused_as_a_whole(who: Callable[[str], Who]) -> None:
    content = text([HEADINGS, _row(1), _row(2, department="education")])
    row = take(send("interventions", who(CONTACT), content), who(CONTACT))
    assert (row.counts["taken"], row.counts["refused"]) == (1, 1)
    assert not Intervention.objects.filter(external_id="KF-2").exists()
    assert not Cost.objects.exclude(intervention__external_id="KF-1").exists()


def test_a_cost_without_its_year_is_told(who: Callable[[str], Who]) -> None:
    row = send("interventions", who(CONTACT), text([HEADINGS, _row(1, year="")]))
    assert [(number, "needs its year" in says) for number, _column, says in told(row)] == [(2, True)]


def test_a_status_that_no_step_leads_to_is_refused(cast: dict[str, User], who: Callable[[str], Who]) -> None:
    one = intervention(cast[CONTACT], state=State.ENDED)
    content = text([["Number", *HEADINGS[1:5], "Status"], [one.reference, "Ny", *_row(1)[2:5], "planned"]])
    row = take(send("interventions", who(CONTACT), content), who(CONTACT))
    assert (row.counts["taken"], row.counts["refused"]) == (0, 1)
    assert Intervention.objects.get(pk=one.pk).title == "Kvällsöppet"
