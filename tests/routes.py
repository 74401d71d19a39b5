"""Every address that there is, and a thing behind each that takes one: what the whole-site tests walk."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.urls import URLResolver, get_resolver, reverse
from PIL import Image

from samspel.accounts.models import ApiToken, Assignment, StandIn, User
from samspel.accounts.who import NOBODY, Who, who_is
from samspel.commissions import services as commissions
from samspel.commissions.models import Funding, Increase, YearIndex
from samspel.core import clock
from samspel.core.actors import Job
from samspel.core.adopted import Adoption
from samspel.core.imports import importable
from samspel.core.imports import services as imports
from samspel.core.models import Import, LegalHold
from samspel.core.pages import Audience
from samspel.duty.models import DutyShift
from samspel.escalation import services as escalations
from samspel.escalation.models import Escalation, HandoverNote
from samspel.escalation.rules import Kind, Need
from samspel.interventions.models import Cost, Intervention
from samspel.interventions.rules import Level
from samspel.interventions.tests import given
from samspel.municipality.boundaries import services as boundaries
from samspel.municipality.boundaries.checking import check
from samspel.municipality.boundaries.queries import described
from samspel.municipality.models import Area, BoundaryFile, ChangeSet, ChangeState, Department, Matter, ObservationKind
from samspel.observations import rules
from samspel.observations import services as observations
from samspel.observations.models import Observation, WeeklyPicture
from samspel.observations.pictures import drawn
from samspel.observations.services import Reported, Where, weekly
from samspel.observations.week import Week
from samspel.plans import services as plans
from samspel.plans.models import AdoptedPlan, Agreement, Measure, Plan, PlanRow, Promise
from samspel.plans.tests import given as planned
from samspel.protection import services as protection
from samspel.questions import services as questions
from samspel.questions.models import Kept, KeptText, Part, Question, Recurrence, StandardAnswer, StandardText
from samspel.questions.services import Asked, Contact
from samspel.situation.models import (
    AdoptedPicture,
    Basis,
    Cause,
    Challenge,
    IndicatorValue,
    PictureComment,
    SituationPicture,
)
from samspel.situation.tests import given as pictured
from samspel.targets.models import AdoptedTarget, OutcomeGoal, TargetComment, TargetPicture
from samspel.targets.tests import given as targeted

NOWHERE = UUID("00000000-0000-4000-8000-000000000000")
NO_NUMBER = 999_999_999
API = "api:"


@dataclass(frozen=True)
class Route:
    """A name, the address as a pattern, who it is for by its own declaration, and bytes of a file that it takes."""

    name: str
    pattern: str
    audiences: tuple[Audience, ...]
    takes: int = 0

    @property
    def takes_a_thing(self) -> bool:
        """Whether the address holds the key of a row, so that it can be somebody else's."""
        return "<" in self.pattern


@dataclass(frozen=True)
class Things:
    """A world with one of each thing, in Berga unless somebody of another place is needed."""

    question: Question
    escalation: Escalation
    file: BoundaryFile
    numbers: Mapping[str, int]

    def of(self, route: Route) -> dict[str, Any]:
        """What the route's address needs to reach a thing that is there."""
        if not route.takes_a_thing:
            return {}
        return {name: make(self) for name, make in KEYS[route.name].items()}


def _number(of: str) -> Callable[[Things], int]:
    return lambda things: things.numbers[of]


def _question(things: Things) -> UUID:
    return things.question.pk


Keys = Mapping[str, Callable[[Things], object]]

