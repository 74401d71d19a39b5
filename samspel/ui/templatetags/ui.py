"""The page elements as template tags, and the words of dates and amounts as filters: `{% load ui %}`.

Every element is written once, in `ui/elements/_<name>.html`. The living page of them all is /elements/.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zlib import crc32

from django import template
from django.forms import BoundField, Form
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import slugify

from samspel.core import actors
from samspel.core.adopted import Changed
from samspel.ui import fields, grids, marks, words
from samspel.ui.charts import plot
from samspel.ui.elements import (
    AreaMap,
    Chart,
    Fact,
    Figure,
    NavItem,
    Pager,
    Status,
    ThreadLink,
    TimelineEntry,
    TodoRow,
)
from samspel.ui.pictured import pictured
from samspel.ui.stacks import Stacked, plot_stacked, shade_of
from samspel.ui.threads import ThreadPicture, lay

register = template.Library()
Drawn = dict[str, Any]

for _word in (
    words.day, words.day_short, words.weekday, words.clock, words.at, words.when, words.when_short, words.week,
    words.week_short, words.period, words.number, words.tkr, words.kronor, words.percent, words.dialled,
):  # fmt: skip
    register.filter(_word.__name__, _word)
register.filter("actor", actors.said)


def _draw(element: str, **context: object) -> SafeString:
    return render_to_string(f"ui/elements/_{element}.html", context)


def _anchor(heading: str) -> str:
    """An id for a heading: its words, or a number where the words have no Latin letters."""
    return slugify(heading) or f"h{crc32(heading.encode()):x}"


# ---------- Marks and status


@register.simple_tag
def mark(name: marks.MarkName) -> SafeString:
    """{% mark "tick" %}: a status shape alone; a word must stand beside it."""
    return marks.mark(name)


@register.simple_tag
def wordmark() -> SafeString:
    """{% wordmark %}: three knots on the thread."""
    return _draw("wordmark")


@register.inclusion_tag("ui/elements/_status.html")
def status(name: marks.MarkName | Status, word: str = "", late: bool = False) -> Drawn:
    """{% status "half" _("In progress") %}, {% status row.status %}: shape and word; `late=True` makes them red."""
    return {"status": name if isinstance(name, Status) else Status(name, word, late)}


@register.inclusion_tag("ui/elements/_status.html")
def deadline(due: datetime, days: int, late: bool | None = None) -> Drawn:
    """{% deadline part.due days_left %}: how long first, then when. `days`: working days left, negative when passed."""
    is_late = days < 0 if late is None else late
    shape: marks.MarkName = "triangle" if is_late else "pause" if days == 0 else "ring"
    return {"status": Status(shape, words.deadline(due, days, late=is_late), is_late)}


@register.inclusion_tag("ui/elements/_area_mark.html")
def area_mark(number: int | None, name: str, note: str = "") -> Drawn:
    """{% area_mark team.number area.name %}: numeral in the team's shape, and the name; no number, no shape."""
    return {"number": number, "name": name, "note": note, "shape": marks.team_shape(number) if number else ""}


# ---------- Forms


@register.inclusion_tag("ui/elements/_field.html")
def field(
    bound: BoundField,
    *,
    big: bool = False,
    two: bool = False,
    quiet: bool = False,
    optional: bool = True,
    folded: bool = False,
    **attrs: str | bool,
) -> Drawn:
    """{% field form.text rows=4 %}: label, hint, error and input; further names are attributes of the input.

    `big`: a large label; `two`: choices in two columns; `quiet`: the legend is heard but not seen (inside a step,
    whose legend says it); `optional=False` leaves out the word "(optional)"; `folded`: groups of choices but the first
    are closed until somebody opens them, or something in them is chosen.
    """
    drawn = fields.draw(bound, **{name.replace("_", "-"): value for name, value in attrs.items()})
    return {"field": drawn, "big": big, "two": two, "quiet": quiet, "optional": optional, "folded": folded}


@register.inclusion_tag("ui/elements/_tick.html")
def tick(bound: BoundField) -> Drawn:
    """{% tick form.text %}: the form's tick that somebody has looked, where this field was pointed out and is drawn by
    hand; `field` draws it itself."""
    return {"tick": fields.tick(bound)}


@register.inclusion_tag("ui/elements/_form_fields.html")
def form_fields(form: Form) -> Drawn:
    """{% form_fields form %}: the hidden fields, then every field that is filled in, in the form's order."""
    return {"hidden": fields.hidden(form), "seen": form.visible_fields()}


@register.inclusion_tag("ui/elements/_hidden_fields.html")
def hidden_fields(form: Form) -> Drawn:
    """{% hidden_fields form %}: only what the form carries unseen (key, version), where fields are placed by hand."""
    return {"hidden": fields.hidden(form)}


