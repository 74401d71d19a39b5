"""The tables of a question's way: every cell of them, and what must hold whatever comes."""

from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspel.municipality.rules import OfficeWeek, Span, calendar_for
from samspel.questions import rules
from samspel.questions.rules import AT_WORK, ENDED, ENDINGS, OPEN, Nudge, Owed, PartStatus, Patience, Status, Step

from datetime import time  # isort: skip

EVES = frozenset({"Midsommarafton", "Julafton", "Nyårsafton"})
WEEKDAYS = (*[(Span(time(8), time(17)),)] * 5, (), ())
CALENDAR = calendar_for(
    OfficeWeek(
        WEEKDAYS, frozenset({"Midsommarafton", "Julafton", "Nyårsafton"}), frozenset(), ZoneInfo("Europe/Stockholm")
    )
)
PATIENCE = Patience(before=1, manager=2, reply=5)
MONDAY = date(2026, 11, 16)


@dataclass(frozen=True)
class Row:
    """A row of the standing orders as the tests write them."""

    departments: tuple[str, ...]
    matter: str | None = None
    area: str | None = None
    asker_role: str | None = None

    def fits(self, matter: str | None, area: str | None, asker_role: str | None) -> bool:
        return self.matter in {None, matter} and self.area in {None, area} and self.asker_role in {None, asker_role}


ROWS = (
    Row(("security", "provider"), matter="safety", asker_role="partner"),
    Row(("security",), matter="safety"),
    Row(("urban",), matter="lighting", area="ryd"),
    Row(("streets",), matter="lighting"),
    Row(("centre",)),
)


# ---------- Status


@pytest.mark.parametrize(
    ("status", "step", "after"),
    [
        (Status.NEW, Step.ACCEPT, Status.ACCEPTED),
        (Status.ACCEPTED, Step.ASK_BACK, Status.WAITING),
        (Status.WAITING, Step.ASK_BACK, None),
        (Status.WAITING, Step.REPLY, Status.ACCEPTED),
        (Status.NEW, Step.REPLY, Status.NEW),
        (Status.ACCEPTED, Step.MOVE, Status.NEW),
        (Status.WAITING, Step.MOVE, Status.WAITING),
        (Status.ACCEPTED, Step.ANSWER, Status.ANSWERED),
        (Status.ACCEPTED, Step.GUIDE, Status.GUIDED),
        (Status.NEW, Step.SAY_NOT_OURS, Status.NOT_OURS),
        (Status.NEW, Step.DECLINE, Status.DECLINED),
        (Status.WAITING, Step.NOT_REACH, Status.UNREACHABLE),
        (Status.ANSWERED, Step.ANSWER, None),
        (Status.ANSWERED, Step.SAY_NOT_SOLVED, Status.REOPENED),
        (Status.ANSWERED, Step.SAY_SOLVED, Status.ANSWERED),
        (Status.REOPENED, Step.SAY_NOT_SOLVED, None),
        (Status.REOPENED, Step.ACCEPT, Status.ACCEPTED),
        (Status.ANSWERED, Step.REPLY, None),
        (Status.ANSWERED, Step.MOVE, None),
    ],
)
def test_a_question_after_a_step(status: Status, step: Step, after: Status | None) -> None:
    assert rules.after(status, step) == after


def test_every_open_question_can_be_given_each_honest_end_and_no_ended_one_can() -> None:
    for end in ENDINGS:
        step = rules.END_STEP[end]
        assert {status for status in Status if rules.after(status, step) is end} == OPEN
        assert all(rules.after(status, step) is None for status in ENDED)


def test_every_ended_question_can_come_back() -> None:
    assert all(rules.after(status, Step.SAY_NOT_SOLVED) is Status.REOPENED for status in ENDED)


@given(st.lists(st.sampled_from(Step)))
def test_whatever_steps_are_taken_a_question_has_one_status_and_is_open_or_ended(steps: list[Step]) -> None:
    status = Status.NEW
    for step in steps:
        status = rules.after(status, step) or status
        assert (status in OPEN) != (status in ENDED)


