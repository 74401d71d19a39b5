"""The invented texts, read from the files beside this one and checked: a fault in them names its file."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from ruamel.yaml import YAML

HERE = Path(__file__).resolve().parent

By = Literal["resident", "staff", "partner", "department"]
End = Literal["answered", "guided", "declined", "not_ours", "unreachable"]
Hours = Literal["day", "evening", "night"]
Stays = Literal["managers", "management", "coordination", "taken"]


class Part(BaseModel):
    """The form of a piece of content: nothing unknown, nothing changed afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Returned(Part):
    """Which department says that it is not theirs, whose it is, and why."""

    sender: str = Field(alias="from")
    to: str
    why: str


class Forward(Part):
    """To whom the one who got the question hands it on, and why."""

    to: str
    why: str


class AskBack(Part):
    """What the asker is asked, and what they reply."""

    question: str
    reply: str


class Script(Part):
    """How one invented question goes, from what is asked to how it ends. Departments and matters are codes."""

    key: str
    title: str
    text: list[str]
    matter: str = ""
    language: str = "sv"
    where: list[str] = []
    months: list[int] = []
    weight: float = 1
    by: list[By] = ["resident"]
    organisation: str = ""
    department: str = ""
    lead: str = ""
    also: dict[str, str] = {}
    returned: Returned | None = None
    forward: Forward | None = None
    ask: AskBack | None = None
    answer: str
    end: End = "answered"
    to: str = ""
    because: str = ""
    note: str = ""
    unsolved: str = ""
    again: str = ""


class Alarm(Part):
    """How one invented alarm goes. `place` is a sort of place, `withdraw` why it was not needed after all.

    What came of it is told within hours, or so many `days` later.
    """

    key: str
    kinds: list[str]
    text: str
    place: str
    where: list[str]
    hours: Hours
    months: list[int] = []
    needs: list[str]
    weight: float = 1
    days: int = 0
    done: str = ""
    outcome: str = ""
    withdraw: str = ""


class Lifted(Part):
    """A segregation matter that is lifted; `stays` says where it waits today, `days` ago in working days."""

    key: str
    text: str
    area: str
    kinds: list[str] = ["segregation"]
    departments: list[str]
    needs: list[str]
    settled: bool | None
    not_settled: str = ""
    stays: Stays | None = None
    days: int = 0
    done: str = ""
    outcome: str = ""


class Character(Part):
    """What sort of area it is, and how many questions come from it in proportion to the others."""

    character: str
    weight: float


class Unsolved(Part):
    """What an asker says when it is not solved, and what is answered then."""

    text: str
    again: str


class Phrases(Part):
    """What is said again and again, in different words."""

    part_answers: dict[str, list[str]]
    notes: list[str]
    place_notes: list[str]
    ask_back: list[AskBack]
    place_ask_back: list[AskBack]
    returned_why: dict[str, str]
    late: list[str]
    unsolved: list[Unsolved]
    first_names: list[str]
    quiet_nights: list[str]
    busy_nights: list[str]
    handed_over: list[str]


class Today(Part):
    """A question to be open, or just ended, today. `due` is in working days from today, `as` how far it has come.

    A vague one came without a matter.
    """

    script: str
    area: str
    due: int = 3
    by: str = ""
    vague: bool = False
    state: Literal["new", "accepted", "waiting", "parts", "returned", "reopened", "draft", "ended"] = Field(alias="as")


class _Scripts(Part):
    matter: str
    questions: list[Script]


class _Alarms(Part):
    alarms: list[Alarm]


class _Lifted(Part):
    lifted: list[Lifted]


class _Todays(Part):
    questions: list[Today]


class Areas(Part):
    """The areas' characters, and invented places by sort for each character."""

    areas: dict[str, Character]
    places: dict[str, dict[str, list[str]]]


P = TypeVar("P", bound=Part)


class Faulty(ValueError):
    """A file of content does not hold what it should."""


def read(path: Path, form: type[P]) -> P:
    """The content of a file, checked; raises Faulty."""
    data: Any = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    try:
        return form.model_validate(data)
    except ValidationError as fault:
        raise Faulty(f"{path.name}: {fault}") from fault


@cache
def scripts() -> tuple[Script, ...]:
    """Every invented question, each with its matter."""
    return tuple(_each_script())


def _each_script() -> Iterator[Script]:
    for path in sorted((HERE / "questions").glob("*.yaml")):
        file = read(path, _Scripts)
        for script in file.questions:
            yield script if script.matter else script.model_copy(update={"matter": file.matter})


@cache
def alarms() -> tuple[Alarm, ...]:
    """Every invented alarm."""
    return tuple(read(HERE / "alarms.yaml", _Alarms).alarms)


@cache
def lifted() -> tuple[Lifted, ...]:
    """Every invented segregation matter."""
    return tuple(read(HERE / "lifted.yaml", _Lifted).lifted)


@cache
def todays() -> tuple[Today, ...]:
    """What must be open today."""
    return tuple(read(HERE / "today.yaml", _Todays).questions)


@cache
def areas() -> Areas:
    """The areas and their places."""
    return read(HERE / "areas.yaml", Areas)


@cache
def phrases() -> Phrases:
    """What is said again and again."""
    return read(HERE / "phrases.yaml", Phrases)
