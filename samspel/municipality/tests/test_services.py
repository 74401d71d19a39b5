"""Applying a municipality's files: twice changes nothing, and the past stays."""

from datetime import date

import pytest

from samspel.core.actors import Operator
from samspel.municipality import queries, services
from samspel.municipality.files import check
from config.settings import ROOT

TODAY = date(2026, 3, 2)

pytestmark = pytest.mark.django_db


def test_twice_changes_nothing() -> None:
    d = check(ROOT / "municipalities/linkoping").description
    assert d
    changes = services.apply(d, by=Operator(), today=TODAY)
    print(*changes[:400], sep="\n")
    assert services.difference(d, TODAY) == []
    assert services.apply(d, by=Operator(), today=TODAY) == []
    for f in [
        "the_municipality",
        "numbers",
        "calendar",
        "teams",
        "areas",
        "places",
        "departments",
        "bodies",
        "routes",
        "receivers",
        "matters",
        "function_names",
        "goals",
    ]:
        print(f, getattr(queries, f)())
    assert 0
