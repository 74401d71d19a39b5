"""Everything that is broken, as far as the one who asks may see: by whom it should be mended, and how much is whole."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from samspel.accounts.who import Who
from samspel.core import thread as registry
from samspel.core.thread import Node, Ref, Rule, Whose
from samspel.thread.queries.one import Found
from samspel.thread.rules import Row, told

SHOWN = 6
"""So many things stand under each of those who mend; all of them when only theirs are asked for, up to `PAGE`."""
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
class Lacking:
    """What a thing lacks by one rule: how many of its parts do (1 when it does itself), and where it is mended."""

    rule: Rule
    lacks: str
    count: int
    where: str


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing with all that it lacks, the most serious first, and the day since when something has been lacking."""

    node: Node
    lacking: Sequence[Lacking]
    since: date | None


@dataclass(frozen=True, slots=True)
class Group:
    """What one department or body should mend: things and links counted, some of the things shown."""

    whose: Whose
    things: int
    links: int
    rows: Sequence[Thing]

    @property
    def dated(self) -> bool:
        """Whether it is known of any of the rows since when."""
        return any(row.since for row in self.rows)


@dataclass(frozen=True, slots=True)
class Ruled:
    """A rule, and how many things break it among what was asked for."""

    rule: Rule
    count: int


@dataclass(frozen=True, slots=True)
class Broken:
    """What is broken of what was asked for: `links` and the `things` that they are of; how many things of all that it
    is asked about lack nothing (`whole` of `all_of`; None when it is asked what one department or body should mend)."""

    links: int
    things: int
    groups: Sequence[Group]
    rules: Sequence[Ruled]
    mends: Sequence[Whose]
    whole: int
    all_of: int | None

    @property
    def share(self) -> float | None:
        """The share of things without a broken link; None when there are none, or nobody can tell."""
        return self.whole / self.all_of if self.all_of else None


Rows = Sequence[Row]


def broken(who: Who, sought: Sought) -> Broken:
    """All of it. One read for each rule, and for each kind one that counts and one that draws what is shown."""
    rows = _rows(who)
    chosen = [row for row in rows if _is_sought(row, sought)]
    by_whose = {whose: _by_thing(some) for whose, some in _by_whose(chosen).items()}
    size = PAGE if sought.whose else SHOWN
    start = (sought.page - 1) * size if sought.whose else 0
    shown = _drawn(who, {whose: things[start : start + size] for whose, things in by_whose.items()})
    counts = Counter(rule.code for rule, _lack in chosen)
    lacking = len({_thing(row) for row in chosen})
    all_of = None if sought.whose else _all_of(who, sought)
    return Broken(
        links=len(chosen),
        things=lacking,
        groups=[
            Group(whose, len(by_whose[whose]), sum(map(len, by_whose[whose])), shown[whose])
            for whose in _in_order({whose: len(things) for whose, things in by_whose.items()})
        ],
        rules=[Ruled(rule, counts[rule.code]) for rule in registry.rules().values() if counts[rule.code]],
        mends=_in_order({whose: len(some) for whose, some in _by_whose(rows).items()}),
        whole=max((all_of or 0) - lacking, 0),
        all_of=all_of,
    )


def found(who: Who, sought: Sought, start: int, size: int) -> list[Found]:
    """A part of what was sought, link by link, by whom it should be mended."""
    by_whose = _by_whose([row for row in _rows(who) if _is_sought(row, sought)])
    order = _in_order({whose: len(rows) for whose, rows in by_whose.items()})
    rows = [row for whose in order for row in by_whose[whose]][start : start + size]
    nodes = _nodes(who, {Ref(rule.kind, lack.id) for rule, lack in rows})
    return [
        Found(rule, lack, nodes[ref], rule.where(lack, who))
        for rule, lack in rows
        if (ref := Ref(rule.kind, lack.id)) in nodes
    ]


def _rows(who: Who) -> Rows:
    """All that the one who asks may see: the most serious first, then the rules in the thread's order and what has
    waited longest."""
    rows = told([(rule, lack) for rule in registry.rules().values() for lack in rule.lacking(who, None)])
    return sorted(rows, key=lambda row: (row[0].weight, row[0].step, row[1].since or date.max))


def _is_sought(row: Row, sought: Sought) -> bool:
    rule, lack = row
    return (
        sought.area in {"", lack.area}
        and sought.rule in {"", rule.code}
        and sought.whose in {"", (lack.whose or NOBODY).code}
    )


def _by_whose(rows: Rows) -> dict[Whose, list[Row]]:
    """The rows by who mends, each in the order in which they stand."""
    by_code: dict[str, list[Row]] = defaultdict(list)
    names: dict[str, Whose] = {}
    for rule, lack in rows:
        whose = lack.whose or NOBODY
        names.setdefault(whose.code, whose)
        by_code[whose.code].append((rule, lack))
    return {names[code]: found for code, found in by_code.items()}


def _thing(row: Row) -> Ref:
    """The thing that a gap is told with: the one that lacks, or the one that it is a part of."""
    rule, lack = row
    whole = registry.kinds()[rule.kind].part_of
    return Ref(whole, lack.of) if whole else Ref(rule.kind, lack.id)


def _by_thing(rows: Rows) -> list[list[Row]]:
    """The rows thing by thing, in the order of what is most serious of each."""
    things: dict[Ref, list[Row]] = defaultdict(list)
    for row in rows:
        things[_thing(row)].append(row)
    return list(things.values())


def _in_order(counts: Mapping[Whose, int]) -> list[Whose]:
    """Those with most to mend first; what nobody has been given last."""
    return sorted(counts, key=lambda whose: (whose.code == NOBODY.code, -counts[whose], str(whose.name)))


def _drawn(who: Who, by_whose: Mapping[Whose, Sequence[Rows]]) -> dict[Whose, list[Thing]]:
    """The things with what they lack, each kind read once."""
    nodes = _nodes(who, {_thing(rows[0]) for things in by_whose.values() for rows in things})
    return {
        whose: [
            Thing(node, _lacking(rows, who), _since(rows)) for rows in things if (node := nodes.get(_thing(rows[0])))
        ]
        for whose, things in by_whose.items()
    }


def _lacking(rows: Rows, who: Who) -> list[Lacking]:
    """What a thing lacks, rule by rule; of several parts that lack the same the first is mended first."""
    by_rule = [list(same) for _code, same in groupby(rows, key=lambda row: row[0].code)]
    return [
        Lacking(rule, str(lack.lacks or rule.lacks), len(same), rule.where(lack, who))
        for same in by_rule
        for rule, lack in same[:1]
    ]


def _since(rows: Rows) -> date | None:
    return min((lack.since for _rule, lack in rows if lack.since), default=None)


def _nodes(who: Who, refs: Iterable[Ref]) -> dict[Ref, Node]:
    """The things as they are drawn, one read for each kind."""
    ids: dict[str, set[str]] = defaultdict(set)
    for ref in refs:
        ids[ref.kind].add(ref.id)
    kinds = registry.kinds()
    return {node.ref: node for code, some in ids.items() for node in kinds[code].nodes(sorted(some), who)}


def _all_of(who: Who, sought: Sought) -> int:
    """How many things there are of the kinds that what is asked for is about, in its area."""
    rules = [rule for rule in registry.rules().values() if sought.rule in {"", rule.code}]
    kinds = registry.kinds()
    about = {kinds[rule.kind].part_of or rule.kind for rule in rules}
    counts = [kind.count(who) for code, kind in kinds.items() if code in about and kind.count]
    return sum(by_area.get(sought.area, 0) if sought.area else sum(by_area.values()) for by_area in counts)
