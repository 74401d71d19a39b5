"""Whatever is sent, by whomever: never our fault (500), what was written is kept, and the answer is in their language.

Forms are taken from the pages that each member of the cast sees, and filled as they stand but for one field; every
address that takes something is then sent everything at once, and what is no form at all. A run that is not thorough
takes fewer people and fewer oddities.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.utils.html import escape
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from demo.cast import CAST
from tests.routes import Route, Things, address, make_things, missing, pages
from tests.sent import FILLED, Forms, Sent
from tests.thorough import THOROUGH, some

if TYPE_CHECKING:
    from samspel.accounts.models import User

NOBODY = ""
# One of each function; coordinators and contact persons of another place have the same forms.
EVERYBODY = (*{tuple(held for held, _ in one.holds): one.username for one in reversed(CAST)}.values(), NOBODY)
DEEP = "[" * 2000
ODD: tuple[str, ...] = (
    "",
    " \t\r\n ",
    "\x00",
    "\ud800",
    "\ufffe\u202e\u200d",
    "å" * 9_000,
    "-1",
    "99999999999999999999999999",
    "1e309",
    "NaN",
    "٣",
    "0x1F",
    "²",
    "9999-12-31",
    "0001-01-01",
    "2026-02-30T25:61",
    "not-there",
    "00000000-0000-4000-8000-000000000000",
    "' OR 1=1 --",
    "{{ 7*7 }}{% now %}%(x)s{0}",
    "<script>alert(1)</script>",
    DEEP,
    "tel:0701740605 19121212-1212 a@b.se",
)
STILL_ENGLISH = re.compile(r"This field|Select a valid|Ensure th|Enter a valid|is required|Not Found|Bad Request")
BROKEN: Mapping[str, tuple[bytes, str]] = {
    "nothing": (b"", "application/x-www-form-urlencoded"),
    "half a percent": (b"key=%&text=%zz&version=%ff%fe", "application/x-www-form-urlencoded"),
    "not utf-8": (b"key=a&text=\xff\xfe\xfd", "application/x-www-form-urlencoded"),
    "nul": (b"key=a&text=a%00b", "application/x-www-form-urlencoded"),
    "nul in a name": (b"key=a&te%00xt=a", "application/x-www-form-urlencoded"),
    "half a letter": (b"key=a&text=%ed%a0%80", "application/x-www-form-urlencoded"),
    "too many fields": (b"&".join(b"f%d=1" % n for n in range(400)), "application/x-www-form-urlencoded"),
    "too much": (b"text=" + b"a" * 1_100_000, "application/x-www-form-urlencoded"),
    "another charset": (b"key=a&text=\xe5", "application/x-www-form-urlencoded; charset=utf-7"),
    "no such charset": (b"key=a&text=b", "application/x-www-form-urlencoded; charset=nonsense"),
    "json": (b'{"text": "a"}', "application/json"),
    "text": (b"text=a", "text/plain"),
    "no type": (b"text=a", ""),
    "no boundary": (b"--x\r\n", "multipart/form-data"),
    "another boundary": (b"--y\r\nnothing", "multipart/form-data; boundary=x"),
    "cut off": (b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nabc', "multipart/form-data; boundary=x"),
    "half a header": (b"--x\r\nContent-Disposition: form-da\r\n\r\na\r\n--x--", "multipart/form-data; boundary=x"),
    "odd encoding": (
        b'--x\r\nContent-Disposition: form-data; name="t"\r\nContent-Transfer-Encoding: base64\r\n\r\n!\r\n--x--\r\n',
        "multipart/form-data; boundary=x",
    ),
    "a file": (
        b'--x\r\nContent-Disposition: form-data; name="text"; filename="a"\r\n\r\nabc\r\n--x--\r\n',
        "multipart/form-data; boundary=x",
    ),
}
SENDERS = ("coordinator.berga", "contact.urban", "security.head", "duty.officer", "admin", NOBODY)
ASKED = ("q", "page", "cursor", "since", "status", "area", "week", "from", "next")
quickly = settings(
    max_examples=100 if THOROUGH else 6,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
SIGNED_OUT_BY = {"account_logout", "accounts:end_other_sessions"}


@pytest.fixture
def things(cast: dict[str, User]) -> Things:
    """One of each thing; and no tries of other tests count."""
    cache.clear()
    return make_things(cast)


@pytest.fixture
def browser_of(client_as: Callable[..., Client]) -> Callable[..., Client]:
    """A client that gets the page of a fault instead of the exception, as a browser does."""
    return lambda username, language="sv": client_as(username, language=language, raise_request_exception=False)


def post(client: Client, where: str, data: Any, content_type: str | None = None) -> Any:
    """Send fields, or bytes of a content type, and let nothing of it stay."""
    with transaction.atomic():
        point = transaction.savepoint()
        if content_type is None:
            data, content_type = urlencode(data), "application/x-www-form-urlencoded"
        answer = client.generic("POST", where, data, content_type)
        transaction.savepoint_rollback(point)
    return answer


def sound(answer: Any, said: object, language: str = "sv") -> None:
    """It was no fault of ours, and what was said is in their language."""
    assert answer.status_code < 500, said
    if answer.status_code < 400 or not answer.get("Content-Type", "").startswith("text/html"):
        return
    text = answer.content.decode()
    if "<html" in text:
        assert f'lang="{language}"' in text, said
    found = STILL_ENGLISH.search(text)
    assert language != "sv" or not found, (said, found)


def takers() -> list[Route]:
    """The pages' addresses that something can be sent to."""
    return [route for route in pages() if route.name not in SIGNED_OUT_BY]