@register.inclusion_tag("ui/elements/_cancel.html")
def cancel(url: str) -> Drawn:
    """{% cancel url %}: leave a form without doing what it does."""
    return {"url": url}


@register.inclusion_tag("ui/elements/_errors.html")
def errors(form: Form, focus: bool = True) -> Drawn:
    """{% errors form %}: what is to be put right, each a link to its field; it takes the focus."""
    listed = [(fields.target_of(bound), error) for bound in form.visible_fields() for error in fields.summed_up(bound)]
    hidden = [("", error) for bound in form.hidden_fields() for error in bound.errors]
    found = [("", error) for error in form.non_field_errors()] + listed + hidden
    return {"found": found, "count": len(found), "focus": focus}


@register.simple_block_tag(takes_context=True)
def filters(context: Context, content: str, form: Form, reset: str = "", submit: str = "") -> SafeString:
    """{% filters form reset=url %}…{% endfilters %}: a GET form, so that the filters stand in
    the address; the content is more buttons."""
    return _draw("filters", form=form, content=content, reset=reset, submit=submit)


# ---------- Blocks of a page


@register.simple_block_tag
def head(content: str, heading: str, lead: str = "") -> SafeString:
    """{% head heading lead=text %}<span>…</span>{% endhead %}: the page's h1; its content is the line
    of facts above."""
    return _draw("head", content=SafeString(content.strip()), heading=heading, lead=lead)


@register.simple_block_tag
def poster(
    content: str,
    heading: str,
    *,
    team: int | None = None,
    kicker: str = "",
    shape: AreaMap | None = None,
    level: int = 1,
) -> SafeString:
    """{% poster heading team=3 kicker=area shape=map %}<p>…</p>{% endposter %}: head of an area's own page."""
    mark = marks.team_shape(team) if team else ""
    around = {"team": team, "kicker": kicker, "shape": shape, "mark": mark, "level": level}
    return _draw("poster", content=content, heading=heading, **around)


@register.simple_block_tag
def band(content: str, heading: str, lead: str = "", anchor: str = "") -> SafeString:
    """{% band heading lead=text %}…{% endband %}: a rule, the heading in the margin, the matter itself."""
    return _draw("band", content=content, heading=heading, lead=lead, id=anchor or _anchor(heading))


@register.simple_block_tag
def panel(content: str, heading: str, soft: bool = False, level: int = 2, anchor: str = "") -> SafeString:
    """{% panel heading %}…{% endpanel %}: a ruled block in the side column; `soft` means internal or explaining."""
    return _draw("panel", content=content, heading=heading, soft=soft, level=level, id=anchor or _anchor(heading))


@register.simple_block_tag
def group(content: str, heading: str, count: int | None = None, level: int = 2, anchor: str = "") -> SafeString:
    """{% group heading count=3 %}{% todo rows %}{% endgroup %}: a ruled heading with how many there are."""
    return _draw("group", content=content, heading=heading, count=count, level=level, id=anchor or _anchor(heading))


@register.simple_block_tag
def slab(content: str, heading: str, word: str, *, href: str = "", level: int = 2, anchor: str = "") -> SafeString:
    """{% slab heading word=status href=url %}<p>…</p>{% endslab %}: an unanswered alarm; at most one
    on a page."""
    return _draw(
        "slab", content=content, heading=heading, word=word, href=href, level=level, id=anchor or _anchor(heading)
    )


@register.simple_block_tag
def notice(content: str, warn: bool = False) -> SafeString:
    """{% notice %}<p>…</p>{% endnotice %}: something said; `warn` for what went wrong or is late."""
    return _draw("notice", content=content, warn=warn)


@register.simple_block_tag
def conflict(content: str, who: str, at: datetime | None = None) -> SafeString:
    """{% conflict who at=moment %}{{ their_text|linebreaks }}{% endconflict %}: somebody saved first; their text, to be
    read beside one's own, which is kept in the form below it."""
    return _draw("conflict", content=content, who=who, at=at)


@register.simple_block_tag
def empty(content: str, heading: str, level: int = 2) -> SafeString:
    """{% empty heading %}<p>…</p><a …>{% endempty %}: how things stand, then what one can do.

    Inside a loop it must stand after the loop's own {% empty %}, which Django takes first.
    """
    return _draw("empty", content=content, heading=heading, level=level)


@register.simple_block_tag
def step(content: str, legend: str, last: bool = False) -> SafeString:
    """{% step legend %}…{% endstep %}, inside <form class="steps">: one step on the thread."""
    return _draw("step", content=content, legend=legend, last=last)


