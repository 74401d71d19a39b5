"""Twenty at once: one key makes one question, one answer is given and nobody's text is lost. Each with its control."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from samspel.accounts.models import User
from samspel.accounts.who import NOBODY, who_is
from samspel.core import versions
from samspel.core.actors import reference
from samspel.core.errors import Missing, Stale
from samspel.core.once import once
from samspel.questions import services
from samspel.questions.models import KeptText, Question
from samspel.questions.tests.given import again, ask, asked, part_of

pytestmark = pytest.mark.django_db(transaction=True)

AT_ONCE = 20


def all_at_once(do: Callable[[int], Any]) -> list[Any]:
    """Run `do` with 0 to 19 in twenty threads that start together, each with its own connection."""
    ready = Barrier(AT_ONCE)

    def run(number: int) -> Any:
        try:
            connection.ensure_connection()
            ready.wait(timeout=30)
            return do(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(run, range(AT_ONCE)))


def take_in(key: str) -> str:
    """Ask once for the key."""
    question = asked()
    payload = question.text
    return once(
        key, by=reference(NOBODY), doing="ask", payload=payload, do=lambda: str(services.ask(question, by=NOBODY).pk)
    )


@pytest.mark.usefixtures("cast")
def test_twenty_posts_with_one_key_make_one_question() -> None:
    made = all_at_once(lambda _number: take_in("one key"))
    assert Question.objects.count() == 1
    assert set(made) == {str(Question.objects.get().pk)}


@pytest.mark.usefixtures("cast")
def test_control_without_one_key_they_make_twenty() -> None:
    made = all_at_once(lambda number: take_in(f"key {number}"))
    assert Question.objects.count() == len(set(made)) == AT_ONCE


@pytest.mark.usefixtures("cast")
def test_twenty_forms_with_one_key_make_one_question() -> None:
    form = {"text": "Lampan är trasig", "reply_by": "code", "asker_role": "resident", "key": "f" * 32}
    answers = all_at_once(lambda _number: Client().post("/ask/", form))
    assert {answer.status_code for answer in answers} == {302}
    assert Question.objects.count() == 1
    assert len({answer["Location"] for answer in answers}) == 1


def accepted(cast: dict[str, User]) -> Question:
    """A question that its department has accepted."""
    question = ask("school")
    services.accept(part_of(question, "education").pk, by=who_is(cast["contact.school"]))
    return again(question)


def answer_at_once(question: Question, user: User) -> int:
    """Everybody read the same version and answers it; returns how many were told that they were overtaken."""
    read, by = question.version, who_is(user)

    def answer(number: int) -> bool:
        text = f"Svar {number}"
        try:
            with services.keeping(question.pk, text, by=by):
                services.answer(question.pk, text, by=by, version=read)
        except Stale:
            return True
        return False

    return sum(all_at_once(answer))


@pytest.mark.asvs("V2.3.4")
def test_twenty_answers_at_once_leave_one_and_nineteen_texts_are_kept(cast: dict[str, User]) -> None:
    question = accepted(cast)
    overtaken = answer_at_once(question, cast["contact.school"])
    kept = set(KeptText.objects.values_list("text", flat=True))
    given = Question.objects.get().answer
    assert overtaken == AT_ONCE - 1
    assert question.entries.filter(verb="answered").count() == 1
    assert kept | {given} == {f"Svar {number}" for number in range(AT_ONCE)}
    assert given not in kept


def test_control_without_the_lock_more_than_one_answer_is_given(
    cast: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    question = accepted(cast)
    together = Barrier(AT_ONCE)

    def unlocked(rows: Any, pk: object, version: int | None = None) -> Any:
        """`versions.hold` with its lock off: everybody has read before anybody writes."""
        row = rows.filter(pk=pk).first()
        if row is None:
            raise Missing
        if version is not None:
            together.wait(timeout=30)
            if row.version != version:
                raise Stale(row)
        return row

    monkeypatch.setattr(versions, "hold", unlocked)
    answer_at_once(question, cast["contact.school"])
    assert question.entries.filter(verb="answered").count() > 1