@pytest.mark.parametrize(
    ("status", "step", "after"),
    [
        (PartStatus.NEW, Step.ACCEPT, PartStatus.ACCEPTED),
        (PartStatus.ACCEPTED, Step.ACCEPT, None),
        (PartStatus.NEW, Step.ANSWER, PartStatus.ANSWERED),
        (PartStatus.ANSWERED, Step.ANSWER, PartStatus.ANSWERED),
        (PartStatus.ANSWERED, Step.RETURN, None),
        (PartStatus.RETURNED, Step.ANSWER, None),
        (PartStatus.RETURNED, Step.RENEW, PartStatus.NEW),
        (PartStatus.NEW, Step.RETURN, PartStatus.RETURNED),
        (PartStatus.ACCEPTED, Step.FORWARD, PartStatus.FORWARDED),
        (PartStatus.WITHDRAWN, Step.FORWARD, None),
    ],
)
def test_a_part_after_a_step(status: PartStatus, step: Step, after: PartStatus | None) -> None:
    assert rules.part_after(status, step) == after


# ---------- Routing


@pytest.mark.parametrize(
    ("matter", "area", "role", "departments"),
    [
        ("safety", "ryd", "partner", ("security", "provider")),
        ("safety", "ryd", "resident", ("security",)),
        ("lighting", "ryd", "resident", ("urban",)),
        ("lighting", None, "resident", ("streets",)),
        ("school", "ryd", "resident", ("centre",)),
        (None, None, "resident", ("centre",)),
    ],
)
def test_the_first_row_that_fits_decides(
    matter: str | None, area: str | None, role: str, departments: tuple[str, ...]
) -> None:
    assert rules.route(ROWS, matter, area, role).departments == departments


_some = st.sampled_from([None, "a", "b", "c"])


@given(st.lists(st.builds(Row, st.just(("x",)), _some, _some, _some)), _some, _some, _some)
def test_with_a_last_row_for_everything_every_question_has_exactly_one_receiver(
    rows: list[Row], matter: str | None, area: str | None, role: str | None
) -> None:
    last = Row(("last",))
    found = rules.route([*rows, last], matter, area, role)
    before = rows[: rows.index(found)] if found in rows else rows
    assert found.fits(matter, area, role)
    assert not any(row.fits(matter, area, role) for row in before)


def test_without_a_last_row_routing_says_so() -> None:
    with pytest.raises(rules.Unrouted):
        rules.route(ROWS[:-1], "school", None, "resident")


def test_what_nobody_takes_goes_by_the_row_that_fits_everything() -> None:
    assert rules.catch_all(ROWS).departments == ("centre",)


@pytest.mark.parametrize(
    ("returning", "instead", "returned", "receiver"),
    [
        ("school", "streets", [], "streets"),
        ("school", "streets", ["streets"], "centre"),
        ("school", "streets", ["urban"], "streets"),
        ("centre", "streets", ["streets"], None),
        ("centre", "urban", ["streets"], "urban"),
    ],
)
def test_who_gets_what_is_returned(returning: str, instead: str, returned: list[str], receiver: str | None) -> None:
    assert rules.after_return(returning, instead, returned, "centre") == receiver


_code = st.sampled_from(["a", "b", "c", "centre"])


@given(_code, _code, st.sets(_code))
def test_nothing_comes_back_to_the_one_who_returned_it_nor_goes_round(
    returning: str, instead: str, returned: set[str]
) -> None:
    receiver = rules.after_return(returning, instead, returned, "centre")
    assert receiver != returning
    assert receiver not in returned - {"centre"}


# ---------- Deadlines


