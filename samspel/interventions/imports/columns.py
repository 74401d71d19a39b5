"""What an intervention in a file is told by: the columns of our own export."""

from collections.abc import Callable, Iterable

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from samspel.core import clock
from samspel.core.imports import AnyOf, Column, Day, Held, Money, OneOf, Option, Text, Whole, YesNo
from samspel.interventions import queries, words
from samspel.interventions.export import cost_heading, outcome_heading
from samspel.municipality import queries as municipality
from samspel.plans.models import Measure
from samspel.targets.models import OutcomeGoal


def columns() -> list[Column]:
    """In the order and with the headings of our own export."""
    return [*_what(), *_where_and_whom(), *_how(), *_links(), *_money()]


def _what() -> list[Column]:
    return [
        Column(
            "number", pgettext_lazy("intervention", "Number"), Text(20), help=_("The number here, where it has one.")
        ),
        Column(
            "own",
            _("Own number"),
            Text(60),
            aliases=("nr", "id", "löpnummer"),
            help=_("The number in the department's own list. With it or the number here nothing comes twice."),
        ),
        Column("title", _("Name"), Text(160, guarded=True), required=True, aliases=("insats", "titel", "rubrik")),
        Column("text", _("What is done"), Text(8000, guarded=True, lines=True), aliases=("beskrivning", "description")),
        Column(
            "department",
            _("Department"),
            OneOf(_named(municipality.departments(), short=True)),
            required=True,
            aliases=("förvaltning", "ansvarig"),
        ),
        Column(
            "committee",
            _("Committee"),
            OneOf(_named(municipality.committees())),
            aliases=("nämnd",),
            help=_("Empty: the department's own."),
        ),
    ]


def _where_and_whom() -> list[Column]:
    return [
        Column("areas", _("Areas"), AnyOf(_named(municipality.areas())), help=_("Empty: the whole municipality.")),
        Column("place", _("Place"), Text(200, guarded=True), aliases=("plats", "var")),
        Column("level", _("Level"), _levels(), required=True, aliases=("nivå",), help=_("1, 2 or 3.")),
        Column(
            "target",
            _("Target group"),
            OneOf([Option(code.value, name) for code, name in words.TARGET.items()]),
            required=True,
            aliases=("målgrupp",),
        ),
        Column("target_text", _("The group, in words"), Text(200, guarded=True)),
    ]


def _how() -> list[Column]:
    return [
        Column("status", _("Status"), OneOf([Option(code.value, word) for code, (_mark, word) in words.STATE.items()])),
        Column("starts", _("From"), Day(), aliases=("start", "startdatum", "från och med")),
        Column("ends", _("To and including"), Day(), aliases=("slut", "slutdatum", "till")),
        Column("partners", _("Together with"), AnyOf(_named(municipality.organisations())), aliases=("samverkan",)),
        Column("partner_text", _("And others"), Text(300, guarded=True)),
        Column("method", _("Method"), Text(300, guarded=True)),
        Column("on_trial", _("On trial"), YesNo()),
        Column("factors", _("Factors"), AnyOf(_named(municipality.factors())), aliases=("risk- och skyddsfaktorer",)),
        Column("no_assessment", _("Without needs assessment"), YesNo()),
        Column("decision", _("Decision"), Text(60), aliases=("beslutsnummer",)),
    ]


def _links() -> list[Column]:
    measures = Measure.objects.filter(retired_at=None).values_list("pk", "reference")
    goals = OutcomeGoal.objects.values_list("pk", "reference")
    return [
        Column("measures", _("Measures"), AnyOf([Option(str(pk), name) for pk, name in measures])),
        Column("goals", _("Goals"), AnyOf([Option(str(pk), name) for pk, name in goals])),
    ]


def _money() -> list[Column]:
    sure = [Option(code.value, word) for code, word in words.CERTAINTY.items()]
    return [
        Column("year", _("Year of the cost"), Whole(2000, 2100), aliases=("år", "year")),
        Column("cost", _("Cost, kronor"), Money(), aliases=("kostnad", "budget", "cost", *_of_years(cost_heading))),
        Column("certainty", _("How sure"), OneOf(sure)),
        Column("outcome", _("Outcome, kronor"), Money(), aliases=("utfall", "outcome", *_of_years(outcome_heading))),
        Column("confirmed", _("Confirmed"), Day(), ours=True),
    ]


def _of_years(heading: Callable[[int], str]) -> list[str]:
    """What our own files call a column whose heading names its year, in every language."""
    found = []
    for code, _name in settings.LANGUAGES:
        with override(code):
            found += [heading(year) for year in queries.years(clock.today())]
    return found


def _levels() -> Held:
    return OneOf([Option(level.value, word, (str(level.value),)) for level, word in words.LEVEL.items()])


def _named(rows: Iterable[object], *, short: bool = False) -> list[Option]:
    return [
        Option(str(row.pk), row.name, (row.code, *((row.short_name,) if short else ())))  # type: ignore[attr-defined]
        for row in rows
    ]
