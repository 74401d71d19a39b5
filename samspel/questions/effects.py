"""What a change of the municipality does to open questions: told before it is saved, by the very rules that route them.

Only open questions are read, and only counted: by matter, area, asker and who leads, in one read.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.municipality.effects import Effect, Planned, ended, register
from samspel.municipality.files import Description
from samspel.municipality.queries import RouteRow
from samspel.questions import rules
from samspel.questions.models import Part, Question


@dataclass(frozen=True)
class Alike:
    """Open questions that the standing orders can't tell apart, and how many they are."""

    matter: str | None
    area: str | None
    asker_role: str
    leads: str
    count: int


def tell() -> None:
    """Called once at start-up."""
    register(_of_questions)


def _of_questions(planned: Planned) -> Iterator[Effect]:
    if planned.before == planned.after:
        return
    rows = _open()
    yield from _rerouted(planned, rows)
    yield from _of_ended_matters(planned, rows)
    yield from _of_areas(planned, rows)
    yield from _of_ended_departments(planned)
    if planned.before.hours != planned.after.hours:
        yield from _of_hours(rows)


def _open() -> list[Alike]:
    counted = (
        Question.objects.filter(status__in=sorted(one.value for one in rules.OPEN), parts__leads=True)
        .values_list("matter__code", "area__code", "asker_role", "parts__department__code")
        .annotate(count=Count("pk"))
        .order_by()
    )
    return [Alike(*row) for row in counted]


def _routes(description: Description) -> list[RouteRow]:
    return [
        RouteRow(
            number=number,
            matter=one.matter,
            area=one.area,
            asker_role=one.asker_role.value if one.asker_role else None,
            departments=tuple(one.departments),
            because=one.because,
            source=one.source,
            assumption=one.assumption,
        )
        for number, one in enumerate(description.routes.routes, 1)
    ]


def _rerouted(planned: Planned, rows: Iterable[Alike]) -> Iterator[Effect]:
    """Those that still lie where the rows of today sent them, and that the new rows would have sent elsewhere."""
    old, new = _routes(planned.before), _routes(planned.after)
    gone = ended(planned, _matters)
    moved: Counter[tuple[tuple[str, ...], tuple[str, ...]]] = Counter()
    for row in rows:
        was = rules.route(old, row.matter, row.area, row.asker_role).departments
        goes = rules.route(new, row.matter, row.area, row.asker_role).departments
        if was != goes and was[0] == row.leads and row.matter not in gone:
            moved[was, goes] += row.count
    names = _names(planned)
    for (was, goes), count in moved.most_common():
        words = {"count": count, "to": _joined(goes, names), "of": _joined(was, names)}
        yield Effect(
            ngettext(
                "This %(count)d open question would go to %(to)s instead of %(of)s.",
                "These %(count)d open questions would go to %(to)s instead of %(of)s.",
                count,
            )
            % words,
            _("What is open stays with the one who has it; new ones go the new way."),
        )


def _of_ended_matters(planned: Planned, rows: Iterable[Alike]) -> Iterator[Effect]:
    gone = ended(planned, _matters)
    names = {one.code: one.name for one in planned.before.matters.matters}
    for code in sorted(gone):
        count = _sum(rows, matter=code)
        if count:
            yield Effect(
                ngettext(
                    "%(count)d open question is about “%(name)s”, and keeps it.",
                    "%(count)d open questions are about “%(name)s”, and keep it.",
                    count,
                )
                % {"count": count, "name": names[code]}
            )


def _matters(description: Description) -> list[str]:
    return [one.code for one in description.matters.matters]


def _of_areas(planned: Planned, rows: Iterable[Alike]) -> Iterator[Effect]:
    """Questions of an area that goes to another team go with it; of one that ends they would be nobody's."""
    after = {one.code: one for one in planned.after.areas.areas}
    for area in planned.before.areas.areas:
        then = after.get(area.code)
        if then is not None and then.teams[-1].team == area.teams[-1].team:
            continue
        count = _sum(rows, area=area.code)
        words = {"count": count, "area": area.name}
        if count and then is not None:
            yield Effect(
                ngettext(
                    "%(count)d open question in %(area)s goes with it to the new team.",
                    "%(count)d open questions in %(area)s go with it to the new team.",
                    count,
                )
                % words
            )
        elif count:
            yield Effect(
                ngettext(
                    "%(count)d open question is about %(area)s, and would have no team.",
                    "%(count)d open questions are about %(area)s, and would have no team.",
                    count,
                )
                % words,
                _("Give them another area, or end them, and save the change then."),
                stops=planned.at_once,
            )


def _of_ended_departments(planned: Planned) -> Iterator[Effect]:
    gone = ended(planned, lambda one: [row.code for row in one.organisation.departments])
    if not gone:
        return
    names = _names(planned)
    owed = (
        Part.objects.filter(department__code__in=gone, status__in=sorted(one.value for one in rules.OWED))
        .filter(question__status__in=sorted(one.value for one in rules.OPEN))
        .values_list("department__code")
        .annotate(count=Count("pk"))
        .order_by("department__code")
    )
    for code, count in owed:
        yield Effect(
            ngettext(
                "%(name)s has %(count)d question that it has not answered.",
                "%(name)s has %(count)d questions that it has not answered.",
                count,
            )
            % {"count": count, "name": names[code]},
            _("They must be answered, or forwarded to another department, before it ends."),
            stops=planned.at_once,
        )


def _of_hours(rows: Iterable[Alike]) -> Iterator[Effect]:
    count = sum(row.count for row in rows)
    if count:
        yield Effect(
            ngettext(
                "%(count)d open question keeps the last day that it has; new ones are counted by the new hours.",
                "%(count)d open questions keep the last day that they have; new ones are counted by the new hours.",
                count,
            )
            % {"count": count}
        )


def _sum(rows: Iterable[Alike], *, matter: str | None = None, area: str | None = None) -> int:
    return sum(
        row.count for row in rows if (matter is None or row.matter == matter) and (area is None or row.area == area)
    )


def _names(planned: Planned) -> Mapping[str, str]:
    rows = [*planned.before.organisation.departments, *planned.after.organisation.departments]
    return {one.code: one.short_name for one in rows}


def _joined(codes: Iterable[str], names: Mapping[str, str]) -> str:
    return ", ".join(names.get(code, code) for code in codes)
