"""The jobs of accounts."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from samspel.accounts import tasks
from samspel.core import clock, jobs
from tests.cast import ClientAs

pytestmark = pytest.mark.django_db


def test_each_night_sessions_that_are_over_are_forgotten_with_their_traces(client_as: ClientAs) -> None:
    over, going_on = client_as("admin"), client_as("evaluator")
    for client in (over, going_on):
        client.get("/account/")
    assert UserSession.objects.count() == 2
    Session.objects.filter(session_key=over.session.session_key).update(expire_date=clock.now() - timedelta(days=1))
    tasks.forget_sessions(0)
    assert list(UserSession.objects.values_list("session_key", flat=True)) == [going_on.session.session_key]
    assert Session.objects.count() == 1
    assert jobs.last_beat("accounts.forget_sessions") is not None