def forms_of(client: Client, things: Things) -> Iterator[Sent]:
    """Every form that they see, each address once."""
    seen: set[str] = set()
    for route in takers():
        if route.name.startswith(("web:", "ui:")):
            continue
        where = address(route, things)
        answer = client.get(where)
        if answer.status_code != 200 or answer.streaming or not answer["Content-Type"].startswith("text/html"):
            continue
        for form in Forms(answer.content.decode(), where).found:
            if form.action not in seen and "sign-out" not in form.action:
                seen.add(form.action)
                yield form


@pytest.mark.parametrize("username", EVERYBODY if THOROUGH else SENDERS)
def test_a_form_with_one_field_filled_badly(username: str, things: Things, browser_of: Callable[..., Client]) -> None:
    client = browser_of(username)
    turn = len(username)
    forms = list(forms_of(client, things))
    assert len(forms) >= 3
    for form in forms:
        for name in sorted(form.fields.keys() - {"csrfmiddlewaretoken"}):
            turn += 1
            for odd in some((ODD[turn % len(ODD)], ODD[(turn * 7 + 3) % len(ODD)]), of=2):
                sent = form.fields | {name: odd}
                answer = post(client, form.action, {key: _sendable(value) for key, value in sent.items()})
                sound(answer, (form.action, name, odd[:40]))
                _kept(form, name, answer)


def _sendable(value: str) -> str | bytes:
    return value.encode("utf-8", "surrogatepass")


def _kept(form: Sent, spoilt: str, answer: Any) -> None:
    text = answer.content.decode()
    if answer.status_code != 422 or not set(form.written) - {spoilt}:
        return
    assert escape(FILLED) in text, (form.action, spoilt, re.findall(r'class="error".*?</p>', text, re.DOTALL))


@pytest.mark.parametrize("username", SENDERS)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_what_is_no_form_at_all(
    username: str, language: str, things: Things, browser_of: Callable[..., Client]
) -> None:
    client = browser_of(username, language)
    for turn, route in enumerate(takers()):
        step = (4 if language == "sv" else 9) * (1 if THOROUGH else 2)
        for kind in list(BROKEN)[turn % step :: step]:
            body, content_type = BROKEN[kind]
            sound(post(client, address(route, things), body, content_type), (route.name, kind), language)


def every_name() -> list[str]:
    """The name of every field of every form of ours."""
    from samspel.accounts import forms as accounts
    from samspel.duty import forms as duty
    from samspel.escalation import forms as escalation
    from samspel.observations import forms as observations
    from samspel.portal import forms as portal
    from samspel.questions import forms as questions

    found: set[str] = {"part", "next", "preview", "looked", "language", "theme", "question"}
    for module in (accounts, duty, escalation, observations, portal, questions):
        for one in vars(module).values():
            found |= set(getattr(one, "base_fields", ()))
    return sorted(found)


@pytest.mark.asvs("V2.2.1", "V15.3.3", "V1.3.7", "V1.3.10")
@pytest.mark.parametrize("username", EVERYBODY if THOROUGH else SENDERS)
def test_everything_at_once_to_every_address(username: str, things: Things, browser_of: Callable[..., Client]) -> None:
    client, names = browser_of(username), every_name()
    assert len(names) > 30
    for turn, route in enumerate(takers(), len(username)):
        sent = {
            name: ODD[(turn + at) % len(ODD)].replace("\x00", "").encode("utf-8", "replace")
            for at, name in enumerate(names)
        }
        sound(post(client, address(route, things), sent), (route.name, turn))
        if route.takes_a_thing:
            assert post(client, missing(route, things), sent).status_code in {302, 403, 404, 405}, route.name


@quickly
@given(data=st.data())
@pytest.mark.parametrize("username", ["coordinator.berga", "contact.urban", "security.head", "admin", ""])
def test_random_text_and_bytes(
    username: str, data: st.DataObject, things: Things, browser_of: Callable[..., Client]
) -> None:
    client, names = browser_of(username), every_name()
    route = data.draw(st.sampled_from(takers()))
    where = address(route, things)
    text = st.text(max_size=40)
    sent = data.draw(st.dictionaries(st.sampled_from(names), text, max_size=12))
    sound(post(client, where, {name: _sendable(value) for name, value in sent.items()}), (route.name, sent))
    body = data.draw(st.binary(max_size=200))
    kind = data.draw(st.sampled_from(["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "*/*"]))
    sound(post(client, where, body, kind), (route.name, body, kind))


@pytest.mark.parametrize("username", ["coordinator.berga", ""])
def test_odd_addresses(username: str, things: Things, browser_of: Callable[..., Client]) -> None:
    client = browser_of(username)
    for turn, route in enumerate(pages()):
        odd = ODD[turn % len(ODD)]
        sound(client.get(address(route, things), {name: _sendable(odd) for name in ASKED}), (route.name, odd[:40]))


def test_a_view_that_fails_is_seen(
    things: Things, browser_of: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: were there a 500, this would find it."""
    from samspel.questions import services

    def falls(*args: object, **kwargs: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(services, "note", falls)
    client = browser_of("coordinator.berga")
    note = next(form for form in forms_of(client, things) if "/note/" in form.action)
    answer = post(client, note.action, note.fields | {"looked": "on"})
    with pytest.raises(AssertionError):
        sound(answer, "a view that fails")
