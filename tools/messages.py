"""Translations, module by module, without system packages: `samspel/<module>/locale/sv/LC_MESSAGES/django.po`.

    python tools/messages.py update|compile|check [module ...]

`update` finds what is said in code and templates, keeps what is translated and drops what is no longer said. What it
guesses, from a text that was changed a little, it marks as fuzzy. `compile` writes what is read at run time. `check`
fails when anything is missing, guessed, no longer said, said in two ways, or has lost a variable on the way.
"""

from __future__ import annotations

import argparse
import difflib
import io
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import polib
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from django.utils.translation.template import templatize

from tools.places import ROOT, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LANGUAGES = ("sv",)
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# What a translation must carry over: variables, and the tags around them.
CARRIED = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}|</?\w+")
ALIKE = 0.8
HEADER = {
    "Project-Id-Version": "Samspel",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}

Key = tuple[str, str, str]


@dataclass
class Said:
    """One text of the source: its plural if it has one, its context, where it is said and what translators are told."""

    msgid: str
    plural: str = ""
    context: str = ""
    places: set[str] = field(default_factory=set)

    @property
    def key(self) -> Key:
        """What makes it one text."""
        return (self.context, self.msgid, self.plural)


def key_of(entry: polib.POEntry) -> Key:
    """The same, of a line in a catalogue."""
    return (entry.msgctxt or "", entry.msgid, entry.msgid_plural or "")


def readable(path: Path) -> str:
    """A source file as Python. A template goes through Django, so that what is found is what will be asked for."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return text
    return "\n".join(line.lstrip() for line in templatize(text, origin=str(path)).splitlines())


def sources(module: Path) -> Iterator[Path]:
    """The files of a module in which something may be said."""
    for path in sorted(module.rglob("*")):
        inside = path.relative_to(module).parts
        spoken = path.suffix == ".py" or (path.suffix in {".html", ".txt"} and inside[0] == "templates")
        if spoken and not {"tests", "migrations"} & set(inside):
            yield path


def said_in(path: Path) -> Iterator[Said]:
    """Every text of one file."""
    stream = io.BytesIO(readable(path).encode())
    place = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name
    for _line, found, _comments, context in extract("python", stream, KEYWORDS, options={"encoding": "utf-8"}):
        parts = (found,) if isinstance(found, str) else tuple(found)
        if parts and parts[0]:
            yield Said(parts[0], parts[1] if len(parts) > 1 else "", context or "", {place})


def said(module: Path) -> dict[Key, Said]:
    """Every text of a module, once, with all its places."""
    texts: dict[Key, Said] = {}
    for path in sources(module):
        for each in said_in(path):
            texts.setdefault(each.key, each).places.update(each.places)
    return texts


def modules() -> list[Path]:
    """The modules, each of which may have something to say."""
    return sorted(path.parent for path in (ROOT / "samspel").glob("*/__init__.py"))


def catalogue(module: Path, language: str) -> Path:
    """Where a module's translations are."""
    return module / "locale" / language / "LC_MESSAGES" / "django.po"


def read(path: Path) -> dict[Key, polib.POEntry]:
    """A catalogue's lines."""
    if not path.exists():
        return {}
    return {key_of(entry): entry for entry in polib.pofile(str(path)) if not entry.obsolete}


def fresh(text: Said) -> polib.POEntry:
    """A line that waits for its translation."""
    entry = polib.POEntry(msgid=text.msgid, msgctxt=text.context or None)
    if text.plural:
        entry.msgid_plural = text.plural
        entry.msgstr_plural = {0: "", 1: ""}
    return entry


def adopt(entry: polib.POEntry, other: polib.POEntry, *, guessed: bool = False) -> None:
    """Take over another line's translation."""
    entry.msgstr = other.msgstr
    entry.msgstr_plural = dict(other.msgstr_plural)
    if (guessed or other.fuzzy) and (entry.msgstr or entry.msgstr_plural):
        entry.flags.append("fuzzy")


def closest(text: Said, dropped: dict[Key, polib.POEntry]) -> polib.POEntry | None:
    """The line of a text that is no longer said and was much like this one."""
    same_kind = {entry.msgid: entry for key, entry in dropped.items() if bool(key[2]) == bool(text.plural)}
    found = difflib.get_close_matches(text.msgid, same_kind, n=1, cutoff=ALIKE)
    return same_kind[found[0]] if found else None


def merged(texts: dict[Key, Said], own: dict[Key, polib.POEntry], others: dict[Key, polib.POEntry]) -> polib.POFile:
    """A module's new catalogue: its own translations, else another module's for the same text, else a guess."""
    dropped = {key: entry for key, entry in own.items() if key not in texts and entry.translated()}
    result = polib.POFile(wrapwidth=120)
    result.metadata = dict(HEADER)
    for key, text in sorted(texts.items(), key=lambda item: (min(item[1].places), item[0])):
        entry = fresh(text)
        if known := own.get(key) or others.get(key):
            adopt(entry, known)
        elif guess := closest(text, dropped):
            adopt(entry, guess, guessed=True)
        entry.occurrences = [(place, "") for place in sorted(text.places)]
        result.append(entry)
    return result


