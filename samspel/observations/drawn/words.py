"""What is said of a week: its name, what it comes to, what stands out and how sure that is."""

from collections.abc import Sequence
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from samspel.core.expected import Certainty, Change, Expected
from samspel.municipality import known
from samspel.municipality.models import Area, ObservationKind, Place
from samspel.observations import words
from samspel.observations.figures import Figures, Line, Point
from samspel.observations.models import Trait
from samspel.observations.week import LEAST, Week
from samspel.ui.elements import Status
from samspel.ui.marks import MarkName
from samspel.ui.words import EN_DASH, number

CHANGES: Final[dict[Change, tuple[MarkName, str | Promise]]] = {
    Change.RISES: ("up", pgettext_lazy("week", "Rising")),
    Change.NEW: ("ring", pgettext_lazy("week", "New")),
    Change.FALLS: ("down", pgettext_lazy("week", "Falling")),
    Change.SAME: ("dash", pgettext_lazy("week", "As before")),
}
CERTAINTIES: Final[dict[Certainty, str | Promise]] = {
    Certainty.CERTAIN: gettext_lazy("Certain."),
    Certainty.CHANCE: gettext_lazy("May be chance."),
    Certainty.FEW: gettext_lazy("Uncertain, few cases."),
    Certainty.UNKNOWN: gettext_lazy("Too short a past to say."),
}
FELT: Final = (gettext_lazy("calm"), gettext_lazy("uneasy"), gettext_lazy("unsafe"))
_HALF: Final = 0.5


def name(figures: Figures) -> str:
    """ "Week 46 in Norrby"."""
    week = _("Week %(number)s") % {"number": figures.week.number}
    return f"{week} {where(figures.area)}"


def where(area: Area | None) -> str:
    """ "in Norrby", "in the whole municipality"."""
    return _("in %(area)s") % {"area": area.name} if area else _("in the whole municipality")


def week(asked: Week, *, ended: bool = True) -> str:
    """ "Week 46", "Week 47, going on"."""
    text = _("Week %(number)s") % {"number": asked.number}
    return text if ended else _("%(week)s, going on") % {"week": text}


def called(trait: Trait, pk: int) -> str:
    """The name of what is counted: an area, a kind, a place."""
    if trait is Trait.KIND:
        kind = known.row(ObservationKind, pk)
        return words.kind(kind) if kind else ""
    row = known.row(Area, pk) if trait is Trait.ALL else known.row(Place, pk)
    return row.name if row else _("no area known")


def amount(line: Line) -> str:
    """ "34", "3–5", "11 or more", "fewer than three", "not told"."""
    if line.most is None:
        return _("%(least)s or more") % {"least": line.least} if line.least else _("not told")
    return _("fewer than three") if not line.exact and line.most < LEAST else band(line.least, line.most)


def band(least: int, most: int | None) -> str:
    """ "34", "3–5", "11+", as short as a square has room for."""
    if most is None:
        return f"{least}+"
    return number(least) if least == most else f"{least}{EN_DASH}{most}"


def observations(line: Line) -> str:
    """ "34 observations"."""
    if line.most is None and not line.least:
        return _("How many there were is not told")
    if not line.exact:
        return _("%(amount)s observations") % {"amount": amount(line)}
    return ngettext("%(count)s observation", "%(count)s observations", line.least) % {"count": number(line.least)}


def counted(figures: Figures) -> str:
    """ "34 observations, from 11 reporters"."""
    text = observations(figures.total)
    if not figures.reporters:
        return text
    values = {"text": text, "count": number(figures.reporters)}
    return (
        ngettext("%(text)s, from %(count)s reporter", "%(text)s, from %(count)s reporters", figures.reporters) % values
    )


def span(expected: Expected | None) -> str:
    """ "22–33"; empty where nothing was expected."""
    return "" if expected is None else f"{number(expected.low)}{EN_DASH}{number(expected.high)}"


def expected(found: Expected | None) -> str:
    """ "expected 22–33"."""
    return _("expected %(span)s") % {"span": span(found)} if found else ""


def status(line: Line) -> Status:
    """Shape and word of how a count stands to what was expected."""
    shape, word = CHANGES[line.said.change]
    return Status(shape, str(word))


def told(line: Line) -> str:
    """ "15 observations, expected 3–8. Certain."."""
    if line.said.change is Change.NEW:
        counted = _("%(observations)s, none in the weeks compared with.") % {"observations": observations(line)}
    else:
        parts = [observations(line), expected(line.said.expected)]
        counted = f"{', '.join(filter(None, parts))}."
    return counted if line.said.change is Change.SAME else f"{counted} {CERTAINTIES[line.said.certainty]}"


def statement(figures: Figures) -> str:
    """The week in one sentence, out of the figures alone."""
    line = figures.total
    if line.exact and not line.least:
        return _("No observations") if figures.ended else _("No observations yet")
    if not line.exact or line.said.certainty is Certainty.UNKNOWN:
        return observations(line)
    values = {"count": number(line.least), "span": span(line.said.expected)}
    return _compared(line.said.change, ended=figures.ended) % values


def _compared(change: Change, *, ended: bool) -> str:
    if change in {Change.RISES, Change.NEW}:
        return _("More observations than expected: %(count)s, expected %(span)s")
    if change is Change.FALLS:
        return _("Fewer observations than expected: %(count)s, expected %(span)s")
    if not ended:
        return _("%(count)s observations so far, expected %(span)s in a whole week")
    return _("As many observations as expected: %(count)s, expected %(span)s")


def lead(figures: Figures) -> str:
    """A sentence or two more: what stands out, else what most were about."""
    rising = [one for one in figures.told if one[1].said.change in {Change.RISES, Change.NEW}]
    if rising:
        trait, line = rising[0]
        return _("Most of all this stands out: %(name)s, %(told)s") % {
            "name": called(trait, line.pk),
            "told": told(line),
        }
    if figures.kinds and figures.kinds[0].least:
        first = figures.kinds[0]
        kind = called(Trait.KIND, first.pk)
        text = _("Nothing stands out. Most were about this: %(kind)s (%(count)s).")
        return text % {"kind": kind, "count": amount(first)}
    return ""


def trend(points: Sequence[Point]) -> str:
    """The conclusion of the trend, with how many weeks in a row."""
    last = points[-1] if points else None
    if last is None or last.expected is None:
        return _("How many there were each week")
    above = last.count > last.expected.high
    if not above and last.count >= last.expected.low:
        return _("As many as expected")
    row = 0
    for point in reversed(points):
        if point.expected is None or (
            point.count <= point.expected.high if above else point.count >= point.expected.low
        ):
            break
        row += 1
    values = {"weeks": row}
    if above:
        return ngettext("More than expected", "More than expected, for %(weeks)s weeks in a row", row) % values
    return ngettext("Fewer than expected", "Fewer than expected, for %(weeks)s weeks in a row", row) % values


def _out(point: Point, *, above: bool) -> bool:
    if point.expected is None:
        return False
    return point.count > point.expected.high if above else point.count < point.expected.low


def felt(line: Line) -> str:
    """How it felt to most; empty where nobody has said."""
    said = sum(line.felt)
    if not said:
        return ""
    most = max(range(3), key=lambda step: line.felt[step])
    return str(FELT[most]) if line.felt[most] > _HALF * said else pgettext("felt", "mixed")
