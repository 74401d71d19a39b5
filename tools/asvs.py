"""The requirements of OWASP ASVS 5.0, levels 1 and 2: which test holds which, and what holds the others.

    python tools/asvs.py          writes docs/asvs.md
    python tools/asvs.py check    says what is wrong, and whether the page is current

`tools/asvs.txt` has a line for each requirement; tests say by `@pytest.mark.asvs("V6.2.1")` what they hold.
"""

from __future__ import annotations

import ast
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIST, PAGE = ROOT / "tools" / "asvs.txt", ROOT / "docs" / "asvs.md"
HOW = {
    "test": "held by tests",
    "made": "held by how it is built",
    "page": "written down",
    "duty": "the operator's duty",
    "none": "there is nothing of the kind",
    "open": "open",
}
HEAD = """# OWASP ASVS 5.0, levels 1 and 2
Which requirement of the [Application Security Verification Standard](https://github.com/OWASP/ASVS) is held by which
test. Made by `python tools/asvs.py` from the marks of the tests (`@pytest.mark.asvs(...)`) and from `tools/asvs.txt`; a
test says when it is out of date. The standard is by OWASP, CC BY-SA 4.0; what it asks is told here in short words of
our own, under the same licence. Look there for the full text.
"""


@dataclass(frozen=True)
class Requirement:
    """A line of the list."""

    number: str
    level: str
    how: str
    asks: str
    note: str


def requirements() -> list[Requirement]:
    """All of them, in order."""
    lines = (line for line in LIST.read_text().splitlines() if line and not line.startswith("#"))
    return [Requirement(*line.split("|")) for line in lines]


def marked() -> dict[str, list[str]]:
    """For each number the tests that are marked with it, as `file::test`."""
    found: dict[str, list[str]] = {}
    for file in sorted([*ROOT.glob("samspel/*/tests/**/test_*.py"), *ROOT.glob("tests/test_*.py")]):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.FunctionDef):
                for number in _numbers(node):
                    found.setdefault(number, []).append(f"{file.relative_to(ROOT)}::{node.name}")
    return found


def _numbers(test: ast.FunctionDef) -> list[str]:
    calls = [each for each in test.decorator_list if isinstance(each, ast.Call)]
    ours = [call for call in calls if ast.unparse(call.func) == "pytest.mark.asvs"]
    return [str(ast.literal_eval(number)) for call in ours for number in call.args]


def faults() -> list[str]:
    """What does not fit between the list and the marks."""
    rows, marks = {row.number: row for row in requirements()}, marked()
    wrong = [f"{number}: there is no such requirement in the list" for number in marks.keys() - rows.keys()]
    alone = [row.number for row in rows.values() if row.how == "test" and row.number not in marks]
    wrong += [f"{number}: no test is marked with it" for number in alone]
    wrong += [
        f"{row.number}: a test is marked with it, and the list says {row.how!r}"
        for row in rows.values()
        if row.how in {"none", "open", "duty"} and row.number in marks
    ]
    wrong += [f"{row.number}: say where, or why not" for row in rows.values() if row.how != "test" and not row.note]
    return sorted(wrong + [f"{row.number}: {row.how!r} is no way" for row in rows.values() if row.how not in HOW])


def page() -> str:
    """The page as it should stand."""
    rows, marks = requirements(), marked()
    counts = Counter(row.how for row in rows)
    told = [f"| {words} | {counts[how]} |" for how, words in HOW.items()]
    lines = [HEAD, f"| {len(rows)} requirements | |", "|---|---|", *told, ""]
    lines += ["| requirement | level | what it asks | how it is met |", "|---|---|---|---|"]
    lines += [f"| {row.number} | {row.level} | {row.asks} | {_met(row, marks.get(row.number, []))} |" for row in rows]
    return "\n".join(lines) + "\n"


def _met(row: Requirement, tests: list[str]) -> str:
    if row.how == "test":
        return "<br>".join(f"`{test}`" for test in tests)
    said = f"{HOW[row.how]}: {row.note}"
    return "<br>".join([f"**{said}**" if row.how == "open" else said, *(f"`{test}`" for test in tests)])


def main(arguments: list[str]) -> int:
    """The command line."""
    wrong = faults()
    if arguments == ["check"]:
        wrong += [] if PAGE.exists() and PAGE.read_text() == page() else ["docs/asvs.md is out of date"]
    else:
        PAGE.write_text(page())
    print("\n".join(wrong), end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
