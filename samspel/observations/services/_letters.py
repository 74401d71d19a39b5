"""The letters of weekly pictures: that there is one and where. Others can read e-mail."""

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from samspel.accounts import queries as accounts
from samspel.accounts.models import User
from samspel.accounts.rules import BODY_FUNCTIONS, Function
from samspel.core import outbox
from samspel.observations.models import WeeklyPicture, WeeklyReceiver

CONTACTS = (Function.DEPARTMENT_CONTACT, Function.MANAGER, Function.DEPARTMENT_MANAGEMENT)


def tell(picture: WeeklyPicture, receivers: Sequence[WeeklyReceiver]) -> int:
    """A letter to each who sits in the bodies or answers at the departments, once each; returns how many."""
    users = {user.pk: user for user in _of(receivers) if user.email}
    link = f"{settings.BASE_URL}{reverse('observations:weekly', args=[picture.pk])}"
    with outbox.together():
        for user in users.values():
            with translation.override(user.language):
                outbox.post(
                    kind="weekly.sent",
                    to=user.email,
                    subject=_("The weekly picture %(week)s has come") % {"week": picture},
                    body=_body(link),
                    about=picture,
                )
    return len(users)


def _body(link: str) -> str:
    return "\n".join(
        [
            _("Read it here: %(link)s") % {"link": link},
            "",
            _("The picture itself is not in this letter, since e-mail can be read by others."),
        ]
    )


def _of(receivers: Sequence[WeeklyReceiver]) -> Iterable[User]:
    for one in receivers:
        if one.body_id:
            yield from accounts.reachable(accounts.holders_of(*sorted(BODY_FUNCTIONS), body=one.body_id))
    departments = [one.department_id for one in receivers if one.department_id]
    if departments:
        for users in accounts.first_holders(CONTACTS, departments).values():
            yield from users
