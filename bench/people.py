"""Who asks: sessions and tokens of the cast, and the rows that the cases are about."""

from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from uuid import UUID

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db.models import Count

from samspel.accounts import services
from samspel.accounts.models import User
from samspel.accounts.rules import TokenScope
from samspel.core import clock
from samspel.core.actors import Operator
from samspel.municipality.models import Area, Matter
from samspel.questions.models import Question
from samspel.questions.rules import OPEN

TOKEN_DAYS = 2


@dataclass
class People:
    """Ways in, each made once, and the codes and keys that addresses need."""

    area_code: str = "berga"

    def __post_init__(self) -> None:
        self._sessions: dict[str, dict[str, str]] = {}
        self._tokens: dict[str, dict[str, str]] = {}

    def as_(self, username: str) -> dict[str, str]:
        """The headers of a browser where they are signed in."""
        if username not in self._sessions:
            self._sessions[username] = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={_session(username)}"}
        return self._sessions[username]

    def token(self, username: str) -> dict[str, str]:
        """The headers of a system that acts as them."""
        if username not in self._tokens:
            user = User.objects.get(username=username)
            _token, secret = services.issue_token(user, name="bench", scopes=TokenScope, by=Operator(), days=TOKEN_DAYS)
            self._tokens[username] = {"Authorization": f"Bearer {secret}"}
        return self._tokens[username]

    @property
    def area(self) -> int:
        """The id of the area that is asked for."""
        return Area.objects.get(code=self.area_code).pk

    @cached_property
    def matter_code(self) -> str:
        """The matter that most of the area's open questions are about."""
        rows = Question.objects.filter(area__code=self.area_code, status__in=sorted(OPEN), matter__isnull=False)
        return str(rows.values_list("matter__code").annotate(n=Count("pk")).order_by("-n", "matter__code")[0][0])

    @property
    def matter(self) -> int:
        """Its id."""
        return Matter.objects.get(code=self.matter_code).pk

    @cached_property
    def question(self) -> UUID:
        """An open question with two parts, in the area."""
        rows = Question.objects.filter(area__code=self.area_code, status="accepted").annotate(n=Count("parts"))
        return rows.order_by("-n", "received_at")[0].pk


def _session(username: str) -> str:
    user = User.objects.get(username=username)
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store["strong"] = True
    store["began"] = store["seen"] = int(clock.now().timestamp())
    store.create()
    return str(store.session_key)
