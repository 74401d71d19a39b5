"""The glossary tells the truth about the code."""

from collections import Counter
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import translation

from tests.glossary import Term, terms

DOMAIN = ("municipality", "accounts", "duty", "questions", "escalation", "commissions", "targets", "plans")
TERMS = terms()
SAME = {"import", "organisation", "polare", "observation", "plan"}  # one spelling in both languages


def named(where: str) -> object:
    """What a place such as `municipality.Area` or `municipality.functions.Function.POLARE` names."""
    module, *rest = where.split(".")
    path = f"samspel.{module}.{rest.pop(0)}" if rest[0].islower() else f"samspel.{module}.models"
    found: object = import_module(path)
    for name in rest:
        found = getattr(found, name)
    return found


@pytest.mark.parametrize("term", [term for term in TERMS if term.where], ids=lambda term: term.english)
def test_every_place_that_is_named_exists(term: Term) -> None:
    assert all(named(where) for where in term.where)


def test_every_table_of_the_domain_has_its_row() -> None:
    told = {where for term in TERMS for where in term.where}
    tables = {model._meta.label for module in DOMAIN for model in apps.get_app_config(module).get_models()}
    assert sorted(tables - told) == []


def test_one_name_for_one_concept() -> None:
    swedish = Counter(word for term in TERMS for word in term.swedish)
    english = Counter(term.english for term in TERMS)
    assert [word for word, times in (swedish + english).items() if times > 1 and word not in SAME] == []


def test_tables_are_called_in_swedish_what_the_glossary_says() -> None:
    words: dict[str, set[str]] = {}
    for term in TERMS:
        for where in term.where:
            words.setdefault(where, set()).update(term.swedish)
    with translation.override("sv"):
        models = list(apps.get_app_config("municipality").get_models())
        called = {model._meta.label: str(model._meta.verbose_name) for model in models}
    assert {label: name for label, name in called.items() if name not in words[label]} == {}
