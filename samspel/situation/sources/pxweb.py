"""PxWeb's API, version 1, as SCB and many municipalities run it: a table is asked by POST and answers in JSON-stat 2.

An indicator names its table and what is chosen in it: `BE/BE0101/BE0101A/BefolkningNy?Region=0580&ContentsCode=X`.
The time is not named: all of it is asked for. A dimension of sex with the codes 1 and 2 (and 1+2 or T) is split.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any, Final
from urllib.parse import parse_qsl, quote, urlsplit

from django.utils.translation import gettext as _

from samspel.situation import rules
from samspel.situation.sources.fetched import Ask, Faulty, Fetched, asker, number

SEGMENT: Final = re.compile(r"[\w.-]{1,80}")
SEX: Final = {"1": "men", "2": "women", "1+2": "all", "T": "all", "TOT": "all"}
SEX_NAMES: Final = {"kon", "kön", "sex"}
TIME_NAMES: Final = {"tid", "time", "år", "year", "kvartal", "månad"}
MOST_CELLS: Final = 100_000


@dataclass(frozen=True)
class Table:
    """Where the table stands under the server's address, and which codes of which dimension are chosen."""

    path: str
    chosen: Mapping[str, tuple[str, ...]]


def table(external_id: str) -> Table:
    """What an indicator's number says. Raises Faulty when it leaves the server's own folders or chooses nothing."""
    said = urlsplit(external_id.strip())
    segments = said.path.strip("/").split("/")
    inside = all(SEGMENT.fullmatch(one) and one.strip(".") for one in segments)
    if said.scheme or said.netloc or said.fragment or not inside:
        raise Faulty(_("the indicator's number is no table of PxWeb"))
    chosen = {name: tuple(filter(None, codes.split(","))) for name, codes in parse_qsl(said.query)}
    return Table("/".join(quote(one) for one in segments), chosen)


def query(asked: Table, time: str) -> dict[str, Any]:
    """What is sent: the chosen codes, all of the time, and JSON-stat 2 back."""
    rows = [
        {"code": name, "selection": {"filter": "item", "values": list(codes)}} for name, codes in asked.chosen.items()
    ]
    rows.append({"code": time, "selection": {"filter": "all", "values": ["*"]}})
    return {"query": rows, "response": {"format": "json-stat2"}}


def values(base: str, external_id: str, ask: Ask | None = None) -> list[Fetched]:
    """Every value of the table's chosen cells that is not missing. Raises Faulty."""
    asked, found = table(external_id), ask or asker(base)
    address = f"{base.rstrip('/')}/{asked.path}"
    about = found(address, None)
    if not isinstance(about, dict) or not isinstance(about.get("variables"), list):
        raise Faulty(_("the table does not say what it holds"))
    return list(_cells(found(address, query(asked, _time_of(about["variables"])))))


def _time_of(variables: Sequence[Any]) -> str:
    rows = [one for one in variables if isinstance(one, dict)]
    for one in rows:
        if one.get("time") is True or str(one.get("code", "")).lower() in TIME_NAMES:
            return str(one["code"])
    raise Faulty(_("the table says no time"))


def _cells(answer: Any) -> Iterator[Fetched]:
    if not isinstance(answer, dict) or answer.get("class") != "dataset":
        raise Faulty(_("the answer is not JSON-stat"))
    names, sizes = _dimensions(answer)
    codes = [_codes(answer, str(name), size) for name, size in zip(names, sizes, strict=True)]
    values = answer.get("value")
    times, sexes = _place(answer, names, "time", TIME_NAMES), _place(answer, names, "", SEX_NAMES)
    if times is None:
        raise Faulty(_("the answer says no time"))
    _one_cell_each(names, sizes, {times, sexes})
    for place, cell in enumerate(product(*codes)):
        period, value = rules.period(cell[times]), number(_at(values, place))
        sex = "all" if sexes is None else SEX.get(cell[sexes], "")
        if period and value is not None and sex:
            yield Fetched(period, sex, value)


def _dimensions(answer: Mapping[str, Any]) -> tuple[list[Any], list[int]]:
    names, sizes = answer.get("id"), answer.get("size")
    if (
        not isinstance(names, list)
        or not isinstance(sizes, list)
        or len(names) != len(sizes)
        or not all(isinstance(one, int) for one in sizes)
        or not 0 <= prod(sizes) <= MOST_CELLS
    ):
        raise Faulty(_("the answer's dimensions are not told, or too many"))
    return names, sizes


def _one_cell_each(names: Sequence[Any], sizes: Sequence[int], free: set[int | None]) -> None:
    """Of what is neither time nor sex one code is chosen: several would be several values of the same thing."""
    for place, size in enumerate(sizes):
        if place not in free and size != 1:
            raise Faulty(_("choose one code of %(name)s") % {"name": str(names[place])[:40]})


def _codes(answer: Mapping[str, Any], name: str, size: int) -> list[str]:
    try:
        index = answer["dimension"][name]["category"].get("index") or answer["dimension"][name]["category"]["label"]
    except (KeyError, TypeError, AttributeError) as fault:
        raise Faulty(_("a dimension of the answer has no codes")) from fault
    ordered = sorted(index, key=index.__getitem__) if _numbered(index) else list(index)
    if len(ordered) != size:
        raise Faulty(_("a dimension of the answer has not as many codes as it says"))
    return [str(one) for one in ordered]


def _numbered(index: object) -> bool:
    return isinstance(index, dict) and all(isinstance(one, int) for one in index.values())


def _place(answer: Mapping[str, Any], names: Sequence[Any], role: str, known: set[str]) -> int | None:
    roles = answer.get("role")
    told = roles.get(role, []) if isinstance(roles, dict) and role else []
    for place, name in enumerate(names):
        if (isinstance(told, list) and name in told) or str(name).lower() in known:
            return place
    return None


def _at(values: object, place: int) -> object:
    """The values stand in a list, or by their place where many are missing."""
    if isinstance(values, list):
        return values[place] if place < len(values) else None
    return values.get(str(place)) if isinstance(values, dict) else None
