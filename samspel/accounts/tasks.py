"""The jobs of accounts."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from samspel.accounts import services
from samspel.accounts.models import ProviderSession
from samspel.core import clock
from samspel.core.jobs import AGAIN, app, beat


@app.periodic(cron="37 3 * * *")
@app.task(name="accounts.forget_sessions", queueing_lock="accounts.forget_sessions", retry=AGAIN)
def forget_sessions(timestamp: int) -> None:
    """Every night: forget sessions that are over, and from which address and browser they were."""
    Session.objects.filter(expire_date__lt=clock.now()).delete()
    alive = Session.objects.values("session_key")
    UserSession.objects.exclude(session_key__in=alive).delete()
    ProviderSession.objects.exclude(session_key__in=alive).delete()
    beat("accounts.forget_sessions")


@app.periodic(cron="12 7 * * 1")
@app.task(name="accounts.look_at_seals", queueing_lock="accounts.look_at_seals", retry=AGAIN)
def look_at_seals(timestamp: int) -> None:
    """Every Monday morning: remind of an emergency account that was opened, or whose seal ends soon."""
    services.look_at_seals()
    beat("accounts.look_at_seals")