def update(chosen: list[Path]) -> int:
    """Bring catalogues up to what is said now; returns 0."""
    for language in LANGUAGES:
        own = {module: read(catalogue(module, language)) for module in modules()}
        everywhere = {key: entry for lines in own.values() for key, entry in lines.items() if entry.translated()}
        for module in chosen:
            write(catalogue(module, language), merged(said(module), own[module], everywhere), language)
    return 0


def write(path: Path, new: polib.POFile, language: str) -> None:
    """Write a catalogue when it changed, and say how much of it waits."""
    new.metadata["Language"] = language
    if not len(new):
        path.unlink(missing_ok=True)
        return
    text = str(new) + "\n"
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    waiting = len(new.untranslated_entries()) + len(new.fuzzy_entries())
    say(f"{path.relative_to(ROOT)}: {len(new)} texts" + (f", {waiting} wait for a translation" if waiting else ""))


def compile_changed(chosen: list[Path]) -> int:
    """Compile the catalogues that changed since last time; returns 0."""
    for module in chosen:
        for language in LANGUAGES:
            source = catalogue(module, language)
            target = source.with_suffix(".mo")
            if source.exists() and (not target.exists() or target.stat().st_mtime <= source.stat().st_mtime):
                partial = target.with_suffix(".partial")
                polib.pofile(str(source)).save_as_mofile(str(partial))
                partial.replace(target)
            elif not source.exists():
                target.unlink(missing_ok=True)
    return 0


def carried(text: str) -> set[str]:
    """The variables and tags of a text."""
    return set(CARRIED.findall(text))


def lost(entry: polib.POEntry) -> Iterator[str]:
    """Variables or tags that a translation has and its source has not, or the other way round."""
    pairs = [(entry.msgid, entry.msgstr)]
    if entry.msgid_plural:
        pairs = [(entry.msgid, entry.msgstr_plural[0]), (entry.msgid_plural, entry.msgstr_plural[1])]
    known = carried(entry.msgid) | carried(entry.msgid_plural or "")
    for source, target in pairs:
        yield from sorted((carried(source) - carried(target)) | (carried(target) - known))


def faults_of_line(entry: polib.POEntry) -> Iterator[str]:
    """What is wrong with one line of a catalogue."""
    if entry.fuzzy:
        yield "guessed (fuzzy)"
    elif not entry.translated():
        yield "not translated"
    elif differing := list(lost(entry)):
        yield f"differs in {', '.join(differing)}"


def faults(module: Path, language: str) -> Iterator[str]:
    """What is wrong with a module's catalogue."""
    texts, lines = said(module), read(catalogue(module, language))
    for key in sorted(texts.keys() - lines.keys()):
        yield f"{min(texts[key].places)}: {key[1]!r}: missing in the catalogue, run `make translations`"
    for key, entry in lines.items():
        where = catalogue(module, language).relative_to(ROOT)
        if key not in texts:
            yield f"{where}: {entry.msgid!r}: no longer said, run `make translations`"
        yield from (f"{where}: {entry.msgid!r}: {fault}" for fault in faults_of_line(entry))


def said_in_two_ways(language: str) -> Iterator[str]:
    """Texts that two modules translate differently; which of them is shown would be left to chance."""
    seen: dict[Key, tuple[Path, polib.POEntry]] = {}
    for module in modules():
        for key, entry in read(catalogue(module, language)).items():
            first, other = seen.setdefault(key, (module, entry))
            if (other.msgstr, other.msgstr_plural) != (entry.msgstr, entry.msgstr_plural):
                yield f"{entry.msgid!r}: {first.name} and {module.name} translate it differently"


def check(chosen: list[Path]) -> int:
    """Print every fault; 1 when there was one."""
    found = [fault for language in LANGUAGES for module in chosen for fault in faults(module, language)]
    found += [fault for language in LANGUAGES for fault in said_in_two_ways(language)]
    for fault in found:
        print(fault)
    say(f"Translations: {len(found)} faults" if found else "Translations: complete")
    return 1 if found else 0


def main(arguments: Iterable[str] | None = None) -> int:
    """The command line."""
    verbs = {"update": update, "compile": compile_changed, "check": check}
    known = {module.name: module for module in modules()}
    parser = argparse.ArgumentParser(description="Translations, module by module.")
    parser.add_argument("verb", choices=verbs)
    parser.add_argument("modules", nargs="*", metavar="module", help="only these; all of them when none is named")
    given = parser.parse_args(list(arguments) if arguments is not None else None)
    if unknown := set(given.modules) - known.keys():
        parser.error(f"no such module: {', '.join(sorted(unknown))}")
    return verbs[given.verb]([known[name] for name in given.modules or known])


if __name__ == "__main__":
    sys.exit(main())
