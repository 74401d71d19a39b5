"""Commissions, compensation and funding as the pages show them: steps in words, bars, facts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.commissions import rules
from samspel.commissions.models import Funding, FundingKind
from samspel.commissions.queries import Told
from samspel.commissions.rules import HALVES, Compensation, Step, StepKind
from samspel.ui.elements import Fact
from samspel.ui.stacks import Stacked, StackRow
from samspel.ui.words import NBSP, day, kronor, number, tkr


@dataclass(frozen=True)
class Line:
    """A line of the working: what it is, how it is computed, what it comes to. `strong` for sums."""

    what: str
    how: str
    comes_to: str
    strong: bool = False


def working(found: Compensation) -> list[Line]:
    """The working, line by line, so that somebody with pen and paper comes to the same."""
    return [_line(step, found) for step in found.steps]


def _line(step: Step, found: Compensation) -> Line:
    prices = {"year": found.price_year}
    match step.kind:
        case StepKind.BASE:
            return Line(_("Base, in the prices of %(year)s") % prices, _part(step), kronor(step.amount_ore or 0))
        case StepKind.INCREASE:
            what = _("Increase from %(day)s") % {"day": day(step.starts) if step.starts else ""}
            return Line(what, _part(step), kronor(step.amount_ore or 0))
        case StepKind.SUM:
            what = _("Together in the prices of %(year)s") % prices
            return Line(what, "", kronor(step.amount_ore or 0), strong=True)
        case StepKind.INDEX:
            what = _("Index of %(year)s") % {"year": step.year}
            return Line(what, _percent(step.percent or Decimal(0)), f"× {_factor(step.factor)}")
        case StepKind.NO_INDEX:
            what = _("Index of %(year)s") % {"year": step.year}
            return Line(what, _("is not known: nothing is counted for it"), "× 1")
        case StepKind.TOTAL:
            return _total(step, found)


def _total(step: Step, found: Compensation) -> Line:
    how = "" if step.factor == 1 else f"{kronor(found.total_base_prices)} × {_factor(step.factor)}"
    what = _("The compensation for %(year)s") % {"year": found.year}
    if found.missing:
        what = _("The compensation for %(year)s, without the index that is missing") % {"year": found.year}
    return Line(what, how, kronor(step.amount_ore or 0), strong=True)


def _part(step: Step) -> str:
    yearly = kronor(step.yearly_ore or 0)
    if step.halves == HALVES:
        return _("%(amount)s, the whole year") % {"amount": yearly}
    return f"{yearly} × {months(step.halves or 0)}{NBSP}/{NBSP}12"


def months(halves: int) -> str:
    """Half months as months: 9 -> 4,5."""
    return number(Decimal(halves) / 2, halves % 2)


def _percent(percent: Decimal) -> str:
    sign = "+" if percent >= 0 else ""
    return _("%(percent)s per cent on the year before") % {"percent": f"{sign}{_exact(percent)}"}


def percent(value: Decimal) -> str:
    """Per cent with no more decimals than there are: "2,4 %"."""
    return f"{_exact(value)}{NBSP}%"


def _exact(value: Decimal) -> str:
    exponent = value.normalize().as_tuple().exponent
    return number(value, max(0, -exponent) if isinstance(exponent, int) else 0)


def _factor(factor: Fraction | None) -> str:
    """A factor with up to eight decimals, and a sign that says when there are more."""
    exact = Decimal((factor or Fraction(1)).numerator) / Decimal((factor or Fraction(1)).denominator)
    shown = exact.quantize(Decimal("1e-8"))
    text = _exact(shown)
    return text if Fraction(shown) == (factor or 1) else f"≈{NBSP}{text}"


def missing(years: Sequence[int]) -> str:
    """Which years' index is missing, and what that does to the sums; "" when none is."""
    if not years:
        return ""
    said = ngettext(
        "The index of %(years)s is not known: nothing is counted for it.",
        "The indexes of %(years)s are not known: nothing is counted for them.",
        len(years),
    )
    return said % {"years": listed(years)}


def listed(years: Sequence[int]) -> str:
    """Years as they are told in a sentence: 2021, 2023–2027."""
    runs: list[list[int]] = []
    for year in years:
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def conclusion(found: Compensation) -> str:
    """What a year comes to, as a heading."""
    told = {"year": found.year, "amount": kronor(found.total)}
    if found.before:
        return _("%(year)s: the commission began %(day)s") % {"year": found.year, "day": day(found.starts)}
    if found.missing:
        return _("%(year)s: %(amount)s before the index that is missing") % told
    return _("%(year)s: %(amount)s") % told


