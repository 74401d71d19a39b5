"""The cast is there in every test, after one that emptied the tables too."""

import pytest

from samspel.accounts.models import User
from samspel.accounts.rules import Function
from tests.cast import Whos


def test_the_cast_holds_what_its_names_say(who: Whos) -> None:
    assert who("coordinator.berga").holds(Function.AREA_COORDINATOR)
    assert who("duty.officer").holds(Function.DUTY_OFFICER)
    assert who("outsider").functions == frozenset()


@pytest.mark.django_db(transaction=True)
def test_a_transactional_test_empties_the_tables() -> None:
    assert User.objects.filter(username="admin").exists()


@pytest.mark.django_db(transaction=True)
def test_and_the_cast_is_back(who: Whos) -> None:
    assert who("admin").holds(Function.ADMINISTRATOR)
