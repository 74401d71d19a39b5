"""Dates, times, deadlines and amounts in words, in the language of the page and the time zone of the municipality."""

import re
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise

from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

NBSP = "\u00a0"
EN_DASH = "\u2013"


_LONG = re.compile(r"[^\W\d_]{12,}")
_BETWEEN = re.compile(r"(?<=[aeiouyåäöé])([^aeiouyåäöé\W\d_]*)([^aeiouyåäöé\W\d_])(?=[aeiouyåäöé])", re.IGNORECASE)
_KEPT = 4
"""So many letters of a long word stay together at its beginning and at its end."""


def _local(value: date) -> date:
    """A moment in local time; a plain day as it is. ValueError for a moment that does not say its offset."""
    return timezone.localtime(value) if isinstance(value, datetime) else value


def day(value: date) -> str:
    """A moment or day -> "16 november 2026"."""
    return format_date(_local(value), pgettext("date", "j F Y"))


def day_short(value: date) -> str:
    """A moment or day, for tables -> "16 nov"."""
    return format_date(_local(value), pgettext("date", "j M")).replace(" ", NBSP)


def weekday(value: date) -> str:
    """A moment or day -> "måndag 16 november"."""
    return format_date(_local(value), pgettext("date", "l j F"))


def clock(value: datetime) -> str:
    """A moment -> "16.00"."""
    return format_date(_local(value), pgettext("time", "H:i"))


def at(value: datetime) -> str:
    """A moment -> "kl. 16.00"."""
    return pgettext("time", "at {time}").format(time=clock(value)).replace(" ", NBSP)


def when(value: date) -> str:
    """A moment -> "16 november 2026 kl. 16.00"; a day -> "16 november 2026"."""
    return f"{day(value)} {at(value)}" if isinstance(value, datetime) else day(value)


def when_short(value: date) -> str:
    """A moment, for tables and timelines -> "16 nov kl. 16.00"; a day -> "16 nov"."""
    return f"{day_short(value)} {at(value)}" if isinstance(value, datetime) else day_short(value)


def week(value: date) -> str:
    """A moment or day -> "vecka 47" (ISO 8601)."""
    return _("week {number}").format(number=_local(value).isocalendar().week).replace(" ", NBSP)


def week_short(value: date) -> str:
    """A moment or day, for axes -> "v. 47"."""
    return pgettext("axis", "w. {number}").format(number=_local(value).isocalendar().week).replace(" ", NBSP)


def period(first: date, last: date) -> str:
    """From a day to a day, both counted -> "9–15 november 2026", "30 november–2 december 2026"."""
    if first == last:
        return day(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}{EN_DASH}{day(last)}"
    start = format_date(first, pgettext("date", "j F")) if first.year == last.year else day(first)
    return f"{start}{EN_DASH}{day(last)}"


def deadline(due: datetime, days: int, *, late: bool | None = None) -> str:
    """How long first, then when: "2 arbetsdagar sen", "I dag kl. 16.00", "Om 3 arbetsdagar, torsdag 19 november".

    `days` are working days from today to the day of `due`, negative when it has passed; `late` says that a deadline
    of today has passed its hour.
    """
    if days < 0:
        return ngettext("{days} working day late", "{days} working days late", -days).format(days=-days)
    if days == 0:
        words = _("Was due today {at}") if late else _("Today {at}")
        return words.format(at=at(due))
    words = ngettext("In {days} working day, {day}", "In {days} working days, {day}", days)
    return words.format(days=days, day=weekday(due))


def number(value: float | Decimal, decimals: int = 0) -> str:
    """A number with no-break spaces as thousands mark and the language's decimal mark -> "1 250", "0,5"."""
    text = f"{value:,.{int(decimals)}f}".replace(",", NBSP).replace(".", pgettext("decimal mark", "."))
    return text.replace("-", "\u2212")


def tkr(ore: int) -> str:
    """An amount in öre -> thousands of kronor, rounded half up: "1 250 tkr"."""
    return (
        pgettext("money", "SEK {amount} thousand").format(amount=number((ore + 50_000) // 100_000)).replace(" ", NBSP)
    )


def kronor(ore: int) -> str:
    """An amount in öre -> kronor, to the öre where there are any: "3 153 750 kr", "12,50 kr"."""
    whole = ore % 100 == 0
    amount = number(ore // 100) if whole else number(Decimal(ore) / 100, 2)
    return pgettext("money", "SEK {amount}").format(amount=amount).replace(" ", NBSP)


def percent(share: float) -> str:
    """A share of one (0.64) -> "64 %"."""
    return f"{number(share * 100)}{NBSP}%"


def dialled(phone: str) -> str:
    """A number as it is written -> as a telephone takes it: "08-465 00 41" -> "084650041"."""
    return "".join(letter for letter in phone if letter.isdigit() or letter == "+")


def breakable(text: str) -> str:
    """The text with soft hyphens in its long words: a browser without a dictionary breaks them there in narrow columns.

    By the rule of one consonant: of those between two vowels the last goes with what follows (över-ens-kom-mel-se).
    """
    return _LONG.sub(lambda found: _broken(found.group()), text)


def _broken(word: str) -> str:
    places = [one.start(2) for one in _BETWEEN.finditer(word) if _KEPT <= one.start(2) <= len(word) - _KEPT]
    parts = (word[start:end] for start, end in pairwise([0, *places, len(word)]))
    return "\u00ad".join(parts)
