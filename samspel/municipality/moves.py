"""Areas that get another team: what the files say about validity becomes rows, and the past stays."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from samspel.core import log
from samspel.core.actors import Actor
from samspel.municipality.changes import Action, Change, Codes, FieldChange
from samspel.municipality.files import Description
from samspel.municipality.files.shapes.place import AreaRow
from samspel.municipality.models import Area, AreaTeam, Team
from samspel.municipality.timeline import Validity, closed, revised


@dataclass(frozen=True)
class Move:
    """An area whose validities change, with all rows that it shall have."""

    area: str
    rows: tuple[Validity, ...]
    change: Change


def moves(description: Description, codes: Codes, today: date) -> list[Move]:
    """The areas whose validities differ from what the files say; areas that left the files end yesterday."""
    kept = _kept(codes)
    found = []
    for area in description.areas.areas:
        before = kept.pop(area.code, [])
        after = revised(before, _wanted(area), today)
        found += [_move(area.code, area.name, before, after)] if after != before else []
    for code, before in kept.items():
        after = closed(before, today)
        found += [_move(code, code, before, after)] if after != before else []
    return found


def _kept(codes: Codes) -> dict[str, list[Validity]]:
    rows: dict[str, list[Validity]] = {}
    for row in AreaTeam.objects.order_by("starts"):
        team = codes.of(Team, row.team_id) or ""
        validity = Validity(team, row.starts, row.ends, row.source, row.assumption)
        rows.setdefault(codes.of(Area, row.area_id) or "", []).append(validity)
    return rows


def _wanted(area: AreaRow) -> list[Validity]:
    return [
        Validity(held.team, held.starts, held.ends, *_sourced(area, held.source, assumption=held.assumption))
        for held in area.teams
    ]


def _sourced(area: AreaRow, source: str, *, assumption: bool) -> tuple[str, bool]:
    return (source, assumption) if source or assumption else (area.source, area.assumption)


def _move(code: str, name: str, before: Sequence[Validity], after: Sequence[Validity]) -> Move:
    field = FieldChange("team", str(AreaTeam._meta.get_field("team").verbose_name), _told(before), _told(after))
    action = Action.CHANGED if before else Action.ADDED
    return Move(code, tuple(after), Change(action, AreaTeam, str(AreaTeam._meta.verbose_name), name, (field,)))


def _told(rows: Sequence[Validity]) -> str:
    """The last validity in words."""
    if not rows:
        return ""
    words = {"team": rows[-1].team, "starts": rows[-1].starts, "ends": rows[-1].ends}
    if rows[-1].ends is None:
        return _("%(team)s from %(starts)s") % words
    return _("%(team)s from %(starts)s to %(ends)s") % words


def write_move(move: Move, codes: Codes, *, by: Actor) -> None:
    """Write an area's validities inside the caller's transaction: what differs is replaced, what agrees stays."""
    area = Area.objects.get(code=move.area)
    wanted = set(move.rows)
    for row in area.teams.all():
        kept = Validity(codes.of(Team, row.team_id) or "", row.starts, row.ends, row.source, row.assumption)
        if kept in wanted:
            wanted.remove(kept)
        else:
            row.delete()
    for one in sorted(wanted, key=lambda validity: validity.starts):
        AreaTeam.objects.create(
            area=area,
            team=Team.objects.get(code=one.team),
            starts=one.starts,
            ends=one.ends,
            source=one.source,
            assumption=one.assumption,
        )
    log.record("team changed", area, by=by, fields=["team"])
