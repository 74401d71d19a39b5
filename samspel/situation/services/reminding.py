"""When a situation picture is to be looked at again, those who draft it are told once."""

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from samspel.accounts import queries as accounts
from samspel.accounts.models import User
from samspel.accounts.rules import BODY_FUNCTIONS, Function
from samspel.core import clock, log, outbox
from samspel.core.actors import Actor
from samspel.core.services import each, service
from samspel.municipality import queries as municipality
from samspel.municipality.models import BodyLevel
from samspel.situation.models import AdoptedPicture, DueReminder
from samspel.ui import words

AHEAD: Final = timedelta(days=90)
"""So long before it is due: a picture takes a season to draft, comment and adopt."""


def remind_due(*, by: Actor) -> int:
    """Tell of every picture that is due within AHEAD and has not been told of; returns how many."""
    due = AdoptedPicture.objects.due(clock.today() + AHEAD).filter(reminder=None)
    return each(list(due), lambda one: _tell(one, by))


@service
def _tell(adopted: AdoptedPicture, by: Actor) -> bool:
    DueReminder.objects.create(adopted=adopted, at=clock.now())
    for user in _drafters(adopted):
        with translation.override(user.language):
            outbox.post(
                kind="picture.due",
                to=user.email,
                subject=_("The situation picture of %(area)s is to be looked at again") % {"area": adopted.label},
                body=_body(adopted),
                about=adopted,
            )
    log.record("picture.due_told", adopted, by=by)
    return True


def _body(adopted: AdoptedPicture) -> str:
    day = words.day(adopted.next_due) if adopted.next_due else ""
    told = _("It was adopted %(adopted)s and is to be looked at again by %(day)s at the latest.")
    link = f"{settings.BASE_URL}{reverse('situation:adopted', args=[adopted.pk])}"
    return "\n\n".join((told % {"adopted": words.day(adopted.adopted_on), "day": day}, link))


def _drafters(adopted: AdoptedPicture) -> list[User]:
    """The coordination group, and the coordinators of the area; or their stand-ins."""
    bodies = municipality.bodies_at(BodyLevel.TACTICAL)
    found = [user for body in bodies for user in accounts.holders_of(*BODY_FUNCTIONS, body=body)]
    team = adopted.area.team_on(clock.today()) if adopted.area else None
    if team:
        found += accounts.holders_of(Function.AREA_COORDINATOR, team=team.pk)
    return [user for user in dict.fromkeys(accounts.reachable(found)) if user.email]
