"""What breaks the red thread among challenges, measures and adopted plans, by whom it is mended, and where."""

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy

from samspel.core import clock, thread
from samspel.core.actors import Actor
from samspel.core.thread import Lack, Rule, Step, Weight, Whose, uuids
from samspel.municipality import mending
from samspel.municipality import queries as municipality
from samspel.municipality.known import row as known_row
from samspel.municipality.models import Body, BodySeat, Department
from samspel.plans import permissions, queries
from samspel.plans.models import AdoptedPlan, Measure, PlanKind
from samspel.plans.permissions import Reach, reach_of
from samspel.plans.queries.answered import challenges_visible_to
from samspel.plans.queries.due import is_due
from samspel.plans.queries.filters import LACKS, late, silent
from samspel.plans.rules import LIVE, Status

MEASURE: Final = "measure"
DECISION: Final = "decision"


def rules() -> Iterator[Rule]:
    """Every rule of gaps that this module has."""
    yield Rule(
        "challenge_without_measure",
        "challenge",
        Step.MEASURE,
        gettext_lazy("Challenges without a measure"),
        gettext_lazy("has no measure"),
        gettext_lazy("Say which measure answers it, or write one."),
        _challenges_without,
        gettext_lazy("Write a measure"),
        _write_for,
        Weight.ENDS,
    )
    yield _own(
        "measure_without_challenge",
        Step.CHALLENGE,
        "challenge",
        (
            gettext_lazy("Measures without a challenge"),
            gettext_lazy("answers no challenge"),
            gettext_lazy("Say which challenge it answers, or drop it with a reason."),
        ),
    )
    yield _own(
        "measure_without_goal",
        Step.GOAL,
        "goal",
        (
            gettext_lazy("Measures without an outcome goal"),
            gettext_lazy("serves no outcome goal"),
            gettext_lazy("Say which outcome goal it serves, or write one."),
        ),
    )
    yield _own(
        "measure_without_owner",
        Step.MEASURE,
        "owner",
        (
            gettext_lazy("Measures that nobody owns"),
            gettext_lazy("has no owner"),
            gettext_lazy("Choose the department or the seat that answers for it."),
        ),
    )
    yield Rule(
        "measure_late_or_silent",
        MEASURE,
        Step.MEASURE,
        gettext_lazy("Measures that are late, or that nobody says anything of"),
        gettext_lazy("is late or silent"),
        gettext_lazy("Say how it goes, or change its years."),
        lambda who, ids: _lacking(live(who).filter(late() | silent()), ids, said=True),
        gettext_lazy("Say how it goes"),
        _tell,
        Weight.TENDS,
    )
    yield Rule(
        "plan_due",
        DECISION,
        Step.DECISION,
        gettext_lazy("Plans adopted long ago"),
        gettext_lazy("was to be looked at again"),
        gettext_lazy("Look the plan through, and adopt it anew."),
        _plans_due,
        gettext_lazy("Open the plan"),
        _open_plan,
    )


def _own(code: str, step: Step, what: str, said: tuple[thread.Text, thread.Text, thread.Text]) -> Rule:
    """A rule of measures that have not ended; `said`: its name, what lacks, how those who draft them mend it."""

    def found(who: Actor, ids: Collection[str] | None) -> Iterable[Lack]:
        return _lacking(live(who).filter(LACKS[what]()), ids)

    return Rule(code, MEASURE, step, *said, found, gettext_lazy("Change the measure"), _change)


def live(who: Actor) -> QuerySet[Measure]:
    """The measures that have not ended."""
    return queries.visible_to(who).filter(status__in=sorted(LIVE))


def _lacking(rows: QuerySet[Measure], ids: Collection[str] | None, *, said: bool = False) -> Iterator[Lack]:
    """The measures as gaps; `said`: mended by who owns them, and lacking since the last word."""
    if ids is not None:
        rows = rows.filter(pk__in=uuids(ids))
    drafters = mending.coordination_group()
    plain = rows.order_by().values_list("pk", "owner_department", "owner_seat", "area", "status_at")
    for pk, department, seat, area, told in plain:
        whose = _owner(department, seat) if said else None
        since = clock.local(told).date() if said else None
        yield Lack(str(pk), whose or drafters, mending.area_code(area), since)


def _owner(department: int | None, seat: int | None) -> Whose | None:
    if department:
        return mending.department(department)
    held = known_row(BodySeat, seat) if seat else None
    body = known_row(Body, held.body_id) if held else None
    return Whose(body.code, body.short_name) if body else None


def _challenges_without(who: Actor, ids: Collection[str] | None) -> Iterator[Lack]:
    """Open challenges that no measure answers which has not been dropped."""
    answers = Measure.challenges.through.objects.filter(challenge=OuterRef("pk"), measure__retired_at=None)
    rows = challenges_visible_to(who).filter(state="open")
    rows = rows.filter(~Exists(answers.exclude(measure__status=Status.DROPPED.value)))
    if ids is not None:
        rows = rows.filter(pk__in=uuids(ids))
    whose = mending.coordination_group()
    for pk, area, opened in rows.order_by().values_list("pk", "area", "opened_at"):
        yield Lack(str(pk), whose, mending.area_code(area), clock.local(opened).date())


def standing(who: Actor) -> list[AdoptedPlan]:
    """The versions that hold today, of plans that are not taken away."""
    rows = queries.adopted_visible_to(who).as_of(clock.today()).select_related("plan").defer("content")
    return [one for one in rows if one.plan.retired_at is None]


def _plans_due(who: Actor, ids: Collection[str] | None) -> Iterator[Lack]:
    months, whose = municipality.numbers().picture_months, mending.coordination_group()
    for one in standing(who):
        if (ids is None or str(one.pk) in ids) and is_due(one, months):
            department = one.plan.department if one.plan.kind == PlanKind.OPERATIONAL else None
            own = Whose(department.code, department.short_name) if department else whose
            yield Lack(str(one.pk), own, mending.area_code(one.plan.area_id), one.next_due or one.adopted_on)


# ---------- Where it is mended


def _may_write(lack: Lack, reach: Reach) -> bool:
    area = next((one.pk for one in municipality.areas() if one.code == lack.area), None)
    return permissions.may_write_for(reach, area)


def _write_for(lack: Lack, who: Actor) -> str:
    if not _may_write(lack, reach_of(who)):
        return ""
    return f"{reverse('plans:new_measure')}?{urlencode({'challenge': lack.id, 'area': lack.area})}"


def _change(lack: Lack, who: Actor) -> str:
    return reverse("plans:change_measure", args=[lack.id]) if _may_write(lack, reach_of(who)) else ""


def _tell(lack: Lack, who: Actor) -> str:
    reach = reach_of(who)
    owners = {known.code for pk in reach.departments if (known := known_row(Department, pk))}
    owners |= {body.code for pk in reach.bodies if (body := known_row(Body, pk))}
    may = _may_write(lack, reach) or (lack.whose is not None and lack.whose.code in owners)
    return f"{reverse('plans:measure', args=[lack.id])}#goes" if may else ""


def _open_plan(lack: Lack, who: Actor) -> str:
    reach = reach_of(who)
    return reverse("plans:adopted", args=[lack.id]) if reach.drafts or reach.adopts else ""
