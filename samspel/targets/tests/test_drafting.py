"""Situation pictures and target pictures live one life, each at its own addresses and by its own name in the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.urls import reverse

from samspel.core import clock
from samspel.core.models import LogRow
from samspel.situation.tests import given as situation
from samspel.situation.tests.given import DRAFTER
from samspel.targets.tests import given as targets

if TYPE_CHECKING:
    from tests.cast import ClientAs, Whos

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("app", "noun", "given"), [("situation", "picture", situation), ("targets", "target", targets)]
)
def test_a_draft_is_asked_about_commented_answered_closed_and_dropped(
    app: str, noun: str, given: Any, who: Whos, client_as: ClientAs
) -> None:
    made = given.draft(who(DRAFTER))

    def at(name: str, *more: object) -> str:
        return reverse(f"{app}:{name}", args=[made.pk, *more])

    def sent(username: str, address: str, **typed: object) -> tuple[int, str]:
        answer = client_as(username).post(address, {"key": uuid4().hex, **typed})
        return answer.status_code, answer.headers.get("Location", "")

    assert sent("host.berga", at("comment"), text="För tidigt") == (404, "")
    assert sent(DRAFTER, at("ask"), until=clock.today()) == (302, at("draft"))
    assert sent("host.berga", at("comment"), text="Skolvägen saknas.") == (302, f"{at('draft')}#comments")
    assert sent("host.berga", at("comment"), text="") == (422, "")
    said = made.comments.get()
    assert sent("host.berga", at("answer", said.pk), text="Nej") == (404, "")
    assert sent(DRAFTER, at("answer", said.pk), text="Den är med nu.") == (302, f"{at('draft')}#comments")
    assert "Den är med nu." in client_as("host.berga").get(at("draft")).content.decode()
    assert sent(DRAFTER, at("take_back")) == (302, at("draft"))
    assert sent(DRAFTER, at("drop")) == (302, reverse(f"{app}:pictures"))
    assert sent(DRAFTER, at("ask"), until=clock.today()) == (404, "")
    steps = LogRow.objects.filter(object_id=str(made.pk)).order_by("pk").values_list("verb", flat=True)
    assert [verb for verb in steps if not verb.endswith(".written")] == [
        f"{noun}.{step}" for step in ("begun", "asks", "commented", "answered", "taken_back", "dropped")
    ]
