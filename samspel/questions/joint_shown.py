"""Joint questions as the pages draw them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samspel.municipality import queries as municipality
from samspel.questions import permissions, queries, shown, words
from samspel.questions.joining import Left, left_as_it_is
from samspel.questions.models import Question
from samspel.questions.permissions import Reach
from samspel.questions.queries import Joint
from samspel.ui import words as dates
from samspel.ui.elements import Fact, TimelineEntry
from samspel.ui.elements import Status as Mark

LEFT: Final[dict[Left, str | Promise]] = {
    Left.ENDED: gettext_lazy("it has its answer already"),
    Left.NOT_YOURS: gettext_lazy("somebody else answers for it"),
    Left.WAITS: gettext_lazy("its asker was asked something of their own"),
    Left.OTHERS_OWE: gettext_lazy("another department has yet to answer its part"),
}


@dataclass(frozen=True)
class JointLine:
    """One of the questions: how it stands, its last day, and why a joint answer leaves it as it is ("" when not)."""

    question: Question
    url: str
    lead: str
    status: Mark
    due: Mark | None
    left: str
    may_leave: bool


def lines(reach: Reach, joint: Joint) -> list[JointLine]:
    """The questions that one may see, in the order in which they came."""
    calendar = municipality.calendar()
    return [
        JointLine(
            question=one,
            url=reverse("questions:one", args=[one.pk]),
            lead=shown.lead_name(one),
            status=words.status(one.stands, solved=one.solved),
            due=shown.due(calendar, one.due_on) if one.is_open else None,
            left=_left(reach, one),
            may_leave=permissions.may_join(reach, one),
        )
        for one in joint.questions
    ]


def _left(reach: Reach, question: Question) -> str:
    why = left_as_it_is(question.stands, question.parts.all(), may_end=permissions.may_end(reach, question))
    return str(LEFT[why]) if why and why is not Left.ENDED else ""


def answerable(reach: Reach, joint: Joint) -> int:
    """How many a joint answer by the one who asks would reach."""
    return sum(
        left_as_it_is(one.stands, one.parts.all(), may_end=permissions.may_end(reach, one)) is None
        for one in joint.questions
    )


def standing(joint: Joint) -> str:
    """How many have asked, how many wait, and how many of them one may not see."""
    waiting = sum(one.is_open for one in joint.questions)
    said = [
        ngettext("%(count)s has asked.", "%(count)s have asked.", joint.count) % {"count": joint.count},
        ngettext("%(count)s waits for an answer.", "%(count)s wait for an answer.", waiting) % {"count": waiting}
        if waiting
        else _("Nobody of them waits for an answer."),
    ]
    if joint.hidden:
        said.append(
            ngettext(
                "%(count)s question is not yours to see.", "%(count)s questions are not yours to see.", joint.hidden
            )
            % {"count": joint.hidden}
        )
    return " ".join(said)


def facts(joint: Joint) -> list[Fact]:
    """Where, since when, and until when."""
    areas = sorted({one.area.name for one in joint.questions if one.area})
    open_ones = [one for one in joint.questions if one.is_open]
    rows = [
        Fact(_("Areas"), ", ".join(areas) or _("not said")),
        Fact(_("The first came"), dates.day(min(one.received_at for one in joint.questions))),
        Fact(_("The latest came"), dates.day(max(one.received_at for one in joint.questions))),
    ]
    if open_ones:
        rows.append(Fact(_("Next last day"), dates.day(min(one.due_on for one in open_ones))))
    languages = {one.language for one in open_ones} - {"sv"}
    if languages:
        named = {one.code: one.name for one in municipality.languages()}
        asked = ", ".join(sorted(named.get(code, code) for code in languages))
        rows.append(Fact(_("Asked in other languages"), asked))
    return rows


def timeline(reach: Reach, questions: Sequence[Question]) -> list[TimelineEntry]:
    """What has happened to all of them, newest first, each line with its question's number."""
    by_key = {one.pk: one for one in questions}
    return [
        TimelineEntry(
            title=words.readable(reach, by_key[entry.question_id], words.to_staff(entry)),
            when=entry.at,
            text=_numbered(reach, by_key[entry.question_id], words.detail(entry)),
        )
        for entry in queries.joint_timeline(questions)
    ]


def _numbered(reach: Reach, question: Question, text: str) -> str:
    return " ".join(filter(None, [question.reference, words.readable(reach, question, text)]))
