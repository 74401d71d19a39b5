"""What an adopted situation picture holds, and how it reads: no other row is needed to read it."""

from collections.abc import Iterator
from datetime import date
from typing import Final, TypedDict

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.core.adopted import Entry, Section
from samspel.situation.rules import SectionCode
from samspel.ui import words


class Figure(TypedDict):
    """An indicator's rows: period, the area's value and the municipality's, as they were shown."""

    code: str
    name: str
    unit: str
    origin: str
    rows: list[tuple[str, str, str]]


class Spot(TypedDict):
    """A place or an area on the frozen map, and what was counted there ("" where it was too few to be told).

    `outline` is where an area ends, as GeoJSON in a text; empty for a point.
    """

    name: str
    north: float
    east: float
    counted: str
    outline: str
    mine: bool


class Map(TypedDict):
    """Observations of a time, counted where they were; `kinds` are (name, how many), `source` whose the borders are."""

    total: int
    spots: list[Spot]
    kinds: list[tuple[str, str]]
    team: int | None
    source: str


class Week(TypedDict):
    """A weekly picture that was taken into it."""

    week: str
    text: str


class FrozenFactor(TypedDict):
    """A factor as it was called."""

    name: str
    protects: bool


class FrozenCause(TypedDict):
    """A cause and how deep in the tree it stands, in the tree's order."""

    text: str
    depth: int


class FrozenChallenge(TypedDict):
    """A challenge with what causes it, the factors, and what it rests on, in words."""

    id: str
    reference: str
    title: str
    text: str
    causes: list[FrozenCause]
    factors: list[FrozenFactor]
    bases: list[str]


class Content(TypedDict):
    """All of it."""

    area: str
    invented: bool
    shows_from: str
    shows_to: str
    texts: dict[str, str]
    figures: list[Figure]
    map: Map
    weeks: list[Week]
    challenges: list[FrozenChallenge]


HEADINGS: Final = {
    SectionCode.SURVEY: gettext_lazy("Survey of crime: extent and consequences"),
    SectionCode.OTHER: gettext_lazy("Other relevant information"),
    SectionCode.ANALYSIS: gettext_lazy("Analysis"),
}
HINTS: Final = {
    SectionCode.SURVEY: gettext_lazy(
        "Which crimes and disturbances occur, how much, where and when, who are affected and in what way."
    ),
    SectionCode.OTHER: gettext_lazy(
        "How safe people feel, living conditions, school, leisure, the physical environment, what residents say."
    ),
    SectionCode.ANALYSIS: gettext_lazy(
        "What the survey and the other information mean together: why it is so, what is most urgent, what is not known."
    ),
}


def paragraphs(text: str) -> tuple[str, ...]:
    """A text's paragraphs: what stands between its line breaks."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def sections(content: Content) -> list[Section]:
    """The whole as headings and paragraphs, each with a code that stays the same from version to version."""
    return [*_texts(content), *_figures(content), _map(content), *_weeks(content), *_challenges(content)]


def _texts(content: Content) -> Iterator[Section]:
    for code, heading in HEADINGS.items():
        yield Section(f"text:{code}", str(heading), paragraphs(content["texts"].get(code, "")))


def _figures(content: Content) -> Iterator[Section]:
    for figure in content["figures"]:
        rows = tuple(
            Entry(
                _("%(period)s: %(area)s; the municipality %(all)s")
                % {"period": period, "area": area or "–", "all": whole}
                if whole
                else f"{period}: {area}",
                key=period,
            )
            for period, area, whole in figure["rows"]
        )
        yield Section(f"figure:{figure['code']}", f"{figure['name']} ({figure['unit']})", rows)


def _map(content: Content) -> Section:
    drawn = content["map"]
    spots = {f"spot:{spot['name']}": f"{spot['name']}: {spot['counted']}" for spot in drawn["spots"] if spot["counted"]}
    kinds = {f"kind:{name}": f"{name}: {counted}" for name, counted in drawn["kinds"] if counted}
    counted = [Entry(text, key) for key, text in (kinds | spots).items()]
    shown = words.period(date.fromisoformat(content["shows_from"]), date.fromisoformat(content["shows_to"]))
    between = _("Observations %(period)s: %(total)d") % {"period": shown, "total": drawn["total"]}
    return Section("map", _("Observations"), (Entry(between, "total"), *counted))


def _weeks(content: Content) -> Iterator[Section]:
    for week in content["weeks"]:
        yield Section(f"week:{week['week']}", _("Weekly picture %s") % week["week"], paragraphs(week["text"]))


def _challenges(content: Content) -> Iterator[Section]:
    for one in content["challenges"]:
        causes = tuple(Entry(cause["text"], depth=cause["depth"] + 1) for cause in one["causes"])
        risks = [factor["name"] for factor in one["factors"] if not factor["protects"]]
        protective = [factor["name"] for factor in one["factors"] if factor["protects"]]
        yield Section(
            f"challenge:{one['id']}",
            f"{one['reference']} {one['title']}",
            (
                *paragraphs(one["text"]),
                *causes,
                *one["bases"],
                *([Entry(_("Risk factors: %s") % ", ".join(risks), "risk")] if risks else []),
                *([Entry(_("Protective factors: %s") % ", ".join(protective), "protective")] if protective else []),
            ),
        )
