"""Choices that several forms have, made while answering so that they are in the reader's language."""

from collections.abc import Iterable, Sequence
from typing import Any, Final, TypeVar, cast

from django import forms
from django.utils.translation import gettext as _

from samspel.core import clock
from samspel.municipality import queries as municipality
from samspel.municipality.models import BodySeat, Department, Goal
from samspel.plans import words
from samspel.plans.models import Measure

Choices = list[tuple[str, Any]]
Label = Any
"""Text, lazily translated as a rule."""
T = TypeVar("T")
SEAT: Final = "seat:"
"""Before the code of a seat, where an owner is chosen among departments and seats."""
LONGEST: Final = 8000


def choose(form: forms.Form, name: str, choices: Iterable[tuple[str, Any]]) -> None:
    """Set the choices of a field."""
    cast(forms.ChoiceField, form.fields[name]).choices = list(choices)


def text(**more: Any) -> forms.CharField:
    """A field for a text of several lines."""
    return forms.CharField(widget=forms.Textarea, max_length=LONGEST, **more)


def ticks(label: Label, **more: Any) -> forms.MultipleChoiceField:
    """A field where several can be ticked."""
    return forms.MultipleChoiceField(label=label, required=False, widget=forms.CheckboxSelectMultiple, **more)


def select(label: Label, **more: Any) -> forms.ChoiceField:
    """A field where one is chosen, or none."""
    return forms.ChoiceField(label=label, **{"required": False, **more})


def year(label: Label, **more: Any) -> forms.IntegerField:
    """A field for a year."""
    return forms.IntegerField(label=label, min_value=2000, max_value=2100, **{"required": False, **more})


def day(label: Label, **more: Any) -> forms.DateField:
    """A field for a day."""
    return forms.DateField(label=label, widget=forms.DateInput({"type": "date"}), **{"required": False, **more})


def picked(rows: Iterable[T], codes: Sequence[str], key: str = "code") -> tuple[T, ...]:
    """Those of the rows whose code was chosen."""
    return tuple(one for one in rows if str(getattr(one, key)) in set(codes))


def one(rows: Iterable[T], code: str, key: str = "code") -> T | None:
    """The row with the code, or None."""
    return next((row for row in rows if code and str(getattr(row, key)) == code), None)


def seats() -> list[BodySeat]:
    """The seats of all bodies."""
    return [seat for body in municipality.bodies() for seat in body.seats.all()]


def owners() -> Choices:
    """Departments, and below them the seats of each body."""
    departments = [(department.code, department.name) for department in municipality.departments()]
    bodies = [
        (body.name, [(f"{SEAT}{seat.code}", seat.role) for seat in body.seats.all()])
        for body in municipality.bodies()
        if body.seats.all()
    ]
    return [("", _("Nobody yet")), (_("Departments"), departments), *bodies]


def owner_code(measure: Measure) -> str:
    """The owner of a measure as a choice."""
    if measure.owner_department:
        return measure.owner_department.code
    return f"{SEAT}{measure.owner_seat.code}" if measure.owner_seat else ""


def owner_of(code: str) -> tuple[Department | None, BodySeat | None]:
    """The department or the seat that was chosen."""
    if code.startswith(SEAT):
        return None, one(seats(), code.removeprefix(SEAT))
    return one(municipality.departments(), code), None


def areas(none: str) -> Choices:
    """All areas, in Swedish order, after a choice of none."""
    return [("", none), *((area.code, area.name) for area in municipality.areas())]


def development_areas(none: str) -> Choices:
    """The development areas by number and name."""
    return [("", none), *((row.code, words.name(row)) for row in municipality.development_areas())]


def perspectives() -> Choices:
    """The perspectives."""
    return [(row.code, words.name(row)) for row in municipality.perspectives()]


def departments() -> Choices:
    """The departments."""
    return [(row.code, row.short_name) for row in municipality.departments()]


def goal_label(goal: Goal) -> str:
    """A municipal goal with its term of office, and whether its time is over."""
    return f"{goal.text} ({goal_time(goal)})"


def goal_time(goal: Goal) -> str:
    """The term of office for which a municipal goal was set; said to be over where it is."""
    return _("%(term)s: its time is over") % {"term": goal.term.name} if is_over(goal) else goal.term.name


def is_over(goal: Goal) -> bool:
    """Whether the term of a municipal goal has ended."""
    return goal.term.ends is not None and goal.term.ends < clock.today()


def municipal_goals() -> list[Goal]:
    """The municipal goals, those whose time is over last."""
    return sorted(municipality.goals(), key=is_over)
