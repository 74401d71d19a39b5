"""What the cells of a column hold: how each is read, however it was written, and how it is written out again.

A cell that can't be read raises Fault, which says what to do. Empty cells never come here.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_noop as _
from django.utils.translation import override, pgettext

from samspel.core import clock, persondata
from samspel.core.imports.faults import Fault
from samspel.core.imports.when import read_day, read_moment, read_time

Cell = str | int | float | bool | date | datetime | time | timedelta
"""What stands in a cell that is not empty, as Excel or CSV has it."""

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SPACES: Final = re.compile(r"[\s\u00a0\u202f]+")


def plain(cell: Cell) -> str:
    """A cell as a person reads it: whole numbers without a decimal point, days as 2026-01-31."""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes") if cell.second == 0 else cell.isoformat(" ", "seconds")
    return str(cell).strip()


def folded(word: str) -> str:
    """What two spellings of a word have in common: case, spaces, and signs between words do not matter."""
    return re.sub(r"[\W_]+", "", word.casefold())


def in_every_language(name: str | Promise) -> Iterator[str]:
    """A name as it reads in each language: a file is not in that of whoever reads it."""
    if isinstance(name, str):
        yield name
        return
    for code, _name in settings.LANGUAGES:
        with override(code):
            yield str(name)


class Held:
    """What a cell holds."""

    def read(self, cell: Cell) -> Any:
        """The value of a cell; raises Fault."""
        raise NotImplementedError

    def write(self, value: Any) -> str | int | float:
        """The cell of a value, which `read` reads back as it was."""
        return str(value)


@dataclass(frozen=True)
class Text(Held):
    """Text of at most so many letters. `guarded`: what looks like personal data is refused, or `masked` when so asked.

    Line breaks become spaces unless it has `lines`.
    """

    most: int = 200
    guarded: bool = False
    masked: bool = False
    lines: bool = False

    def read(self, cell: Cell) -> str:
        text = plain(cell).replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")
        if found := _CONTROL.search(text):
            raise Fault(
                _("There is a control character (%(code)s) in the text. Write the cell anew."),
                code=f"U+{ord(found.group()):04X}",
            )
        if "\ufffd" in text:
            raise Fault(_("A letter of the text was lost on its way (%(found)s). Write the cell anew."), found=text)
        text = text if self.lines else _SPACES.sub(" ", text)
        if len(text) > self.most:
            raise Fault(
                _("The text has %(length)d letters; at most %(most)d have room. Make it shorter."),
                length=len(text),
                most=self.most,
            )
        return self._without_persons(text) if self.guarded else text

    def _without_persons(self, text: str) -> str:
        findings = persondata.findings(text)
        if not findings:
            return text
        if self.masked:
            return persondata.masked(text)
        raise Fault(_PERSONS[findings[0].kind])


_PERSONS: Final = {
    "identity_number": _(
        "The text holds what looks like a personal identity number. Take it out of the file, or have such text masked."
    ),
    "phone": _("The text holds what looks like a phone number. Take it out of the file, or have such text masked."),
    "email": _("The text holds what looks like an e-mail address. Take it out of the file, or have such text masked."),
}


@dataclass(frozen=True)
class Number(Held):
    """A number, with decimal comma or point and with or without spaces between thousands."""

    least: float | None = None
    most: float | None = None

    def read(self, cell: Cell) -> Decimal:
        number = _number(cell)
        if self.least is not None and number < Decimal(str(self.least)):
            raise Fault(
                _("“%(found)s” is less than %(least)s. Look whether it was miswritten."),
                found=plain(cell),
                least=f"{self.least:g}",
            )
        if self.most is not None and number > Decimal(str(self.most)):
            raise Fault(
                _("“%(found)s” is more than %(most)s. Look whether it was miswritten."),
                found=plain(cell),
                most=f"{self.most:g}",
            )
        return number.normalize() + 0

    def write(self, value: Any) -> str | int | float:
        return int(value) if value == int(value) else float(value)


@dataclass(frozen=True)
class Whole(Number):
    """A whole number."""

    def read(self, cell: Cell) -> Any:
        number = super().read(cell)
        if number != int(number):
            raise Fault(_("“%(found)s” is not a whole number. Write it without decimals."), found=plain(cell))
        return int(number)


@dataclass(frozen=True)
class Money(Number):
    """Kronor in the file, whole öre as a value. `thousands`: the file says thousands of kronor."""

    least: float | None = 0
    most: float | None = 1e12
    thousands: bool = False

    def read(self, cell: Cell) -> Any:
        text = re.sub(r"(?i)\s*(kr|kronor|sek|tkr|:-)\.?\s*$", "", cell) if isinstance(cell, str) else cell
        ore = super().read(text) * (100_000 if self.thousands else 100)
        if ore != int(ore):
            raise Fault(_("“%(found)s” is not a whole number of öre. Round it."), found=plain(cell))
        return int(ore)

    def write(self, value: Any) -> str | int | float:
        return super().write(Decimal(value) / (100_000 if self.thousands else 100))


def _number(cell: Cell) -> Decimal:
    if isinstance(cell, bool | date | time | timedelta):
        raise Fault(_NO_NUMBER, found=plain(cell))
    text = _SPACES.sub("", plain(cell)).replace("\u2212", "-").replace("’", "").replace("'", "")
    if re.fullmatch(r"[+-]?\d{1,3}(\.\d{3})+,\d+", text):
        text = text.replace(".", "")
    elif re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+\.\d+", text):
        text = text.replace(",", "")
    text = text.replace(",", ".")
    if not re.fullmatch(r"[+-]?(\d{1,30}(\.\d{0,30})?|\.\d{1,30})(e[+-]?\d{1,2})?", text, re.IGNORECASE | re.ASCII):
        raise Fault(_NO_NUMBER, found=plain(cell))
    try:
        # No more figures than a float of Excel's has: 0.1 + 0.2 is 0.3 there.
        return round(Decimal(text), 10)
    except InvalidOperation as no:
        raise Fault(_NO_NUMBER, found=plain(cell)) from no


_NO_NUMBER: Final = _("“%(found)s” is not a number. Write it as 1234 or 1234,5.")


@dataclass(frozen=True)
class Day(Held):
    """A day, as Excel has it or as text: 2026-01-31, 20260131, 31/1 2026, 31 januari 2026. No moment of it is kept."""

    least: date = date(1950, 1, 1)
    most: date = date(2150, 1, 1)

    def read(self, cell: Cell) -> date:
        return _within(read_day(cell), self.least, self.most)

    def write(self, value: Any) -> str:
        return str(value.isoformat())


@dataclass(frozen=True)
class Moment(Held):
    """A day with or without its time: a datetime on the municipality's wall clock, or a date where no time is told."""

    least: date = date(1950, 1, 1)
    most: date = date(2150, 1, 1)

    def read(self, cell: Cell) -> datetime | date:
        found = read_moment(cell)
        _within(found.date() if isinstance(found, datetime) else found, self.least, self.most)
        return found

    def write(self, value: Any) -> str:
        return str(clock.local(value).strftime("%Y-%m-%d %H:%M")) if isinstance(value, datetime) else str(value)


