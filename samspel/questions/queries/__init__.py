"""Every read of questions. Each starts from `visible_to`, so that list, search, export and API show the same."""

from samspel.questions.queries.filters import Due, Filters, Order, Stage
from samspel.questions.queries.listing import Page, Row, chosen, page, rows
from samspel.questions.queries.needs import Need, NeedKind, counts, needs
from samspel.questions.queries.one import (
    asked_by,
    contact_on_file,
    for_asker,
    kept_texts,
    one,
    own_texts,
    timeline,
    told_to_asker,
)
from samspel.questions.queries.scope import visible_to

__all__ = [
    "Due",
    "Filters",
    "Need",
    "NeedKind",
    "Order",
    "Page",
    "Row",
    "Stage",
    "asked_by",
    "chosen",
    "contact_on_file",
    "counts",
    "for_asker",
    "kept_texts",
    "needs",
    "one",
    "own_texts",
    "page",
    "rows",
    "timeline",
    "told_to_asker",
    "visible_to",
]
