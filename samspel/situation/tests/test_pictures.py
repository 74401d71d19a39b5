"""A situation picture: drafted, commented, adopted, frozen; what it said on any day; due every other year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError, ProgrammingError

from samspel.core import clock
from samspel.core import thread as registry
from samspel.core.actors import Job
from samspel.core.adopted import compare, next_due
from samspel.core.errors import Missing, Refused, Stale
from samspel.core.models import OutboxMessage
from samspel.core.thread import Lack
from samspel.municipality import queries as municipality
from samspel.municipality.boundaries import services as boundaries
from samspel.municipality.boundaries.checking import check
from samspel.municipality.boundaries.queries import described
from samspel.municipality.models import Level, Place
from samspel.situation import maps, queries, services
from samspel.situation.models import AdoptedPicture, SituationPicture
from samspel.situation.rules import PictureState, SectionCode
from samspel.situation.tests.given import (
    ADOPTER,
    DRAFTER,
    adopted,
    adoption,
    area,
    challenge,
    draft,
    indicator,
    seen,
    value,
)
from tests.cast import Whos
from tests.routes import square

pytestmark = pytest.mark.django_db


def test_the_whole_way_from_draft_to_adopted(who: Whos) -> None:
    by = who(DRAFTER)
    challenge(by)
    value("2024", "61", by=by, where="berga")
    made = draft(by)
    services.choose_contents(made.pk, (made.shows_from, made.shows_to), [indicator()], [], by=by)
    services.ask_for_comments(made.pk, clock.today(), by=by)
    said = services.comment(made.pk, SectionCode.SURVEY, "Skolvägen saknas.", by=who("host.berga"))
    services.answer_comment(made.pk, said.pk, "Den är med nu.", by=by)
    services.take_back(made.pk, by=by)
    found = services.adopt_picture(made.pk, adoption(), by=who(ADOPTER))
    assert (found.number, found.registration_number, found.body_label) == (1, "KS 2026-123", "Styrgruppen")
    found.refresh_from_db()
    assert found.content["texts"]["survey"] == "Torget är mörkt."
    assert found.content["figures"][0]["rows"] == [["2024", "61", ""]]
    (frozen,) = found.content["challenges"]
    assert [(one["text"], one["depth"]) for one in frozen["causes"]] == [
        ("Trasig belysning", 0),
        ("Ingen äger felanmälan", 1),
    ]
    assert SituationPicture.objects.get(pk=made.pk).stands is PictureState.ADOPTED


def test_what_was_adopted_does_not_follow_later_changes(who: Whos) -> None:
    by, one = who(DRAFTER), challenge(who(DRAFTER))
    value("2024", "61", by=by, where="berga")
    found = adopted(who)
    before = AdoptedPicture.objects.get(pk=found.pk).content
    services.change_challenge(one.pk, "Något annat", "", [], by=by)
    services.close_challenge(one.pk, "klart", by=by)
    value("2024", "99", by=by, where="berga")
    assert AdoptedPicture.objects.get(pk=found.pk).content == before


@pytest.mark.parametrize("table", ["situation_adoptedpicture", "situation_adoptedchallenge"])
@pytest.mark.parametrize("change", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_what_was_adopted_is_changed_by_nobody_who_signs_in_as_the_product(table: str, change: str, who: Whos) -> None:
    challenge(who(DRAFTER))
    adopted(who)
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change.format(table))


@pytest.mark.parametrize("username", [DRAFTER, "member.coordination", "security.head", "coordinator.berga", "admin"])
def test_only_the_steering_group_adopts(username: str, who: Whos) -> None:
    made = draft(who(DRAFTER))
    with pytest.raises(Missing):
        services.adopt_picture(made.pk, adoption(), by=who(username))


def test_a_picture_without_what_the_act_names_is_not_adopted(who: Whos) -> None:
    made = draft(who(DRAFTER), written=False)
    with pytest.raises(Refused):
        services.adopt_picture(made.pk, adoption(), by=who(ADOPTER))


@pytest.mark.parametrize("changes", [{"number": "  "}, {"day": date(2025, 1, 1)}])
def test_a_decision_has_its_number_and_comes_after_the_last_one(changes: dict[str, object], who: Whos) -> None:
    adopted(who, day=date(2025, 6, 1))
    made = draft(who(DRAFTER))
    with pytest.raises(Refused):
        services.adopt_picture(made.pk, adoption(**changes), by=who(ADOPTER))  # type: ignore[arg-type]


def test_a_day_before_the_text_was_last_changed_asks_for_a_word_of_why_that_stands_with_the_version(who: Whos) -> None:
    made, day = draft(who(DRAFTER)), clock.today() - timedelta(days=1)
    with pytest.raises(Refused) as refused:
        services.adopt_picture(made.pk, replace(adoption(day), because=" "), by=who(ADOPTER))
    assert refused.value.field == "because"
    found = services.adopt_picture(made.pk, replace(adoption(day), because="Beslutat då."), by=who(ADOPTER))
    assert AdoptedPicture.objects.get(pk=found.pk).because == "Beslutat då."


def test_comments_without_an_answer_and_time_left_to_comment_ask_for_a_word_of_why(who: Whos) -> None:
    by, made = who(DRAFTER), draft(who(DRAFTER))
    services.ask_for_comments(made.pk, clock.today() + timedelta(days=7), by=by)
    said = services.comment(made.pk, None, "Skolvägen saknas.", by=who("host.berga"))
    for answered in (False, True):
        if answered:
            services.answer_comment(made.pk, said.pk, "Den är med nu.", by=by)
        with pytest.raises(Refused) as refused:
            services.adopt_picture(made.pk, adoption(), by=who(ADOPTER))
        assert refused.value.field == "because"
    services.take_back(made.pk, by=by)
    assert services.adopt_picture(made.pk, adoption(), by=who(ADOPTER)).because == ""


def test_a_picture_is_due_again_within_two_years_whatever_is_written(who: Whos) -> None:
    made, today = draft(who(DRAFTER)), clock.today()
    latest = next_due(today, 24)
    with pytest.raises(Refused) as refused:
        services.adopt_picture(made.pk, adoption(due=latest + timedelta(days=1)), by=who(ADOPTER))
    assert refused.value.field == "next_due"
    assert services.adopt_picture(made.pk, adoption(), by=who(ADOPTER)).next_due == latest


def test_an_area_has_one_draft_at_a_time_and_so_has_the_municipality(who: Whos) -> None:
    for code in ("berga", None):
        draft(who(DRAFTER), code)
        with pytest.raises(Refused):
            draft(who(DRAFTER), code)
    with pytest.raises(IntegrityError), transaction.atomic():
        SituationPicture.objects.create(
            area=None,
            state="draft",
            shows_from=clock.today(),
            shows_to=clock.today(),
            began_at=clock.now(),
            began_label="x",
        )


def test_what_it_said_on_any_day_can_be_read(who: Whos) -> None:
    first = adopted(who, day=date(2024, 9, 22))
    second = adopted(who, day=date(2026, 9, 22))
    read = {
        day: queries.standing(who("host.berga"), area(), day).adopted
        for day in (date(2024, 9, 21), date(2024, 9, 22), date(2026, 9, 21), date(2026, 9, 22))
    }
    assert list(read.values()) == [None, first, first, second]
    assert (first.number, second.number) == (1, 2)


def test_a_new_draft_goes_on_from_what_was_adopted_last_and_the_two_are_compared(who: Whos) -> None:
    by, first = who(DRAFTER), adopted(who)
    made = services.begin_picture(area(), clock.today(), clock.today(), by=by)
    text = made.texts.get(section="survey")
    assert text.text == "Torget är mörkt."
    services.write_section(made.pk, SectionCode.SURVEY, "Torget är ljust.", by=by, version=text.version)
    second = services.adopt_picture(made.pk, adoption(), by=who(ADOPTER))
    changed = {one.code: one for one in compare(first.sections(), second.sections())}
    assert [piece.text for piece in changed["text:survey"].rows[0][1] if piece.changed] == ["ljust"]
    assert changed["text:analysis"].side == "same"


def test_a_section_written_by_two_at_once_keeps_both_texts(who: Whos) -> None:
    by, made = who(DRAFTER), draft(who(DRAFTER))
    version = made.texts.get(section="survey").version
    services.write_section(made.pk, SectionCode.SURVEY, "Den ena.", by=by, version=version)
    with pytest.raises(Stale) as stale:
        services.write_section(made.pk, SectionCode.SURVEY, "Den andra.", by=by, version=version)
    assert stale.value.current.text == "Den ena."


def test_two_write_different_sections_without_being_in_each_others_way(who: Whos) -> None:
    by, made = who(DRAFTER), draft(who(DRAFTER))
    versions = {one.section: one.version for one in made.texts.all()}
    for code in SectionCode:
        services.write_section(made.pk, code, f"Om {code}.", by=by, version=versions[code])


@pytest.mark.parametrize(
    ("username", "drafted", "open_for_comments", "when_adopted"),
    [
        (DRAFTER, True, True, True),
        ("coordinator.berga", True, True, True),
        ("coordinator.ryd", False, True, True),
        (ADOPTER, True, True, True),
        ("host.berga", False, True, True),
        ("evaluator", False, True, True),
        ("partner.police", False, False, True),
        ("polare.ryd", False, False, False),
        ("admin", False, False, False),
    ],
)
def test_who_reads_a_picture_and_when(
    username: str, drafted: bool, open_for_comments: bool, when_adopted: bool, who: Whos
) -> None:
    made = draft(who(DRAFTER))
    asking = who(username)
    assert queries.drafts_visible_to(asking).exists() is drafted
    services.ask_for_comments(made.pk, clock.today(), by=who(DRAFTER))
    assert queries.drafts_visible_to(asking).exists() is open_for_comments
    services.take_back(made.pk, by=who(DRAFTER))
    services.adopt_picture(made.pk, adoption(), by=who(ADOPTER))
    assert queries.adopted_visible_to(asking).exists() is when_adopted


def test_comments_are_given_while_the_draft_is_open_for_them(who: Whos) -> None:
    made = draft(who(DRAFTER))
    for username in ("host.berga", "evaluator", "partner.police"):
        with pytest.raises(Missing):
            services.comment(made.pk, None, "x", by=who(username))
    services.ask_for_comments(made.pk, clock.today(), by=who(DRAFTER))
    services.comment(made.pk, None, "x", by=who("host.berga"))
    with pytest.raises(Missing):
        services.comment(made.pk, None, "x", by=who("evaluator"))


def test_what_is_due_again_is_told_once_to_those_who_draft_it(who: Whos) -> None:
    adopted(who, due=clock.today() + timedelta(days=80))
    adopted(who, "ryd", due=clock.today() + timedelta(days=120))
    before = OutboxMessage.objects.count()
    assert services.remind_due(by=Job("reminders")) == 1
    assert services.remind_due(by=Job("reminders")) == 0
    assert OutboxMessage.objects.filter(kind="picture.due").count() == OutboxMessage.objects.count() - before > 0


def test_a_version_that_was_replaced_is_no_longer_due(who: Whos) -> None:
    adopted(who, day=date(2024, 9, 22), due=date(2026, 9, 22))
    assert [one.label for one in queries.due(who(DRAFTER), date(2026, 11, 1))] == ["Berga"]
    adopted(who, due=clock.today() + timedelta(days=700))
    assert not queries.due(who(DRAFTER), clock.today()).exists()


def test_a_dropped_draft_leaves_what_was_adopted(who: Whos) -> None:
    found = adopted(who)
    made = services.begin_picture(area(), clock.today(), clock.today(), by=who(DRAFTER))
    services.drop_picture(made.pk, by=who(DRAFTER))
    assert queries.standing(who(DRAFTER), area()).adopted == found
    with pytest.raises(Refused):
        services.write_section(made.pk, SectionCode.SURVEY, "x", by=who(DRAFTER), version=1)


@pytest.mark.parametrize("code", ["berga", None])
def test_the_frozen_map_holds_places_where_boundaries_are_known_and_areas_where_not(
    code: str | None, who: Whos
) -> None:
    without = adopted(who, code).content["map"]
    assert {spot["name"] for spot in without["spots"]} >= {"Berga", "Ryd"}
    version = boundaries.bring_in(
        check(square("Berga", 15.6439, 58.392, 0.04), described()), clock.today(), file_name="x", by=Job("tests")
    )
    assert version is not None
    where = Place.objects.create(
        code="pitch", name="Bollplanen", area=area(), latitude=58.392, longitude=15.6439, confidence="high"
    )
    for _turn in range(3):
        seen(who(DRAFTER), day=clock.today() - timedelta(days=3), place=where)
    found = adopted(who, code)
    named = {spot["name"]: spot for spot in found.content["map"]["spots"]}
    assert named["Berga"]["outline"]
    assert (where.name in named) is (code is not None)
    assert named[where.name if code else "Berga"]["counted"] == "3"
    drawn = maps.drawn(found.content["map"], "x")
    assert drawn is not None
    assert drawn.kind != "schematic"


def test_an_area_that_is_worked_with_lacks_a_situation_picture_until_one_is_adopted(who: Whos) -> None:
    rule = registry.rules()["area-without-picture"]

    def without() -> dict[str, Lack]:
        return {lack.id: lack for lack in rule.lacking(who(DRAFTER), None)}

    assert {one.code for one in municipality.areas() if one.level == Level.MAIN} == set(without())
    draft(who(DRAFTER))
    assert "berga" in without()
    assert rule.where(without()["berga"], who(DRAFTER)).endswith("?area=berga")
    assert rule.where(without()["berga"], who("host.berga")) == ""
    adopted(who, "ryd")
    assert "ryd" not in without()
    assert "berga" in without()
    assert list(rule.lacking(who(DRAFTER), ["ryd", "unheard"])) == []
