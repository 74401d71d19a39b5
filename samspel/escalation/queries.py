"""Every read of escalations, scoped for the one who asks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from samspel.accounts.rules import Function
from samspel.accounts.who import Who
from samspel.core import clock, persondata
from samspel.core.errors import Missing, Refused
from samspel.duty.models import DutyShift
from samspel.escalation import line, permissions, rules, words
from samspel.escalation.models import OPEN_STATES, Escalation, HandoverLine, HandoverNote, Hop, Leg
from samspel.escalation.rules import SECURITY_ROLES, Kind, Role, Route, State
from samspel.municipality import queries as municipality
from samspel.municipality.models import AreaTeam, Body, Department
from samspel.questions.models import Question

HANDOVER_GRACE = timedelta(hours=6)
"""How long after a shift its night can be handed over."""


def visible_to(who: Who) -> QuerySet[Escalation]:
    """The escalations that the one who asks may see: the same as `permissions.may_see`, for all rows at once."""
    if who.holds(Function.EVALUATOR):
        return Escalation.objects.all()
    seen = Q(created_by=who.user) if permissions.may_escalate(who) else Q(pk__in=())
    teams = who.teams(permissions.COORDINATORS)
    if teams:
        held = AreaTeam.objects.on(clock.today()).filter(team__in=teams)
        seen |= Q(area__in=held.values("area"))
    return Escalation.objects.filter(seen | Exists(_legs_seen(who).filter(escalation=OuterRef("pk"))))


def _legs_seen(who: Who) -> QuerySet[Leg]:
    security = Q(role__in=SECURITY_ROLES)
    bodies = {one.body for one in who.holdings if one.body and one.function in permissions.BODY}
    seen = ~security & Q(body__in=bodies)
    departments = who.departments(permissions.LEADERS)
    if departments:
        concerned = Escalation.objects.filter(departments__in=departments)
        seen |= ~security & (Q(escalation__in=concerned.values("pk")) | Q(department__in=departments))
    if who.holds(Function.HEAD_OF_SECURITY):
        seen |= security
    began = permissions.on_duty_since(who)
    if began:
        seen |= security & (Q(closed_at=None) | Q(closed_at__gte=began))
    return Leg.objects.filter(seen)


def with_everything(rows: QuerySet[Escalation]) -> QuerySet[Escalation]:
    """The rows with legs, history, departments and area, without further reads."""
    hops = Hop.objects.select_related("department")
    legs = Leg.objects.select_related("department", "body", "acknowledged_by", "holder_user")
    return rows.select_related("area", "question", "created_by").prefetch_related(
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
    found = (
        Leg.objects.filter(pk=pk, escalation__in=visible_to(who))
        .select_related("escalation__area", "department")
        .first()
    )
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


def for_me(who: Who) -> list[Leg]:
    """The open legs that the one who asks answers for, those who wait first, the oldest first."""
    legs = (
        Leg.objects.filter(escalation__in=visible_to(who), state__in=OPEN_STATES)
        .select_related("escalation__area", "department", "escalation__created_by", "acknowledged_by")
        .prefetch_related("escalation__departments")
        .order_by("received_at", "pk")
    )
    mine = [one for one in legs if permissions.answers_for(who, one)]
    return sorted(mine, key=lambda one: one.stands is not State.WAITING)


def sent_by(who: Who) -> list[Leg]:
    """The open legs of what the one who asks has sent, the newest first: how it stands with what I sent."""
    rows = visible_to(who).filter(created_by=who.user)
    legs = Leg.objects.filter(escalation__in=rows, state__in=OPEN_STATES).select_related("escalation__area")
    return list(legs.order_by("-received_at", "-pk"))


def waiting_for_body(body: Body) -> QuerySet[Leg]:
    """What waits for a body's next meeting, the oldest first; a meeting's agenda asks for this."""
    return (
        Leg.objects.filter(body=body, role=Role.COORDINATION_GROUP, state__in=OPEN_STATES)
        .select_related("escalation__area")
        .prefetch_related("escalation__departments")
        .order_by("received_at", "pk")
    )


def waiting_for_bodies(who: Who) -> list[Leg]:
    """What waits for the bodies that the one who asks sits in or convenes."""
    legs = Leg.objects.filter(escalation__in=visible_to(who), body__isnull=False, state__in=OPEN_STATES)
    return list(legs.select_related("escalation__area", "body").prefetch_related("escalation__departments"))


def unanswered(at: datetime | None = None) -> QuerySet[Leg]:
    """The legs that wait although the time to answer is over."""
    return Leg.objects.filter(state=State.WAITING, answer_by__lte=at or clock.now()).order_by("answer_by", "pk")


# --- Who would get it ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Receiver:
    """Who would get a kind, and why: what is shown before anything is sent."""

    route: Route
    holder: line.Holder
    because: str


@dataclass(frozen=True)
class Preview:
    """What the rule says at a moment."""

    at: datetime
    office_open: bool
    departments: Sequence[Department]
    receivers: Sequence[Receiver]

    @property
    def announced(self) -> str:
        """The receivers as one code: what somebody saw before sending."""
        return ",".join(sorted({f"{one.route.receiver}/{one.holder.position.step}" for one in self.receivers}))

    @property
    def shares(self) -> list["Share"]:
        """Each receiver once, with all that goes there: safety and crime are one alarm."""
        found: dict[str, list[Receiver]] = {}
        for one in self.receivers:
            found.setdefault(one.route.receiver, []).append(one)
        return [Share(rows[0].route, [row.route.kind for row in rows], rows[0].holder, self) for rows in found.values()]


@dataclass(frozen=True)
class Share:
    """What one receiver gets: one or several kinds of the same escalation."""

    route: Route
    kinds: Sequence[Kind]
    holder: line.Holder
    of: Preview

    @property
    def alarms(self) -> bool:
        """Whether it is an alarm (safety, crime), or a question that is lifted."""
        return self.route.role in SECURITY_ROLES

    @property
    def because(self) -> str:
        """Why, in a sentence."""
        return words.because(self.route.reason, self.kinds, self.of.at, [one.name for one in self.of.departments])

    @property
    def answer_by(self) -> datetime | None:
        """When it goes on if nobody has answered."""
        return line.answer_by(self.holder, self.of.at)


def concerned(codes: Iterable[str]) -> list[Department]:
    """The departments in use with these codes, in the municipality's order. Raises Refused for one that is unknown."""
    asked = set(codes)
    found = [one for one in municipality.departments() if one.code in asked]
    unknown = sorted(asked - {one.code for one in found})
    if unknown:
        raise Refused(
            _("There is no department with the code %(codes)s.") % {"codes": ", ".join(unknown)}, field="departments"
        )
    return found


