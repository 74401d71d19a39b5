"""A question's way: what may follow on what, who gets it, and until when. Plain Python, every table total."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, Protocol, TypeVar


class Status(StrEnum):
    """How a question stands. The last five are its honest ends."""

    NEW = "new"
    ACCEPTED = "accepted"
    WAITING = "waiting"
    REOPENED = "reopened"
    ANSWERED = "answered"
    GUIDED = "guided"
    DECLINED = "declined"
    NOT_OURS = "not_ours"
    UNREACHABLE = "unreachable"


ENDINGS: Final = (Status.ANSWERED, Status.GUIDED, Status.DECLINED, Status.NOT_OURS, Status.UNREACHABLE)
ENDED: Final = frozenset(ENDINGS)
OPEN: Final = frozenset(Status) - ENDED


class PartStatus(StrEnum):
    """How one department's part stands."""

    NEW = "new"
    ACCEPTED = "accepted"
    ANSWERED = "answered"
    RETURNED = "returned"
    FORWARDED = "forwarded"
    WITHDRAWN = "withdrawn"


AT_WORK: Final = frozenset({PartStatus.NEW, PartStatus.ACCEPTED, PartStatus.ANSWERED})
"""A part in one of these belongs to the question's answer; in the others it is history."""
OWED: Final = frozenset({PartStatus.NEW, PartStatus.ACCEPTED})
"""A part in one of these is still to be answered by its department."""


class Step(StrEnum):
    """What can be done to a question or a part."""

    ACCEPT = "accept"
    ANSWER = "answer"
    GUIDE = "guide"
    DECLINE = "decline"
    SAY_NOT_OURS = "say_not_ours"
    NOT_REACH = "not_reach"
    ASK_BACK = "ask_back"
    REPLY = "reply"
    MOVE = "move"
    SAY_SOLVED = "say_solved"
    SAY_NOT_SOLVED = "say_not_solved"
    RETURN = "return"
    FORWARD = "forward"
    WITHDRAW = "withdraw"
    RENEW = "renew"


END_STEP: Final = {
    Status.ANSWERED: Step.ANSWER,
    Status.GUIDED: Step.GUIDE,
    Status.DECLINED: Step.DECLINE,
    Status.NOT_OURS: Step.SAY_NOT_OURS,
    Status.UNREACHABLE: Step.NOT_REACH,
}

_MOVES: Final[dict[Step, dict[Status, Status]]] = {
    Step.ACCEPT: {
        Status.NEW: Status.ACCEPTED,
        Status.ACCEPTED: Status.ACCEPTED,
        Status.WAITING: Status.WAITING,
        Status.REOPENED: Status.ACCEPTED,
    },
    Step.ASK_BACK: {
        Status.NEW: Status.WAITING,
        Status.ACCEPTED: Status.WAITING,
        Status.REOPENED: Status.WAITING,
    },
    Step.REPLY: {
        Status.NEW: Status.NEW,
        Status.ACCEPTED: Status.ACCEPTED,
        Status.WAITING: Status.ACCEPTED,
        Status.REOPENED: Status.REOPENED,
    },
    # Somebody else leads now: it is new to them, unless it is the asker that everybody waits for.
    Step.MOVE: {
        Status.NEW: Status.NEW,
        Status.ACCEPTED: Status.NEW,
        Status.WAITING: Status.WAITING,
        Status.REOPENED: Status.NEW,
    },
    Step.SAY_SOLVED: {ended: ended for ended in ENDINGS},
    Step.SAY_NOT_SOLVED: dict.fromkeys(ENDINGS, Status.REOPENED),
    **{step: dict.fromkeys(OPEN, end) for end, step in END_STEP.items()},
}

_PART_MOVES: Final[dict[Step, dict[PartStatus, PartStatus]]] = {
    Step.ACCEPT: {PartStatus.NEW: PartStatus.ACCEPTED},
    Step.ANSWER: {
        PartStatus.NEW: PartStatus.ANSWERED,
        PartStatus.ACCEPTED: PartStatus.ANSWERED,
        PartStatus.ANSWERED: PartStatus.ANSWERED,
    },
    Step.RETURN: dict.fromkeys(OWED, PartStatus.RETURNED),
    Step.FORWARD: dict.fromkeys(OWED, PartStatus.FORWARDED),
    Step.WITHDRAW: dict.fromkeys(AT_WORK, PartStatus.WITHDRAWN),
    Step.RENEW: dict.fromkeys(PartStatus, PartStatus.NEW),
}


def after(status: Status, step: Step) -> Status | None:
    """How the question stands after the step; None when the step can't be taken from there."""
    return _MOVES.get(step, {}).get(status)


def part_after(status: PartStatus, step: Step) -> PartStatus | None:
    """How the part stands after the step; None when the step can't be taken from there."""
    return _PART_MOVES.get(step, {}).get(status)


# ---------- Routing


class Row(Protocol):
    """One row of the standing orders, in plain values."""

    @property
    def departments(self) -> tuple[str, ...]:
        """Codes of those who receive; the first leads."""

    def fits(self, matter: str | None, area: str | None, asker_role: str | None) -> bool:
        """Whether the row is for a question with these codes."""


