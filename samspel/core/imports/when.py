"""Days and times as people and other systems write them. Where it could be either, days come before months."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from samspel.core.imports.faults import Fault

FIRST_SERIAL: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - Excel's first day has no zone
_SERIALS: Final = (18_264, 91_313)
"""1950-01-01 and 2150-01-01, as Excel counts days."""

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan januari january", "feb februari february", "mar mars march", "apr april", "maj may", "jun juni june",
            "jul juli july", "aug augusti august", "sep sept september", "okt oktober oct october",
            "nov november", "dec december",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_WEEKDAY: Final = re.compile(
    r"^(m[åa]n|tis|ons|tor|tors|fre|l[öo]r|s[öo]n|mon|tue|wed|thu|fri|sat|sun)[a-zå-ö]*\.?,?\s+(den\s+)?"
)
_YEAR_FIRST: Final = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})(?!\d)")
_TOGETHER: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(?!\d)")
_DAY_FIRST: Final = re.compile(r"(\d{1,2})[-/. ]{1,2}(\d{1,2})[-/. ]{1,2}(\d{4}|\d{2})(?![\d:.])")
_NAMED: Final = re.compile(r"(?:den\s+)?(\d{1,2})[:. ]*(?:[ae]\s+)?([a-z]{3,9})\.?,?\s*(\d{4})(?!\d)")
_TIME: Final = re.compile(
    r"(?:kl|klockan|at)?[.\s]*(\d{1,2})(?:[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d{1,9})?)?|(\d{2}))?\s*(am|pm)?\s*(?:h|tim)?"
)
_ZONE: Final = re.compile(r"(z|[+-]\d{2}:?\d{2})$")

_NO_DAY: Final = _("“%(found)s” is not a day that there is. Write it as 2026-01-31.")
_NO_TIME: Final = _("“%(found)s” is not a time. Write it as 13:45.")


def read_day(cell: Any) -> date:
    """The day that a cell tells, whatever the time; raises Fault."""
    found = read_moment(cell)
    return found.date() if isinstance(found, datetime) else found


def read_moment(cell: Any) -> datetime | date:
    """A moment on the municipality's wall clock (aware), or a day where no time is told; raises Fault."""
    if isinstance(cell, datetime):
        return cell.date() if cell.time() == time() and cell.tzinfo is None else _aware(cell, cell)
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _counted(cell)
    if not isinstance(cell, str):
        raise _fault(_NO_DAY, cell)
    text = _WEEKDAY.sub("", cell.strip().casefold())
    day, rest = _day_of(text, cell)
    rest = rest.strip(" ,t-\u2013")
    if not rest:
        return day
    zone = _ZONE.search(rest)
    moment = datetime.combine(day, _time_of(rest[: zone.start()] if zone else rest, cell))
    return _aware(moment, cell) if zone is None else _offset(moment, zone.group(), cell)


def _counted(cell: float) -> datetime | date:
    """A number in a column of days: 20260131, or days as Excel counts them."""
    text = str(int(cell)) if float(cell).is_integer() else ""
    if len(text) == 8:
        return _day(int(text[:4]), int(text[4:6]), int(text[6:]), cell)
    if not _SERIALS[0] <= cell <= _SERIALS[1]:
        raise _fault(_NO_DAY, cell)
    moment = FIRST_SERIAL + timedelta(seconds=round(cell * 86_400))
    return moment.date() if moment.time() == time() else _aware(moment, cell)


def _day_of(text: str, cell: str) -> tuple[date, str]:
    for pattern, order in ((_YEAR_FIRST, "ymd"), (_TOGETHER, "ymd"), (_NAMED, "dmy"), (_DAY_FIRST, "dmy")):
        found = pattern.match(text)
        if found:
            parts = dict(zip(order, found.groups(), strict=True))
            month = parts["m"] if parts["m"].isdigit() else str(_MONTHS.get(parts["m"], 0))
            year = int(parts["y"]) + (2000 if len(parts["y"]) == 2 else 0)
            return _day(year, int(month), int(parts["d"]), cell), text[found.end() :]
    raise _fault(_NO_DAY, cell)


def _day(year: int, month: int, day: int, cell: object) -> date:
    try:
        return date(year, month, day)
    except ValueError as no:
        raise _fault(_NO_DAY, cell) from no


def read_time(cell: Any) -> time:
    """The time that a cell tells; raises Fault."""
    if isinstance(cell, datetime):
        return cell.time().replace(second=0, microsecond=0)
    if isinstance(cell, time):
        return cell.replace(second=0, microsecond=0, tzinfo=None)
    if isinstance(cell, timedelta):
        return _part(cell.total_seconds() / 86_400, cell)
    if isinstance(cell, float) and 0 <= cell < 1:
        return _part(cell, cell)
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        raise _fault(_NO_TIME, cell)
    text = _figures(cell) if isinstance(cell, int | float) else cell
    return _time_of(text.strip().casefold(), cell)


def _figures(cell: float) -> str:
    """A number as a time is written with figures alone: 9 is nine o'clock, 45 a quarter to one at night, 1345."""
    return str(int(cell)) if cell in range(25) else f"{cell:04.0f}" if float(cell).is_integer() else str(cell)


def _part(share: float, cell: object) -> time:
    """The time at a share of a day."""
    if not 0 <= share < 1:
        raise _fault(_NO_TIME, cell)
    minutes = min(round(share * 1440), 1439)
    return time(minutes // 60, minutes % 60)


def _time_of(text: str, cell: object) -> time:
    found = _TIME.fullmatch(text)
    if not found:
        raise _fault(_NO_TIME, cell)
    hour, minute = int(found[1]), int(found[2] or found[4] or 0)
    if found[5]:
        hour = hour % 12 + (12 if found[5] == "pm" else 0) if 1 <= hour <= 12 else 99
    if (hour, minute) == (24, 0):
        return time(23, 59)
    if hour > 23 or minute > 59:
        raise _fault(_NO_TIME, cell)
    return time(hour, minute)


def _aware(moment: datetime, cell: object) -> datetime:
    try:
        plain = moment.replace(second=0, microsecond=0)
        return plain if plain.tzinfo else timezone.make_aware(plain)
    except (OverflowError, ValueError) as no:
        raise _fault(_NO_DAY, cell) from no


def _offset(moment: datetime, zone: str, cell: object) -> datetime:
    try:
        return datetime.fromisoformat(f"{moment.isoformat()}{'+00:00' if zone == 'z' else zone}")
    except ValueError as no:
        raise _fault(_NO_TIME, cell) from no


def _fault(says: str, cell: object) -> Fault:
    return Fault(says, found=str(cell))
