"""Run chapters of the drill, all or by name, and print a table; 1 when anything did not hold or was not seen.

python -m drill [chapter | chapter/part of a case's name ...]
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from drill.results import Result, not_run, summed, table
from tools.places import ToolError, say

if TYPE_CHECKING:
    from collections.abc import Iterator

CHAPTERS = ("faults", "backup", "postgres15", "thorough", "attacks", "sealed_log", "rules")


def chosen(arguments: list[str]) -> dict[str, list[str]]:
    """Chapters in order, each with the parts of names that were asked for; no parts mean all cases."""
    there = [name for name in CHAPTERS if find_spec(f"drill.{name}")]
    asked: dict[str, list[str]] = {}
    for word in arguments or there:
        chapter, _, part = word.partition("/")
        if chapter not in there:
            raise ToolError(f"There is no chapter {chapter!r}. There are: {', '.join(there)}")
        asked.setdefault(chapter, []).extend([part] if part else [])
    return {name: asked[name] for name in there if name in asked}


def results(asked: dict[str, list[str]]) -> Iterator[Result]:
    """Each result as it comes. A chapter that cannot go on says so in its place, and the next ones are told."""
    for chapter, parts in asked.items():
        try:
            yield from import_module(f"drill.{chapter}").run(parts)
        except ToolError as error:
            yield not_run(chapter, "the rest of it", error)


def main(arguments: list[str]) -> int:
    """The command line."""
    try:
        asked = chosen(arguments)
    except ToolError as error:
        say(str(error))
        return 1
    found: list[Result] = []
    try:
        for result in results(asked):
            found.append(result)
            say("  ".join(result.cells()))
    finally:
        print(table(found), flush=True)
        print(summed(found))
    return 0 if found and all(result.good for result in found) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
