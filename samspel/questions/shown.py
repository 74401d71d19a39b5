"""Questions as the pages draw them: rows of the list, the parts, the facts, the timeline."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.core import clock
from samspel.municipality import queries as municipality
from samspel.municipality.boundaries import pins as points
from samspel.municipality.models import AskerRole
from samspel.municipality.rules import OfficeCalendar
from samspel.questions import permissions, pins, queries, words
from samspel.questions.models import Channel, Entry, Kept, Part, Question, ReplyBy, Verb
from samspel.questions.permissions import Reach
from samspel.questions.queries import Row
from samspel.questions.rules import AT_WORK, OPEN, OWED, PartStatus, Status, days_left
from samspel.ui import words as dates
from samspel.ui.elements import Fact, TimelineEntry
from samspel.ui.elements import Status as Mark


def due(calendar: OfficeCalendar, day: date) -> Mark:
    """The last day in words: how long first, then when; red when it has passed."""
    today = clock.today()
    left = days_left(calendar, today, day)
    closes = calendar.closes_at(day) or datetime.combine(day, time(23, 59), timezone.get_current_timezone())
    late = left < 0 or (left == 0 and clock.now() > closes)
    return Mark("triangle" if late else "pause" if left == 0 else "ring", dates.deadline(closes, left, late=late), late)


@dataclass(frozen=True)
class Line:
    """A row of the list with its address and words."""

    row: Row
    url: str
    due: Mark | None
    status: Mark


def lines(rows: Sequence[Row]) -> list[Line]:
    """The rows of the list; an ended question has no last day."""
    calendar = municipality.calendar()
    return [
        Line(
            row=row,
            url=reverse("questions:one", args=[row.id]),
            due=due(calendar, row.due_on) if row.status in OPEN else None,
            status=words.status(row.status, solved=row.solved),
        )
        for row in rows
    ]


@dataclass(frozen=True)
class PartLine:
    """A department's part, and what the one who asks may do with it."""

    part: Part
    status: Mark
    text: str
    due: Mark | None
    mine: bool
    may_accept: bool
    may_answer: bool
    may_hand_on: bool


def parts(reach: Reach, question: Question) -> list[PartLine]:
    """The parts, the one who leads first."""
    calendar = municipality.calendar()
    return [_part(reach, question, part, calendar) for part in question.parts.all()]


def _part(reach: Reach, question: Question, part: Part, calendar: OfficeCalendar) -> PartLine:
    mine = question.is_open and part.stands in AT_WORK and permissions.may_handle(reach, part)
    owed = part.stands in OWED
    return PartLine(
        part=part,
        status=words.part_status(part),
        text=words.readable(reach, question, part.answer or part.reason or _joint(question, part)),
        due=due(calendar, part.due_on) if owed and question.is_open else None,
        mine=mine,
        may_accept=mine and part.stands is PartStatus.NEW,
        may_answer=mine and not part.leads,
        may_hand_on=mine and owed,
    )


def _joint(question: Question, part: Part) -> str:
    """Who leads may have written nothing but the joint answer."""
    return _("In the joint answer") if part.leads and question.answer else ""


def parts_heading(question: Question) -> str:
    """Three parts."""
    count = sum(part.stands in AT_WORK for part in question.parts.all())
    in_words = {1: _("One part"), 2: _("Two parts"), 3: _("Three parts"), 4: _("Four parts"), 5: _("Five parts")}
    return in_words.get(count) or ngettext("%(count)s part", "%(count)s parts", count) % {"count": count}


def status(reach: Reach, question: Question) -> Mark:
    """How it stands; to the one who answers, that all the parts are there and only the answer remains."""
    others = [part for part in question.parts.all() if part.stands in OWED and not part.leads]
    working = question.stands in {Status.ACCEPTED, Status.REOPENED}
    if working and not others and permissions.leads(reach, question):
        return Mark("pause", _("Waits for your answer"))
    return words.status(question.stands, solved=question.solved)


def lead_name(question: Question) -> str:
    """The department that leads."""
    return next((part.department.short_name for part in question.parts.all() if part.leads), "")


def facts(reach: Reach, question: Question) -> list[Fact]:
    """What is known about the question; the way to the contact details only for those who may look."""
    rows = [
        Fact(_("Came in"), dates.when(question.received_at)),
        Fact(_("Came by"), str(Channel(question.channel).label).capitalize()),
        Fact(_("Place"), question.place or _("not said")),
        *_pinned(reach, question),
        Fact(_("Asked"), _asker(question)),
        Fact(_("Answer by"), str(ReplyBy(question.reply_by).label)),
    ]
    contact = queries.contact_on_file(question)
    if contact is not None:
        may_look = not contact.disposed_at and permissions.may_see_contact(reach, question)
        rows.append(
            Fact(
                _("Contact"),
                _("Show the contact details") if may_look else _("Kept apart"),
                href=reverse("questions:contact", args=[question.pk]) if may_look else "",
                note=words.disposal(question, contact),
            )
        )
    return rows


def _pinned(reach: Reach, question: Question) -> Iterator[Fact]:
    pin = pins.pin_of(reach, question)
    if pin:
        yield Fact(_("Pin"), points.words(pin), href=points.address(pin))


def _asker(question: Question) -> str:
    role = str(AskerRole(question.asker_role).label).capitalize()
    return f"{role}, {question.asker_organisation}" if question.asker_organisation else role


def timeline(reach: Reach, question: Question) -> list[TimelineEntry]:
    """What has happened, newest first, with what remains on top."""
    notes = permissions.works_with(reach, question)
    entries = [_entry(entry, reach, question) for entry in queries.timeline(question, notes=notes)]
    return [*_next(question), *entries]


def _entry(entry: Entry, reach: Reach, question: Question) -> TimelineEntry:
    noted = entry.verb == Verb.NOTED
    return TimelineEntry(
        title=words.readable(reach, question, words.to_staff(entry)),
        when=entry.at,
        text="" if noted else words.readable(reach, question, words.detail(entry)),
        note=entry.note.text if noted else "",
    )


def _next(question: Question) -> Iterator[TimelineEntry]:
    if question.stands is Status.WAITING:
        yield TimelineEntry(_("The asker replies"), _("we wait"), state="next")
    elif question.is_open:
        title = _("%(department)s answers the one who asked") % {"department": lead_name(question)}
        yield TimelineEntry(title, _("%(day)s at the latest") % {"day": dates.day(question.due_on)}, state="next")


@dataclass(frozen=True)
class Standing:
    """What to write in the answer's field, and what was kept of what was written before."""

    text: str
    saved_at: datetime | None
    kept: Sequence[tuple[int, str, datetime]]


def writing(reach: Reach, question: Question, part: Part | None = None) -> Standing:
    """The draft of the one who asks, and texts of theirs that were overtaken."""
    user = reach.who.user
    if user is None:
        return Standing("", None, ())
    mine = queries.own_texts(question, user, part)
    # A draft may reach us after the very text was sent: both leave the browser at one press.
    sent = part.answer if part else question.answer
    draft = next((one for one in mine if one.why == Kept.DRAFT and one.text.strip() != sent), None)
    kept = [(one.pk, one.text, one.at) for one in mine if one.why == Kept.OVERTAKEN]
    return Standing(draft.text if draft else "", draft.at if draft else None, kept)