def _within(day: date, least: date, most: date) -> date:
    if not least <= day <= most:
        raise Fault(
            _("The day %(day)s lies outside %(least)s to %(most)s. Look whether it was miswritten."),
            day=day.isoformat(),
            least=least.isoformat(),
            most=most.isoformat(),
        )
    return day


@dataclass(frozen=True)
class TimeOfDay(Held):
    """A time: 13:45, 13.45, 1345, kl 13.45, or as Excel has it. 24:00 is the end of the day, read as 23:59."""

    def read(self, cell: Cell) -> time:
        return read_time(cell)

    def write(self, value: Any) -> str:
        return f"{value:%H:%M}"


_YES: Final = frozenset({"ja", "j", "yes", "y", "true", "sant", "1", "x"})
_NO: Final = frozenset({"nej", "n", "no", "false", "falskt", "0"})


@dataclass(frozen=True)
class YesNo(Held):
    """Yes or no, in Swedish or English, as x, or as Excel has it."""

    def read(self, cell: Cell) -> bool:
        word = plain(cell).casefold()
        if word not in _YES | _NO:
            raise Fault(_("“%(found)s” is neither yes nor no. Write one of them."), found=plain(cell))
        return word in _YES

    def write(self, value: Any) -> str:
        return pgettext("cell", "yes") if value else pgettext("cell", "no")


_LISTED: Final = 10
"""So many of the known words are told in a fault."""


@dataclass(frozen=True)
class Option:
    """A choice: its value, its name, and other words for it."""

    value: Any
    name: str | Promise
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class OneOf(Held):
    """One of some choices, by its value or by any of its words. `words` are those that a source uses: word -> value."""

    options: Sequence[Option]
    words: dict[str, Any] = field(default_factory=dict)
    _known: dict[str, Any] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        known: dict[str, Any] = {}
        for option in self.options:
            for word in (str(option.value), *in_every_language(option.name), *option.aliases):
                known.setdefault(folded(word), option.value)
        given = {str(option.value): option.value for option in self.options}
        known |= {folded(word): given[value] for word, value in self.words.items() if value in given}
        object.__setattr__(self, "_known", known)

    def read(self, cell: Cell) -> Any:
        return self.one(plain(cell))

    def one(self, word: str) -> Any:
        """The value that a word stands for."""
        found = self._known.get(folded(word), _NOTHING)
        if found is _NOTHING:
            raise Fault(
                _("“%(found)s” is none of the words that are known here (%(known)s). Write one of them, or match it."),
                aside=word[:200],
                found=word,
                known=self._listed(),
            )
        return found

    def _listed(self) -> str:
        """The first of the words, so that a fault says which there are."""
        names = [str(option.name) for option in self.options[: _LISTED + 1]]
        return ", ".join([*names[:_LISTED], "…"] if len(names) > _LISTED else names)

    def write(self, value: Any) -> str:
        return next((str(option.name) for option in self.options if option.value == value), "")

    def with_words(self, words: dict[str, Any]) -> "OneOf":
        """The same, knowing a source's words too."""
        return replace(self, words=words)


_NOTHING: Final = object()


def several(values: Iterable[Any]) -> tuple[Any, ...]:
    """Some choices as a column holds them: each once, in an order of their own."""
    return tuple(sorted(set(values), key=str))


@dataclass(frozen=True)
class AnyOf(OneOf):
    """Some of the choices, between semicolons, commas or line breaks; their order does not matter."""

    def read(self, cell: Cell) -> Any:
        parts = re.split(r"[;\n]", plain(cell))
        found = [value for part in parts if part.strip() for value in self._some(part.strip())]
        return several(found)

    def _some(self, part: str) -> list[Any]:
        """What a part says: one choice, whose name may hold commas, or several between them."""
        if "," not in part or folded(part) in self._known:
            return [self.one(part)]
        return [self.one(word.strip()) for word in part.split(",") if word.strip()]

    def write(self, value: Iterable[Any]) -> str:
        return "; ".join(super(AnyOf, self).write(one) for one in value)