_A_QUESTION: Keys = {"question": _question}
_A_QUESTION_BY_API: Keys = {"pk": _question}
_A_PART: Keys = {"part": _number("part")}
_A_JOINT: Keys = {"joint": lambda things: things.question.joint_id}
_A_JOINT_BY_API: Keys = {"pk": lambda things: things.question.joint_id}
_A_STANDARD: Keys = {"standard": _number("standard")}
_AN_ALARM: Keys = {"pk": lambda things: things.escalation.pk}
_A_LEG: Keys = {"pk": _number("leg")}
_A_NIGHT: Keys = {"pk": _number("handover")}
_A_PERSON: Keys = {"pk": _number("person")}
_A_SHIFT: Keys = {"pk": _number("shift")}
_AN_IMPORT: Keys = {"file": lambda _: Import.objects.latest("at").pk}
_A_KIND: Keys = {"kind": lambda _: "bodies"}
_A_COMMISSION: Keys = {"code": lambda _: "area-teams"}
_A_FUNDING: Keys = {"funding": lambda _: Funding.objects.earliest("noted_at", "pk").pk}
_A_ROW: Keys = {"key": lambda _: "coordination"}

_AN_INTERVENTION: Keys = {"intervention": lambda _: Intervention.objects.earliest("written_at").pk}
_A_WEEKLY: Keys = {"picture": lambda _: WeeklyPicture.objects.latest("written_at").pk}
_A_COST: Keys = {"cost": lambda _: Cost.objects.earliest("pk").pk}


def _newest(table: type[Model]) -> object:
    """The key of the newest row of its kind."""
    return table._default_manager.latest("pk").pk


_A_TARGET: Keys = {"picture": lambda _: TargetPicture.objects.latest("began_at").pk}
_A_GOAL: Keys = {"goal": lambda _: OutcomeGoal.objects.latest("written_at").pk}
_A_CHALLENGE: Keys = {"challenge": lambda _: Challenge.objects.latest("opened_at").pk}
_A_DRAFT: Keys = {"picture": lambda _: SituationPicture.objects.latest("began_at").pk}

_AN_OBSERVATION: Keys = {"observation": lambda _: Observation.objects.earliest("reported_at").pk}

_A_MEASURE: Keys = {"measure": lambda _: Measure.objects.earliest("number").pk}
_A_PLAN: Keys = {"plan": lambda _: Plan.objects.earliest("pk").pk}
_A_PLACE: Keys = {**_A_PLAN, "row": lambda _: PlanRow.objects.earliest("pk").pk}
_AN_AGREEMENT: Keys = {"agreement": lambda _: Agreement.objects.earliest("pk").pk}
_A_PROMISE: Keys = {"promise": lambda _: Promise.objects.earliest("pk").pk}

