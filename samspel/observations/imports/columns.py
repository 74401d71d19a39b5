"""What an observation in a file is told by, and the headings that others use."""

from typing import Final

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samspel.core.imports import Column, Moment, Number, OneOf, Option, Text, TimeOfDay
from samspel.municipality import queries as municipality
from samspel.observations import words
from samspel.observations.models import Felt, WhenKnown

LONGEST: Final = 4000


def columns() -> list[Column]:
    """In the order and with the headings of our own export."""
    return [*_what_and_where(), *_when(), *_more(), *_coordinates()]


def _what_and_where() -> list[Column]:
    return [
        Column(
            "kind",
            _("What"),
            OneOf(_kinds()),
            required=True,
            aliases=_KIND,
            help=_("One of the kinds of observations. You say once what other words mean."),
        ),
        Column(
            "area",
            _("Area"),
            OneOf(_areas()),
            aliases=_AREA,
            help=_("Area, place or coordinates: one of them is needed."),
        ),
        Column("place", _("Known place"), Text(guarded=True), aliases=_PLACE),
        Column(
            "spot",
            _("Street or spot"),
            Text(guarded=True),
            aliases=_SPOT,
            help=_("Not the address of somebody's home."),
        ),
    ]


def _when() -> list[Column]:
    return [
        Column("from", _("From"), Moment(), aliases=_FROM, help=_("The day, with or without the time.")),
        Column(
            "from_time",
            _("From, time"),
            TimeOfDay(),
            aliases=_FROM_TIME,
            help=_("Where the time stands in a column of its own."),
        ),
        Column("to", _("To"), Moment(), aliases=_TO),
        Column("to_time", _("To, time"), TimeOfDay(), aliases=_TO_TIME),
        Column("known", _("Known of the time"), OneOf([Option(one.value, one.label) for one in WhenKnown])),
    ]


def _more() -> list[Column]:
    return [
        Column("felt", _("How it felt"), OneOf([Option(one.value, one.label) for one in Felt])),
        Column(
            "text",
            _("More about it"),
            Text(LONGEST, guarded=True, lines=True),
            aliases=_TEXT,
            help=_("Places and situations, never persons."),
        ),
        Column(
            "number",
            pgettext_lazy("observation", "Number"),
            Text(),
            aliases=_NUMBER,
            help=_("The source's own number of the event, so that it does not come twice when its text is changed."),
        ),
    ]


def _coordinates() -> list[Column]:
    return [
        Column("latitude", _("Latitude"), Number(-90, 90), aliases=("lat",), help=_("WGS 84, degrees.")),
        Column("longitude", _("Longitude"), Number(-180, 180), aliases=("lon", "lng", "long")),
        Column(
            "north",
            _("North"),
            Number(6_000_000, 7_800_000),
            aliases=_NORTH,
            help=_("SWEREF 99 TM, metres."),
        ),
        Column("east", _("East"), Number(200_000, 1_000_000), aliases=_EAST),
    ]


_KIND: Final = (
    "kind", "typ", "händelsetyp", "brottstyp", "brottsrubricering", "brottskod i klartext", "kategori", "category",
    "händelse", "typ av händelse",
)  # fmt: skip
_AREA: Final = ("stadsdel", "bostadsområde", "delområde", "district")
_PLACE: Final = ("plats", "känd plats", "place", "location")
_SPOT: Final = ("gata", "brottsplats", "adress", "address", "street", "gatuadress", "platsbeskrivning", "fastighet")
_FROM: Final = (
    "datum", "date", "tidpunkt", "start", "brottsdatum fr.o.m.", "brottsdatum", "händelsedatum", "inträffat", "när",
    "starttid", "tid från", "fr.o.m.", "datum från",
)  # fmt: skip
_FROM_TIME: Final = ("klockslag", "tid", "time", "brottstid fr.o.m.", "kl", "klockslag från", "tid fr.o.m.")
_TO: Final = ("till", "slut", "end", "brottsdatum t.o.m.", "sluttid", "tid till", "t.o.m.", "datum till")
_TO_TIME: Final = ("brottstid t.o.m.", "klockslag till", "tid t.o.m.", "end time")
_TEXT: Final = ("beskrivning", "text", "fritext", "kommentar", "anteckning", "description", "notering")
_NORTH: Final = ("n", "x-koordinat (n)", "northing", "sweref n", "nord", "n-koordinat", "koordinat n")
_EAST: Final = ("e", "y-koordinat (e)", "easting", "sweref e", "öst", "e-koordinat", "ost", "koordinat e")
_NUMBER: Final = (
    "id", "diarienummer", "diarienr", "dnr",
    "k-nummer", "ärendenummer", "ärende", "händelseid", "löpnummer", "nr", "case", "ref",
    "referens", "ärende-id",
)  # fmt: skip


def _kinds() -> list[Option]:
    languages = [code for code, _name in settings.LANGUAGES]
    return [
        Option(kind.code, words.kind(kind), tuple(kind.name_in(language) for language in languages))
        for kind in municipality.observation_kinds()
    ]


def _areas() -> list[Option]:
    return [Option(area.code, area.name) for area in municipality.areas()]
