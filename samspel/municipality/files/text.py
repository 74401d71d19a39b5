"""Reads one YAML file into plain values and the line of each, and refuses what could hurt or mislead."""

import re
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

from django.utils.translation import gettext as _
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, NodeEvent
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from samspel.municipality.files.faults import Fault, Path, Unreadable

LONGEST = 500_000
DEEPEST = 12
_TAB = re.compile(r"^\s*\t")
UNSTORABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
"""Characters that no file may hold, and so no row."""
_TAGS = "tag:yaml.org,2002:"


@dataclass
class Content:
    """A file's values, the line of each path, and keys that were written twice."""

    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    twice: list[tuple[int, str]] = field(default_factory=list)

    def line(self, path: Path) -> int:
        """The line of a path, or of the nearest thing above it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def faults(self, file: str) -> list[Fault]:
        """Keys written twice: the later would silently win."""
        return [
            Fault(file, line, _("The key “%(key)s” is already used above. Use it once.") % {"key": key})
            for line, key in self.twice
        ]


def read(path: FilePath) -> Content:
    """Read a file; raises Unreadable with the line that stops it."""
    text = _decoded(path)
    _no_tabs(text)
    try:
        _no_bombs(text)
        root = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Unreadable(mark.line + 1 if mark else 0, _unparsable(error)) from None
    except YAMLError:
        raise Unreadable(_odd_line(text), _("The line holds a character that cannot be shown. Remove it.")) from None
    if root is None:
        raise Unreadable(0, _("The file is empty."))
    content = Content()
    content.data = _plain(root, (), content)
    return content


def _decoded(path: FilePath) -> str:
    if path.is_dir():
        raise Unreadable(0, _("This is a folder, and should be a file."))
    if not path.is_file():
        raise Unreadable(0, _("The file is missing."))
    if path.stat().st_size > LONGEST:
        raise Unreadable(0, _("The file is larger than %(most)s bytes.") % {"most": LONGEST})
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise Unreadable(line, _("The line is not in UTF-8. Save the file with the encoding UTF-8.")) from None


def _no_tabs(text: str) -> None:
    for number, line in enumerate(text.split("\n"), 1):
        if _TAB.match(line):
            raise Unreadable(number, _("The line is indented with a tab. Use spaces."))


def _no_bombs(text: str) -> None:
    """Refuse references and depth before anything is built: a few lines of them could fill the memory."""
    depth = 0
    for event in YAML(typ="safe", pure=True).parse(text):
        line = event.start_mark.line + 1
        if isinstance(event, AliasEvent) or (isinstance(event, NodeEvent) and event.anchor):
            raise Unreadable(line, _("References (& and *) are not allowed. Write the value out."))
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        if depth > DEEPEST:
            raise Unreadable(line, _("The file is nested too deeply."))


def _unparsable(error: MarkedYAMLError) -> str:
    problem = f"{error.context} {error.problem}"
    if "mapping values" in problem or "got ':'" in problem:
        return _("A colon followed by a space inside a text: put quotes around the text.")
    if "single document" in problem:
        return _("A line of three hyphens starts a second document. Remove it.")
    return _("The line cannot be read. Check its indentation, quotes and brackets, and those just above it.")


def _odd_line(text: str) -> int:
    for number, line in enumerate(text.split("\n"), 1):
        if any(not (char.isprintable() or char.isspace()) for char in line):
            return number
    return 0


def _plain(node: Node, path: Path, content: Content) -> Any:
    content.lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, MappingNode):
        return _mapping(node, path, content)
    if isinstance(node, SequenceNode):
        return [_plain(one, (*path, index), content) for index, one in enumerate(node.value)]
    if isinstance(node, ScalarNode):
        return _scalar(node)
    raise Unreadable(node.start_mark.line + 1, _("The line cannot be read."))


def _mapping(node: MappingNode, path: Path, content: Content) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, ScalarNode):
            raise Unreadable(line, _("A key must be a single word."))
        key = str(key_node.value)
        if key in values:
            content.twice.append((line, key))
        content.lines[*path, key] = line
        values[key] = _plain(value_node, (*path, key), content)
    return values


def _scalar(node: ScalarNode) -> Any:
    """The value as YAML 1.2's core means it; dates and times stay text and are read by the shapes."""
    tag, value = str(node.tag).removeprefix(_TAGS), str(node.value)
    if UNSTORABLE.search(value):
        raise Unreadable(node.start_mark.line + 1, _("The line holds a character that cannot be shown. Remove it."))
    if tag == "null":
        return None
    if tag == "bool":
        return value.lower() == "true"
    if tag == "int" and re.fullmatch(r"[-+]?(0|[1-9][0-9]{0,14})", value):
        return int(value)
    if tag == "float" and re.fullmatch(r"[-+]?[0-9]{1,15}\.[0-9]{1,15}", value):
        return float(value)
    if tag not in {"str", "int", "float", "timestamp"}:
        raise Unreadable(node.start_mark.line + 1, _("Tags (!) are not allowed."))
    return value
