"""Forms as a person has them before them, read out of the pages, so that any of their fields can be filled badly."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

FILLED = "Det här får inte försvinna: åäö & <b>."
UNSENT = {"submit", "button", "search", "image", "reset", "file"}


@dataclass
class Sent:
    """A form: where it goes, what stands in it when every field is filled, and which fields people write in."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)


class Forms(HTMLParser):
    """All forms of a page that are posted. A choice that was not made takes the first that is not empty."""

    def __init__(self, text: str, address: str) -> None:
        super().__init__()
        self.address = address
        self.found: list[Sent] = []
        self._form: Sent | None = None
        self._select = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Gather what would be sent."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            posted = given.get("method", "").lower() == "post"
            self._form = Sent((given.get("action") or self.address).split("#")[0]) if posted else None
        elif self._form and tag in {"input", "textarea"} and given.get("name"):
            self._take(self._form, tag, given)
        elif self._form and tag == "button" and given.get("formaction"):
            self.found.append(Sent(given["formaction"], self._form.fields, self._form.written))
        elif self._form and tag == "select":
            self._select = given.get("name", "")
        elif self._form and tag == "option" and self._select and given.get("value"):
            self._form.fields.setdefault(self._select, given["value"])

    def handle_endtag(self, tag: str) -> None:
        """A form or a list of choices ends."""
        if tag == "select":
            self._select = ""
        elif tag == "form" and self._form:
            self.found.append(self._form)
            self._form = None

    def _take(self, form: Sent, tag: str, given: dict[str, str]) -> None:
        name, kind = given["name"], given.get("type", "text")
        if tag == "textarea":
            form.fields[name] = FILLED
            form.written.append(name)
        elif kind in {"radio", "checkbox"}:
            if given.get("value") or name not in form.fields:
                form.fields.setdefault(name, given.get("value", "on"))
        elif kind not in UNSENT:
            form.fields.setdefault(name, given.get("value", ""))
