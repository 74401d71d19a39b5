"""A challenge: who opens and changes it, its causes as a tree, what it rests on, and when it is closed."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from samspel.core.errors import Missing, Refused, Stale
from samspel.municipality.models import Factor, ObservationKind
from samspel.observations import queries as observations
from samspel.questions.tests.given import ask
from samspel.situation import queries, services
from samspel.situation.models import BasisKind, Cause, Challenge
from samspel.situation.services import Rests
from samspel.situation.tests.given import DRAFTER, area, challenge, indicator, seen
from tests.cast import Whos

pytestmark = pytest.mark.django_db


def texts(found: Challenge) -> list[tuple[str, int]]:
    tree = queries.branches(Cause.objects.filter(challenge=found))
    said: list[tuple[str, int]] = []
    waiting = list(tree)
    while waiting:
        branch = waiting.pop(0)
        said.append((branch.cause.text, branch.depth))
        waiting = [*branch.under, *waiting]
    return said


def test_challenges_are_numbered_so_that_they_can_be_read_out(who: Whos) -> None:
    first, second = challenge(who(DRAFTER)), challenge(who(DRAFTER), title="Inget att göra efter kl. 18")
    assert first.reference.startswith("U")
    assert int(second.reference[1:]) == int(first.reference[1:]) + 1


def test_coordinators_open_challenges_of_their_areas_and_of_no_other(who: Whos) -> None:
    challenge(who("coordinator.berga"))
    with pytest.raises(Missing):
        challenge(who("coordinator.berga"), "ryd")
    with pytest.raises(Missing):
        challenge(who("coordinator.berga"), None)
    challenge(who("security.head"), None)


def test_a_cause_stands_under_another_and_moves_with_all_below_it(who: Whos) -> None:
    by, found = who(DRAFTER), challenge(who(DRAFTER))
    first, second = Cause.objects.filter(challenge=found).order_by("position")
    assert texts(found) == [("Trasig belysning", 0), ("Ingen äger felanmälan", 1)]
    third = services.add_cause(found.pk, "Häckar skymmer", by=by)
    services.move_cause(found.pk, first.pk, third.pk, by=by)
    assert texts(found) == [("Häckar skymmer", 0), ("Trasig belysning", 1), ("Ingen äger felanmälan", 2)]
    with pytest.raises(Refused):
        services.move_cause(found.pk, third.pk, second.pk, by=by)


def test_what_stood_under_a_cause_that_is_taken_away_moves_up(who: Whos) -> None:
    by, found = who(DRAFTER), challenge(who(DRAFTER))
    services.remove_cause(found.pk, Cause.objects.get(challenge=found, parent=None).pk, by=by)
    assert texts(found) == [("Ingen äger felanmälan", 0)]


def test_a_cause_of_another_challenge_is_not_there(who: Whos) -> None:
    by, one, other = who(DRAFTER), challenge(who(DRAFTER)), challenge(who(DRAFTER))
    foreign = Cause.objects.filter(challenge=other)[0].pk
    with pytest.raises(Missing):
        services.reword_cause(one.pk, foreign, "x", by=by)
    with pytest.raises(Missing):
        services.add_cause(one.pk, "x", foreign, by=by)


def test_two_who_write_at_once_do_not_write_over_each_other(who: Whos) -> None:
    by, found = who(DRAFTER), challenge(who(DRAFTER))
    services.change_challenge(found.pk, "Ny rubrik", "", [], by=by, version=found.version)
    with pytest.raises(Stale):
        services.change_challenge(found.pk, "En annan", "", [], by=by, version=found.version)
    assert Challenge.objects.get(pk=found.pk).title == "Ny rubrik"


def test_a_selection_is_counted_as_it_stands_when_it_is_read(who: Whos) -> None:
    by, found = who(DRAFTER), challenge(who(DRAFTER))
    lighting = ObservationKind.objects.get(code="lighting")
    chosen = Rests(
        BasisKind.SELECTION,
        observation_kind=lighting,
        area=area(),
        starts=date(2026, 9, 1),
        ends=date(2026, 10, 31),
    )
    services.rest_on(found.pk, chosen, by=by)
    for day in (date(2026, 8, 31), date(2026, 9, 1), date(2026, 10, 31), date(2026, 11, 1)):
        seen(by, day=day)
    seen(by, code="ryd")
    seen(by, kind="fire")
    (shown,) = queries.whole(by, found.pk).bases
    assert shown.words.startswith("2 ")
    assert "kind=lighting" in shown.url


def test_the_same_thing_twice_is_one_basis(who: Whos) -> None:
    by, found = who(DRAFTER), challenge(who(DRAFTER))
    for _turn in range(2):
        services.rest_on(found.pk, Rests(BasisKind.INDICATOR, indicator=indicator(), area=area()), by=by)
    assert found.bases.count() == 1
    services.rest_no_more(found.pk, found.bases.get().pk, by=by)
    assert found.bases.count() == 0


def test_nothing_rests_on_a_question_that_one_may_not_see(who: Whos) -> None:
    by, found, question = who(DRAFTER), challenge(who(DRAFTER)), ask()
    with pytest.raises(Missing):
        services.rest_on(found.pk, Rests(BasisKind.QUESTION, question=question), by=by)
    services.rest_on(found.pk, Rests(BasisKind.QUESTION, question=question), by=who("coordinator.berga"))
    assert [one.words for one in queries.whole(by, found.pk).bases] == []
    assert [question.reference in one.words for one in queries.whole(who("coordinator.berga"), found.pk).bases] == [
        True
    ]


def test_an_observation_leads_to_its_challenge(who: Whos) -> None:
    by, found = who(DRAFTER), challenge(who(DRAFTER))
    row = seen(by)
    assert observations.visible_to(by).filter(pk=row.pk).exists()
    services.rest_on(found.pk, Rests(BasisKind.OBSERVATION, observation=row), by=by)
    (shown,) = queries.whole(by, found.pk).bases
    assert str(row.pk) in shown.url


@pytest.mark.parametrize("kind", BasisKind)
def test_a_basis_of_nothing_is_refused(kind: BasisKind, who: Whos) -> None:
    found = challenge(who(DRAFTER))
    with pytest.raises(Refused):
        services.rest_on(found.pk, Rests(kind), by=who(DRAFTER))


def test_a_closed_challenge_says_why_and_is_changed_only_when_opened_again(who: Whos) -> None:
    by, found = who(DRAFTER), challenge(who(DRAFTER))
    with pytest.raises(Refused):
        services.close_challenge(found.pk, "  ", by=by)
    closed = services.close_challenge(found.pk, "Belysningen är lagad", by=by)
    assert closed.closed_at is not None
    with pytest.raises(Refused):
        services.add_cause(found.pk, "x", by=by)
    with pytest.raises(Refused):
        services.close_challenge(found.pk, "igen", by=by)
    assert services.reopen_challenge(found.pk, "Den är trasig igen", by=by).closed_at is None


@pytest.mark.parametrize("username", ["polare.ryd", "admin", "partner.police", "contactcentre"])
def test_challenges_are_not_for_who_does_not_work_with_them(username: str, who: Whos) -> None:
    found = challenge(who(DRAFTER))
    with pytest.raises(Missing):
        queries.challenge(who(username), found.pk)


def test_the_evaluator_reads_challenges_without_what_looks_like_a_person(who: Whos) -> None:
    found = challenge(who(DRAFTER), title="Ring 070-123 45 67 om tunneln")
    assert "070" not in queries.challenge(who("evaluator"), found.pk).title
    assert "070" in queries.challenge(who("coordinator.ryd"), found.pk).title


def test_factors_are_marks_on_the_challenge(who: Whos) -> None:
    by, found = who(DRAFTER), challenge(who(DRAFTER))
    assert {one.kind for one in found.factors.all()} == {"risk", "protective"}
    only = Factor.objects.filter(kind="risk")[:1]
    services.change_challenge(found.pk, found.title, "", list(only), by=by)
    assert list(found.factors.all()) == list(only)


def test_a_challenge_that_is_not_there_is_missing(who: Whos) -> None:
    with pytest.raises(Missing):
        services.close_challenge(UUID(int=1), "x", by=who(DRAFTER))
