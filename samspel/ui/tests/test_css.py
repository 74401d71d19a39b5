"""The style sheets keep their own rules, and no page of the project says how it looks in any other place."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SHEETS = sorted((ROOT / "samspel/ui/static/ui").glob("*.css"))
TEMPLATES = sorted(path for folder in ROOT.glob("samspel/*/templates") for path in folder.rglob("*.html"))
PHYSICAL = re.compile(
    r"(?<![\w-])((?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right|top|bottom)[\w-]*"
    r"|left|right|top|bottom|(?:min-|max-)?(?:width|height))\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)"
)
QUERY = re.compile(r"@media[^{]*")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def rules(sheet: Path) -> str:
    """A sheet without comments and without the conditions of its media queries, which have no logical form."""
    return QUERY.sub("@media ", COMMENT.sub("", sheet.read_text()))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_logical_properties_only(sheet: Path) -> None:
    assert [found.group() for found in PHYSICAL.finditer(rules(sheet))] == []


def test_the_search_for_physical_properties_finds_them() -> None:
    assert PHYSICAL.search("a { margin-left: 1px; }")
    assert PHYSICAL.search("a { color: red; top: 0; }")
    assert PHYSICAL.search("a { text-align: right; }")
    assert not PHYSICAL.search("a { max-inline-size: 1px; border-block-start: 0; stroke-width: 2; }")


def test_every_variable_is_defined() -> None:
    text = "".join(rules(sheet) for sheet in SHEETS)
    defined = set(re.findall(r"(--[\w-]+)\s*:", text))
    used = set(re.findall(r"var\((--[\w-]+)", text))
    assert used - defined == set()


def test_a_bare_page_gets_no_font_and_few_bytes() -> None:
    ground = ROOT / "samspel/ui/static/ui/ground.css"
    assert "@font-face" not in ground.read_text()
    assert "url(" not in ground.read_text()
    assert ground.stat().st_size < 24_000


def test_every_font_of_the_sheets_is_installed_with_the_project() -> None:
    for folder, name in re.findall(r"\.\./fonts/(\w+)/([\w.-]+)", "".join(rules(sheet) for sheet in SHEETS)):
        package = {"familjen": "familjen-grotesk", "hanken": "hanken-grotesk"}[folder]
        assert name.startswith(f"{package}-latin")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: f"{path.parents[1].name}/{path.name}")
def test_no_inline_style_or_script(template: Path) -> None:
    """A strict content security policy would not run them, so that they would fail in silence."""
    text = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", "x", template.read_text(), flags=re.DOTALL)
    for tag in re.findall(r"<[a-zA-Z][^>]*>", text):
        assert not re.search(r"\s(style|on\w+)\s*=", tag), tag
        assert not re.search(r"\shx-on", tag), tag
        assert not tag.lower().startswith("<style"), tag
        assert not tag.lower().startswith("<script") or " src=" in tag, tag
    assert "javascript:" not in text


def test_there_are_templates_to_look_at() -> None:
    assert len(TEMPLATES) > 40
