"""Every change of the roster. Two who plan the same night at once: the database takes one, the other is told."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samspel.accounts.models import User
from samspel.accounts.who import Who
from samspel.core import clock, log, outbox, versions
from samspel.core.actors import Job
from samspel.core.errors import Missing, Refused
from samspel.core.services import service
from samspel.duty import permissions, queries
from samspel.duty.models import DutyShift
from samspel.duty.rules import FURTHEST_AHEAD, LONGEST_SHIFT, MOST_REPETITIONS, NoSuchTime, Period, repeated, without
from samspel.municipality import queries as municipality
from samspel.municipality.models import ReceiverRole
from samspel.ui import words

OVERLAP = "duty_shift_no_overlap"


@service
def plan(
    user: User, period: Period, *, by: Who, times: int = 1, every_weeks: int = 1, source: str = ""
) -> list[DutyShift]:
    """Put a user on duty, once or several times at the same hours on the wall some weeks apart; all or none.

    Raises Refused when the period is none, or over, when the user does not hold the function then, or when somebody is
    on duty already; Missing when `by` may not plan.
    """
    _may_plan(by)
    if period.ends > clock.now() + FURTHEST_AHEAD:
        raise Refused(_("Choose a day within the next years."), field="ends_day")
    if not 1 <= times <= MOST_REPETITIONS:
        raise Refused(_("Plan between 1 and %(most)s times.") % {"most": MOST_REPETITIONS}, field="times")
    try:
        periods = repeated(period, times=times, every_weeks=every_weeks, zone=queries.zone())
    except NoSuchTime as skipped:
        raise Refused(
            _("The clocks go forward then, so that time does not exist. Choose an hour later."), field="starts_time"
        ) from skipped
    shifts = [_add(user, one, source) for one in periods]
    for shift in shifts:
        log.record("plan", shift, by=by, fields=["user", "span"])
    return shifts


@service
def replace(
    shift: DutyShift, user: User, *, by: Who, part: Period | None = None, version: int | None = None
) -> DutyShift:
    """Let somebody else take a shift, or the part of it that lies ahead and in `part`; returns what they got.

    Raises Refused, Stale and Missing as `plan` does.
    """
    _may_plan(by)
    held = versions.hold(DutyShift.objects.all(), shift.pk, version)
    taken = _ahead(held, part)
    if user == held.user:
        raise Refused(_("They have this shift already."), field="user")
    rest = without([held.period], [taken])
    held.delete()
    for piece in rest:
        log.record("replan", _write(held.user, piece, held.source), by=by, fields=["span"])
    got = _add(user, taken, held.source)
    log.record("replace", got, by=by, fields=["user", "span"])
    return got


@service
def swap(first: DutyShift, second: DutyShift, *, by: Who) -> tuple[DutyShift, DutyShift]:
    """Let two officers take each other's shifts. Raises Refused when one of the shifts has begun."""
    _may_plan(by)
    # Locked in one order, whoever swaps with whom.
    pair = {pk: versions.hold(DutyShift.objects.all(), pk) for pk in sorted({first.pk, second.pk})}
    one, other = pair[first.pk], pair[second.pk]
    if one.user_id == other.user_id:
        raise Refused(_("Both shifts are the same officer's. Choose two officers."), field="other")
    if min(one.starts, other.starts) <= clock.now():
        raise Refused(
            _("A shift that has begun is not swapped. Let somebody take the rest of it instead."), field="other"
        )
    one.user, other.user = other.user, one.user
    for row in (one, other):
        _must_hold(row.user, row.period)
        versions.save(row, "user")
        log.record("swap", row, by=by, fields=["user"])
    return one, other


@service
def remove(shift: DutyShift, *, by: Who, version: int | None = None) -> None:
    """Take a shift, or what is left of it, out of the roster. What has been is kept."""
    _may_plan(by)
    held = versions.hold(DutyShift.objects.all(), shift.pk, version)
    ahead = _ahead(held, None)
    log.record("remove", held, by=by, fields=["span"])
    if ahead == held.period:
        held.delete()
    else:
        held.span = (held.starts, ahead.starts)
        versions.save(held, "span")


