"""Every read of questions. Each starts from `visible_to`, so that list, search, export and API show the same."""

from samspel.questions.queries.asked import at_least_asked
from samspel.questions.queries.filters import Due, Filters, Order, Stage
from samspel.questions.queries.joint import Joint, JointRow, joint, joint_timeline, joints, visible_joints
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
from samspel.questions.queries.recurring import Recurring, recurrence, recurring, visible_recurrences, waiting
from samspel.questions.queries.scope import visible_to
from samspel.questions.queries.similar import Similar, similar
from samspel.questions.queries.standards import newest, offered, standard, standards
from samspel.questions.queries.turns import acceptable, next_after

__all__ = [
    "Due",
    "Filters",
    "Joint",
    "JointRow",
    "Need",
    "NeedKind",
    "Order",
    "Page",
    "Recurring",
    "Row",
    "Similar",
    "Stage",
    "acceptable",
    "asked_by",
    "at_least_asked",
    "chosen",
    "contact_on_file",
    "counts",
    "for_asker",
    "joint",
    "joint_timeline",
    "joints",
    "kept_texts",
    "needs",
    "newest",
    "next_after",
    "offered",
    "one",
    "own_texts",
    "page",
    "recurrence",
    "recurring",
    "rows",
    "similar",
    "standard",
    "standards",
    "timeline",
    "told_to_asker",
    "visible_joints",
    "visible_recurrences",
    "visible_to",
    "waiting",
]
