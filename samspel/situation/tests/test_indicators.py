"""Values over time: what is revised is kept, few answers are not shown, and what was fetched is written down."""

from __future__ import annotations

from decimal import Decimal

import pytest

from samspel.core.actors import Job
from samspel.core.errors import Missing, Refused
from samspel.core.models import LogRow
from samspel.situation import queries, services
from samspel.situation.models import Fetch, IndicatorValue, Sex
from samspel.situation.services import NewValue, Recorded
from samspel.situation.sources import Faulty, Fetched
from samspel.situation.tests.given import DRAFTER, area, indicator, period, value
from tests.cast import Whos

pytestmark = pytest.mark.django_db


def test_a_value_that_is_revised_keeps_what_it_said_before(who: Whos) -> None:
    by = who(DRAFTER)
    first = value("2024", "123.5", by=by)
    second = value("2024", "125", by=by)
    first.refresh_from_db()
    assert (first.replaced_at is not None, second.replaced_at) == (True, None)
    found = queries.told(by, "reported-crimes")
    assert [one.value for one in found.whole.values] == [Decimal(125)]
    assert [one.value for one in found.revised] == [Decimal("123.5")]


def test_the_same_value_again_changes_nothing_and_is_counted_as_the_same(who: Whos) -> None:
    by = who(DRAFTER)
    row = NewValue(indicator(), period("2024"), Decimal("123.50"), "Brå")
    assert services.record_values([row, row], by=by) == Recorded(added=1)
    assert services.record_values([row], by=by) == Recorded(same=1)
    assert IndicatorValue.objects.count() == 1


def test_many_values_of_several_indicators_are_taken_in_together(who: Whos) -> None:
    rows = [
        NewValue(indicator(code), period(str(year)), Decimal(year), "x")
        for code in ("reported-crimes", "reported-violence")
        for year in range(2000, 2025)
    ]
    assert services.record_values(rows, by=who(DRAFTER), taken_from="bra") == Recorded(added=50)
    assert set(IndicatorValue.objects.values_list("taken_from", flat=True)) == {"bra"}
    assert LogRow.objects.filter(verb="indicator.recorded").count() == 2


def test_an_areas_value_stands_beside_the_municipalitys_and_its_own_past(who: Whos) -> None:
    by = who(DRAFTER)
    for text, number in (("2023", "50"), ("2024", "60")):
        value(text, number, by=by, where="berga")
        value(text, "40", by=by)
    ((whole, own),) = [row for row in queries.overview(by, area()) if row[0].values]
    assert own is not None
    assert (own.change, whole.change) == (Decimal(10), Decimal(0))


def test_a_coordinator_enters_values_of_their_areas_and_not_the_municipalitys(who: Whos) -> None:
    value("2024", "1", by=who("coordinator.berga"), where="berga")
    for where in ("", "ryd"):
        with pytest.raises(Missing):
            value("2024", "1", by=who("coordinator.berga"), where=where)


def test_a_value_that_rests_on_few_answers_is_shown_to_those_who_draft_and_to_no_other(who: Whos) -> None:
    value("2024", "33", by=who(DRAFTER), where="berga", asked=9)
    value("2023", "30", by=who(DRAFTER), where="berga", asked=10)
    for username, count in (("coordinator.berga", 2), (DRAFTER, 2), ("coordinator.ryd", 1), ("evaluator", 1)):
        (found,) = queries.told(who(username), "reported-crimes").areas
        assert len(found.values) == count, username
        assert found.left_out == 2 - count


def test_women_and_men_stand_apart(who: Whos) -> None:
    for sex, number in ((Sex.WOMEN, "80"), (Sex.MEN, "70"), (Sex.ALL, "75")):
        value("2024", number, by=who(DRAFTER), code="school-grade-9", sex=sex)
    found = queries.told(who(DRAFTER), "school-grade-9")
    assert [one.value for one in found.whole.values] == [Decimal(75)]
    assert {sex: series.values[0].value for sex, series in found.sexes.items()} == {"women": 80, "men": 70}


@pytest.mark.parametrize("number", ["1e11", "-1e11", "NaN", "Infinity"])
def test_a_number_that_no_column_holds_is_refused(number: str, who: Whos) -> None:
    with pytest.raises(Refused):
        value("2024", number, by=who(DRAFTER))


