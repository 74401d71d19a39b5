"""The officer's lists as files, and an extract as JSON."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from samspel.core import clock, disposal, sheets
from samspel.core.extracts import Section
from samspel.core.models import Disposal
from samspel.protection import words
from samspel.protection.queries import Look


def looks(kind: str, rows: Iterable[Look]) -> HttpResponse:
    """Who looked at what, and when."""
    columns = [
        (_("When"), 17),
        (_("Who"), 30),
        (_("As"), 40),
        (_("What they did"), 34),
        (_("About"), 18),
        (_("Note"), 24),
    ]
    return sheets.response(_("looks"), kind, columns, map(_look, rows))


def _look(one: Look) -> list[str]:
    row, user = one.row, one.user
    name = f"{user.name} ({user.username})" if user else ""
    return [f"{clock.local(row.at):%Y-%m-%d %H:%M}", name, one.by, one.said, one.about, one.note]


def done(kind: str, rows: Iterable[Disposal]) -> HttpResponse:
    """The protocol of disposals."""
    columns = [
        (_("When"), 17),
        (_("Rule"), 36),
        (_("How many"), 10),
        (_("About"), 18),
        (_("Which"), 60),
        (_("Why"), 30),
    ]
    names = {rule.code: str(rule.name) for rule in disposal.rules()}
    return sheets.response(_("disposals"), kind, columns, (_done(row, names) for row in rows))


def _done(row: Disposal, names: dict[str, str]) -> list[str]:
    when = f"{clock.local(row.at):%Y-%m-%d %H:%M}"
    which = f"{row.object_kind} {', '.join(row.object_ids)}"[:30_000]
    return [when, names.get(row.rule, row.rule), str(row.count), row.label, which, words.why(row)]


def extract(sections: Iterable[Section]) -> HttpResponse:
    """An extract for a machine: the same as on the page, with names that stay the same in all languages."""
    told: dict[str, Any] = {
        one.code: {
            "title": one.title,
            "about": one.says,
            "items": [{"name": item.name, **{fact.key: fact.value for fact in item.facts}} for item in one.items],
        }
        for one in sections
    }
    made = {"made_at": clock.now().isoformat(timespec="seconds"), **told}
    answer = JsonResponse(made, json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = f'attachment; filename="{_("extract")}-{clock.today():%Y-%m-%d}.json"'
    return answer
