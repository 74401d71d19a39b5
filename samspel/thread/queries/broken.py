"""Everything that is broken, as far as the one who asks may see: by whom it should be mended, and how much is whole."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from samspel.accounts.who import Who
from samspel.core import thread as registry
from samspel.core.thread import Lack, Ref, Rule, Whose
from samspel.thread.queries.one import Found

SHOWN = 8
"""So many rows stand under each of those who mend; all of them when only theirs are asked for, up to `PAGE`."""
PAGE = 100

NOBODY = Whose("nobody", "")
"""What nobody has been given to mend."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What is asked for: codes of an area, a rule, and of whoever mends; "" for all. `page` counts from 1."""

    area: str = ""
    rule: str = ""
    whose: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Group:
    """What one department or body should mend: all of it counted, some of it shown."""

    whose: Whose
    count: int
    rows: Sequence[Found]


@dataclass(frozen=True, slots=True)
class Ruled:
    """A rule, and how many things break it among what was asked for."""

    rule: Rule
    count: int


@dataclass(frozen=True, slots=True)
class Broken:
    """What is broken: how many links of what was asked for; how many of all `things` looked at are `whole`."""

    count: int
    groups: Sequence[Group]
    rules: Sequence[Ruled]
    mends: Sequence[Whose]
    areas: frozenset[str]
    whole: int
    things: int

    @property
    def share(self) -> float | None:
        """The share of things without a broken link; None when there are no things."""
        return self.whole / self.things if self.things else None


Row = tuple[Rule, Lack]


def broken(who: Who, sought: Sought) -> Broken:
    """All of it. One read for each rule, and for each kind one that counts and one that draws what is shown."""
    rows = _rows(who)
    chosen = [row for row in rows if _is_sought(row, sought)]
    all_of, by_whose = _by_whose(rows), _by_whose(chosen)
    size = PAGE if sought.whose else SHOWN
    start = (sought.page - 1) * size if sought.whose else 0
    shown = _drawn(who, {whose: found[start : start + size] for whose, found in by_whose.items()})
    whole, things = _whole(who, rows)
    counts = Counter(rule.code for rule, _lack in chosen)
    return Broken(
        count=len(chosen),
        groups=[Group(whose, len(by_whose[whose]), shown[whose]) for whose in _in_order(by_whose)],
        rules=[Ruled(rule, counts[rule.code]) for rule in registry.rules().values() if counts[rule.code]],
        mends=_in_order(all_of),
        areas=frozenset(lack.area for _rule, lack in rows if lack.area),
        whole=whole,
        things=things,
    )


def found(who: Who, sought: Sought, start: int, size: int) -> list[Found]:
    """A part of what was sought, one after the other, by whom it should be mended."""
    by_whose = _by_whose([row for row in _rows(who) if _is_sought(row, sought)])
    all_of = [row for whose in _in_order(by_whose) for row in by_whose[whose]]
    return _drawn(who, {NOBODY: all_of[start : start + size]})[NOBODY]


def _rows(who: Who) -> list[Row]:
    """All that the one who asks may see: the rules in the thread's order, what has waited longest first."""
    rows = [(rule, lack) for rule in registry.rules().values() for lack in rule.lacking(who, None)]
    return sorted(rows, key=lambda row: (row[0].step, row[1].since or date.max))


def _is_sought(row: Row, sought: Sought) -> bool:
    rule, lack = row
    return (
        sought.area in {"", lack.area}
        and sought.rule in {"", rule.code}
        and sought.whose in {"", (lack.whose or NOBODY).code}
    )


def _by_whose(rows: Sequence[Row]) -> dict[Whose, list[Row]]:
    """The rows by who mends, each in the order in which they stand."""
    by_code: dict[str, list[Row]] = defaultdict(list)
    names: dict[str, Whose] = {}
    for rule, lack in rows:
        whose = lack.whose or NOBODY
        names.setdefault(whose.code, whose)
        by_code[whose.code].append((rule, lack))
    return {names[code]: found for code, found in by_code.items()}


def _in_order(by_whose: Mapping[Whose, Sequence[Row]]) -> list[Whose]:
    """Those with most to mend first; what nobody has been given last."""
    return sorted(by_whose, key=lambda whose: (whose.code == NOBODY.code, -len(by_whose[whose]), str(whose.name)))


def _drawn(who: Who, by_whose: Mapping[Whose, Sequence[Row]]) -> dict[Whose, list[Found]]:
    """The rows with their things, each kind read once."""
    ids: dict[str, set[str]] = defaultdict(set)
    for rule, lack in (row for rows in by_whose.values() for row in rows):
        ids[rule.kind].add(lack.id)
    kinds = registry.kinds()
    nodes = {node.ref: node for code, some in ids.items() for node in kinds[code].nodes(sorted(some), who)}
    return {
        whose: [
            Found(rule, lack, nodes[Ref(rule.kind, lack.id)], rule.where(lack, who))
            for rule, lack in rows
            if Ref(rule.kind, lack.id) in nodes
        ]
        for whose, rows in by_whose.items()
    }


def _whole(who: Who, rows: Sequence[Row]) -> tuple[int, int]:
    """How many things lack nothing, and how many were looked at, of the kinds that a rule is about."""
    about = {rule.kind for rule in registry.rules().values()}
    things = sum(kind.count(who) for code, kind in registry.kinds().items() if code in about and kind.count)
    lacking = {(rule.kind, lack.id) for rule, lack in rows if registry.kinds()[rule.kind].count}
    return max(things - len(lacking), 0), things
