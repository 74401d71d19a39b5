"""The municipality is changed in the product: looked at before, kept after, valid from a day, and undone."""

from copy import deepcopy
from datetime import date, timedelta
from typing import Any

import pytest

from samspel.core import clock
from samspel.core.actors import Operator
from samspel.core.errors import Missing, Refused, Stale
from samspel.core.models import LogRow
from samspel.municipality import editing, queries, services
from samspel.municipality.content import stored
from samspel.municipality.content.kinds import BY_NAME, Raw, rows_of
from samspel.municipality.editing.saving import Unsaved
from samspel.municipality.models import Area, ChangeOrigin, ChangeSet, ChangeState, Department, Matter
from samspel.municipality.tests.places import INVENTED, described

ONE, OTHER = Operator("one"), Operator("other")
MATTERS, ROUTES, AREAS = BY_NAME["matters"], BY_NAME["routes"], BY_NAME["areas"]


@pytest.fixture
def applied(empty: None) -> None:
    """The invented municipality, from its files."""
    services.apply(described(INVENTED), by=Operator("files"), today=clock.today())


def row(kind: str, key: str, by: Operator = ONE) -> Raw:
    """A row as somebody sees it in what they are changing."""
    return deepcopy(rows_of(editing.working(by)[0], BY_NAME[kind])[key])


def put(kind: str, key: str, by: Operator = ONE, **values: Any) -> ChangeSet:
    """Let a row say something else."""
    read = row(kind, key, by)
    after = {name: value for name, value in {**read, **values}.items() if value is not None}
    return editing.put(BY_NAME[kind], key, after, by=by, read=read)


def save(by: Operator = ONE, starts: date | None = None, because: str = "") -> ChangeSet:
    """Save what somebody is changing."""
    return editing.save(by=by, starts=starts or clock.today(), because=because, version=None)


pytestmark = pytest.mark.usefixtures("applied")


def test_a_draft_changes_nothing_until_it_is_saved() -> None:
    put("matters", "streets", answer_days=15)
    assert Matter.objects.get(code="streets").answer_days == 20
    assert row("matters", "streets")["answer_days"] == 15
    assert row("matters", "streets", OTHER)["answer_days"] == 20
    change = save(because="Beslut 12")
    assert Matter.objects.get(code="streets").answer_days == 15
    assert (change.state, change.because, change.starts) == (ChangeState.MADE, "Beslut 12", clock.today())
    assert editing.draft_of(ONE) is None


def test_a_change_keeps_each_row_before_and_after_and_is_logged() -> None:
    put("matters", "streets", answer_days=15)
    change = save()
    (patch,) = editing.patches_of(editing.one(change.pk))
    assert (patch.kind, patch.key, patch.touched) == ("matters", "streets", ("answer_days",))
    assert LogRow.objects.filter(object_kind="municipality.changeset", verb="made").count() == 1


def test_what_would_be_invalid_is_refused_and_the_draft_is_kept() -> None:
    editing.put(MATTERS, "streets", None, by=ONE, read=row("matters", "streets"))
    looked = editing.look(editing.patches_of(_draft()), clock.today())
    assert [fault.file for fault in looked.faults] == ["routes.yaml"]
    with pytest.raises(Unsaved):
        save()
    assert Matter.objects.get(code="streets").retired_on is None
    assert _draft().rows.count() == 1


def _draft() -> ChangeSet:
    draft = editing.draft_of(ONE)
    assert draft
    return draft


def test_a_department_and_its_receivers_come_together() -> None:
    new = {"code": "parks", "name": "Parker", "short_name": "Parker", "answers_for": ["Parker"], "assumption": True}
    editing.put(BY_NAME["departments"], "", new, by=ONE, read=None)
    assert len(editing.look(editing.patches_of(_draft()), clock.today()).faults) == 2
    for role in ("managers", "department_management"):
        receiver = {
            "role": role, "department": "parks", "name": role, "short_name": role, "phone": "08-465 004 01",
            "assumption": True,
        }  # fmt: skip
        editing.put(BY_NAME["receivers"], "", receiver, by=ONE, read=None)
    save()
    assert queries.department("parks").name == "Parker"


def test_two_who_change_different_things_of_a_row_lose_nothing() -> None:
    put("matters", "streets", ONE, answer_days=15)
    put("matters", "streets", OTHER, hint="Snö och halka")
    save(ONE)
    save(OTHER)
    matter = Matter.objects.get(code="streets")
    assert (matter.answer_days, matter.hint) == (15, "Snö och halka")


def test_two_who_change_the_same_thing_are_told_and_the_later_may_keep_theirs() -> None:
    put("matters", "streets", ONE, answer_days=15)
    put("matters", "streets", OTHER, answer_days=10)
    save(ONE)
    with pytest.raises(Unsaved) as told:
        save(OTHER)
    assert [one.names for one in told.value.looked.blocked] == [("answer_days",)]
    editing.keep_mine(by=OTHER, version=None)
    save(OTHER)
    assert Matter.objects.get(code="streets").answer_days == 10


def test_a_row_that_was_read_before_somebody_saved_is_stale() -> None:
    read = row("matters", "streets")
    put("matters", "streets", OTHER, answer_days=10)
    save(OTHER)
    with pytest.raises(Stale) as told:
        editing.put(MATTERS, "streets", {**read, "answer_days": 5}, by=ONE, read=read)
    assert told.value.current["answer_days"] == 10