def warn_of_gaps() -> int:
    """Write to those who plan about the gaps ahead; returns how many gaps there are. No gap, no letter."""
    gaps = queries.gaps_ahead()
    if gaps:
        _write_about(gaps, by=Job("duty.warn_of_gaps"))
    return len(gaps)


@service
def _write_about(gaps: list[Period], *, by: Job) -> None:
    receiver = municipality.receiver(ReceiverRole.HEAD_OF_SECURITY)
    readers = {user.email: user.language for user in queries.holders_to_warn() if user.email}
    if not readers and receiver.email:
        readers = {receiver.email: settings.LANGUAGE_CODE}
    for address, language in readers.items():
        with translation.override(language):
            outbox.post(kind="duty.gaps", to=address, subject=_subject(gaps), body=_body(gaps), about=receiver)
    log.record("warn of gaps", receiver, by=by, because=f"{len(gaps)}")


def _subject(gaps: list[Period]) -> str:
    count = len(gaps)
    return ngettext("%(count)s gap in the duty roster", "%(count)s gaps in the duty roster", count) % {"count": count}


def _body(gaps: list[Period]) -> str:
    fallback = queries.fallback()
    lines = [
        f"- {words.weekday(gap.starts)} {words.at(gap.starts)} – {words.weekday(gap.ends)} {words.at(gap.ends)}"
        for gap in gaps
    ]
    return "\n".join(
        [
            _("Nobody is on duty at these times, although the office is closed:"),
            *lines,
            "",
            _("Until somebody is, alarms go to %(name)s, %(phone)s.")
            % {"name": fallback.name, "phone": fallback.phone},
            f"{settings.BASE_URL}/duty/",
        ]
    )


def _may_plan(by: Who) -> None:
    if not permissions.may_plan(by):
        raise Missing


def _ahead(shift: DutyShift, part: Period | None) -> Period:
    """What lies ahead of a shift, or of a part of it."""
    wanted = part or shift.period
    if wanted.starts < shift.starts or wanted.ends > shift.ends:
        raise Refused(
            _("The shift is from %(from)s to %(to)s. Stay within it.") % _from_to(shift.period), field="starts_time"
        )
    ahead = Period(max(wanted.starts, clock.now()), wanted.ends)
    if ahead.starts >= ahead.ends:
        raise Refused(_("This shift is over. What has been is kept."))
    return ahead


def _add(user: User, period: Period, source: str) -> DutyShift:
    if period.starts >= period.ends:
        raise Refused(_("The shift must end after it starts."), field="ends_time")
    if period.ends <= clock.now():
        raise Refused(_("That time has passed. The roster is planned ahead."), field="starts_day")
    if period.ends - period.starts > LONGEST_SHIFT:
        raise Refused(_("A shift is at most %(days)s days.") % {"days": LONGEST_SHIFT.days}, field="ends_day")
    _must_hold(user, period)
    taken = _already(period)
    if taken:
        raise _taken(taken)
    return _write(user, period, source)


def _already(period: Period) -> DutyShift | None:
    return DutyShift.objects.within(period.starts, period.ends).select_related("user").first()


def _write(user: User, period: Period, source: str) -> DutyShift:
    shift = DutyShift(user=user, span=(period.starts, period.ends), source=source)
    with _no_overlap():
        shift.save()
    shift.refresh_from_db()
    return shift


def _must_hold(user: User, period: Period) -> None:
    if not user.is_active or not queries.may_be_on_duty(user, period):
        raise Refused(
            _("%(name)s is not duty officer the whole time. Give them the function first.") % {"name": user.name},
            field="user",
        )


@contextmanager
def _no_overlap() -> Iterator[None]:
    """Somebody else may plan the same hours right now: the constraint tells, and so do we."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as fault:
        if OVERLAP not in str(fault):
            raise
        raise Refused(_JUST_TAKEN, field="starts_day") from fault


_JUST_TAKEN = gettext_lazy("Somebody planned these hours while you did. Look at the roster and choose again.")


def _taken(shift: DutyShift) -> Refused:
    return Refused(
        _("%(name)s is on duty from %(from)s to %(to)s. Let somebody take part of that shift, or choose other hours.")
        % {"name": shift.user.name, **_from_to(shift.period)},
        field="starts_day",
    )


def _from_to(period: Period) -> dict[str, str]:
    return {"from": words.when(period.starts), "to": words.when(period.ends)}
