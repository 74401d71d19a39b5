"""What the one who asks may see, as lists, single things and work lists."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from samspel.accounts.rules import Function
from samspel.accounts.who import Who
from samspel.core import clock, persondata
from samspel.core.errors import Missing
from samspel.core.masked import without_persons
from samspel.core.models import OutboxMessage
from samspel.escalation import permissions
from samspel.escalation.models import OPEN_STATES, Escalation, Hop, Leg
from samspel.escalation.permissions import Reach, reach_of
from samspel.escalation.rules import SECURITY_ROLES, Role, State
from samspel.municipality.models import Body
from samspel.questions import queries as questions
from samspel.questions.models import Question


def visible_to(asking: Who | Reach) -> QuerySet[Escalation]:
    """The escalations that the one who asks may see: the same as `permissions.may_see`, for all rows at once."""
    reach = reach_of(asking)
    who = reach.who
    if not permissions.reads_whole(who):
        return without_persons(Escalation.objects.all(), "text", "place", "need_text")
    seen = Q(created_by=who.user) if permissions.may_escalate(who) else Q(pk__in=())
    seen |= Q(area__in=reach.areas)
    return Escalation.objects.filter(seen | Exists(_legs_seen(reach).filter(escalation=OuterRef("pk"))))


def _legs_seen(reach: Reach) -> QuerySet[Leg]:
    who, began = reach.who, reach.on_duty_since
    security = Q(role__in=SECURITY_ROLES)
    bodies = {one.body for one in who.holdings if one.body and one.function in permissions.BODY}
    seen = ~security & Q(body__in=bodies)
    departments = who.departments(permissions.LEADERS)
    if departments:
        concerned = Escalation.objects.filter(departments__in=departments)
        seen |= ~security & (Q(escalation__in=concerned.values("pk")) | Q(department__in=departments))
    if who.holds(Function.HEAD_OF_SECURITY):
        seen |= security
    if began:
        seen |= security & (Q(closed_at=None) | Q(closed_at__gte=began))
    if reach.called_since:
        gone_on = Q(role=Role.DUTY_OFFICER) & (Q(step__gt=0) | Q(holder_user=None))
        seen |= gone_on & (Q(closed_at=None) | Q(closed_at__gte=reach.called_since))
    return Leg.objects.filter(seen)


def with_everything(rows: QuerySet[Escalation]) -> QuerySet[Escalation]:
    """The rows with legs, history, departments and area, without further reads."""
    hops = Hop.objects.all()
    legs = Leg.objects.select_related("acknowledged_by", "holder_user")
    return rows.select_related("question", "created_by").prefetch_related(
        "departments", Prefetch("legs", legs.prefetch_related(Prefetch("hops", hops)))
    )


def readable(who: Who, text: str) -> str:
    """The text as the one who asks may read it."""
    return text if permissions.reads_whole(who) else persondata.masked(text)


def get(who: Who, pk: UUID) -> Escalation:
    """One escalation with everything; raises Missing when it is not there, or not theirs to see."""
    found = with_everything(visible_to(who)).filter(pk=pk).first()
    if found is None:
        raise Missing
    return found


def leg(who: Who, pk: int) -> Leg:
    """One leg of an escalation that the one who asks may see; raises Missing."""
    found = Leg.objects.filter(pk=pk, escalation__in=visible_to(who)).select_related("escalation").first()
    if found is None:
        raise Missing
    return found


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; empty means all."""

    state: str = ""
    kind: str = ""
    area: str = ""
    since: datetime | None = None


def listed(who: Who, filters: Filters = Filters()) -> QuerySet[Escalation]:
    """The escalations to list, newest first; `state` is open, or a state that any leg stands in."""
    rows = visible_to(who)
    if filters.state:
        states = OPEN_STATES if filters.state == "open" else [filters.state]
        rows = rows.filter(Exists(Leg.objects.filter(escalation=OuterRef("pk"), state__in=states)))
    if filters.kind:
        rows = rows.filter(kinds__contains=[filters.kind])
    if filters.area:
        rows = rows.filter(area__code=filters.area)
    if filters.since:
        rows = rows.filter(created_at__gte=filters.since)
    return with_everything(rows).order_by("-created_at", "-pk")


def for_me(asking: Who | Reach) -> list[Leg]:
    """The open legs that the one who asks answers for, those who wait first, the oldest first."""
    reach = reach_of(asking)
    legs = (
        Leg.objects.filter(escalation__in=visible_to(reach), state__in=OPEN_STATES)
        .select_related("escalation__created_by", "acknowledged_by")
        .prefetch_related("escalation__departments")
        .order_by("received_at", "pk")
    )
    mine = [one for one in legs if permissions.answers_for(reach, one)]
    return sorted(mine, key=lambda one: one.stands is not State.WAITING)


def sent_by(who: Who) -> list[Leg]:
    """The open legs of what the one who asks has sent, the newest first: how it stands with what I sent."""
    rows = visible_to(who).filter(created_by=who.user)
    legs = Leg.objects.filter(escalation__in=rows, state__in=OPEN_STATES).select_related("escalation")
    return list(legs.order_by("-received_at", "-pk"))


def waiting_for_body(body: Body) -> QuerySet[Leg]:
    """What waits for a body's next meeting, the oldest first; a meeting's agenda asks for this."""
    return (
        Leg.objects.filter(body=body, role=Role.COORDINATION_GROUP, state__in=OPEN_STATES)
        .select_related("escalation")
        .prefetch_related("escalation__departments")
        .order_by("received_at", "pk")
    )


def waiting_for_bodies(who: Who) -> list[Leg]:
    """What waits for the bodies that the one who asks sits in or convenes."""
    legs = Leg.objects.filter(escalation__in=visible_to(who), body__isnull=False, state__in=OPEN_STATES)
    return list(legs.select_related("escalation").prefetch_related("escalation__departments"))


def unanswered(at: datetime | None = None) -> QuerySet[Leg]:
    """The legs that wait although the time to answer is over."""
    return Leg.objects.filter(state=State.WAITING, answer_by__lte=at or clock.now()).order_by("answer_by", "pk")


def waiting_for(message: OutboxMessage) -> QuerySet[Leg]:
    """The leg that waits for who was told of it by the message; none when it was taken or went on since."""
    return Leg.objects.filter(state=State.WAITING, hops__ways=message, hops__at__gte=F("received_at"))


def has_another_way(message: OutboxMessage) -> bool:
    """Whether what went to the same holder by another way was taken, or may still be."""
    return Hop.objects.filter(ways=message).filter(ways__given_up_at=None).exists()


def of_question(who: Who, question: Question) -> list[Leg]:
    """What was escalated from a question, as far as the one who asks may see it, the newest first."""
    legs = Leg.objects.filter(escalation__in=visible_to(who).filter(question=question))
    return list(legs.select_related("escalation").order_by("-received_at", "-pk"))


def question_to_lift(who: Who, pk: UUID) -> Question:
    """A question that an escalation may hang on, as far as the one who asks may see it; raises Missing."""
    found = questions.visible_to(who).filter(pk=pk).first()
    if found is None:
        raise Missing
    return found


def its_question(who: Who, escalation: Escalation) -> Question | None:
    """The question that was lifted, when the one who asks may see that too."""
    return questions.visible_to(who).filter(pk=escalation.question_id).first() if escalation.question_id else None