class Unrouted(LookupError):
    """No row fits: the standing orders lack a last row for everything, which the loader calls a fault."""


R = TypeVar("R", bound=Row)


def route(rows: Iterable[R], matter: str | None, area: str | None, asker_role: str | None) -> R:
    """The first row that fits, in the municipality's order; raises Unrouted."""
    for row in rows:
        if row.fits(matter, area, asker_role):
            return row
    raise Unrouted(f"no row for matter {matter}, area {area}, asker {asker_role}")


def catch_all(rows: Iterable[R]) -> R:
    """The first row that fits a question of which nothing is known: it takes what nobody else takes."""
    return route(rows, None, None, None)


def after_return(returning: str, instead: str, returned: Iterable[str], last: str) -> str | None:
    """The code of the department that gets a question when `returning` says that `instead` answers for it.

    Who has returned it already does not get it back that way: then it goes to `last`, where everything ends that nobody
    takes. None when nobody is left but the one who wants to return it: it stays there.
    """
    refused = {*returned, returning}
    if instead not in refused:
        return instead
    return last if last != returning else None


def hinted(text: str, words: Mapping[str, Iterable[str]]) -> str | None:
    """The code of the matter that the text's words hint at most; None when none does, or two do so equally.

    A word is told by its beginning, a long one also inside a compound ("belysning" in "gatubelysningen"). A longer word
    says more than a shorter one: "belysning" more than "trasig".
    """
    spoken = ["".join(letter for letter in word if letter.isalnum()) for word in text.casefold().split()]
    scores = {code: sum(max(_told(word, listed), default=0) for word in spoken) for code, listed in words.items()}
    most = max(scores.values(), default=0)
    best = [code for code, score in scores.items() if score == most > 0]
    return best[0] if len(best) == 1 else None


def _told(word: str, listed: Iterable[str]) -> list[int]:
    known = [starts.casefold() for starts in listed]
    return [len(one) for one in known if word.startswith(one) or (len(one) > LONG_WORD and one in word)]


LONG_WORD: Final = 5


# ---------- Deadlines


class Calendar(Protocol):
    """As much of the office calendar as deadlines need."""

    def add_working_days(self, day: date, count: int) -> date:
        """The working day so many working days after (before, when negative) the day."""

    def working_days_between(self, first: date, last: date) -> int:
        """Working days after `first` up to and including `last`; negative when `last` is earlier."""


def answer_due(calendar: Calendar, received: date, days: int) -> date:
    """Last day for the answer: so many working days after the day that the question came."""
    return calendar.add_working_days(received, days)


def part_due(calendar: Calendar, received: date, due: date, *, leads: bool) -> date:
    """Last day for a part: the working day before the joint answer, so that the one who leads has a day to write it."""
    if leads:
        return due
    return min(due, max(calendar.add_working_days(received, 1), calendar.add_working_days(due, -1)))


def days_left(calendar: Calendar, today: date, due: date) -> int:
    """Working days from today to the last day: 0 today, negative when it has passed, however recently."""
    left = calendar.working_days_between(today, due)
    return left if left or due >= today else -1


def due_after_wait(calendar: Calendar, today: date, kept: int) -> date:
    """Last day when the asker has replied: what was left when we asked them, at least one working day."""
    return calendar.add_working_days(today, max(kept, 1))


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month when it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


# ---------- Reminders


class Nudge(StrEnum):
    """A reminder that somebody gets once: which kind, and whom it goes to follows from it."""

    UNACCEPTED = "unaccepted"
    SOON = "soon"
    LATE = "late"
    MANAGER = "manager"
    SILENT = "silent"


@dataclass(frozen=True)
class Owed:
    """What a department still owes, in plain values. `since` is set while the asker's reply is waited for."""

    status: PartStatus
    question: Status
    leads: bool
    accept_by: date
    due: date
    since: date | None = None


@dataclass(frozen=True)
class Patience:
    """Working days: before the last day to remind, after it to tell the manager, and to wait for an asker's reply."""

    before: int
    manager: int
    reply: int


def owes(part: Owed) -> bool:
    """Whether the department has something left to do: its part, or for the one who leads the joint answer."""
    return part.question in OPEN and (part.status in OWED or (part.leads and part.status in AT_WORK))


def nudges(part: Owed, today: date, calendar: Calendar, patience: Patience) -> tuple[Nudge, ...]:
    """Every reminder that should have been given by today; the job gives those that have not been."""
    if not owes(part):
        return ()
    if part.question is Status.WAITING:
        return (Nudge.SILENT,) if part.leads and _silent(part, today, calendar, patience) else ()
    due = {
        Nudge.UNACCEPTED: part.status is PartStatus.NEW and today > part.accept_by,
        Nudge.SOON: today >= calendar.add_working_days(part.due, -patience.before) and today <= part.due,
        Nudge.LATE: today > part.due,
        Nudge.MANAGER: today > part.due and calendar.working_days_between(part.due, today) >= patience.manager,
    }
    return tuple(nudge for nudge, given in due.items() if given)


def _silent(part: Owed, today: date, calendar: Calendar, patience: Patience) -> bool:
    return part.since is not None and calendar.working_days_between(part.since, today) >= patience.reply