_ALIKE: Mapping[str, tuple[Keys, str]] = {
    "accounts": (
        _A_PERSON,
        "person assign stand_in reset_password reset_factor deactivate activate leave unlink token",
    ),
    "questions": (
        _A_QUESTION,
        "one asked answer ask_back draft note contact receiver matter area add_department lead join leave use_standard",
    ),
    "questions ": (_A_PART, "accept answer_part return_part forward"),
    "questions  ": (_A_JOINT, "joint answer_joint rename_joint merge_joint unmerge_joint"),
    "questions   ": (_A_STANDARD, "change_standard confirm_standard retire_standard"),
    "escalation": (_A_LEG, "acknowledge hand_over done not_settled withdraw"),
    "escalation ": (_A_NIGHT, "handover receive"),
    "commissions": (_A_COMMISSION, "commission increase version notice take_back_notice"),
    "commissions ": (_A_FUNDING, "funding change_funding withdraw_funding"),
    "plans": (_A_MEASURE, "row measure change_measure tell retire_measure"),
    "plans ": (_A_PLAN, "plan change_plan retire_plan put_in adopt"),
    "plans  ": (_A_PLACE, "place take_out move_up move_down"),
    "plans   ": (_AN_AGREEMENT, "agreement change_agreement retire_agreement promise"),
    "plans    ": (_A_PROMISE, "change_promise retire_promise follow_up"),
    "interventions": (_AN_INTERVENTION, "one change move still_true add_cost heads"),
    "interventions  ": (_A_MEASURE, "tie_measure"),
    "interventions   ": (_A_GOAL, "tie_goal"),
    "interventions ": (_A_COST, "change_cost remove_cost"),
    "targets": (_A_TARGET, "draft write ask take_back drop comment adopt"),
    "targets ": ({"picture": lambda _: _newest(AdoptedTarget)}, "adopted compared"),
    "targets  ": (_A_GOAL, "goal change_goal"),
    "api   ": (_A_GOAL, "goal"),
    "situation": (_A_CHALLENGE, "challenge change_challenge close reopen add_cause rest"),
    "situation ": (_A_DRAFT, "draft contents ask take_back drop comment adopt"),
    "situation  ": ({"picture": lambda _: _newest(AdoptedPicture)}, "adopted compared"),
    "situation   ": ({"code": lambda _: "reported-crimes"}, "indicator enter fetch"),
    "observations": (_AN_OBSERVATION, "one picture correct withdraw"),
    "observations  ": (_A_WEEKLY, "weekly weekly_edit weekly_send weekly_freeze weekly_withdraw"),
    "duty": (_A_SHIFT, "shift replace swap remove"),
    "web": (_AN_IMPORT, "import import_progress import_words import_take import_stop import_let_go import_rest"),
    "api": (_A_QUESTION_BY_API, "question accept answer forward return_ similar"),
    "api  ": (_A_JOINT_BY_API, "joint leave_joint answer_joint"),
    "api ": (_AN_ALARM, "escalation acknowledge"),
}
KEYS: Mapping[str, Keys] = {
    **{f"{space.strip()}:{name}": keys for space, (keys, names) in _ALIKE.items() for name in names.split()},
    "commissions:save": {"kind": lambda _: "csv"},
    "commissions:withdraw_increase": {**_A_COMMISSION, "increase": lambda _: Increase.objects.earliest("pk").pk},
    "commissions:withdraw_index": {"year": lambda _: YearIndex.objects.earliest("pk").year},
    "commissions:working": {**_A_COMMISSION, "year": lambda _: 2022},
    "api:compensation": {"commission": lambda _: "area-teams"},
    "plans:export": {"kind": lambda _: "csv"},
    "plans:adopted": {"adopted": lambda _: _newest(AdoptedPlan)},
    "plans:beside": {"adopted": lambda _: _newest(AdoptedPlan), "other": lambda _: _newest(AdoptedPlan)},
    "interventions:export": {"kind": lambda _: "csv"},
    "observations:export": {"kind": lambda _: "csv"},
    "api:observation": {"pk": lambda _: Observation.objects.earliest("reported_at").pk},
    "observations:week_export": {"kind": lambda _: "csv"},
    "targets:area": {"code": lambda _: "berga"},
    "targets:answer": {**_A_TARGET, "comment": lambda _: _newest(TargetComment)},
    "targets:end_goal": {**_A_GOAL, "step": lambda _: "drop"},
    "situation:area": {"code": lambda _: "berga"},
    "situation:write": {**_A_DRAFT, "section": lambda _: "survey"},
    "situation:answer": {**_A_DRAFT, "comment": lambda _: _newest(PictureComment)},
    "situation:change_cause": {**_A_CHALLENGE, "cause": lambda _: _newest(Cause)},
    "situation:remove_cause": {**_A_CHALLENGE, "cause": lambda _: _newest(Cause)},
    "situation:take_back_value": {
        "code": lambda _: "reported-crimes",
        "value": lambda _: IndicatorValue.objects.filter(replaced_at=None, indicator__code="reported-crimes")[0].pk,
    },
    "situation:rest_no_more": {**_A_CHALLENGE, "basis": lambda _: _newest(Basis)},
    "api:challenge": {"pk": lambda _: Challenge.objects.latest("opened_at").pk},
    "web:area": {"code": lambda _: "berga"},
    "web:register_kind": _A_KIND,
    "web:change_one": {"pk": lambda _: ChangeSet.objects.exclude(state=ChangeState.DRAFT).earliest("pk").pk},
    "web:edit_kind": _A_KIND,
    "web:edit_new": _A_KIND,
    "web:edit_row": {**_A_KIND, **_A_ROW},
    "web:edit_end": {**_A_KIND, **_A_ROW},
    "web:edit_parts": {**_A_KIND, **_A_ROW, "part": lambda _: "duties"},
    "web:edit_part": {**_A_KIND, **_A_ROW, "part": lambda _: "duties", "number": lambda _: 0},
    "web:edit_part_new": {**_A_KIND, **_A_ROW, "part": lambda _: "duties"},
    "web:boundary_file": {"file": lambda things: things.file.pk},
    "web:boundary_take_back": {"version": _number("boundaries")},
    "web:import_kind": {"code": lambda _: "observations"},
    "web:import_template": {"code": lambda _: "observations"},
    "web:department": {"code": lambda _: "education"},
    "web:body": {"code": lambda _: "coordination"},
    "accounts:end_session": {"pk": _number("session")},
    "accounts:end_my_stand_in": {"pk": _number("stand_in")},
    "accounts:end_assignment": {"pk": _number("assignment")},
    "accounts:end_stand_in": {"pk": _number("stand_in")},
    "accounts:revoke_token": {"pk": _number("token")},
    "portal:thanks": {"token": lambda _: "nothing-that-was-given"},
    "questions:take_up": {"recurrence": _number("recurrence")},
    "duty:feed": {"secret": lambda _: "nothing-that-was-given"},
    "mfa_remove_webauthn": {"pk": lambda _: NO_NUMBER},
    "questions:export": {"kind": lambda _: "csv"},
    "protection:export_looks": {"kind": lambda _: "csv"},
    "protection:export_done": {"kind": lambda _: "csv"},
    "protection:lift": {"pk": _number("hold")},
    "questions:drop_kept": {**_A_QUESTION, "kept": _number("kept")},
    "escalation:escalation": _AN_ALARM,
    "thread:area": {"code": lambda _: "berga"},
    "thread:one": {"kind": lambda _: "question", "thing": lambda things: str(things.question.pk)},
    "api:thread": {"kind": lambda _: "question", "thing": lambda things: str(things.question.pk)},
}
"""For each route that takes a thing: what its arguments are. A new route must be entered here."""


