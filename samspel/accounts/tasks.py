"""The jobs of accounts."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from samspel.core import clock
from samspel.core.jobs import app, beat


@app.periodic(cron="37 3 * * *")
@app.task(name="accounts.forget_sessions", queueing_lock="accounts.forget_sessions")
def forget_sessions(timestamp: int) -> None:
    """Every night: forget sessions that are over, and from which address and browser they were."""
    Session.objects.filter(expire_date__lt=clock.now()).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    beat("accounts.forget_sessions")
