"""What a change of the municipality does to alarms that are open: told before it is saved."""

from collections.abc import Iterator

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.escalation.models import OPEN_STATES, Leg
from samspel.escalation.rules import Role
from samspel.municipality.effects import Effect, Planned, ended, register
from samspel.municipality.files import Description
from samspel.municipality.files.shapes.answering import ReceiverRow
from samspel.municipality.models import ReceiverRole

_ROLES = {ReceiverRole.MANAGERS: Role.MANAGERS_CONCERNED.value}


def tell() -> None:
    """Called once at start-up."""
    register(_of_alarms)


def _of_alarms(planned: Planned) -> Iterator[Effect]:
    yield from _of_receivers(planned)
    yield from _of_departments(planned)
    yield from _of_bodies(planned)


def _receivers(description: Description) -> dict[tuple[str, str | None], ReceiverRow]:
    return {(one.role.value, one.department): one for one in description.escalation.receivers}


def _of_receivers(planned: Planned) -> Iterator[Effect]:
    """Who is called, or who is next, becomes another while something waits for them."""
    before, after = _receivers(planned.before), _receivers(planned.after)
    changed = [key for key, row in before.items() if key in after and after[key] != row]
    if not changed:
        return
    waiting: dict[tuple[str, str | None], int] = {}
    for role, code, count in (
        Leg.objects.filter(state__in=OPEN_STATES)
        .values_list("role", "department__code")
        .annotate(count=Count("pk"))
        .order_by()
    ):
        waiting[role, code] = waiting.get((role, code), 0) + count
    for key in changed:
        role = _ROLES.get(ReceiverRole(key[0]), key[0])
        count = waiting.get((role, None if role != key[0] else key[1]), 0)
        if count:
            yield Effect(
                ngettext(
                    "%(count)d open alarm or lifted question is with %(name)s; what goes on goes the new way.",
                    "%(count)d open alarms and lifted questions are with %(name)s; what goes on goes the new way.",
                    count,
                )
                % {"count": count, "name": before[key].short_name}
            )


def _of_departments(planned: Planned) -> Iterator[Effect]:
    gone = ended(planned, lambda one: [row.code for row in one.organisation.departments])
    if not gone:
        return
    names = {one.code: one.short_name for one in planned.before.organisation.departments}
    for code in sorted(gone):
        concerned = Q(department__code=code) | Q(escalation__departments__code=code)
        count = Leg.objects.filter(concerned, state__in=OPEN_STATES).values("escalation").distinct().count()
        if count:
            yield Effect(
                ngettext(
                    "%(count)d open alarm or lifted question concerns %(name)s.",
                    "%(count)d open alarms and lifted questions concern %(name)s.",
                    count,
                )
                % {"count": count, "name": names[code]},
                _("They must be closed, or handed over, before the department ends."),
                stops=planned.at_once,
            )


def _of_bodies(planned: Planned) -> Iterator[Effect]:
    gone = ended(planned, lambda one: [row.code for row in one.bodies.bodies])
    if not gone:
        return
    names = {one.code: one.short_name for one in planned.before.bodies.bodies}
    rows = Leg.objects.filter(body__code__in=gone, state__in=OPEN_STATES).values_list("body__code")
    for code, count in rows.annotate(count=Count("pk")).order_by("body__code"):
        yield Effect(
            ngettext(
                "%(count)d lifted question waits for %(name)s.", "%(count)d lifted questions wait for %(name)s.", count
            )
            % {"count": count, "name": names[code]},
            _("They must be closed before the group ends."),
            stops=planned.at_once,
        )
