"""The invented texts: they fit the municipality, name nobody, and there are enough of them."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest

from demo import content, measures
from demo.places import Where, has, slots
from demo.plan import fits, fits_alarm
from samspel.core import persondata
from samspel.escalation.rules import Kind, Need
from samspel.municipality import queries as municipality

FIRST_DAYS = [date(2026, month, 1) for month in range(1, 13)]
TEXTS = {
    "questions": [f"{one.title}\n{text}" for one in content.scripts() for text in one.text],
    "answers": [
        text
        for one in content.scripts()
        for text in (one.answer, one.again, one.unsolved, one.note, one.lead, one.because, *one.also.values())
    ],
    "alarms": [f"{one.text}\n{one.done}\n{one.outcome}\n{one.withdraw}" for one in content.alarms()],
    "plans": [
        *(f"{one.title}\n{one.text}\n{said}" for one in measures.contents().measures for _, _, said in one.goes),
        *(f"{one.title}\n{one.text}" for one in measures.contents().plans),
        *(
            f"{one.text}\n{said}"
            for each in measures.contents().agreements
            for one in each.promises
            for *_, said in one.seen
        ),
    ],
    "lifted": [f"{one.text}\n{one.not_settled}\n{one.done}\n{one.outcome}" for one in content.lifted()],
}


def departments() -> Iterator[str]:
    for one in content.scripts():
        yield from one.also
        yield from (one.department,) if one.department else ()
        yield from (one.returned.sender, one.returned.to) if one.returned else ()
        yield from (one.forward.to,) if one.forward else ()
    for matter in content.lifted():
        yield from matter.departments


@pytest.mark.parametrize("sort", TEXTS)
def test_no_text_looks_like_it_names_a_person(sort: str) -> None:
    assert [(text, found) for text in TEXTS[sort] for found in persondata.findings(text)] == []


def test_there_are_enough_different_texts_for_a_year() -> None:
    assert len(content.scripts()) >= 150
    assert len(TEXTS["questions"]) == len(set(TEXTS["questions"])) >= 240
    assert len(content.alarms()) >= 40
    assert len(content.lifted()) >= 10


def test_no_key_is_used_twice() -> None:
    keys = Counter([one.key for one in content.scripts()])
    keys.update([one.key for one in content.alarms()])
    keys.update([one.key for one in content.lifted()])
    assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.django_db
def test_every_code_is_one_of_the_municipality() -> None:
    matters = {one.code for one in municipality.matters()}
    assert {one.matter for one in content.scripts()} == matters
    assert set(departments()) <= {one.code for one in municipality.departments()}
    assert {one.to for one in content.scripts() if one.to} <= {one.code for one in municipality.services()}
    assert content.areas().areas.keys() == {one.code for one in municipality.areas()}


def test_what_an_alarm_concerns_and_needs_is_known() -> None:
    concerned = [(one.kinds, one.needs) for one in content.alarms()]
    concerned += [(one.kinds, one.needs) for one in content.lifted()]
    for kinds, needs in concerned:
        assert set(kinds) <= set(Kind)
        assert set(needs) <= set(Need)


def test_an_alarm_ends_one_way_or_the_other() -> None:
    assert [one.key for one in content.alarms() if bool(one.withdraw) is bool(one.done and one.outcome)] == []


@pytest.mark.parametrize("area", content.areas().areas)
def test_every_area_has_something_to_ask_in_every_month(area: str) -> None:
    for day in FIRST_DAYS:
        fitting = [one for one in content.scripts() if fits(one, area, day) and has(area, *one.text, one.answer)]
        assert len(fitting) >= 25, day
        assert [one for one in content.alarms() if fits_alarm(one, area, day)], day


def test_every_place_that_a_text_names_is_of_a_known_sort() -> None:
    known = {sort for places in content.areas().places.values() for sort in places}
    assert slots(*(text for texts in TEXTS.values() for text in texts)) <= known
    assert {one.place for one in content.alarms()} <= known


def test_a_story_names_the_same_place_in_question_and_answer() -> None:
    from random import Random

    where = Where("berga", "Berga", Random(1))
    asked, answered = where.tell("Det är mörkt i {tunnel}."), where.tell("{Tunnel} lyser igen, i {area}.")
    place = asked.removeprefix("Det är mörkt i ").removesuffix(".")
    assert answered == f"{place[0].upper()}{place[1:]} lyser igen, i Berga."


def test_what_must_be_open_today_is_there_to_choose_from() -> None:
    keys = {one.key: one for one in content.scripts()}
    for one in content.todays():
        script = keys[one.script]
        assert one.area in content.areas().areas
        assert has(one.area, script.text[0], script.answer, script.lead, *script.also.values()), script.key