@pytest.mark.parametrize(
    ("received", "days", "due"),
    [
        (MONDAY, 5, date(2026, 11, 23)),
        (date(2026, 11, 14), 1, MONDAY),
        (date(2026, 6, 18), 1, date(2026, 6, 22)),
        (date(2026, 12, 23), 1, date(2026, 12, 28)),
    ],
)
def test_the_last_day_is_counted_in_working_days(received: date, days: int, due: date) -> None:
    assert rules.answer_due(CALENDAR, received, days) == due


_day = st.dates(date(2026, 1, 1), date(2030, 12, 31))


@given(_day, st.integers(1, 40), st.booleans())
def test_a_part_is_never_due_after_the_answer_and_never_on_the_day_that_it_came(
    received: date, days: int, leads: bool
) -> None:
    due = rules.answer_due(CALENDAR, received, days)
    part = rules.part_due(CALENDAR, received, due, leads=leads)
    assert received < part <= due
    assert CALENDAR.is_working_day(part)


@given(_day, _day)
def test_days_left_are_negative_exactly_when_the_last_day_has_passed(today: date, due: date) -> None:
    left = rules.days_left(CALENDAR, today, due)
    assert (left < 0) == (due < today)


@given(_day, st.integers(-3, 30))
def test_after_the_reply_there_is_at_least_one_working_day(today: date, kept: int) -> None:
    assert rules.due_after_wait(CALENDAR, today, kept) > today


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2026, 11, 16), 6, date(2027, 5, 16)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_months_after(day: date, months: int, after: date) -> None:
    assert rules.months_after(day, months) == after


# ---------- Reminders


def owed(**changes: object) -> Owed:
    start: dict[str, object] = {
        "status": PartStatus.ACCEPTED,
        "question": Status.ACCEPTED,
        "leads": True,
        "accept_by": MONDAY + timedelta(days=1),
        "due": MONDAY + timedelta(days=3),
    }
    return Owed(**(start | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("part", "today", "given_"),
    [
        (owed(), MONDAY, ()),
        (owed(), MONDAY + timedelta(days=2), (Nudge.SOON,)),
        (owed(), MONDAY + timedelta(days=3), (Nudge.SOON,)),
        (owed(), MONDAY + timedelta(days=4), (Nudge.LATE,)),
        (owed(), MONDAY + timedelta(days=7), (Nudge.LATE, Nudge.MANAGER)),
        (owed(status=PartStatus.NEW), MONDAY + timedelta(days=2), (Nudge.UNACCEPTED, Nudge.SOON)),
        (owed(status=PartStatus.ANSWERED), MONDAY + timedelta(days=4), (Nudge.LATE,)),
        (owed(status=PartStatus.ANSWERED, leads=False), MONDAY + timedelta(days=4), ()),
        (owed(status=PartStatus.RETURNED), MONDAY + timedelta(days=9), ()),
        (owed(question=Status.ANSWERED), MONDAY + timedelta(days=9), ()),
        (owed(question=Status.WAITING, since=MONDAY), MONDAY + timedelta(days=4), ()),
        (owed(question=Status.WAITING, since=MONDAY), MONDAY + timedelta(days=7), (Nudge.SILENT,)),
        (owed(question=Status.WAITING, since=MONDAY, leads=False), MONDAY + timedelta(days=7), ()),
    ],
)
def test_reminders(part: Owed, today: date, given_: tuple[Nudge, ...]) -> None:
    assert rules.nudges(part, today, CALENDAR, PATIENCE) == given_


@given(st.sampled_from(PartStatus), st.sampled_from(Status), st.booleans(), st.integers(0, 40))
def test_nobody_is_reminded_of_what_is_not_theirs_to_do(
    status: PartStatus, question: Status, leads: bool, days: int
) -> None:
    part = owed(status=status, question=question, leads=leads, since=MONDAY)
    given_ = rules.nudges(part, MONDAY + timedelta(days=days), CALENDAR, PATIENCE)
    if question in ENDED or status not in AT_WORK:
        assert given_ == ()
    if Nudge.MANAGER in given_:
        assert Nudge.LATE in given_
