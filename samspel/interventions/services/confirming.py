"""Still true: said in one click, of one or of many, and asked for twice a year."""

from collections.abc import Collection, Iterable
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db.models import Count, F
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.accounts import queries as accounts
from samspel.accounts.models import User
from samspel.accounts.rules import Function
from samspel.accounts.who import Who
from samspel.core import clock, log, outbox
from samspel.core.actors import Actor
from samspel.core.errors import Missing
from samspel.core.services import each, service
from samspel.interventions import rules
from samspel.interventions.models import Asking, Intervention
from samspel.interventions.permissions import keeps_for, reach_of
from samspel.interventions.queries.scope import visible_to
from samspel.interventions.rules import GOING
from samspel.municipality import queries as municipality
from samspel.municipality.models import Department

CONTACTS: Final = (Function.DEPARTMENT_CONTACT, Function.MANAGER, Function.DEPARTMENT_MANAGEMENT)


@service
def still_true(ids: Collection[UUID], *, by: Who) -> int:
    """Say of each that it stands as it is written; returns how many. Raises Missing when one is not theirs to keep."""
    reach = reach_of(by)
    rows = list(visible_to(reach).select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk"))
    if len(rows) != len(set(ids)) or not rows or not all(keeps_for(reach, one.department_id) for one in rows):
        raise Missing
    Intervention.objects.filter(pk__in=[one.pk for one in rows]).update(
        confirmed_on=clock.today(), confirmed_label=by.label[:200], version=F("version") + 1
    )
    for one in rows:
        log.record("intervention.confirmed", one, by=by, fields=["confirmed_on"])
    return len(rows)


def remind(*, by: Actor) -> int:
    """Twice a year, once in each round: ask every department about what nobody has said is true lately.

    Returns how many departments were asked; on a day off none.
    """
    today = clock.today()
    if not municipality.calendar().is_working_day(today):
        return 0
    asked = Asking.objects.filter(round=rules.round_of(today)).values("department")
    going = Intervention.objects.filter(state__in=sorted(GOING), confirmed_on__lt=rules.asked_before(today))
    counts = going.exclude(department__in=asked).values_list("department").annotate(count=Count("pk")).order_by()
    departments = {one.pk: one for one in municipality.departments()}
    return each([(departments[pk], count) for pk, count in counts if pk in departments], lambda one: _ask(*one, by))


@service
def _ask(department: Department, count: int, by: Actor) -> bool:
    asking = Asking.objects.create(
        department=department, round=rules.round_of(clock.today()), at=clock.now(), count=count
    )
    _letters(accounts.first_holders(CONTACTS, [department.pk])[department.pk], asking)
    log.record("intervention.asked", asking, by=by, because=str(count))
    return True


def _letters(users: Iterable[User], asking: Asking) -> None:
    for user in users:
        if not user.email:
            continue
        with translation.override(user.language):
            text = ngettext(
                "%(count)s intervention of %(department)s has not been looked at for a while. Is it still true?",
                "%(count)s interventions of %(department)s have not been looked at for a while. Are they still true?",
                asking.count,
            ) % {"count": asking.count, "department": asking.department.short_name}
            link = f"{settings.BASE_URL}{reverse('interventions:keep')}"
            outbox.post(
                kind="intervention.asked",
                to=user.email,
                subject=_("Are your interventions still true?"),
                body=f"{text}\n\n{_('Say so in one click, or change what has become another:')}\n{link}\n",
                about=asking,
            )