@register.simple_block_tag
def dialog(
    content: str, name: str, heading: str, opener: str, *, small: bool = False, primary: bool = False
) -> SafeString:
    """{% dialog name heading opener=verb %}<p>…</p><form>…</form>{% enddialog %}: a button, and what it opens before
    the irreversible. It is a native popover, so it opens without JavaScript; with it, it is modal."""
    return _draw("dialog", content=content, id=name, heading=heading, opener=opener, small=small, primary=primary)


@register.simple_block_tag
def table(content: str, caption: str, stacked: bool = True, seen: bool = False) -> SafeString:
    """{% table caption %}<thead>…</thead><tbody>…</tbody>{% endtable %}: each row becomes a paragraph on a phone
    (`data-l` on a cell is its label there) unless `stacked=False`; `seen` shows the caption."""
    return _draw("table", content=content, caption=caption, stacked=stacked, seen=seen)


# ---------- Lists


@register.inclusion_tag("ui/elements/_facts.html")
def facts(rows: Sequence[Fact]) -> Drawn:
    """{% facts rows %}: terms and what they are."""
    return {"rows": rows}


@register.inclusion_tag("ui/elements/_timeline.html")
def timeline(entries: Sequence[TimelineEntry], level: int = 3) -> Drawn:
    """{% timeline entries %}: newest first, what remains dashed."""
    return {"entries": entries, "level": level}


@register.inclusion_tag("ui/elements/_todo.html")
def todo(rows: Sequence[TodoRow], level: int = 3) -> Drawn:
    """{% todo rows %}: what needs somebody, one verb each."""
    return {"rows": rows, "level": level}


@register.inclusion_tag("ui/elements/_figures.html")
def figures(rows: Sequence[Figure]) -> Drawn:
    """{% figures rows %}: key figures, each with something to compare with."""
    return {"rows": rows}


@register.inclusion_tag("ui/elements/_mini_thread.html")
def mini_thread(links: Sequence[ThreadLink], label: str = "") -> Drawn:
    """{% mini_thread links %}: where this hangs on the thread, one line under the head."""
    return {"links": links, "label": label}


@register.inclusion_tag("ui/elements/_tabs.html")
def tabs(items: Sequence[NavItem], label: str) -> Drawn:
    """{% tabs items label %}: links with addresses of their own, not hidden layers."""
    return {"items": items, "label": label}


@register.inclusion_tag("ui/elements/_pager.html")
def pager(shown: Pager) -> Drawn:
    """{% pager pager %}: what part of the list is shown, and its neighbours."""
    return {"pager": shown}


@register.inclusion_tag("ui/elements/_versions.html")
def versions(sections: Sequence[Changed], earlier: str, later: str, level: int = 3) -> Drawn:
    """{% versions sections earlier later %}: two versions side by side, as `core.adopted.compare` found them; `earlier`
    and `later` are what the two are called."""
    return {"sections": sections, "earlier": earlier, "later": later, "level": level}


# ---------- Pictures


@register.simple_tag
def chart(drawing: Chart) -> SafeString:
    """{% chart chart %}: columns or a line, the conclusion on top, what was expected behind, a table in details."""
    return pictured("chart", drawing, lambda: {"chart": drawing, "plot": plot(drawing)})


@register.inclusion_tag("ui/elements/_stacked.html")
def stacked(drawing: Stacked) -> Drawn:
    """{% stacked drawing %}: what sums are made of, bar by bar in one scale, and a table in details."""
    table = [(row, list(zip(drawing.series, row.words, strict=True))) for row in drawing.rows]
    key = [(shade_of(index), name) for index, name in enumerate(drawing.series)]
    return {"chart": drawing, "rows": plot_stacked(drawing), "key": key, "table": table}


@register.inclusion_tag("ui/elements/_thread.html")
def thread(picture: ThreadPicture) -> Drawn:
    """{% thread picture %}: the red thread, lying on a wide screen and upright on a phone, with its key."""
    return {"thread": lay(picture), "others": any(edge.other for edge in picture.edges)}


@register.inclusion_tag("ui/elements/_map.html", name="map")
def schematic_map(drawing: AreaMap, team: int | None = None, listed: bool = True) -> Drawn:
    """{% map drawing team=3 %}: a schematic map, and the same places in a list under it unless `listed=False`."""
    return {"map": drawing, "team": team, "listed": listed}


@register.simple_tag
def heat(drawing: grids.Heat) -> SafeString:
    """{% heat drawing %}: weekday by hour, a table that is also the picture; a frame is more than expected."""
    return pictured("heat", drawing, lambda: {"heat": drawing})


@register.simple_tag
def squares(drawing: grids.SquareMap) -> SafeString:
    """{% squares drawing %}: land with squares on it, small ones without a number; the table is the page's."""
    return pictured("squares", drawing, lambda: {"map": drawing})
