"""Every element draws what it is given, escapes it, and is what its page says that it is."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
import shapely
from django.template import Context, Template
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from samspel.core.adopted import Section, compare
from samspel.ui import elements as el
from samspel.ui import grids, marks
from samspel.ui.geometry import draw_map
from samspel.ui.stacks import Stacked, StackRow
from samspel.ui.templatetags import ui
from samspel.ui.threads import ThreadEdge, ThreadKnot, ThreadPicture

MOMENT = datetime(2026, 11, 16, 15, 0, tzinfo=UTC)
LIVING_PAGE = Path(ui.__file__).parents[1] / "templates/ui/elements.html"
EVIL = "<script>alert('&\"')</script>"
VOID = {"input", "br", "meta", "link", "circle", "rect", "path", "line"}


class Balance(HTMLParser):
    """Are all tags closed in their order?"""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and (not self.open or self.open.pop() != tag):
            self.faults.append(tag)


def drawn(source: str, **context: object) -> str:
    """A piece of a page."""
    return Template("{% load i18n ui %}" + source).render(Context(context))


def square_map(text: str) -> grids.SquareMap:
    """A map of one square and one place."""
    square, place = grids.Square(shapely.box(17.0, 60.0, 17.01, 60.01), 7, True), el.Place(text, 60.005, 17.005)
    seen = grids.square_frame([square], place)
    land = grids.land_under([el.Place(text, 60, 17, outline=shapely.box(16.9, 59.9, 17.1, 60.1))], seen)
    drawn_, up = grids.draw_squares([square], seen)
    spots = grids.draw_spots([place], drawn_, seen, land)
    return grids.SquareMap(text, text, land, drawn_, spots, up, small=True, source=text, team=3)


# Each element, made of one text wherever it takes any.
ELEMENTS: dict[str, Callable[[str], str]] = {
    "stacked": lambda t: drawn(
        "{% stacked drawing %}", drawing=Stacked(t, (t, t), (StackRow(t, (2, 0), (t, t), t),), step=t, note=t)
    ),
    "thread": lambda t: drawn(
        "{% thread picture %}",
        picture=ThreadPicture(
            [t, t],
            [ThreadKnot("a", 0, t, t, t, lacks=t), ThreadKnot("b", 1, t, t, t, "gap", verb=t, verb_href=t)],
            [ThreadEdge("a", "b", "broken")],
        ),
    ),
    "status": lambda t: drawn('{% status "tick" t %}', t=t),
    "area_mark": lambda t: drawn("{% area_mark 2 t note=t %}", t=t),
    "head": lambda t: drawn("{% head t lead=t %}<span>{{ t }}</span>{% endhead %}", t=t),
    "poster": lambda t: drawn("{% poster t team=3 kicker=t %}{{ t }}{% endposter %}", t=t),
    "band": lambda t: drawn("{% band t lead=t %}{{ t }}{% endband %}", t=t),
    "panel": lambda t: drawn("{% panel t soft=True %}{{ t }}{% endpanel %}", t=t),
    "group": lambda t: drawn("{% group t count=2 %}{{ t }}{% endgroup %}", t=t),
    "slab": lambda t: drawn("{% slab t word=t href=t %}{{ t }}{% endslab %}", t=t),
    "notice": lambda t: drawn("{% notice warn=True %}{{ t }}{% endnotice %}", t=t),
    "conflict": lambda t: drawn("{% conflict t at=at %}{{ t }}{% endconflict %}", t=t, at=MOMENT),
    "empty": lambda t: drawn("{% empty t %}{{ t }}{% endempty %}", t=t),
    "step": lambda t: drawn("{% step t last=True %}{{ t }}{% endstep %}", t=t),
    "dialog": lambda t: drawn('{% dialog "d" t opener=t %}{{ t }}{% enddialog %}', t=t),
    "table": lambda t: drawn("{% table t %}<tbody><tr><td>{{ t }}</td></tr></tbody>{% endtable %}", t=t),
    "facts": lambda t: drawn("{% facts rows %}", rows=[el.Fact(t, t, t, t)]),
    "timeline": lambda t: drawn(
        "{% timeline rows %}", rows=[el.TimelineEntry(t, t, t, t), el.TimelineEntry(t, MOMENT)]
    ),
    "todo": lambda t: drawn("{% todo rows %}", rows=[el.TodoRow(el.Status("ring", t), t, t, t, t, t)]),
    "figures": lambda t: drawn("{% figures rows %}", rows=[el.Figure(t, t, t, t)]),
    "mini_thread": lambda t: drawn(
        "{% mini_thread rows label=t %}", rows=[el.ThreadLink(t, t), el.ThreadLink(t, current=True)], t=t
    ),
    "versions": lambda t: drawn(
        "{% versions rows t t %}", rows=compare([Section("a", t, (t, "b"))], [Section("a", t, ("c", t))]), t=t
    ),
    "tabs": lambda t: drawn("{% tabs rows t %}", rows=[el.NavItem(t, t, current=True)], t=t),
    "pager": lambda t: drawn("{% pager row %}", row=el.Pager(t, t, t)),
    "chart": lambda t: drawn("{% chart row %}", row=el.Chart(t, [el.Bar(t, 3, 1, 2, words=t)], t, 3, t, t)),
    "line": lambda t: drawn("{% chart row %}", row=el.Chart(t, [el.Bar(t, 3, 1, 2)] * 2, t, None, t, t, "line")),
    "heat": lambda t: drawn(
        "{% heat row %}", row=grids.Heat(t, t, [t], grids.heat_rows([t], 1, {(0, 0): (3, True)}), t, t, t, 3)
    ),
    "squares": lambda t: drawn("{% squares row %}", row=square_map(t)),
    "map": lambda t: drawn(
        "{% map row team=3 %}", row=draw_map([el.Place(t, 60, 17, 3, t, t, mine=True), el.Place(t, 61, 17)], words=t)
    ),
}


@pytest.mark.parametrize("name", ELEMENTS)
def test_element_escapes_and_closes(name: str) -> None:
    html = ELEMENTS[name](EVIL)
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    parser = Balance()
    parser.feed(html)
    assert (parser.open, parser.faults) == ([], [])


@pytest.mark.parametrize("name", ELEMENTS)
@given(text=st.text(max_size=40))
@settings(max_examples=25, deadline=None)
def test_element_takes_any_text(name: str, text: str) -> None:
    html = ELEMENTS[name](text)
    tags = set(re.findall(r"<([a-z0-9]+)", html))
    assert tags <= set(re.findall(r"<([a-z0-9]+)", ELEMENTS[name]("x"))) | {"br"}


def test_every_tag_is_on_the_living_page() -> None:
    page = LIVING_PAGE.read_text()
    written = set(re.findall(r"{% (\w+)", page))
    made_by_others = {"wordmark", "hidden_fields", "mark", "tick"}
    assert set(ui.register.tags) - made_by_others - {f"end{tag}" for tag in ui.register.tags} <= written


def test_every_filter_is_named_on_the_living_page() -> None:
    page = LIVING_PAGE.read_text()
    assert [name for name in ui.register.filters if name not in page] == []


@pytest.mark.parametrize("name", marks.MARK_NAMES)
def test_mark(name: marks.MarkName) -> None:
    assert 'aria-hidden="true"' in marks.mark(name)
    assert marks.mark(name).count("<svg") == 1


def test_an_unknown_mark_is_an_error() -> None:
    with pytest.raises(KeyError):
        marks.mark("heart")  # type: ignore[arg-type]


@pytest.mark.parametrize(("number", "shape"), [(1, "<circle"), (2, "<rect"), (3, "<path"), (4, "<circle")])
def test_the_shape_of_a_team(number: int, shape: str) -> None:
    assert shape in marks.team_shape(number)
    assert f">{number}</text>" in marks.team_shape(number)


def test_only_what_is_late_is_red() -> None:
    late, today, later = (drawn("{% deadline due days %}", due=MOMENT, days=days) for days in (-2, 0, 3))
    assert 'class="status late"' in late
    assert "late" not in today
    assert "late" not in later
    assert 'class="status late"' in drawn("{% deadline due 0 late=True %}", due=MOMENT)


def test_headings_without_latin_letters_get_an_id_of_their_own() -> None:
    panels = [drawn("{% panel t %}{% endpanel %}", t=text) for text in ("سؤال", "جواب")]
    ids = {re.findall(r'id="([^"]+)"', panel)[0] for panel in panels}
    assert len(ids) == 2
    assert "" not in ids


def test_a_moment_in_the_timeline_is_for_machines_too() -> None:
    with translation.override("sv"):
        html = drawn("{% timeline rows %}", rows=[el.TimelineEntry("Kom in", MOMENT)])
    assert '<time datetime="2026-11-16T15:00:00+00:00">16\u00a0nov kl.\u00a016.00</time>' in html


def test_an_internal_note_says_that_it_is_never_sent() -> None:
    with translation.override("sv"):
        assert "Internt, skickas aldrig" in drawn("{% timeline rows %}", rows=[el.TimelineEntry("x", note="y")])


def test_numbers_of_drawings_are_for_machines_in_swedish_too() -> None:
    with translation.override("sv"):
        html = ELEMENTS["map"]("x") + ELEMENTS["chart"]("x") + ELEMENTS["line"]("x")
    for value in re.findall(r' (?:x|y|cx|cy|width|height|viewBox)="([^"]*)"', html):
        assert "," not in value


def test_what_is_expected_stands_in_the_table_and_outside_it_is_marked() -> None:
    html = drawn("{% chart row %}", row=el.Chart("t", [el.Bar("mån", 9, 2, 5), el.Bar("tis", 3, 2, 5)]))
    assert html.count('<td class="n">2–5</td>') == 2
    assert html.count('class="late"') == 1


def test_nothing_is_said_of_expectation_where_there_is_none() -> None:
    html = drawn("{% chart row %}", row=el.Chart("t", [el.Bar("mån", 9)]))
    assert "xpected" not in html


def test_a_dialog_opens_without_javascript() -> None:
    html = ELEMENTS["dialog"]("x")
    assert 'popovertarget="d"' in html
    assert re.search(r'<dialog [^>]*id="d" popover', html)


def test_a_poster_turns_its_picture_to_ones_own_place() -> None:
    town = draw_map([el.Place("a", 60, 17, 3, mine=True), el.Place("b", 61, 18, 3), el.Place("c", 60.5, 19, 1)])
    html = drawn('{% poster "x" team=3 shape=town %}{% endposter %}', town=town)
    assert html.count('class="here"') == 1
    assert html.count('class="mine"') == 1
    assert len(town.poster_box.split()) == 4
