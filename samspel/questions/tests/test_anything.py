"""Whatever is sent to a form, there is an answer that a person can use, and never a fault of ours."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samspel.questions.models import Question
from samspel.questions.tests.given import ask, part_of

pytestmark = pytest.mark.django_db

ClientAs = Callable[..., Client]
anything = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
NAMES = [
    "key",
    "version",
    "text",
    "note",
    "looked",
    "end",
    "to",
    "because",
    "department",
    "reason",
    "matter",
    "area",
    "place",
    "asker_role",
    "reply_by",
    "email",
    "phone",
    "subject",
    "part",
    "where",
    "website",
    "code",
    "q",
    "status",
    "due",
    "since",
    "order",
    "mine",
    "cursor",
    "preview",
]
text = st.one_of(
    st.text(max_size=80),
    st.sampled_from(
        ["", "answered", "education", "service:", "9" * 40, "-1", "%s{}", "<script>", "' OR 1=1 --", "å" * 400]
    ),
)
data = st.dictionaries(st.sampled_from(NAMES), text, max_size=12)


def paths(question: Question) -> list[str]:
    """Every page of questions and of the portal that takes a form."""
    part = part_of(question, "education").pk
    own = "", "answer/", "ask-back/", "note/", "draft/", "contact/", "receiver/", "matter/", "department/", "lead/"
    return [
        "/questions/",
        "/questions/new/",
        "/questions/new/preview/",
        "/questions/export.csv",
        *(f"/questions/{question.pk}/{path}" for path in own),
        *(f"/questions/parts/{part}/{verb}/" for verb in ("accept", "answer", "return", "forward")),
        "/ask/",
        "/ask/code/",
        "/ask/thanks/x/",
        "/ask/question/reply/",
        "/ask/question/not-solved/",
    ]


@anything
@given(sent=data, number=st.integers(0, 1000))
def test_anything_in_any_form(client_as: ClientAs, sent: dict[str, str], number: int) -> None:
    cache.clear()
    question = ask("school", "berga")
    every = paths(question)
    path = every[number % len(every)]
    for username in ("contact.school", "coordinator.berga"):
        client = client_as(username, raise_request_exception=False)
        for answer in (client.post(path, sent), client.get(path, sent)):
            assert answer.status_code < 500, (path, sent)


@pytest.mark.parametrize("body", [b"\xff\xfe\x00", b"text=%ff%00", b"&" * 5000, b"text=" + b"x" * 2_000_000])
def test_bytes_that_are_no_form(client_as: ClientAs, body: bytes) -> None:
    question = ask("school")
    client = client_as("contact.school", raise_request_exception=False)
    for path in paths(question):
        answer: Any = client.post(path, body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code < 500, path


@pytest.mark.asvs("V2.3.1")
@pytest.mark.parametrize("key", ["Ā", "a b", "a;b", "a\nb", "x" * 65, ""])
def test_a_key_that_no_page_of_ours_gave_does_nothing(client_as: ClientAs, key: str) -> None:
    part = part_of(ask("school"), "education")
    client = client_as("contact.school", raise_request_exception=False)
    assert client.post(f"/questions/parts/{part.pk}/accept/", {"key": key}).status_code == 302
    assert client.get(f"/questions/{part.question_id}/").status_code == 200
    part.refresh_from_db()
    assert part.status == "new"
