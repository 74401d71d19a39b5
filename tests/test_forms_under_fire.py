"""Every form, filled with anything: never our fault (500), and what was written in the other fields is kept.

The forms are those that people meet on the pages, found and not listed. A thorough run tries each of them many times,
as everybody; the suite some of them, as some.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

import pytest
from django.core.cache import cache
from django.db import transaction
from django.utils.html import escape
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st

from samspel.accounts.models import User
from samspel.escalation.models import Escalation
from samspel.municipality.models import Area, Department, Matter
from samspel.questions.models import Question
from tests.routes import NO_NUMBER, NOWHERE, Things, make_things
from tests.sent import FILLED, Sent
from tests.test_bad_input import EVERYBODY, NOBODY, forms_of, sound
from tests.thorough import THOROUGH

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

EACH, FEW = 60, 40
SENDERS = EVERYBODY if THOROUGH else ("coordinator.berga", "admin", NOBODY)

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
ODD_NUMBERS = st.sampled_from(["1e999", "0x1f", "１２", "٣", "-0", "1_000", " 1", "1,5"])
NUMBERS = st.integers() | st.floats() | ODD_NUMBERS
ODD_DAYS = st.sampled_from(["0000-00-00", "2026-02-30", "today", "20260101", "W01"])
DAYS = st.dates() | st.datetimes() | ODD_DAYS
CODE = st.sampled_from(
    (
        "<script>alert(1)</script>",
        "{{ 7*7 }}",
        "{% debug %}",
        "' OR 1=1 --",
        "=1+1",
        "%(x)s",
        "${7*7}",
        "../../etc/passwd",
    )
)
WRITING = st.sampled_from(
    (
        "\u202eedoc",
        "\u2066a\u2069",
        "a\u0301" * 40,
        "\ud83d",
        "\x00",
        "\x1b[2J",
        "\ufeff",
        "\x00å",
        "\U0001f3f3\ufe0f\u200d\U0001f308",
        "\r\n.\r\n",
        "\ufdfa" * 30,
    )
)
HUGE = st.sampled_from(("å" * 20_000, "a " * 20_000, "[" * 5_000, "9" * 5_000, "\n" * 20_000))
FORGED = st.one_of(st.uuids().map(str), st.just(str(NOWHERE)), st.just(str(NO_NUMBER)), st.just("-1"), st.just(""))
ANYTHING = st.one_of(ANY_TEXT, NUMBERS.map(str), DAYS.map(str), CODE, WRITING, HUGE, FORGED)
MORE = st.sampled_from(["id", "user", "is_active", "by", "status", "version", "key"])
DOINGS = st.sampled_from(["fill", "fill", "fill", "leave out", "say twice", "steal"])


@pytest.fixture
def things(cast: dict[str, User]) -> Things:
    """One of each thing; and no tries of other tests count."""
    cache.clear()
    return make_things(cast)


def others(things: Things) -> list[str]:
    """Keys of rows that are somebody's: what a forged field would name."""
    models = (Question, Escalation, User, Area, Department, Matter)
    return [
        *(str(pk) for model in models for pk in model._default_manager.values_list("pk", flat=True)[:3]),
        *(str(number) for number in things.numbers.values()),
        *(f"{kind}:{pk}" for kind in ("team", "department", "body") for pk in (1, 2, NO_NUMBER)),
    ]


def spoilt(draw: Callable[..., Any], form: Sent, stolen: list[str]) -> tuple[list[tuple[str, str]], set[str]]:
    """The form as pairs with some of its fields spoilt, and which."""
    names = sorted(form.fields.keys() - {"csrfmiddlewaretoken"})
    chosen = draw(st.sets(st.sampled_from(names), min_size=1, max_size=4)) if names else set()
    pairs = [(name, value) for name, value in form.fields.items() if name not in chosen]
    for name in sorted(chosen):
        doing = draw(DOINGS)
        if doing == "steal":
            pairs.append((name, draw(st.sampled_from(stolen))))
        elif doing == "say twice":
            pairs += [(name, form.fields[name]), (name, draw(ANYTHING))]
        elif doing == "fill":
            pairs.append((name, draw(ANYTHING)))
        event(doing)
    if draw(st.booleans()):
        pairs.append((draw(MORE), draw(ANYTHING)))
    return pairs, chosen


def fire(client: Client, form: Sent, pairs: list[tuple[str, str]], chosen: set[str]) -> None:
    """Send it, look at the answer, and let nothing of it stay."""
    body = urlencode([(name, value.encode("utf-8", "surrogatepass")) for name, value in pairs])
    with transaction.atomic():
        point = transaction.savepoint()
        answer = client.generic("POST", form.action, body, "application/x-www-form-urlencoded")
        transaction.savepoint_rollback(point)
    said = (form.action, [(name, value[:60]) for name, value in pairs])
    sound(answer, said)
    if answer.status_code == 422 and set(form.written) - chosen:
        assert escape(FILLED) in answer.content.decode(), said


@pytest.mark.asvs("V2.2.2", "V15.3.3", "V15.3.7", "V1.3.7")
@pytest.mark.parametrize("username", SENDERS)
def test_a_form_filled_with_anything_is_no_fault_of_ours_and_what_else_was_written_is_kept(
    username: str, things: Things, client_as: Callable[..., Client]
) -> None:
    client = client_as(username, language="sv", raise_request_exception=False)
    forms, stolen = list(forms_of(client, things)), others(things)
    assert len(forms) >= 3
    assert all(UUID(form.fields["key"]) for form in forms if form.fields.get("key"))

    @settings(
        max_examples=EACH * len(forms) if THOROUGH else FEW,
        deadline=None,
        derandomize=not THOROUGH,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(data=st.data())
    def tried(data: st.DataObject) -> None:
        form = data.draw(st.sampled_from(forms))
        fire(client, form, *spoilt(data.draw, form, stolen))

    tried()