def routes() -> list[Route]:
    """Every route of the resolver, each once, the API's too."""
    return list(dict.fromkeys(_walk(get_resolver(), "", "")))


def _walk(resolver: URLResolver, before: str, space: str) -> Iterator[Route]:
    for one in resolver.url_patterns:
        pattern = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _walk(one, pattern, f"{space}{one.namespace}:" if one.namespace else space)
        else:
            view = one.callback
            audiences, takes = getattr(view, "audiences", ()), getattr(view, "takes_file", 0)
            yield Route(f"{space}{one.name}", pattern, audiences, takes)


def pages() -> list[Route]:
    """The routes that people's browsers use."""
    return [route for route in routes() if not route.name.startswith(API)]


def address(route: Route, things: Things) -> str:
    """Where the route leads to a thing that is there."""
    return reverse(route.name, kwargs=things.of(route))


def missing(route: Route, things: Things) -> str:
    """The same address, but of a thing that is not there."""
    return reverse(
        route.name,
        kwargs={
            name: NOWHERE if isinstance(value, UUID) else NO_NUMBER if isinstance(value, int) else "not-there"
            for name, value in things.of(route).items()
        },
    )


def make_things(cast: Mapping[str, User]) -> Things:
    """A resident asks about Berga, an alarm is raised there, somebody is on duty and handed a night over."""
    question = questions.ask(_asked(), by=NOBODY)
    part = question.parts.get(leads=True)
    _join(question, cast["coordinator.berga"])
    _import(cast["coordinator.berga"])
    escalation = _alarm(cast["coordinator.berga"])
    kept = KeptText.objects.create(
        question=question, user=cast["coordinator.berga"], why=Kept.OVERTAKEN, text="Det här hade jag skrivit.",
        at=clock.now(),
    )  # fmt: skip
    shift = _shift(cast["duty.officer"])
    numbers = {
        "part": part.pk,
        "kept": kept.pk,
        "leg": escalation.legs.get().pk,
        "shift": shift.pk,
        "handover": _handover(cast["duty.officer"], shift).pk,
        "person": cast["host.berga"].pk,
        "session": NO_NUMBER,
        "hold": _hold(cast["protection.officer"], question).pk,
        "recurrence": _recurrence().pk,
        "standard": _standard(part).pk,
        **_of_accounts(cast),
    }
    _observation(cast["coordinator.berga"])
    _intervention(cast["contact.culture"])
    commissions.set_index(2022, Decimal("2.4"), "Budget 2022", by=who_is(cast["member.coordination"]))
    weekly.write(Week.of(clock.today()).plus(-1), Area.objects.get(code="berga"), by=who_is(cast["coordinator.berga"]))
    pictured.world(lambda name: who_is(cast[name]))
    targeted.world(lambda name: who_is(cast[name]))
    _plans(cast)
    numbers["boundaries"], file = _boundaries()
    return Things(question, escalation, file, numbers)


