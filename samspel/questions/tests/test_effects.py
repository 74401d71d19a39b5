"""What a change of the municipality would do to open questions, told before it is saved by the rules themselves."""

from collections.abc import Callable
from copy import deepcopy
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from samspel.accounts.who import Who
from samspel.core import clock
from samspel.municipality.content import stored
from samspel.municipality.content.kinds import BY_NAME, Document, Raw, rows_of, with_rows
from samspel.municipality.effects import Effect, Planned
from samspel.municipality.files import examine
from samspel.municipality.queries import RouteRow
from samspel.questions import effects, rules, services
from samspel.questions.models import Question
from samspel.questions.services.answering import End
from samspel.questions.tests.given import ask, department

pytestmark = pytest.mark.django_db


def changed(kind: str, key: str, **values: Any) -> Callable[[Document], Document]:
    """A row that says something else; without values it is gone."""

    def change(document: Document) -> Document:
        rows: dict[str, Raw] = deepcopy(rows_of(document, BY_NAME[kind]))
        if values:
            rows[key] |= values
        else:
            del rows[key]
        return with_rows(document, BY_NAME[kind], rows)

    return change


def told(*changes: Callable[[Document], Document], starts: date | None = None) -> list[Effect]:
    """What questions have to tell, in English."""
    document = stored.document()
    before = examine(document).description
    for change in changes:
        document = change(document)
    after = examine(document).description
    assert before
    assert after, examine(document).faults
    with translation.override("en"):
        return list(effects._of_questions(Planned(before, after, starts or clock.today(), clock.today())))


SCHOOL_TO_CULTURE = changed("routes", "school--_--_", departments=["culture-leisure"])


def test_they_are_counted_by_where_they_would_go() -> None:
    for _n in range(3):
        ask(matter="school")
    ask(matter="care")
    assert [one.text for one in told(SCHOOL_TO_CULTURE)] == [
        "These 3 open questions would go to Kultur och fritid instead of Utbildning och arbetsmarknad."
    ]


def goes_to(rows: list[RouteRow], one: Question) -> str:
    """The department that would lead the question."""
    matter, area = one.matter.code if one.matter else None, one.area.code if one.area else None
    return rules.route(rows, matter, area, one.asker_role).departments[0]


def test_the_count_is_that_of_the_rules_for_each_question_alone() -> None:
    for matter in ("school", "safety", "care", ""):
        for role in ("resident", "partner", "staff"):
            ask(matter=matter, asker_role=role)
    document = stored.document()
    after = examine(SCHOOL_TO_CULTURE(document)).description
    assert after
    rows = effects._routes(after)
    alone = [one for one in Question.objects.all() if goes_to(rows, one) != one.parts.get(leads=True).department.code]
    (effect,) = told(SCHOOL_TO_CULTURE)
    assert f"These {len(alone)} open questions" in effect.text


def test_what_is_ended_or_lies_elsewhere_is_not_counted(who: Callable[[str], Who]) -> None:
    ended, moved = ask(matter="school"), ask(matter="school")
    services.answer(ended.pk, "Klart.", End(rules.Status.ANSWERED), by=who("contact.school"))
    services.choose_other_receiver(moved.pk, department("social-care"), "Rör familjer.", by=who("coordinator.berga"))
    assert told(SCHOOL_TO_CULTURE) == []


def test_what_changes_no_route_touches_no_question() -> None:
    ask(matter="school")
    assert told(changed("matters", "school", hint="Skola.")) == []


def test_an_area_takes_its_open_questions_along_to_another_team() -> None:
    ask(area="city")
    ask(area="berga")
    teams = [{"team": "berga", "from": "2021-08-15", "to": "2026-11-30"}, {"team": "ryd", "from": "2026-12-01"}]
    assert [one.text for one in told(changed("areas", "city", teams=teams))] == [
        "1 open question in City goes with it to the new team."
    ]


def test_an_area_with_open_questions_can_not_end_today() -> None:
    ask(area="city")
    gone = [changed("places", "stora-torget"), changed("areas", "city")]
    assert [one.stops for one in told(*gone)] == [True]
    assert [one.stops for one in told(*gone, starts=clock.today() + timedelta(days=9))] == [False]


def test_it_is_read_as_fast_however_many_there_are() -> None:
    ask(matter="school")
    with CaptureQueriesContext(connection) as few:
        told(SCHOOL_TO_CULTURE)
    for _n in range(12):
        ask(matter="school")
    with CaptureQueriesContext(connection) as many:
        told(SCHOOL_TO_CULTURE)
    assert len(many) == len(few)
