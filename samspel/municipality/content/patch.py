"""Changes of a document: found, made, turned round, and refused where another is in the way. Plain Python.

A change of a row touches only the keys that differ between its two sides, so that two people can change the same row
without losing anything, as long as they don't change the same thing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from samspel.municipality.content.kinds import BY_NAME, KINDS, Document, Kind, Raw, rows_of, with_rows

ORDER = "order"


@dataclass(frozen=True)
class Patch:
    """A row as it was and as it becomes (None: not there). `behind`: the keys above it, nearest first.

    Where it is the order of a list, it has no key, and each side is `{"order": [keys]}`.
    """

    kind: str
    key: str
    before: Raw | None
    after: Raw | None
    behind: tuple[str, ...] = field(default=(), compare=False)

    @property
    def of(self) -> Kind:
        """The kind of row."""
        return BY_NAME[self.kind]

    @property
    def is_order(self) -> bool:
        """Whether it is the order of a list, and no row."""
        return ORDER in (self.before or self.after or {})

    @property
    def new_key(self) -> str:
        """What the row is known by afterwards: a route that is for something else has another key."""
        stays = self.is_order or self.after is None or self.kind == "settings"
        return self.key if stays else self.of.key(self.after or {})

    @property
    def touched(self) -> tuple[str, ...]:
        """The keys whose values differ, in the order of the row; none when the row comes or goes."""
        if self.before is None or self.after is None:
            return ()
        names = dict.fromkeys([*self.after, *self.before])
        return tuple(name for name in names if self.before.get(name) != self.after.get(name))

    @property
    def turned(self) -> "Patch":
        """The change back."""
        return replace(self, key=self.new_key, before=self.after, after=self.before)


@dataclass(frozen=True)
class InTheWay:
    """Why a change cannot be made: its row is gone, is there already, or says something else than it did."""

    patch: Patch
    names: tuple[str, ...] = ()
    now: Raw | None = None


class Blocked(Exception):
    """Something else was changed in between."""

    def __init__(self, found: Sequence[InTheWay]) -> None:
        super().__init__(f"{len(found)} in the way")
        self.found = tuple(found)


def patched(document: Document, patches: Iterable[Patch], *, strict: bool = True) -> Document:
    """The document after the changes. Strict: raises Blocked when what they change is not as they knew it."""
    found: list[InTheWay] = []
    for patch in patches:
        found += _in_the_way(document, patch) if strict else ()
        document = _made(document, patch)
    if found:
        raise Blocked(found)
    return document


def turned(patches: Sequence[Patch]) -> list[Patch]:
    """The changes back, last first."""
    return [patch.turned for patch in reversed(patches)]


def difference(before: Document, after: Document) -> list[Patch]:
    """The changes from one document to another: rows first, then the order of lists where it differs."""
    return [patch for kind in KINDS for patch in _difference(kind, rows_of(before, kind), rows_of(after, kind))]


def _difference(kind: Kind, old: dict[str, Raw], new: dict[str, Raw]) -> list[Patch]:
    gone = [Patch(kind.name, key, row, None, above(old, key)) for key, row in old.items() if key not in new]
    other = [
        Patch(kind.name, key, old.get(key), row, above(new, key))
        for key, row in new.items()
        if key not in old or old[key] != row
    ]
    known = [key for key in old if key in new]
    wanted = [key for key in new if key in old]
    if known == wanted or not kind.ordered:
        return [*gone, *other]
    return [*gone, *other, Patch(kind.name, "", {ORDER: known}, {ORDER: wanted})]


def above(rows: Iterable[str], key: str) -> tuple[str, ...]:
    """The keys above a row, nearest first."""
    keys = list(rows)
    return tuple(reversed(keys[: keys.index(key)]))


def _in_the_way(document: Document, patch: Patch) -> list[InTheWay]:
    rows = rows_of(document, patch.of)
    if patch.is_order:
        wanted = list((patch.before or {})[ORDER])
        now = [key for key in rows if key in wanted]
        return [] if now == [key for key in wanted if key in rows] else [InTheWay(patch)]
    now_row = rows.get(patch.key)
    if patch.before is None:
        there = rows.get(patch.new_key)
        return [] if there in (None, patch.after) else [InTheWay(patch, now=there)]
    if now_row is None:
        return [] if patch.after is None else [InTheWay(patch)]
    if patch.after is None:
        names = tuple(name for name in {**patch.before, **now_row} if patch.before.get(name) != now_row.get(name))
    else:
        names = tuple(
            name for name in patch.touched if now_row.get(name) not in (patch.before.get(name), patch.after.get(name))
        )
    taken = patch.new_key != patch.key and patch.new_key in rows
    return [InTheWay(patch, names, now_row)] if names or taken else []


def _made(document: Document, patch: Patch) -> Document:
    rows = rows_of(document, patch.of)
    if patch.is_order:
        return with_rows(document, patch.of, _ordered(rows, list((patch.after or {})[ORDER])))
    if patch.after is None:
        return with_rows(document, patch.of, {key: row for key, row in rows.items() if key != patch.key})
    if patch.before is None or patch.key not in rows:
        return with_rows(document, patch.of, _placed(rows, patch.new_key, patch.after, patch.behind))
    merged = dict(rows[patch.key])
    for name in patch.touched:
        merged.pop(name, None)
        if name in patch.after:
            merged[name] = patch.after[name]
    key = patch.of.key(merged) if patch.new_key != patch.key else patch.key
    changed = {(key if at == patch.key else at): (merged if at == patch.key else row) for at, row in rows.items()}
    return with_rows(document, patch.of, changed)


def _placed(rows: dict[str, Raw], key: str, row: Raw, behind: Sequence[str]) -> dict[str, Raw]:
    """The rows with one more, below the nearest of those that it stood below."""
    rest = {at: other for at, other in rows.items() if at != key}
    below = next((at for at in behind if at in rest), None)
    placed: dict[str, Raw] = {} if below else {key: row}
    for at, other in rest.items():
        placed[at] = other
        if at == below:
            placed[key] = row
    return placed


def _ordered(rows: dict[str, Raw], wanted: Sequence[str]) -> dict[str, Raw]:
    """The rows in the wanted order; one that it does not know stays below what it stands below."""
    keys = [key for key in wanted if key in rows]
    for key in rows:
        if key not in keys:
            over = next((one for one in above(rows, key) if one in keys), None)
            keys.insert(keys.index(over) + 1 if over else 0, key)
    return {key: rows[key] for key in keys}


def moved(rows: Sequence[str], key: str, steps: int) -> list[str]:
    """The keys with one moved up (negative) or down, no further than the ends."""
    keys = [one for one in rows if one != key]
    at = min(max(list(rows).index(key) + steps, 0), len(keys))
    return [*keys[:at], key, *keys[at:]]