def test_a_value_outside_its_own_interval_is_refused(who: Whos) -> None:
    with pytest.raises(Refused):
        value("2024", "5", by=who(DRAFTER), lower=Decimal(6), upper=Decimal(7))


@pytest.mark.parametrize(
    ("code", "text", "number", "field"),
    [
        ("unsafe-at-night", "2024", "144", "value"),
        ("unsafe-at-night", "2024", "-5", "value"),
        ("associations", "2024", "-0.1", "value"),
        ("observations", "2024-W10", "-1", "value"),
        ("unsafe-at-night", "2040", "40", "period"),
    ],
)
def test_no_share_is_above_a_hundred_no_count_below_none_and_no_period_still_to_begin(
    code: str, text: str, number: str, field: str, who: Whos
) -> None:
    with pytest.raises(Refused) as refused:
        value(text, number, by=who(DRAFTER), code=code)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("code", "number"), [("unsafe-at-night", "0"), ("unsafe-at-night", "100"), ("socioeconomic-index", "-2")]
)
def test_what_the_unit_allows_is_taken_in(code: str, number: str, who: Whos) -> None:
    assert value("2024", number, by=who(DRAFTER), code=code).value == Decimal(number)


def test_a_value_that_is_taken_back_stands_no_more_and_is_kept_with_the_reason(who: Whos) -> None:
    by = who("coordinator.berga")
    made = value("2024", "50", by=by, where="berga")
    with pytest.raises(Refused):
        services.take_back_value(made.pk, " ", by=by)
    services.take_back_value(made.pk, "Fel område.", by=by)
    found = queries.told(by, "reported-crimes", area())
    assert found.areas == []
    assert [(one.value, one.taken_back) for one in found.revised] == [(Decimal(50), "Fel område.")]
    assert LogRow.objects.filter(verb="indicator.taken_back").count() == 1
    with pytest.raises(Missing):
        services.take_back_value(made.pk, "Igen.", by=by)


def test_a_value_is_taken_back_by_those_who_may_enter_it(who: Whos) -> None:
    made = value("2024", "50", by=who(DRAFTER), where="berga")
    for username in ("coordinator.ryd", "evaluator", "host.berga"):
        with pytest.raises(Missing):
            services.take_back_value(made.pk, "Fel.", by=who(username))


def test_what_a_source_says_that_cannot_be_is_left_out(who: Whos) -> None:
    def ask(_indicator: object) -> list[Fetched]:
        return [Fetched(period(year), "all", Decimal(number)) for year, number in (("2023", "97"), ("2024", "-1"))]

    made = services.fetch(indicator(), by=Job("indicators"), ask=ask)
    assert (made.added, made.left_out) == (1, 1)


def test_what_was_fetched_is_taken_in_and_written_down(who: Whos) -> None:
    def ask(_indicator: object) -> list[Fetched]:
        return [Fetched(period("2023"), "all", Decimal(10)), Fetched(period("2024"), "all", Decimal(12))]

    value("2023", "9", by=who(DRAFTER))
    made = services.fetch(indicator(), by=Job("indicators"), ask=ask)
    assert (made.added, made.revised, made.same, made.fault) == (1, 1, 0, "")
    again = services.fetch(indicator(), by=Job("indicators"), ask=ask)
    assert (again.added, again.revised, again.same) == (0, 0, 2)


def test_a_source_that_fails_is_written_down_and_stops_no_other(who: Whos) -> None:
    def ask(one: object) -> list[Fetched]:
        if one == indicator():
            raise Faulty("stängt för service")
        return [Fetched(period("2024"), "all", Decimal(1))]

    asked = services.fetch_all(ask=ask)
    assert asked > 1
    assert Fetch.objects.get(indicator=indicator()).fault == "stängt för service"
    assert Fetch.objects.filter(fault="", added=1).count() == asked - 1


def test_without_the_municipalitys_number_kolada_is_not_asked(settings: object) -> None:
    settings.STATISTICS_CODE = ""  # type: ignore[attr-defined]
    assert "SAMSPEL_STATISTICS_CODE" in services.fetch(indicator(), by=Job("indicators")).fault


@pytest.mark.parametrize("username", ["polare.ryd", "admin", "partner.police"])
def test_values_are_not_for_who_does_not_work_with_them(username: str, who: Whos) -> None:
    value("2024", "1", by=who(DRAFTER))
    assert not queries.values_visible_to(who(username)).exists()