def _observation(by: User) -> None:
    """Damage in Berga, with a picture of it."""
    made = BytesIO()
    Image.new("RGB", (8, 6), "navy").save(made, "PNG")
    seen = Reported(
        kind=ObservationKind.objects.get(code="damage"),
        where=Where(area=Area.objects.get(code="berga")),
        moment=rules.at(clock.now()),
        text="Krossade rutor vid ingången",
        picture=drawn(made.getvalue()),
    )
    observations.report(seen, by=who_is(by))


def _boundaries() -> tuple[int, BoundaryFile]:
    """Boundaries of Berga that hold, and a file with others that is looked through."""
    by = Job("tests")
    now, later = (square("Berga", 15.6439, 58.392, side) for side in (0.04, 0.06))
    version = boundaries.bring_in(check(now, described()), clock.today(), file_name="berga.geojson", by=by)
    return version.pk if version else NO_NUMBER, boundaries.take_in("berga-2.geojson", later, by=by)


def square(name: str, east: float, north: float, side: float) -> bytes:
    """A file of one square area around a point, in degrees."""
    west, south = east - side / 2, north - side / 2
    ring = [[west, south], [west + side, south], [west + side, south + side], [west, south + side], [west, south]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    feature = {"type": "Feature", "properties": {"name": name}, "geometry": geometry}
    return json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()


def _plans(cast: Mapping[str, User]) -> None:
    """A measure of Berga in an adopted plan, one of nobody's own, and a pledge with a promise."""

    def who(username: str) -> Who:
        return who_is(cast[username])

    plan = planned.plan(who)
    planned.measure(who, plans=(plan,), area=planned.area(), challenges=(Challenge.objects.earliest("reference"),))
    adoption = Adoption(clock.today(), "KS 2026-77", "Styrgruppen", "steering")
    plans.adopt_plan(plan.pk, adoption, by=who("convenor.steering"))
    pledge = planned.pledge(who)
    plans.promise(pledge.pk, "Vuxna ute varje fredag.", clock.today(), by=who("convenor.coordination"))


def _intervention(by: User) -> None:
    """An intervention of culture and leisure in Berga, with a cost; at the level where heads are counted."""
    row = given.intervention(by, areas="berga", level=Level.INDIVIDUALS)
    given.cost(row, by, 48_000_000)


def _import(by: User) -> None:
    """A list of observations that waits for somebody to say what its columns are."""
    kind = importable("observations")
    if kind:
        content = b"Vad;Datum\nKlotter;2026-01-01"
        imports.begin(kind, source="Lista", file_name="lista.csv", content=content, by=who_is(by))


def _hold(by: User, question: Question) -> LegalHold:
    until = clock.today() + timedelta(days=90)
    return protection.hold(reference=question.reference, reason="Begäran om utdrag", until=until, by=who_is(by))


def _asked() -> Asked:
    return Asked(
        subject="Belysningen i gångtunneln har varit trasig i tre veckor",
        text="Det är helt svart efter klockan fyra. Vem ska laga lamporna och när?",
        matter=Matter.objects.get(code="lighting-and-streets"),
        area=Area.objects.get(code="berga"),
        reply_by="email",
        contact=Contact(email="boende@example.org"),
    )


def _join(question: Question, by: User) -> None:
    """Another resident has asked about the same thing, and somebody has seen it."""
    other = questions.ask(_asked(), by=NOBODY)
    questions.join([question.pk, other.pk], by=who_is(by))
    question.refresh_from_db()


def _recurrence() -> Recurrence:
    return Recurrence.objects.create(
        matter=Matter.objects.get(code="lighting-and-streets"), area=Area.objects.get(code="berga"),
        month=clock.today().replace(day=1), count=14, low=0, high=9,
        past=[3, 2, 4, 0, 5, 3, 2, 6, 4, 3, 2, 4], found_at=clock.now(),
    )  # fmt: skip


def _standard(part: Part) -> StandardAnswer:
    made = StandardAnswer.objects.create(
        department=part.department,
        matter=Matter.objects.get(code="lighting-and-streets"),
        name="Trasig belysning",
        review_on=clock.today(),
    )
    StandardText.objects.create(
        standard=made, language="sv", number=1, text="Lampan i {area} lagas [[dag]].", at=clock.now()
    )
    return made


def _alarm(by: User) -> Escalation:
    return escalations.escalate(
        [Kind.SAFETY],
        by=who_is(by),
        text="Dörrar till källargångar uppbrutna i tre hus",
        area=Area.objects.get(code="berga"),
        place="Gångtunneln söder om centrum",
        needs=[Need.ADULTS],
        callback="070-174 06 31",
    )


def lift(by: User) -> Escalation:
    """A segregation matter that waits for the coordination group."""
    return escalations.escalate(
        [Kind.SEGREGATION],
        by=who_is(by),
        text="Familjer hamnar mellan skola och socialtjänst när barnen byter skola",
        area=Area.objects.get(code="berga"),
        place="",
        needs=[Need.SEVERAL_DEPARTMENTS],
        callback="",
        departments=list(Department.objects.filter(code__in=["education", "social-care"])),
        settled=False,
    )


def _shift(user: User) -> DutyShift:
    now = clock.now()
    return DutyShift.objects.create(user=user, span=(now - timedelta(hours=2), now + timedelta(hours=8)))


def _handover(user: User, shift: DutyShift) -> HandoverNote:
    now = clock.now()
    return HandoverNote.objects.create(
        shift=shift, starts=now - timedelta(hours=14), ends=now - timedelta(hours=3), text="En lugn natt.",
        written_by=user, written_label="Tjänsteman i beredskap", given_at=now - timedelta(hours=3),
    )  # fmt: skip


def _of_accounts(cast: Mapping[str, User]) -> dict[str, int]:
    today, now = clock.today(), clock.now()
    stand_in = StandIn.objects.create(
        absent=cast["contact.school"], stand_in=cast["contact.social"], starts=today + timedelta(days=30),
        ends=today + timedelta(days=40),
    )  # fmt: skip
    token = ApiToken.objects.create(
        user=cast["partner.police"], name="Prov", digest="0" * 64, scopes=[], created_at=now,
        expires_at=now + timedelta(days=10),
    )  # fmt: skip
    return {
        "stand_in": stand_in.pk,
        "token": token.pk,
        "assignment": Assignment.objects.filter(user=cast["host.berga"]).values_list("pk", flat=True)[0],
    }