def facts(told: Told) -> list[Fact]:
    """The commission in terms and what they are."""
    one = told.commission
    given = _("%(committee)s to %(provider)s") % {"committee": one.committee.name, "provider": one.provider.name}
    rows = [Fact(_("Given by"), given, note=_mandate(told)), Fact(_("From"), day(one.starts))]
    if one.ends_on and one.notice_on:
        note = _("Notice was given %(day)s.") % {"day": day(one.notice_on)}
        rows.append(Fact(_("Holds until"), day(one.ends_on), note=note))
    else:
        rows.append(Fact(_("Holds until"), _("further notice"), note=_notice(one.notice_months)))
    yearly = tkr(one.yearly_ore)
    rows.append(
        Fact(
            _("Compensation a year"),
            _("%(amount)s in the prices of %(year)s") % {"amount": yearly, "year": one.price_year},
            note=_("Without VAT."),
        )
    )
    if one.includes:
        rows.append(Fact(_("Included in it"), one.includes, note=one.includes_source))
    if one.indexed_from:
        rows.append(Fact(_("Indexed"), _("each year from %(year)s") % {"year": one.indexed_from}))
    return rows


def _mandate(told: Told) -> str:
    board = told.commission.mandated_by
    return _("On the mandate of %(board)s.") % {"board": board.name} if board else ""


def _notice(count: int) -> str:
    return ngettext("%(count)s month of notice", "%(count)s months of notice", count) % {"count": count}


def notice_lead(count: int) -> str:
    """What giving notice does."""
    said = ngettext(
        "The commission ends %(count)s month after the day that notice was given.",
        "The commission ends %(count)s months after the day that notice was given.",
        count,
    )
    return said % {"count": count}


@dataclass(frozen=True)
class YearRow:
    """A year of a commission in the table: what it comes to and where its working is."""

    found: Compensation
    href: str

    @property
    def note(self) -> str:
        """Whose index the year lacks; what it has is counted."""
        if not self.found.missing:
            return ""
        return _("without %(years)s, not known") % {"years": listed(self.found.missing)}


def year_row(told: Told, found: Compensation) -> YearRow:
    """A year with the address of its working."""
    href = reverse("commissions:working", args=[told.commission.code, found.year])
    return YearRow(found, href)


@dataclass(frozen=True)
class FundedYear:
    """The funding of a year and its sum."""

    year: int
    rows: Sequence[Funding]

    @property
    def total(self) -> int:
        """In öre."""
        return sum(row.amount_ore for row in self.rows)


def by_year(rows: Iterable[Funding]) -> list[FundedYear]:
    """The funding year by year, the newest first."""
    years: dict[int, list[Funding]] = {}
    for row in rows:
        years.setdefault(row.year, []).append(row)
    return [FundedYear(year, years[year]) for year in sorted(years, reverse=True)]


MOST_BARS = 8


def picture(years: Sequence[FundedYear], now: int) -> Stacked | None:
    """The newest years as stacked bars by giver, the oldest on top, and how the year that is `now` stands to the one
    before it; None where there is nothing to draw."""
    shown = sorted(years, key=lambda one: one.year)[-MOST_BARS:]
    if not shown:
        return None
    series = [one.name for one in rules.shares((row.giver, row.amount_ore) for year in shown for row in year.rows)]
    return Stacked(
        changed(shown, now),
        series,
        [_bar(year, series) for year in shown],
        step=_("Year"),
        note=_("Funding by who gives it, in thousands of kronor."),
    )


def said_of(year: FundedYear) -> str:
    """The conclusion of a year: how much there is and who gives most of it."""
    largest = rules.shares((row.giver, row.amount_ore) for row in year.rows)[0]
    told = {"year": year.year, "amount": tkr(year.total), "giver": largest.name, "percent": largest.percent}
    if largest.percent == 100:
        return _("%(year)s: %(amount)s, all of it from %(giver)s") % told
    return _("%(year)s: %(amount)s, of which %(percent)s per cent from %(giver)s") % told


def heading(years: Sequence[FundedYear], now: int) -> str:
    """The conclusion of the year that is `now`, whatever is noted of years to come."""
    this = next((one for one in years if one.year == now), None)
    return said_of(this) if this else _("No funding is noted for %(year)s") % {"year": now}


def changed(years: Sequence[FundedYear], now: int) -> str:
    """How the year that is `now` stands to the one before it, as a heading; without both the newest is told as it is.

    `years` are at least one, the oldest first.
    """
    by_year = {one.year: one for one in years}
    if now not in by_year or now - 1 not in by_year:
        return said_of(by_year.get(now, years[-1]))
    newest, before = by_year[now], by_year[now - 1]
    told = {"year": newest.year, "before": before.year, "amount": tkr(abs(newest.total - before.total))}
    if newest.total == before.total:
        return _("As much for %(year)s as for %(before)s") % told
    if newest.total > before.total:
        return _("%(amount)s more for %(year)s than for %(before)s") % told
    return _("%(amount)s less for %(year)s than for %(before)s") % told


def _bar(year: FundedYear, series: Sequence[str]) -> StackRow:
    sums = {one.name: one.amount_ore for one in rules.shares((row.giver, row.amount_ore) for row in year.rows)}
    values = [sums.get(name, 0) for name in series]
    return StackRow(str(year.year), values, [tkr(value) for value in values], tkr(year.total))


def kind_of(row: Funding) -> str:
    """The kind of money, in words."""
    return str(FundingKind(row.kind).label)
