"""Invented matter for the living page of all elements: no place, number or event here is anybody's."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any, Final

import shapely
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from shapely.geometry import MultiPoint

from samspel.core.adopted import Section, compare
from samspel.ui import elements as el
from samspel.ui import grids, words
from samspel.ui.geometry import draw_map
from samspel.ui.land import bounds_of, draw_land, frame
from samspel.ui.marks import MARK_NAMES
from samspel.ui.projection import Projection
from samspel.ui.stacks import Stacked, StackRow
from samspel.ui.threads import ThreadEdge, ThreadKnot, ThreadPicture

MOMENT: Final = datetime(2026, 11, 16, 15, 0, tzinfo=UTC)
_TOWN: Final = [
    ("Norrby", 60.420, 17.610, 1), ("Söderby", 60.396, 17.640, 3), ("Västra hamnen", 60.411, 17.585, 2),
    ("Centrum", 60.410, 17.612, 3), ("Kvarnbacken", 60.414, 17.622, 1), ("Ängen", 60.405, 17.600, 2),
    ("Björkhagen", 60.401, 17.652, 3), ("Lillån", 60.428, 17.633, 1), ("Hagalund", 60.416, 17.596, 2),
    ("Stenhammar", 60.389, 17.601, 2), ("Tallbo", 60.432, 17.560, 2), ("Östra lund", 60.412, 17.668, 3),
    ("Ekeby", 60.520, 17.700, 1), ("Sjötorp", 60.330, 17.480, 2), ("Fors", 60.290, 17.760, 3),
    ("Hultåker", 60.300, 17.820, 3), ("Granvik", 60.560, 17.400, 1), ("Myra", 60.540, 17.900, 1),
    ("Kullen", 60.350, 17.900, 3), ("Gamla kyrkbyn", 60.440, 17.380, 2),
]  # fmt: skip


class SampleForm(forms.Form):
    """One field of each kind."""

    place = forms.CharField(
        label=pgettext_lazy("sample", "Place"), help_text=gettext_lazy("An area, a street or a spot.")
    )
    happened = forms.CharField(label=gettext_lazy("When did it happen?"))
    text = forms.CharField(label=pgettext_lazy("sample", "Tell us briefly"), widget=forms.Textarea, required=False)
    ending = forms.ChoiceField(label=gettext_lazy("How does the question end?"), widget=forms.RadioSelect)
    needs = forms.MultipleChoiceField(
        label=pgettext_lazy("sample", "What is needed?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    looked = forms.BooleanField(label=gettext_lazy("I have looked. Save it as it is."), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ending"].choices = [  # type: ignore[attr-defined]
            (
                "answered",
                el.Option(pgettext("sample", "Answered"), hint=_("We ask after a week whether it is solved.")),
            ),
            ("guided", el.Option(pgettext("sample", "Guided on"), hint=pgettext("sample", "Say to whom."))),
        ]
        self.fields["needs"].choices = [  # type: ignore[attr-defined]
            ("adults", _("More adults on the spot tonight")),
            ("police", _("Coordinate with the police")),
        ]

    def clean_happened(self) -> str:
        """Shows an error in the sample: what to do, with an example."""
        raise forms.ValidationError(_("Write when it happened, for example 14 November at 21:00"))


class SampleFilter(forms.Form):
    """Filters of a list."""

    state = forms.ChoiceField(label=pgettext_lazy("sample", "State"), required=False)
    matter = forms.ChoiceField(label=pgettext_lazy("sample", "Matter"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [("", pgettext("sample", "Open")), ("late", pgettext("sample", "Late"))]  # type: ignore[attr-defined]
        self.fields["matter"].choices = [("", pgettext("sample", "All")), ("light", pgettext("sample", "Lighting"))]  # type: ignore[attr-defined]


def context() -> dict[str, Any]:
    """What `ui/elements.html` shows."""
    return {
        "moment": MOMENT,
        "marks": [(name, _mark_words()[name]) for name in MARK_NAMES],
        "form": SampleForm(
            {
                "place": "Bollplanen",
                "happened": pgettext("sample", "yesterday or so"),
                "ending": "answered",
                "needs": ["adults"],
            }
        ),
        "filter_form": SampleFilter(),
        "fresh": SampleForm(auto_id="fresh_%s"),
        "town": draw_map(
            _places(), words=_("Map of twenty invented places. Söderby is one's own, with 34 observations.")
        ),
        "land": _land(),
        "picture": _thread(),
        **_lists(),
        **_charts(),
        **_grids(),
    }


def _mark_words() -> dict[str, str]:
    return {
        "ring": pgettext("sample", "New"),
        "half": pgettext("sample", "In progress"),
        "pause": pgettext("sample", "Waiting"),
        "tick": pgettext("sample", "Answered"),
        "triangle": pgettext("sample", "Late"),
        "turn": pgettext("sample", "Returned"),
        "cross": pgettext("sample", "Declined"),
        "gap": pgettext("sample", "Broken link"),
        "octagon": pgettext("sample", "Alarm"),
        "dash": pgettext("sample", "Stands still"),
        "up": pgettext("sample", "Rising"),
        "down": pgettext("sample", "Falling"),
        "twin": pgettext("sample", "Like another"),
        "lock": pgettext("sample", "Internal"),
    }


def _places() -> list[el.Place]:
    return [
        el.Place(name, north, east, team, number="34" if name == "Söderby" else "", mine=name == "Söderby")
        for name, north, east, team in _TOWN
    ]


def _land() -> el.AreaMap:
    """The same places with invented boundaries: what is nearest to each, within a circle."""
    middle = Projection(60.41, 17.61)
    spots = MultiPoint([middle.metres(north, east) for _name, north, east, _team in _TOWN[:12]])
    near = spots.convex_hull.buffer(1500)
    cells = shapely.get_parts(shapely.voronoi_polygons(spots, extend_to=near, ordered=True))
    outlines = [middle.round(cell & near) for cell in cells]
    places = [replace(place, outline=outline) for place, outline in zip(_places()[:12], outlines, strict=True)]
    return draw_land(
        places, frame(bounds_of(places), 360, 360), words=_("Map of twelve invented places by team."), teams=True
    )


def _lists() -> dict[str, Any]:
    return {
        "facts": [
            el.Fact(pgettext("sample", "Came in"), _("9 November at 17:45")),
            el.Fact(pgettext("sample", "Place"), _("The tunnel south of the centre")),
            el.Fact(
                pgettext("sample", "Contact"),
                pgettext("sample", "Show contact details"),
                href="#facts",
                note=_("Each look is logged."),
            ),
        ],
        "timeline": [
            el.TimelineEntry(_("You answer the one who asked"), _("today at 16:00 at the latest"), state="next"),
            el.TimelineEntry(pgettext("sample", "Internal note"), MOMENT, note=_("Call the electrician first.")),
            el.TimelineEntry(_("The street department took it on"), MOMENT, _("A cable is broken.")),
        ],
        "todo": [
            el.TodoRow(
                el.Status("triangle", _("2 working days late"), late=True),
                _("Where can teenagers be indoors in the evening?"),
                "#todo",
                _("With the leisure department since 4 November."),
                pgettext("sample", "Call the manager"),
            ),
            el.TodoRow(
                el.Status("turn", _("Back from the school")),
                _("May we borrow the gym on Saturdays?"),
                "#todo",
                _("Not our question, writes the school."),
                pgettext("sample", "Forward"),
            ),
        ],
        "figures": [
            el.Figure(34, _("observations in week 46"), note=_("expected 22–33")),
            el.Figure(
                "9 285", _("compensation in 2022"), unit=pgettext("sample", "SEK k"), note=_("at the prices of 2021")
            ),
            el.Figure(_("2 of 4"), _("goals on their way")),
        ],
        "pages": el.Pager(_("51–100 of 412 questions"), "#pager", "#pager"),
        "tabs": [
            el.NavItem("#tabs", pgettext("sample", "Map"), current=True),
            el.NavItem("#tabs", pgettext("sample", "Table")),
        ],
        "versions": compare(
            [
                Section("survey", _("Survey"), (_("The square is dark after six. Few adults pass by."),)),
                Section("analysis", _("Analysis"), (_("Light is what is lacking."),)),
            ],
            [
                Section("survey", _("Survey"), (_("The square is lit after six. Few adults pass by."),)),
                Section("analysis", _("Analysis"), (_("Light is what is lacking."),)),
            ],
        ),
        "stacked": Stacked(
            _("More than half comes from the board"),
            (pgettext("sample", "Board"), pgettext("sample", "Grant")),
            (
                _stack("2025", 620_000_000, 210_000_000),
                _stack("2026", 650_000_000, 0),
            ),
            step=pgettext("sample", "Year"),
        ),
        "thread": [
            el.ThreadLink(_("11 observations"), "#thread"),
            el.ThreadLink(_("Challenge 2"), current=True),
            el.ThreadLink(_("Measure 17"), "#thread"),
            el.ThreadLink(pgettext("sample", "No intervention"), cut=True),
        ],
    }


def _stack(label: str, *amounts: int) -> StackRow:
    return StackRow(label, amounts, [words.tkr(one) for one in amounts], words.tkr(sum(amounts)))


def _thread() -> ThreadPicture:
    """A thread with all that a thread can have: two branches, a gap, a decision that waits, and another thread."""
    knots = [
        ThreadKnot("tunnel", 0, _("The dark tunnel"), "#picture", _("11 observations"), other=True),
        ThreadKnot("young", 0, _("Nowhere to be at night"), "#picture", _("23 observations")),
        ThreadKnot("paths", 1, _("Dark paths make the evenings unsafe"), "#picture", _("Challenge 1"), other=True),
        ThreadKnot("after", 1, _("Nothing to do after 18:00"), "#picture", _("Challenge 2"), here=True),
        ThreadKnot("leisure", 2, _("More in led leisure"), "#picture", _("180 to 260 a week")),
        ThreadKnot("open", 3, _("17 Open until 22:00"), "#picture", pgettext("sample", "Leisure")),
        ThreadKnot("leaders", 3, _("21 Leaders from the area"), "#picture", pgettext("sample", "Leisure")),
        ThreadKnot("more", 3, _("and 4 more measures"), "#picture", state="more"),
        ThreadKnot("centre", 4, _("Open evenings in the centre"), "#picture", _("Level 1")),
        ThreadKnot(
            "gap", 4, "", state="gap", note=_("Measure 21 has no intervention"), verb=_("Add one"), verb_href="#"
        ),
        ThreadKnot("money", 5, "480 tkr", "#picture", _("year 2026"), sum=True),
        ThreadKnot("result", 6, _("183 a week"), "#picture", _("up 3 since 2025")),
        ThreadKnot("decision", 7, _("Premises are sought"), "#picture", _("the group, 3 December"), state="waits"),
    ]
    straight = ("young", "after", "leisure", "open", "centre", "money", "result")
    edges = [
        *(ThreadEdge(one, other) for one, other in pairwise(straight)),
        ThreadEdge("leisure", "leaders"),
        ThreadEdge("result", "decision", "waits"),
        ThreadEdge("leaders", "gap", "broken"),
        ThreadEdge("tunnel", "paths", other=True),
    ]
    return ThreadPicture(
        stops=[
            _("Observation"), _("Challenge"), _("Goal"), pgettext("sample", "Measure"), _("Intervention"),
            _("Money"), _("Result"), _("Decision"),
        ],
        knots=knots,
        edges=edges,
    )  # fmt: skip


def _charts() -> dict[str, Any]:
    days = [
        pgettext("sample", "Mon"),
        pgettext("sample", "Tue"),
        pgettext("sample", "Wed"),
        pgettext("sample", "Thu"),
        pgettext("sample", "Fri"),
        pgettext("sample", "Sat"),
        pgettext("sample", "Sun"),
    ]
    counted = zip(days, (3, 4, 2, 5, 7, 10, 4), (2, 2, 2, 2, 3, 4, 2), (5, 5, 5, 6, 7, 8, 5), strict=True)
    weeks = (23, 25, 21, 26, 24, 27, 22, 26, 29, 31, 34)
    return {
        "bars": el.Chart(
            _("Week 46: 35 observations, a few more than expected"),
            [el.Bar(day, count, low, high) for day, count, low, high in counted],
            note=_("Own observations. Saturday was above what was expected."),
            team=3,
            step=pgettext("sample", "Day"),
            unit=pgettext("sample", "Observations"),
        ),
        "line": el.Chart(
            _("More observations than expected for the first time this autumn"),
            [el.Bar(pgettext("sample", "w. %d") % (36 + i), count, 20, 31 + i / 5) for i, count in enumerate(weeks)],
            note=_("Per week. Grey: what was expected. One week of twenty ends up outside by chance."),
            step=pgettext("sample", "Week"),
            unit=pgettext("sample", "Observations"),
            kind="line",
        ),
    }


def _grids() -> dict[str, Any]:
    middle = Projection(60.41, 17.61)

    def square(east: int, north: int, count: int, up: bool = False) -> grids.Square:
        corner = (east * 250, north * 250)
        return grids.Square(middle.round(shapely.box(*corner, corner[0] + 250, corner[1] + 250)), count, up)

    counted = [square(0, 0, 9, True), square(1, 0, 6, True), square(0, -1, 4), square(-2, 1, 1), square(3, -2, 2)]
    spots = [el.Place(_("The tunnel south of the centre"), 60.4112, 17.6145, mine=True)]
    seen = grids.square_frame(counted, spots[0])
    land = grids.land_under([], seen)
    drawn, up = grids.draw_squares(counted, seen)
    days = [bar.label for bar in _charts()["bars"].bars]
    busy = {(4, 0): (1, False), (4, 1): (3, True), (5, 1): (3, True), (5, 2): (2, False), (6, 2): (1, False)}
    return {
        "square_map": grids.SquareMap(
            _("Two squares at the tunnel hold 15 of 22"),
            _("Five squares with observations, most in two at the tunnel: 9 and 6."),
            land, drawn, grids.draw_spots(spots, drawn, seen, land), up, small=True, team=3,
        ),
        "heat_table": grids.Heat(
            _("Friday and Saturday evening"), _("Observations by weekday and hour."), days,
            grids.heat_rows(["18–20", "20–22", "22–24"], 7, busy), _("Hour"), _("more than expected"), team=3,
        ),
    }  # fmt: skip