def test_a_change_from_a_day_to_come_comes_on_that_day() -> None:
    day = clock.today() + timedelta(days=40)
    put("matters", "streets", answer_days=15)
    change = save(starts=day)
    assert change.state == ChangeState.COMING
    assert Matter.objects.get(code="streets").answer_days == 20
    assert _days(clock.today()) == 20
    assert _days(day) == 15
    assert editing.come(day - timedelta(days=1)) == 0
    assert editing.come(day) == 1
    assert Matter.objects.get(code="streets").answer_days == 15
    assert editing.one(change.pk).state == ChangeState.MADE


def _days(day: date) -> int:
    return int(rows_of(editing.document_on(day), MATTERS)["streets"]["answer_days"])


def test_what_is_changed_meanwhile_stays_when_the_day_comes() -> None:
    put("matters", "streets", answer_days=15)
    save(starts=clock.today() + timedelta(days=40))
    put("matters", "streets", name="Gator och torg")
    save()
    editing.come(clock.today() + timedelta(days=40))
    matter = Matter.objects.get(code="streets")
    assert (matter.answer_days, matter.name) == (15, "Gator och torg")


def test_a_change_that_would_break_one_to_come_is_refused() -> None:
    put("routes", "streets--_--_", departments=["welfare"])
    save(starts=clock.today() + timedelta(days=40))
    editing.put(ROUTES, "streets--_--_", None, by=ONE, read=row("routes", "streets--_--_"))
    editing.put(MATTERS, "streets", None, by=ONE, read=row("matters", "streets"))
    with pytest.raises(Refused) as told:
        save()
    assert "streets--_--_" in str(told.value.message)


def test_a_change_to_come_can_be_withdrawn() -> None:
    put("matters", "streets", answer_days=15)
    change = save(starts=clock.today() + timedelta(days=40))
    editing.withdraw(change.pk, by=ONE, version=None)
    assert editing.come(clock.today() + timedelta(days=50)) == 0
    with pytest.raises(Missing):
        editing.withdraw(change.pk, by=ONE, version=None)


def test_the_past_can_not_be_changed() -> None:
    put("matters", "streets", answer_days=15)
    with pytest.raises(Refused):
        save(starts=clock.today() - timedelta(days=1))


def test_as_it_was_on_a_day() -> None:
    put("matters", "streets", answer_days=15)
    save()
    ChangeSet.objects.filter(origin=ChangeOrigin.FILES).update(starts=clock.today() - timedelta(days=30))
    assert _days(clock.today() - timedelta(days=1)) == 20
    assert _days(clock.today()) == 15


def test_a_change_is_undone_by_a_new_one() -> None:
    before = stored.document()
    put("matters", "streets", answer_days=15)
    editing.move(ROUTES, "streets--_--_", -1, by=ONE)
    change = save()
    assert stored.document() != before
    undo = editing.undo(change.pk, by=OTHER)
    assert stored.document() == before
    assert undo.undoes_id == change.pk
    with pytest.raises(Refused):
        editing.undo(change.pk, by=OTHER)


def test_what_was_changed_since_stands_in_the_way_of_undoing() -> None:
    put("matters", "streets", answer_days=15)
    first = save()
    put("matters", "streets", answer_days=10)
    save()
    with pytest.raises(Unsaved) as told:
        editing.undo(first.pk, by=ONE)
    assert [one.names for one in told.value.looked.blocked] == [("answer_days",)]
    assert Matter.objects.get(code="streets").answer_days == 10


def test_what_was_ended_comes_back_as_itself() -> None:
    pk = Department.objects.get(code="technical").pk
    put("routes", "streets--_--_", departments=["welfare"])
    change = save()
    editing.undo(change.pk, by=ONE)
    assert [one.pk for one in Matter.objects.get(code="streets").routes.get().departments.all()] == [pk]


def test_an_area_gets_another_team_from_a_day_and_keeps_its_past() -> None:
    day = clock.today() + timedelta(days=10)
    teams = row("areas", "hamnen")["teams"]
    put("areas", "hamnen", teams=[*teams[:-1], {"team": "north", "from": clock.today().isoformat()}])
    save(starts=day)
    editing.come(day)
    area = Area.objects.get(code="hamnen")
    held = [area.team_on(one) for one in (day - timedelta(days=1), day)]
    assert [team and team.code for team in held] == ["south", "north"]


def test_a_team_that_is_given_back_has_had_the_area() -> None:
    area, today = Area.objects.get(code="hamnen"), clock.today()
    teams = row("areas", "hamnen")["teams"]
    put("areas", "hamnen", teams=[*teams[:-1], {"team": "north", "from": today.isoformat()}])
    change = save()
    with clock.at(clock.now() + timedelta(days=5)):
        editing.undo(change.pk, by=ONE)
    days = (today - timedelta(days=1), today, today + timedelta(days=4), today + timedelta(days=5))
    held = [area.team_on(day) for day in days]
    assert [team and team.code for team in held] == ["south", "north", "north", "south"]


def test_rows_are_moved_in_the_draft() -> None:
    keys = list(rows_of(stored.document(), ROUTES))
    editing.move(ROUTES, keys[0], 1, by=ONE)
    assert list(rows_of(editing.working(ONE)[0], ROUTES))[:2] == [keys[1], keys[0]]
    editing.move(ROUTES, keys[0], -1, by=ONE)
    assert not _draft().rows.all()


def test_the_contents_of_a_draft_are_the_writers_own() -> None:
    put("matters", "streets", answer_days=15)
    assert editing.draft_of(OTHER) is None
    assert ChangeSet.objects.filter(state=ChangeState.DRAFT).count() == 1
    editing.drop(by=ONE, version=None)
    with pytest.raises(Missing):
        editing.drop(by=ONE, version=None)
