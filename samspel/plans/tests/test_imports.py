"""Measures come in from a list, and what was exported comes back as it went."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from samspel.core.tests.bringing import send, streamed, take, told
from samspel.core.tests.spreadsheets import text, xlsx
from samspel.plans import rules, services
from samspel.plans.imports.taking import LINKS, path
from samspel.plans.models import Measure
from samspel.plans.rules import Status
from samspel.plans.tests import given

if TYPE_CHECKING:
    from django.test import Client

    from samspel.accounts.who import Who

GROUP = "convenor.coordination"


def _seen() -> list[tuple[Any, ...]]:
    return [
        (
            one.reference, one.title, one.text, one.owner, one.area, one.from_year, one.to_year, one.status,
            one.status_comment, one.funding_state, one.development_area,
            *(sorted(str(each.pk) for each in getattr(one, link).all()) for link in LINKS),
        )
        for one in Measure.objects.order_by("reference")
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_what_was_exported_comes_back_as_it_went(
    form: str, language: str, who: Callable[[str], Who], client_as: Callable[..., Client]
) -> None:
    challenge = given.challenge()
    first = given.measure(who, challenges=(challenge,), text="=1+1 är två; inte tre,\nsom någon skrev")
    given.measure(who, title="Utan ägare", owner_department=None, area=given.area("ryd"), municipal_goals=())
    services.tell(first.pk, Status.DECIDED, "Beslutat", by=who(GROUP))
    answer = client_as(GROUP, language=language).get(f"/plans/grid/export/{form}/")
    before, content = _seen(), streamed(answer)
    again = send("measures", who(GROUP), content)
    assert (told(again), again.counts["same"], again.counts["changed"]) == ([], 2, 0)
    Measure.objects.update(title="x", text="", status=Status.PROPOSED, status_comment="", from_year=None)
    Measure.objects.get(pk=first.pk).challenges.clear()
    back = take(send("measures", who(GROUP), content), who(GROUP))
    assert (told(back), back.counts["taken"]) == ([], 2)
    assert _seen() == before


def test_columns_that_the_file_lacks_stay_as_they_are(who: Callable[[str], Who]) -> None:
    one = given.measure(who)
    row = take(send("measures", who(GROUP), xlsx([["Nr", "Åtgärd"], [one.reference, "Ny rubrik"]])), who(GROUP))
    assert row.counts["taken"] == 1
    changed = Measure.objects.get(pk=one.pk)
    assert changed.title == "Ny rubrik"
    assert (changed.text, changed.owner_department, changed.to_year) == (one.text, one.owner_department, one.to_year)


def test_sixty_come_in_from_a_list_and_a_second_time_nothing(who: Callable[[str], Who]) -> None:
    headings = ["Nr", "Titel", "Ansvarig förvaltning", "Status", "Hur det går", "Startår"]
    rows = [[f"Å{at}", f"Åtgärd {at}", "culture-leisure", "pågår", "", 2026] for at in range(60)]
    content = text([headings, *rows])
    sent = send("measures", who(GROUP), content)
    assert told(sent) == []
    row = take(sent, who(GROUP))
    assert (told(row), row.counts["taken"]) == ([], 60)
    assert Measure.objects.filter(status=Status.ONGOING, reference__startswith="Å").count() == 60
    assert send("measures", who(GROUP), content).counts["same"] == 60


def test_a_coordinator_writes_their_own_areas_measures_alone(who: Callable[[str], Who]) -> None:
    content = text([["Titel", "Område"], ["I Berga", "Berga"], ["I Ryd", "Ryd"], ["Överallt", ""]])
    row = take(send("measures", who("coordinator.berga"), content), who("coordinator.berga"))
    assert (row.counts["taken"], row.counts["refused"]) == (1, 2)
    assert [number for number, _column, _says in told(row)] == [3, 4]
    assert list(Measure.objects.filter(title__in=["I Berga", "I Ryd", "Överallt"]).values_list("title", flat=True)) == [
        "I Berga"
    ]


def test_a_refused_row_leaves_nothing_half_done(who: Callable[[str], Who]) -> None:
    content = text([["Nr", "Titel", "Status", "Hur det går"], ["A1", "Utan skäl", "done", ""]])
    sent = send("measures", who(GROUP), content)
    assert told(sent) == []
    row = take(sent, who(GROUP))
    assert (row.counts["taken"], row.counts["refused"]) == (0, 1)
    assert not Measure.objects.filter(reference="A1").exists()


@pytest.mark.parametrize("now", Status)
@pytest.mark.parametrize("then", Status)
def test_the_way_from_one_status_to_another_is_made_of_steps_that_there_are(now: Status, then: Status) -> None:
    steps = path(now, then)
    assert steps is not None
    assert all(rules.may_become(one, next_) for one, next_ in zip([now, *steps], steps, strict=False))
    assert (steps or [now])[-1] is then
