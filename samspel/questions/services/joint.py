"""Questions about one thing are joined, leave again, and are answered once to all who asked.

The joint question is locked first, then its questions in the order of their keys. So a question that is joined while
the answer is sent is either among those answered, or joined after, and then who joins it is told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from samspel.accounts.who import Who
from samspel.core import clock, counters, log, versions
from samspel.core.errors import Missing, Refused, Stale
from samspel.core.services import service
from samspel.questions import permissions
from samspel.questions.joining import Left, left_as_it_is
from samspel.questions.models import Entry, JointQuestion, Part, Question, Verb
from samspel.questions.permissions import Reach, reach_of
from samspel.questions.queries.joint import visible_joints
from samspel.questions.queries.scope import visible_to
from samspel.questions.services._ground import needs_text, require_open, told, user_of
from samspel.questions.services.answering import ANSWERED, End, complete, finished, give
from samspel.questions.services.standards import note_use


@dataclass(frozen=True)
class Joined:
    """What came of joining. `late`: the others had their answer before, so these still wait for one."""

    joint: JointQuestion
    questions: Sequence[Question]
    late: bool


@service
def join(questions: Sequence[UUID], *, by: Who, joint: UUID | None = None) -> Joined:
    """Join open questions to a joint one: the one that is named, or that some of them belong to; else a new one.

    Raises Missing when one of them is not theirs to join, Refused when one has ended or they belong to several.
    """
    reach = reach_of(by)
    target = _target(questions, joint, reach)
    held = _hold(questions, reach)
    joining = [one for one in held if target is None or one.joint_id != target.pk]
    if not joining or (target is None and len(joining) < 2):
        raise Refused(_("Choose at least one more question that is about the same thing."))
    for one in joining:
        require_open(one)
    into = target or _new(joining, by)
    for one in joining:
        _put(one, into, by)
    versions.save(into)
    log.record("joint.joined", into, by=by, because=f"{len(joining)} questions")
    return Joined(into, joining, late=into.answered_at is not None)


def _target(questions: Sequence[UUID], joint: UUID | None, reach: Reach) -> JointQuestion | None:
    """The joint question that they go to, locked; None when a new one is to be made."""
    belongs = set(visible_to(reach).filter(pk__in=questions, joint__isnull=False).values_list("joint", flat=True))
    belongs |= {joint} if joint else set()
    if len(belongs) > 1:
        raise Refused(_("They belong to different joint questions already. Open one of those, and merge it."))
    return hold_joint(belongs.pop(), reach) if belongs else None


def hold_joint(joint: UUID | None, reach: Reach, version: int | None = None) -> JointQuestion:
    """The joint question, locked, when they may see it. Raises Missing; Stale when `version` no longer stands."""
    held = versions.hold(
        JointQuestion.objects.filter(pk__in=visible_joints(reach).values("pk"), merged_into=None), joint, version
    )
    if not permissions.sees_joint(reach):
        raise Missing
    return held


def _hold(questions: Sequence[UUID], reach: Reach) -> list[Question]:
    """The questions, locked in the order of their keys, each theirs to join; raises Missing."""
    rows = Question.objects.filter(pk__in=visible_to(reach).filter(pk__in=questions).values("pk"))
    held = list(rows.select_related("area", "matter", "joint").select_for_update(of=("self",)).order_by("pk"))
    if len(held) != len(set(questions)) or not all(permissions.may_join(reach, one) for one in held):
        raise Missing
    return held


def _new(questions: Sequence[Question], by: Who) -> JointQuestion:
    """Named by matter and area alone: who sees one of the questions may not read what another asks."""
    year, first = f"{clock.today():%Y}", questions[0]
    areas = sorted({one.area.name for one in questions if one.area})
    name = ", ".join(filter(None, [first.matter.name if first.matter else "", *areas[:3]]))
    return JointQuestion.objects.create(
        reference=f"S{year}-{counters.next_number(f'joint {year}'):04d}",
        name=name[:160] or "–",
        matter=first.matter,
        created_at=clock.now(),
        created_by=user_of(by),
    )


def _put(question: Question, joint: JointQuestion, by: Who, merged: str = "") -> None:
    """The row's own version stays: nobody's text is overtaken by being joined."""
    if question.joint_id not in {None, joint.pk} and not merged:
        raise Stale(question)
    question.joint = joint
    question.save(update_fields=["joint"])
    told(question, Verb.JOINED, by=by, fields=["joint"], public=False, joint=joint.reference, merged=merged)


@service
def leave(question: UUID, reason: str, *, by: Who) -> JointQuestion:
    """Take a question out of the joint one, with a reason; it goes on alone, with the last day that it had."""
    reach = reach_of(by)
    joint = visible_to(reach).filter(pk=question).values_list("joint", flat=True).first()
    held_joint = hold_joint(joint, reach)
    (held,) = _hold([question], reach)
    if held.joint_id != held_joint.pk:
        raise Stale(held)
    why = needs_text(reason, "reason")
    held.joint = None
    held.save(update_fields=["joint"])
    told(held, Verb.LEFT, by=by, text=why, fields=["joint"], public=False, joint=held_joint.reference)
    versions.save(held_joint)
    return held_joint


@service
def rename(joint: UUID, name: str, *, by: Who, version: int | None = None) -> JointQuestion:
    """Say what it is about, in words that all who see one of its questions may read."""
    held = hold_joint(joint, reach_of(by), version)
    _all_theirs(held, by)
    held.name = needs_text(name, "name")[:160]
    versions.save(held, "name")
    log.record("joint.renamed", held, by=by, fields=["name"])
    return held


def _all_theirs(joint: JointQuestion, by: Who) -> list[Question]:
    """Its questions, locked; raises Refused when some of them are not theirs to work with."""
    keys = list(Question.objects.filter(joint=joint).values_list("pk", flat=True))
    try:
        return _hold(keys, reach_of(by))
    except Missing as others:
        raise Refused(_("Some of its questions are not yours to see. Ask a coordinator to do it.")) from others


@service
def merge(joint: UUID, into: UUID, *, by: Who) -> JointQuestion:
    """Two joint questions turned out to be one: all of the first go to the second. `unmerge` takes it back."""
    if joint == into:
        raise Refused(_("Choose another joint question than this."), field="into")
    reach = reach_of(by)
    first, second = (hold_joint(each, reach) for each in sorted((joint, into)))
    gone, stays = (first, second) if first.pk == joint else (second, first)
    for one in _all_theirs(gone, by):
        _put(one, stays, by, merged=gone.reference)
    gone.merged_into = stays
    versions.save(gone, "merged_into")
    versions.save(stays)
    log.record("joint.merged", gone, by=by, because=f"into {stays.reference}")
    return stays


@service
def unmerge(joint: UUID, *, by: Who) -> JointQuestion:
    """Take a merging back: what came by it, and has not been moved since, belongs to the first one again."""
    reach = reach_of(by)
    row = visible_joints(reach).filter(pk=joint).first()
    if row is None or row.merged_into_id is None:
        raise Missing
    stays = hold_joint(row.merged_into_id, reach)
    back = versions.hold(JointQuestion.objects.filter(merged_into=stays), joint)
    back.merged_into = None
    versions.save(back, "merged_into")
    versions.save(stays)
    for one in _all_theirs(stays, by):
        if _came_by(one, back):
            _put(one, back, by, merged=stays.reference)
    log.record("joint.unmerged", back, by=by, because=f"from {stays.reference}")
    return back


def _came_by(question: Question, merged: JointQuestion) -> bool:
    last = Entry.objects.filter(question=question, verb=Verb.JOINED).order_by("-at", "-pk").first()
    return last is not None and last.params.get("merged") == merged.reference


@dataclass(frozen=True)
class AnsweredJointly:
    """Who got the answer, and which were left as they are and why; `unseen` are left too, and not theirs to see."""

    joint: JointQuestion
    answered: Sequence[Question]
    left: Sequence[tuple[Question, Left]]
    unseen: int


@service
def answer_joint(
    joint: UUID,
    text: str,
    end: End = ANSWERED,
    *,
    by: Who,
    version: int | None = None,
    standard: int | None = None,
) -> AnsweredJointly:
    """Give one answer to all who asked, each in their own letter and on their own page.

    Only to those that the one who answers may answer; the rest are named with why, never passed over in silence.
    Raises Stale when a question was joined or left since `version` was read, Refused when nobody would be answered.
    """
    reach = reach_of(by)
    held = hold_joint(joint, reach, version)
    written = finished(text)
    complete(end)
    answered, left = _sorted_out(held, reach)
    if not answered:
        raise Refused(_("None of the questions can be answered from here. Open each of them to see why."))
    for one in answered:
        give(one, reach, written, end, by=by, joint=held.reference)
    held.answer, held.answered_at = written, clock.now()
    versions.save(held, "answer", "answered_at")
    note_use(standard)
    log.record("joint.answered", held, by=by, because=f"{len(answered)} answered, {len(left)} left as they are")
    unseen = Question.objects.filter(joint=held).count() - len(answered) - len(left)
    return AnsweredJointly(held, answered, left, unseen)


def _sorted_out(joint: JointQuestion, reach: Reach) -> tuple[list[Question], list[tuple[Question, Left]]]:
    """Its questions that they may see, locked: those to answer, and those to leave with why."""
    rows = Question.objects.filter(pk__in=visible_to(reach).filter(joint=joint).values("pk"))
    held = list(rows.select_for_update(of=("self",)).order_by("pk"))
    parts: dict[UUID, list[Part]] = {one.pk: [] for one in held}
    for part in Part.objects.filter(question__in=held).select_related("department"):
        parts[part.question_id].append(part)
    why = [(one, left_as_it_is(one.stands, parts[one.pk], may_end=permissions.may_end(reach, one))) for one in held]
    return [one for one, left in why if left is None], [(one, left) for one, left in why if left is not None]
