"""Kolada's API, version 3, which needs no key: one key figure of one municipality, all years.

`/v3/data/kpi/{id}/municipality/{code}` answers `values`, each with `kpi`, `municipality`, `period` and its own `values`
(`gender` T, K or M; `value` or null; `status`), and `next_url` where there are more.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from django.utils.translation import gettext as _

from samspel.situation import rules
from samspel.situation.sources.fetched import Ask, Faulty, Fetched, asker, number

KPI: Final = re.compile(r"[A-Z]\d{5}")
CODE: Final = re.compile(r"\d{4}")
SEX: Final = {"T": "all", "K": "women", "M": "men"}
MOST_PAGES: Final = 20


def values(base: str, kpi: str, municipality: str, ask: Ask | None = None) -> list[Fetched]:
    """Every value of the key figure that is not missing. `ask` stands in for the server in tests. Raises Faulty."""
    if not KPI.fullmatch(kpi):
        raise Faulty(_("the indicator's number is none of Kolada's"))
    if not CODE.fullmatch(municipality):
        raise Faulty(_("the municipality's number has four digits"))
    asked = ask or asker(base)
    address = f"{base.rstrip('/')}/data/kpi/{kpi}/municipality/{municipality}"
    found: list[Fetched] = []
    for _turn in range(MOST_PAGES):
        answer = asked(address, None)
        if not isinstance(answer, dict) or not isinstance(answer.get("values"), list):
            raise Faulty(_("the answer holds no values"))
        found += [one for row in answer["values"] for one in _of_year(row, kpi, municipality)]
        following = answer.get("next_url")
        if not following:
            return found
        address = str(following)
    raise Faulty(_("the answer has no end"))


def _of_year(row: Any, kpi: str, municipality: str) -> Iterator[Fetched]:
    if not isinstance(row, dict) or (row.get("kpi"), row.get("municipality")) != (kpi, municipality):
        return
    period, values = rules.period(str(row.get("period", ""))), row.get("values")
    if period is None or not isinstance(values, list):
        return
    for one in values:
        value = number(one.get("value")) if isinstance(one, dict) else None
        if value is not None and one.get("gender") in SEX and not one.get("isdeleted"):
            yield Fetched(period, SEX[one["gender"]], value)
