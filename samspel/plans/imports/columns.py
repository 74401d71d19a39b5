"""What a measure in a file is told by: the columns of our own export."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samspel.core.imports import AnyOf, Column, OneOf, Option, Text, Whole
from samspel.municipality import queries as municipality
from samspel.plans.models import Measure
from samspel.plans.models.measure import FUNDINGS, STATUSES, seat_in_words
from samspel.situation.models import Challenge
from samspel.targets.models import OutcomeGoal

DEPARTMENT, SEAT = "department", "seat"
"""What an owner is: `department 3`, `seat 7`."""


def columns() -> list[Column]:
    """In the order and with the headings of our own export."""
    return [*_what(), *_who_and_when(), *_how_it_stands(), *_links()]


def _what() -> list[Column]:
    return [
        Column("number", pgettext_lazy("measure", "Number"), Text(20), aliases=("nr", "id", "åtgärdsnummer")),
        Column("title", _("Measure"), Text(200, guarded=True), required=True, aliases=("titel", "rubrik", "namn")),
        Column("text", _("What is to be done"), Text(8000, guarded=True, lines=True), aliases=("beskrivning", "text")),
        Column("development_area", _("Development area"), OneOf(_named(municipality.development_areas()))),
        Column("perspectives", _("Perspectives"), AnyOf(_named(municipality.perspectives()))),
    ]


def _who_and_when() -> list[Column]:
    return [
        Column(
            "owner",
            _("Owner"),
            OneOf(_owners()),
            aliases=("ansvarig", "ansvarig förvaltning", "responsible"),
            help=_("A department, or a seat in a body. Never a person."),
        ),
        Column("departments", _("Together with"), AnyOf(_departments("{pk}")), aliases=("medverkande",)),
        Column("area", _("Area"), OneOf(_named(municipality.areas())), help=_("Empty: the whole municipality.")),
        Column("from_year", _("From the year"), Whole(1990, 2150), aliases=("startår", "från", "start")),
        Column("to_year", _("To and including the year"), Whole(1990, 2150), aliases=("slutår", "till", "klar")),
    ]


def _how_it_stands() -> list[Column]:
    return [
        Column("funding", _("Funding"), OneOf([Option(code, name) for code, name in FUNDINGS])),
        Column("status", _("Status"), OneOf([Option(code, name) for code, name in STATUSES])),
        Column(
            "comment",
            pgettext_lazy("measure", "How it goes"),
            Text(4000, guarded=True, lines=True),
            aliases=("kommentar", "comment"),
        ),
    ]


def _links() -> list[Column]:
    challenges = Challenge.objects.values_list("pk", "reference")
    goals = OutcomeGoal.objects.values_list("pk", "reference")
    return [
        Column("challenges", _("Challenges"), AnyOf([Option(str(pk), name) for pk, name in challenges])),
        Column("outcome_goals", _("Outcome goals"), AnyOf([Option(str(pk), name) for pk, name in goals])),
        Column(
            "municipal_goals",
            _("Municipal goals"),
            AnyOf([Option(str(one.pk), one.text, (one.code,)) for one in municipality.goals()]),
        ),
    ]


def _named(rows: Iterable[object]) -> list[Option]:
    return [Option(str(row.pk), row.name, (row.code,)) for row in rows]  # type: ignore[attr-defined]


def _departments(value: str) -> list[Option]:
    return [Option(value.format(pk=one.pk), one.short_name, (one.name, one.code)) for one in municipality.departments()]


def _owners() -> list[Option]:
    seats = [seat for body in municipality.bodies() for seat in body.seats.all()]
    return [
        *_departments(f"{DEPARTMENT} {{pk}}"),
        *(Option(f"{SEAT} {seat.pk}", seat_in_words(seat)) for seat in seats),
    ]


def owner_of(measure: Measure) -> str | None:
    """Its owner as the column holds it."""
    if measure.owner_department_id:
        return f"{DEPARTMENT} {measure.owner_department_id}"
    return f"{SEAT} {measure.owner_seat_id}" if measure.owner_seat_id else None
