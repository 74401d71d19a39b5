"""What every page must be as markup: one h1, a language, nothing inline that a strict policy would refuse."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

HANDLER = re.compile(r"on[a-z]+$")
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "font-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


@dataclass
class Read(HTMLParser):
    """A page read through: its language, its headings of the first degree, and its faults."""

    text: str
    lang: str = ""
    title: str = ""
    firsts: int = 0
    mains: int = 0
    faults: list[str] = field(default_factory=list)
    _inside: str = ""
    _ids: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Count and look for what is inline."""
        given = dict(attrs)
        self._inside = tag
        self.lang = given.get("lang") or "" if tag == "html" else self.lang
        self.firsts += tag == "h1"
        self.mains += tag == "main"
        if tag == "style" or "style" in given:
            self.faults.append(f"inline style in <{tag}>")
        if tag == "script" and not given.get("src"):
            self.faults.append("inline script")
        self.faults += [f"{name} in <{tag}>" for name in given if HANDLER.match(name)]
        self._identify(given.get("id"))

    def handle_data(self, data: str) -> None:
        """The page's title."""
        if self._inside == "title":
            self.title += data
            self._inside = ""

    def _identify(self, name: str | None) -> None:
        if name and name in self._ids:
            self.faults.append(f"the id {name} twice")
        if name is not None:
            self._ids.add(name)


def policy(header: str) -> dict[str, str]:
    """A content security policy by directive."""
    return {name: value for part in header.split(";") for name, _, value in [part.strip().partition(" ")] if name}


def faults(text: str, header: str) -> list[str]:
    """What is wrong with a page, in words; nothing when all is well."""
    read = Read(text)
    found = [*read.faults]
    found += [f"{read.firsts} h1"] * (read.firsts != 1)
    found += [f"{read.mains} main"] * (read.mains != 1)
    found += ["no language"] * (not read.lang)
    found += ["no title"] * (not read.title.partition("–")[0].strip())
    found += ["another policy"] * (policy(header) != POLICY)
    return found
