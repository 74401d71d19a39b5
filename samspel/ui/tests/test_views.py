"""The living page, the base pages and the choice of light or dark, without a database."""

import re
from itertools import pairwise

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory, SimpleTestCase
from django.utils import translation

from samspel.ui import samples, theme, views
from samspel.ui.elements import NavItem
from samspel.ui.frame import Frame, Language

FRAME = Frame(
    nav=[NavItem("/", "Idag", current=True), NavItem("/fragor/", "Frågor")],
    dock=[NavItem("/", "Idag", current=True), NavItem("/ny/", "Rapportera", do=True)],
    links=[NavItem("/om/", "Om")],
    me_label="Områdessamordnare",
    me_url="/meny/",
    search_url="/sok/",
    search_text='"<',
    sign_out_url="/ut/",
    language_url="/sprak/",
    theme_url="/tema/",
    languages=[Language("sv", "Svenska", current=True), Language("ar", "العربية", rtl=True)],
    demo=True,
)
ERROR = """{% extends "ui/error.html" %}{% block heading %}Här finns inget{% endblock %}"""
ALONE = """{% extends "ui/standalone.html" %}{% block content %}<h1>Vi är snart tillbaka</h1>{% endblock %}"""


def page(template: str, language: str = "sv", **context: object) -> str:
    """A whole page."""
    with translation.override(language):
        matter = {**samples.context(), "frame": FRAME, **context}
        return Template(template).render(Context(matter)) if "{%" in template else render_to_string(template, matter)


@pytest.mark.parametrize("template", ["ui/elements.html", ERROR, ALONE], ids=["elements", "error", "alone"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_page(template: str, language: str) -> None:
    html = page(template, language)
    assert f'<html lang="{language}"' in html
    assert html.count("<h1") == 1
    assert '<a class="skip" href="#main">' in html
    assert html.count("<main") == html.count('id="main"') == 1
    ids = re.findall(r'\sid="([^"]*)"', html)
    assert len(ids) == len(set(ids))


def test_a_page_for_when_all_is_broken_needs_nothing() -> None:
    html = Template(ALONE).render(Context())
    assert "samspel.css" not in html
    assert "csrf" not in html


def test_headings_do_not_skip_a_level() -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", page("ui/elements.html"))]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.asvs("V1.2.1", "V3.2.2", "V7.4.4")
def test_the_frame_is_drawn_and_escaped() -> None:
    html = page(ERROR)
    assert 'aria-current="page">Idag</a>' in html
    assert 'value="&quot;&lt;"' in html
    assert 'class="do">Rapportera</a>' in html
    assert "påhittade" in html
    assert 'lang="ar" dir="rtl">العربية' in html


def test_without_a_frame_there_is_still_a_page() -> None:
    html = page(ERROR, frame=None)
    assert "<nav" not in html
    assert "Här finns inget" in html


def test_the_theme_stands_on_the_page() -> None:
    assert 'data-theme="dark"' in page(ERROR, theme="dark")
    assert "data-theme" not in page(ERROR, theme="")


def test_a_bare_page_loads_neither_script_nor_font() -> None:
    html = page("ui/bare.html")
    assert "<script" not in html
    assert "samspel.css" not in html
    assert len(html.encode()) < 3_000


def test_a_resident_sees_whom_to_call_first() -> None:
    numbers = [{"number": "112", "text": "Fara för liv"}, {"number": "08-465 00 43", "text": "Jour"}]
    html = page("ui/portal.html", numbers=numbers)
    assert html.index('href="tel:112"') < html.index('href="tel:084650043"') < html.index("<main")


class TestTheme(SimpleTestCase):
    """The choice of light or dark."""

    def choose(self, chosen: str, back: str) -> tuple[str, str]:
        """What is kept, and where one comes back."""
        response = views.choose_theme(RequestFactory().post("/tema/", {"theme": chosen, "next": back}))
        return response.cookies[theme.COOKIE].value, response.headers["Location"]

    def test_it_is_kept(self) -> None:
        assert self.choose("dark", "/fragor/?sida=2") == ("dark", "/fragor/?sida=2")
        assert self.choose("", "/") == ("", "/")

    def test_only_known_themes_are_kept(self) -> None:
        assert self.choose('"><script>', "/")[0] == ""

    def test_nobody_is_sent_elsewhere(self) -> None:
        for elsewhere in ("https://example.org/", "//example.org", "javascript:alert(1)", "/\\example.org"):
            assert self.choose("dark", elsewhere)[1] == "/"

    def test_it_is_read_from_the_cookie(self) -> None:
        request = RequestFactory().get("/")
        assert theme.chosen(request) == ""
        request.COOKIES[theme.COOKIE] = "light"
        assert theme.chosen(request) == "light"
        request.COOKIES[theme.COOKIE] = "pink"
        assert theme.chosen(request) == ""
