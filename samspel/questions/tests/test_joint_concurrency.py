"""Joined while the answer is sent: each question is answered, or who joined it is told. With its control."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from samspel.accounts.models import User
from samspel.accounts.who import Who, who_is
from samspel.core import versions
from samspel.questions import services
from samspel.questions.models import JointQuestion, Question
from samspel.questions.services import joint as joining
from samspel.questions.tests.given import ask

pytestmark = pytest.mark.django_db(transaction=True)

JOINERS = 8


def race(by: Who) -> tuple[list[Question], int]:
    """One answers while eight join one more each: the eight as they stand afterwards, and how many were told."""
    joint = services.join([ask().pk, ask().pk], by=by).joint
    late = [ask() for _ in range(JOINERS)]
    ready = Barrier(JOINERS + 1)

    def run(number: int) -> bool:
        try:
            connection.ensure_connection()
            ready.wait(timeout=30)
            if number == JOINERS:
                services.answer_joint(joint.pk, "Lagas på torsdag.", by=by)
                return False
            return services.join([late[number].pk], by=by, joint=joint.pk).late
        finally:
            connection.close()

    with ThreadPoolExecutor(JOINERS + 1) as pool:
        told = sum(pool.map(run, range(JOINERS + 1)))
    return list(Question.objects.filter(pk__in=[one.pk for one in late])), told


def test_each_is_answered_or_whoever_joined_it_is_told(cast: dict[str, User]) -> None:
    by = who_is(cast["coordinator.berga"])
    for _ in range(4):
        late, told = race(by)
        assert {one.joint_id for one in late} != {None}
        assert sum(one.is_open for one in late) == told


def test_control_without_the_lock_one_is_neither_answered_nor_told(
    cast: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    by = who_is(cast["coordinator.berga"])
    late, read = ask(), Barrier(2)
    joint = services.join([ask().pk, ask().pk], by=by).joint

    def unlocked(pk: Any, _reach: Any, _version: Any = None) -> JointQuestion:
        row = JointQuestion.objects.get(pk=pk)
        read.wait(timeout=30)
        return row

    def put(question: Question, into: JointQuestion, _by: Who, merged: str = "") -> None:
        answered.wait(timeout=30)
        Question.objects.filter(pk=question.pk).update(joint=into)

    answered = Barrier(2)
    monkeypatch.setattr(joining, "hold_joint", unlocked)
    monkeypatch.setattr(joining, "_put", put)
    monkeypatch.setattr(versions, "save", lambda row, *fields: row.save(update_fields=fields) if fields else row)

    def answer() -> None:
        services.answer_joint(joint.pk, "Lagas på torsdag.", by=by)
        answered.wait(timeout=30)

    def run(do: Any) -> Any:
        try:
            return do()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        giving = pool.submit(run, answer)
        told = pool.submit(run, lambda: services.join([late.pk], by=by, joint=joint.pk).late).result()
        giving.result()
    late.refresh_from_db()
    assert late.joint == joint
    assert late.is_open
    assert not told
