"""Three weeks of the demo, loaded once for all tests here and taken back afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from django.test.utils import override_settings

import demo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django.plugin import DjangoDbBlocker


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[list[str]]:
    """Three weeks of invented work, and what was said while it was made."""
    said: list[str] = []
    with django_db_blocker.unblock(), override_settings(DEMO=True), transaction.atomic():
        assert demo.load(said.append, days=21)
        yield said
        transaction.set_rollback(True)