def preview(
    kinds: Iterable[Kind], departments: Sequence[Department], settled: bool | None, at: datetime | None = None
) -> Preview:
    """Who gets each kind at the moment (now), and why. Raises Refused when a kind or a department is missing."""
    moment = at or clock.now()
    is_open = municipality.calendar().is_open(moment)
    try:
        routes = rules.routes(kinds, [one.code for one in departments], settled=settled, office_open=is_open)
    except rules.NothingToRoute as nothing:
        raise Refused(_("Say what it concerns: safety, crime or segregation."), field="kind") from nothing
    except rules.NoDepartment as none:
        raise Refused(_("Choose the departments that the segregation matter concerns."), field="departments") from none
    names = [one.name for one in departments]
    return Preview(
        at=moment,
        office_open=is_open,
        departments=departments,
        receivers=[
            Receiver(
                route, line.first(route, departments, moment), words.because(route.reason, [route.kind], moment, names)
            )
            for route in routes
        ],
    )


# --- The duty officer's page and the morning ------------------------------------------------------


def active(who: Who) -> list[Leg]:
    """The security legs that are open, for the head of security and the one on duty; those who wait first."""
    legs = _security(who).filter(state__in=OPEN_STATES).order_by("received_at", "pk")
    return sorted(legs, key=lambda one: one.stands is not State.WAITING)


def closed_since(who: Who, at: datetime) -> list[Leg]:
    """The security legs that were closed since a moment, the latest first."""
    return list(_security(who).filter(closed_at__gte=at).order_by("-closed_at"))


def _security(who: Who) -> QuerySet[Leg]:
    return (
        Leg.objects.filter(escalation__in=visible_to(who), role__in=SECURITY_ROLES)
        .select_related("escalation__area", "escalation__created_by", "acknowledged_by")
        .prefetch_related("escalation__departments")
    )


def shift_to_hand_over(who: Who) -> DutyShift | None:
    """The shift whose night the one who asks can hand over: the one going on, or one that ended a short time ago."""
    if not who.holds(Function.DUTY_OFFICER):
        return None
    since = clock.now() - HANDOVER_GRACE
    return (
        DutyShift.objects.filter(user=who.user, span__startswith__lte=clock.now(), span__endswith__gt=since)
        .order_by("span")
        .last()
    )


def night_begins(shift: DutyShift) -> datetime:
    """From when a handover tells: the start of the shift, or the last handover within it."""
    given = HandoverNote.objects.filter(shift=shift, written_by=shift.user).order_by("-ends").first()
    return given.ends if given else shift.starts


def night(starts: datetime, ends: datetime) -> list[Leg]:
    """The security legs that were open some time between two moments, the oldest first."""
    return list(
        Leg.objects.filter(role__in=SECURITY_ROLES, escalation__created_at__lt=ends)
        .filter(Q(closed_at=None) | Q(closed_at__gte=starts))
        .select_related("escalation__area")
        .order_by("escalation__created_at", "pk")
    )


def handovers(who: Who) -> QuerySet[HandoverNote]:
    """The head of security reads every night that was handed over; a duty officer their own."""
    rows = HandoverNote.objects.prefetch_related(
        Prefetch("lines", HandoverLine.objects.select_related("leg__escalation__area"))
    )
    if who.holds(Function.HEAD_OF_SECURITY):
        return rows.all()
    return rows.filter(written_by=who.user) if who.holds(Function.DUTY_OFFICER) else rows.none()


def of_question(who: Who, question: Question) -> list[Leg]:
    """What was escalated from a question, as far as the one who asks may see it, the newest first."""
    legs = Leg.objects.filter(escalation__in=visible_to(who).filter(question=question))
    return list(legs.select_related("escalation__area").order_by("-received_at", "-pk"))


def question_to_lift(who: Who, pk: UUID) -> Question:
    """A question that an escalation may hang on, as far as the one who asks may see it; raises Missing."""
    from samspel.questions import queries as questions

    found = questions.visible_to(who).filter(pk=pk).first()
    if found is None:
        raise Missing
    return found
