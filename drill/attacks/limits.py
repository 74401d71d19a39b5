"""Each limit, met by fifty at once: real processes, one database, and none over.

The control counts as one would at first: read, then write.
"""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from threading import Barrier
from typing import TYPE_CHECKING, TypeAlias

import httpx

from drill.attacks.known import CLOSED, DOUBLE, MOST, PASSWORD
from drill.ground import done
from drill.results import Outcome
from tools.places import BIN

if TYPE_CHECKING:
    from collections.abc import Callable

    from drill.ground import Place

AT_ONCE = 50
TOKEN = "a" * 32
FEW = {
    "DJANGO_SETTINGS_MODULE": "drill.attacks.few",
    "SAMSPEL_WEB_WORKERS": "4",
    "SAMSPEL_WEB_THREADS": "4",
    "SAMSPEL_BEHIND_PROXY": "1",
}
RACY = FEW | {"DRILL_WITHOUT": "counting_at_once"}


@dataclass(frozen=True)
class Ask:
    """One request of the fifty, and whether its answer says that it was over the limit."""

    path: str
    form: dict[str, str]
    cookies: dict[str, str]
    headers: dict[str, str]

    def sent(self, url: str) -> httpx.Response:
        """The answer."""
        cookies = {"csrftoken": TOKEN, "samspel_language": "en"} | self.cookies
        headers = {"Accept-Language": "en", "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
        sent = {"csrfmiddlewaretoken": TOKEN} | self.form
        return httpx.post(url + self.path, data=sent, headers=headers | self.headers, timeout=60)


Attacks: TypeAlias = "dict[str, tuple[Callable[[Place], Callable[[int], Ask]], int]]"


def over(answer: httpx.Response) -> bool:
    """Was it refused for being one too many?"""
    return answer.status_code == 429 or "Too many" in answer.text or "För många" in answer.text


def turned_away(answer: httpx.Response) -> bool:
    """Was it refused before anything was looked at? Wrong passwords have a narrower limit, told in the form's page."""
    return answer.status_code == 429


def let_through(
    place: Place, ask: Callable[[int], Ask], many: int = AT_ONCE, refused: Callable[[httpx.Response], bool] = over
) -> int:
    """How many of those who come at once are not over the limit; raises when the server was at fault."""
    ready = Barrier(many)

    def one(number: int) -> bool:
        asked = ask(number)
        ready.wait(30)
        answer = asked.sent(place.url)
        if answer.status_code >= 500:
            raise AssertionError(f"{asked.path} answered {answer.status_code}")
        return not refused(answer)

    with ThreadPoolExecutor(many) as pool:
        return sum(pool.map(one, range(many)))


def _from(number: int) -> dict[str, str]:
    return {"X-Forwarded-For": f"10.9.{number // 250}.{number % 250 + 1}"}


def _api_write(place: Place) -> Callable[[int], Ask]:
    bearer = {"Authorization": f"Bearer {place.people['contactcentre'].token}", "Content-Type": "application/json"}
    return lambda _number: Ask("/api/v1/questions", {}, {}, bearer)


def _ask(_place: Place) -> Callable[[int], Ask]:
    return lambda _number: Ask("/ask/", {"text": ""}, {}, _from(1))


def _look_up(_place: Place) -> Callable[[int], Ask]:
    return lambda number: Ask("/ask/code/", {"code": f"AAAA-BBBB-{number:04}"}, {}, _from(2))


def _one_name(_place: Place) -> Callable[[int], Ask]:
    return lambda number: Ask("/sign-in/", {"login": CLOSED, "password": f"wrong {number}"}, {}, _from(100 + number))


def _one_address(_place: Place) -> Callable[[int], Ask]:
    return lambda number: Ask("/sign-in/", {"login": f"somebody{number}", "password": "wrong"}, {}, _from(3))


def _session(place: Place) -> str:
    """Of one who has a password."""
    said = done(str(BIN / "python"), "-m", "drill.attacks.known", env=place.environment())
    return str(json.loads(said)["session"])


def _again(place: Place) -> Callable[[int], Ask]:
    session = _session(place)
    return lambda number: Ask("/again/", {"password": f"wrong {number}"}, {"sessionid": session}, _from(4))


def _new_password(place: Place) -> Callable[[int], Ask]:
    session, new = _session(place), {"password1": "en ny lång mening", "password2": "en ny lång mening"}
    return lambda number: Ask(
        "/account/password/", {"oldpassword": f"wrong {number}"} | new, {"sessionid": session}, _from(4)
    )


def _code(place: Place) -> Callable[[int], Ask]:
    """The second factor, after the right password."""
    signing = Ask("/sign-in/", {"login": DOUBLE, "password": PASSWORD}, {}, _from(5)).sent(place.url)
    session = signing.cookies["sessionid"]
    return lambda number: Ask("/sign-in/code/", {"code": f"{number:06}"}, {"sessionid": session}, _from(5))


def _signed_out(_place: Place) -> Callable[[int], Ask]:
    """A provider says that somebody has signed out; nonsense here."""
    return lambda _number: Ask("/sign-in/provider/signed-out/", {"logout_token": "a.b.c"}, {}, _from(6))


ATTACKS: Attacks = {
    "reauthenticate, one user": (_again, 10),
    "change_password, one user": (_new_password, 5),
    "api_write, one token": (_api_write, MOST),
    "ask, one network": (_ask, MOST),
    "look_up, one network": (_look_up, MOST),
    "login_failed, one name": (_one_name, 5),
    "login_failed, one address": (_one_address, 20),
    "login_failed, one second factor": (_code, 5),
}
"""Each limit, and how many it lets through."""
PROVIDED: Attacks = {"signed_out, one network": (_signed_out, MOST)}
"""The same, where there is a provider."""


def each_limit(place: Place, attacks: Attacks = ATTACKS) -> Outcome:
    """Fifty at once against each; none over, and somebody let through."""
    faults, told = [], []
    for name, (prepare, most) in attacks.items():
        through = let_through(place, prepare(place))
        told.append(f"{name} {through}/{most}")
        if through > most:
            faults.append(f"{name}: {through} let through, {most} allowed")
        elif through == 0:
            faults.append(f"{name}: nobody let through")
    return Outcome(tuple(faults), f"{AT_ONCE} at once: {', '.join(told)}")


def _sign_in(number: int) -> Ask:
    return Ask("/sign-in/", {"login": f"other{number}", "password": "w"}, {}, _from(7))


def _passkey(number: int) -> Ask:
    return Ask("/sign-in/passkey/", {"credential": f'{{"id": "{number}"}}'}, {}, _from(8))


def _more(ask: Callable[[int], Ask], number: int) -> Ask:
    return ask(30 + number)


SIXTY = {"login, one address": _sign_in, "webauthn_login, one address": _passkey}
"""Limits that are wider than fifty."""


def signing_in(place: Place) -> Outcome:
    """Sixty tries to sign in from one address, by each of two ways: thirty one by one, then fifty at once."""
    faults, told = [], []
    for name, ask in SIXTY.items():
        through = sum(not turned_away(ask(number).sent(place.url)) for number in range(30))
        through += let_through(place, partial(_more, ask), refused=turned_away)
        told.append(f"{name} {through}/60")
        if not 30 < through <= 60:
            faults.append(f"{name}: {through} let through, 60 allowed")
    return Outcome(tuple(faults), f"30 and then {AT_ONCE} at once: {', '.join(told)}")


def attacked() -> set[str]:
    """The names of the limits that are met here."""
    return {name.partition(",")[0] for name in (*ATTACKS, *PROVIDED, *SIXTY)}


PROVIDER = {"DJANGO_SETTINGS_MODULE": "drill.attacks.provided"}
CASES: tuple[tuple[str, dict[str, str], Callable[[Place], Outcome], dict[str, str] | None], ...] = (
    ("limits", FEW, each_limit, RACY),
    ("limits: signed out elsewhere", FEW | PROVIDER, partial(each_limit, attacks=PROVIDED), RACY | PROVIDER),
    ("limits: signing in", FEW, signing_in, RACY),
)
"""Name, environment, what is done, and the environment of the control."""
