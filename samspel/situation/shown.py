"""How things of this module are said: areas, values with their unit and uncertainty, states, dates that are due."""

from decimal import Decimal

from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from samspel.municipality.models import Area, Indicator
from samspel.situation.models import IndicatorValue
from samspel.situation.rules import ChallengeState, PictureState, is_per_cent
from samspel.ui import words
from samspel.ui.elements import Status


def unit(indicator: Indicator | None) -> str:
    """What an indicator is counted in, in the reader's language; "" for none."""
    return indicator.unit_in(get_language() or "sv") if indicator else ""


def change(indicator: Indicator, by: Decimal) -> str:
    """How much lies between two values, without its sign: "3 percentage points" where they are shares, else "3"."""
    told = plain(abs(by))
    if not is_per_cent(indicator.unit):
        return told
    return ngettext("%(by)s percentage point", "%(by)s percentage points", 1 if abs(by) == 1 else 2) % {"by": told}


def area_name(area: Area | None) -> str:
    """What an area is called, and the municipality as a whole among areas."""
    return area.name if area else _("The whole municipality")


def decimals(value: Decimal) -> int:
    """How many decimals a value is told with: those that it has, two at most, none from a thousand up."""
    if abs(value) >= 1000 or value == value.to_integral_value():
        return 0
    return 1 if value * 10 == (value * 10).to_integral_value() else 2


def plain(value: Decimal) -> str:
    """A value as a reader expects it."""
    return words.number(value, decimals(value))


def value_words(value: IndicatorValue | None, *, small: bool = False) -> str:
    """The value; nothing where there is none, and words where it rests on too few to be shown (but `small`)."""
    if value is None:
        return ""
    if value.hidden and not small:
        return _("too few")
    return plain(value.value)


def sure(value: IndicatorValue) -> str:
    """Its uncertainty in words: the interval that the source states, and how many answered."""
    told = []
    if value.lower is not None and value.upper is not None:
        told.append(_("between %(low)s and %(high)s") % {"low": plain(value.lower), "high": plain(value.upper)})
    if value.asked is not None:
        told.append(_("%(count)s answered") % {"count": words.number(value.asked)})
    return ", ".join(told)


def challenge_status(state: ChallengeState) -> Status:
    """Shape and word of a challenge's state."""
    if state is ChallengeState.OPEN:
        return Status("half", pgettext("challenge", "Open"))
    return Status("tick", pgettext("challenge", "Closed"))


def picture_status(state: PictureState) -> Status:
    """Shape and word of a draft's state."""
    return {
        PictureState.DRAFT: Status("ring", pgettext("picture", "Being drafted")),
        PictureState.COMMENTS: Status("half", pgettext("picture", "Open for comments")),
        PictureState.ADOPTED: Status("tick", pgettext("picture", "Adopted")),
        PictureState.DROPPED: Status("cross", pgettext("picture", "Dropped")),
    }[state]
