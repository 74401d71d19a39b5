"""What one who edits has before them: the municipality with their own draft in it, in rows as the pages list them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.functional import Promise

from samspel.accounts.who import Who
from samspel.core.errors import Missing
from samspel.municipality import editing
from samspel.municipality.content import words
from samspel.municipality.content.fields import Field, Form, fields_of
from samspel.municipality.content.kinds import BY_NAME, KINDS, Document, Kind, Raw, kind_at, rows_of
from samspel.municipality.content.patch import Patch
from samspel.municipality.content.told import Names, Told, called, in_product, label_of, names_of, part_called, shown
from samspel.municipality.content.told import told as tell
from samspel.municipality.files import Fault
from samspel.municipality.models import ChangeSet


@dataclass(frozen=True)
class ListedKind:
    """A kind as the first page lists it."""

    kind: Kind
    title: str | Promise
    lead: str | Promise
    count: int
    href: str


@dataclass(frozen=True)
class ListedRow:
    """A row as its list shows it: what it is called, the line under it, and whether the draft changes it."""

    key: str
    name: str
    note: str
    href: str
    changed: bool = False
    assumption: bool = False


@dataclass(frozen=True)
class ListedPart:
    """Rows inside a row, under their heading."""

    name: str
    words: words.KindWords
    rows: Sequence[ListedRow]
    add: str


@dataclass(frozen=True)
class ListedFault:
    """What is missing, and where it is put right."""

    text: str
    href: str = ""
    where: str = ""


class Desk:
    """The municipality with somebody's draft in it."""

    def __init__(self, who: Who) -> None:
        self.who = who
        self.document, self.draft = editing.working(who)
        self.patches: list[Patch] = editing.patches_of(self.draft) if self.draft else []

    @cached_property
    def names(self) -> Names:
        """What every row is called."""
        return names_of(self.document)

    def rows(self, kind: Kind) -> dict[str, Raw]:
        """The rows of a kind, by key."""
        return rows_of(self.document, kind)

    def row(self, kind: Kind, key: str) -> Raw:
        """One row; raises Missing."""
        found = self.rows(kind).get(key)
        if found is None:
            raise Missing
        return found

    def listed(self, kind: Kind) -> list[ListedRow]:
        """The rows of a kind in their order."""
        changed = {patch.new_key for patch in self.patches if patch.kind == kind.name and patch.after is not None}
        return [
            ListedRow(
                key=key,
                name=called(kind, key, row, self.names),
                note=note_of(kind, row, self.names),
                href=reverse("web:edit_row", args=[kind.name, key]),
                changed=key in changed,
                assumption=bool(row.get("assumption")),
            )
            for key, row in self.rows(kind).items()
        ]

    def parts(self, kind: Kind, key: str) -> list[ListedPart]:
        """The rows inside a row, list by list."""
        row = self.row(kind, key)
        return [
            ListedPart(
                name=field.name,
                words=words.PARTS[field.name],
                rows=[self._part(kind, key, field, n, one) for n, one in enumerate(row.get(field.name, []))],
                add=reverse("web:edit_part_new", args=[kind.name, key, field.name]) if field.name != "teams" else "",
            )
            for field in part_fields(kind)
        ]

    def _part(self, kind: Kind, key: str, field: Field, number: int, row: Raw) -> ListedRow:
        href = reverse("web:edit_part", args=[kind.name, key, field.name, number]) if field.name != "teams" else ""
        name = part_called(field.name, row, self.names)
        inner = (
            [one for one in fields_of(field.within) if one.name in {"phone", "minutes", "department"}]
            if field.within
            else []
        )
        note = " · ".join(
            f"{label_of(field.name, one)}: {shown(one, row[one.name], self.names)}"
            for one in inner
            if row.get(one.name)
        )
        return ListedRow(str(number), name, note, href, assumption=bool(row.get("assumption")))

    def told(self) -> list[Told]:
        """The rows of the draft in words."""
        return [tell(patch, self.names) for patch in self.patches]

    def fault(self, fault: Fault) -> ListedFault:
        """A fault of the whole, with the page where it is put right."""
        kind = kind_at(fault.file, fault.path) if fault.file else None
        if kind is None:
            return ListedFault(in_product(fault.message, names=self.names))
        keys = list(self.rows(kind))
        at = fault.path[1] if len(fault.path) > 1 else None
        text = in_product(fault.message, kind.name, self.names)
        if isinstance(at, int) and at < len(keys) and kind.rows == fault.path[0]:
            name = called(kind, keys[at], self.rows(kind)[keys[at]], self.names)
            return ListedFault(text, reverse("web:edit_row", args=[kind.name, keys[at]]), name)
        return ListedFault(text, reverse("web:edit_kind", args=[kind.name]), str(words.KINDS[kind.name].many))


def kind_named(name: str) -> Kind:
    """A kind by the name in its address; raises Missing."""
    if name not in BY_NAME:
        raise Missing
    return BY_NAME[name]


def part_fields(kind: Kind) -> list[Field]:
    """The keys of a kind that hold rows."""
    lists = {"languages", "emergency_numbers"}
    return [one for one in fields_of(kind.shape) if one.form is Form.ROWS and one.name not in lists]


def part_field(kind: Kind, name: str) -> Field:
    """One such key, other than an area's teams, which are changed with the area; raises Missing."""
    found = next((one for one in part_fields(kind) if one.name == name and name != "teams"), None)
    if found is None:
        raise Missing
    return found


def note_of(kind: Kind, row: Raw, names: Names) -> str:
    """What stands under a row's name in its list."""
    wanted = {
        "settings": ("value",), "routes": ("departments",), "areas": ("level",), "teams": ("number", "shape"),
        "places": ("area",), "departments": ("committee", "phone"), "bodies": ("level",), "matters": ("answer_days",),
        "receivers": ("role", "phone"), "services": ("text",), "emergency_numbers": ("number",),
        "functions": ("how_many",), "organisations": ("kind",), "special_days": ("hours",), "sources": ("code", "day"),
        "factors": ("kind", "domain"), "indicators": ("unit", "origin"), "observation_kinds": ("hint",),
    }  # fmt: skip
    fields = {one.name: one for one in fields_of(kind.shape)}
    said = [shown(fields[name], row.get(name), names) for name in wanted.get(kind.name, ())]
    if kind.name == "matters":
        return f"{label_of(kind.name, fields['answer_days'])}: {said[0]}"
    return " · ".join(one for one in said if one)


def groups(document: Document, route: str) -> list[tuple[str | Promise, list[ListedKind]]]:
    """All kinds by file, each with how many rows it has; `route` is the page of a kind."""
    found = []
    for file, title in words.GROUPS.items():
        kinds = [
            ListedKind(
                kind=kind,
                title=words.KINDS[kind.name].many,
                lead=words.KINDS[kind.name].lead,
                count=len(rows_of(document, kind)),
                href=reverse(route, args=[kind.name]),
            )
            for kind in KINDS
            if kind.file == file
        ]
        found.append((title, kinds))
    return found


def told_of(change: ChangeSet, names: Names) -> list[Told]:
    """The rows of a saved change in words."""
    return [tell(patch, names) for patch in editing.patches_of(change)]
