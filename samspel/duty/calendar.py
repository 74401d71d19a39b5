"""A duty officer's own shifts as a calendar (iCalendar, RFC 5545), for the phone to fetch. It names no person."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from samspel.accounts.models import CalendarLink, User
from samspel.accounts.rules import Function
from samspel.accounts.services import digest
from samspel.accounts.who import who_is
from samspel.core import clock
from samspel.core.errors import Missing
from samspel.duty.models import DutyShift

BACK = timedelta(days=31)
"""How far back a calendar shows: for who writes up their hours."""


def owner(secret: str) -> User:
    """Whose calendar the secret opens; Missing when it opens none, or its owner is no duty officer any more."""
    links = CalendarLink.objects.filter(digest=digest(secret), revoked_at=None, user__is_active=True)
    link = links.select_related("user").first()
    if link is None:
        raise Missing
    own = {one.function for one in who_is(link.user).holdings if not one.standing_in}
    if Function.DUTY_OFFICER not in own:
        raise Missing
    return link.user


def of(user: User) -> bytes:
    """The calendar of the user's own shifts, in their language."""
    calendar = Calendar()
    calendar.add("prodid", "-//Samspel//SV")
    calendar.add("version", "2.0")
    with translation.override(user.language):
        calendar.add("x-wr-calname", _("On duty"))
        for shift in DutyShift.objects.filter(user=user, span__endswith__gt=clock.now() - BACK).order_by("span"):
            calendar.add_component(_event(shift))
    made: bytes = calendar.to_ical()
    return made


def _event(shift: DutyShift) -> Event:
    event = Event()
    event.add("uid", f"shift-{shift.pk}@{settings.BASE_URL.partition('://')[2]}")
    event.add("dtstamp", clock.now())
    event.add("sequence", shift.version)
    event.add("dtstart", shift.starts)
    event.add("dtend", shift.ends)
    event.add("summary", _("On duty"))
    event.add("url", f"{settings.BASE_URL}{reverse('duty:roster')}")
    return event
