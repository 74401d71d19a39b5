"""Challenges and adopted situation pictures on the red thread: what leads to them, and what they lack."""

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, Final

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from samspel.accounts.who import Who
from samspel.core import clock, thread
from samspel.core.actors import Actor
from samspel.core.thread import Kind, Knot, Lack, Link, Node, Ref, Rule, Side, Step, Weight, numbers, uuids
from samspel.municipality import mending
from samspel.municipality import queries as municipality
from samspel.municipality.models import Area
from samspel.observations.threads import Selection
from samspel.situation import permissions, queries, shown
from samspel.situation.models import AdoptedChallenge, AdoptedPicture, Basis, BasisKind, Challenge
from samspel.situation.permissions import reach_of
from samspel.situation.queries.bases import selection
from samspel.situation.rules import ChallengeState
from samspel.ui import words

CHALLENGE: Final = "challenge"
PICTURE: Final = "picture"
INDICATOR: Final = "indicator"
AREA: Final = "area"
"""What lacks a picture. Its id is the area's code; its thread is all that begins in it."""


def register() -> None:
    """Called once at start-up."""
    thread.register(kinds=_kinds(), links=_links(), rules=_rules())


def _kinds() -> Iterator[Kind]:
    yield Kind(
        CHALLENGE,
        Step.CHALLENGE,
        gettext_lazy("Challenge"),
        gettext_lazy("Challenges"),
        challenges,
        in_area=challenges_of_area,
        count=lambda who: counted(_open(who)),
    )
    yield Kind(
        PICTURE,
        Step.DECISION,
        gettext_lazy("Adopted situation picture"),
        gettext_lazy("Adopted situation pictures"),
        pictures,
        count=lambda who: counted(_standing(who)),
    )
    yield Kind(
        AREA,
        Step.DECISION,
        gettext_lazy("Area"),
        gettext_lazy("Areas"),
        areas,
        count=lambda who: {one.code: 1 for one in _areas_of(who)},
    )
    yield Kind(INDICATOR, Step.OBSERVATION, gettext_lazy("Indicator"), gettext_lazy("Indicators"), indicators)


def _links() -> Iterator[Link]:
    yield Link("observation", CHALLENGE, _observed)
    yield Link("weekly", CHALLENGE, _based(BasisKind.WEEK, "weekly_id"))
    yield Link("question", CHALLENGE, _based(BasisKind.QUESTION, "question_id"))
    yield Link(INDICATOR, CHALLENGE, _based(BasisKind.INDICATOR, "indicator__code"))
    yield Link(CHALLENGE, PICTURE, _decided)


def _rules() -> Iterator[Rule]:
    yield Rule(
        "challenge-without-basis",
        CHALLENGE,
        Step.OBSERVATION,
        gettext_lazy("Challenges that rest on nothing"),
        gettext_lazy("rests on nothing that has been seen"),
        gettext_lazy("Say which observations, figures or questions it rests on, or close it."),
        without_basis,
        gettext_lazy("Say what it rests on"),
        _rest_where,
    )
    yield Rule(
        "area-without-picture",
        AREA,
        Step.DECISION,
        gettext_lazy("Areas without a situation picture"),
        gettext_lazy("has no adopted situation picture"),
        gettext_lazy("Begin a draft, have it commented, and adopt it."),
        without_picture,
        gettext_lazy("Begin a draft"),
        _draft_where,
        Weight.ENDS,
    )
    yield Rule(
        "picture-due",
        PICTURE,
        Step.DECISION,
        gettext_lazy("Situation pictures adopted long ago"),
        gettext_lazy("was to be looked at again"),
        gettext_lazy("Begin a draft, have it commented, and adopt it anew."),
        pictures_due,
        gettext_lazy("Begin a draft"),
        _draft_where,
    )


# ---------- Nodes


def challenges(ids: Collection[str], who: Actor) -> Iterator[Node]:
    """Those of the challenges that the one who asks may see."""
    if not isinstance(who, Who):
        return
    for row in queries.challenges_visible_to(who).filter(pk__in=uuids(ids)):
        yield Node(
            ref=Ref(CHALLENGE, str(row.pk)),
            label=row.title,
            url=reverse("situation:challenge", args=[row.pk]),
            note=_("Challenge %(number)s") % {"number": row.reference},
            knot=Knot.THERE if row.is_open else Knot.OVER,
            area=row.area.code if row.area else "",
        )


def challenges_of_area(area: str, who: Actor) -> Iterator[str]:
    """The ids of an area's open challenges."""
    yield from (str(pk) for pk in _open(who).filter(area__code=area).values_list("pk", flat=True))


def pictures(ids: Collection[str], who: Actor) -> Iterator[Node]:
    """Those of the adopted pictures that the one who asks may read."""
    if not isinstance(who, Who):
        return
    for row in queries.adopted_visible_to(who).defer("content").filter(pk__in=numbers(ids)):
        told = {"number": row.number, "day": words.day_short(row.adopted_on)}
        yield Node(
            ref=Ref(PICTURE, str(row.pk)),
            label=_("Situation picture of %(name)s") % {"name": row.label},
            url=reverse("situation:adopted", args=[row.pk]),
            note=_("version %(number)s, %(day)s") % told,
            area=row.area.code if row.area else "",
        )


def areas(ids: Collection[str], who: Actor) -> Iterator[Node]:
    """Those of the areas that are to have pictures, by code, for who may read them."""
    for row in _areas_of(who):
        if row.code in ids:
            yield Node(Ref(AREA, row.code), row.name, reverse("situation:area", args=[row.code]), area=row.code)


def _areas_of(who: Actor) -> list[Area]:
    reads = isinstance(who, Who) and reach_of(who).holds(*permissions.ADOPTED_READERS)
    return municipality.main_areas() if reads else []


def indicators(ids: Collection[str], who: Actor) -> Iterator[Node]:
    """Those of the indicators, by code, for who reads their values."""
    if not isinstance(who, Who) or not reach_of(who).reads:
        return
    wanted, language = set(ids), get_language() or "sv"
    for row in municipality.indicators():
        if row.code in wanted:
            yield Node(
                ref=Ref(INDICATOR, row.code),
                label=row.name_in(language),
                url=reverse("situation:indicator", args=[row.code]),
                note=shown.unit(row),
            )


# ---------- Links


def _observed(ids: Collection[str], side: Side) -> Iterator[tuple[str, str]]:
    """An observation or a selection of many, and its challenge."""
    rows = Basis.objects.filter(kind__in=[BasisKind.OBSERVATION, BasisKind.SELECTION])
    if side is Side.LATER:
        rows = rows.filter(challenge__in=uuids(ids))
    else:
        chosen = [one for one in map(Selection.read, ids) if one]
        single = rows.filter(observation__in=uuids(ids))
        rows = single | rows.filter(kind=BasisKind.SELECTION, starts__in=[one.since for one in chosen if one.since])
    wanted = set(ids)
    for row in rows:
        earlier = str(row.observation_id) if row.observation_id else selection(row).id
        if side is Side.LATER or earlier in wanted:
            yield earlier, str(row.challenge_id)


def _based(kind: BasisKind, field: str) -> thread.Pairs:
    clean: Callable[[Collection[str]], Iterable[object]] = list if kind is BasisKind.INDICATOR else uuids

    def pairs(ids: Collection[str], side: Side) -> Iterator[tuple[str, str]]:
        rows = Basis.objects.filter(kind=kind)
        if side is Side.LATER:
            rows = rows.filter(challenge__in=uuids(ids))
        else:
            rows = rows.filter(**{f"{field}__in": clean(ids)})
        found = rows.order_by().values_list(field, "challenge_id").distinct()
        yield from ((str(earlier), str(challenge)) for earlier, challenge in found)

    return pairs


def _decided(ids: Collection[str], side: Side) -> Iterator[tuple[str, str]]:
    """A challenge and the version that holds today, where it stands in it."""
    rows = AdoptedChallenge.objects.filter(adopted__in=AdoptedPicture.objects.as_of(clock.today()).values("pk"))
    if side is Side.EARLIER:
        rows = rows.filter(challenge__in=uuids(ids))
    else:
        rows = AdoptedChallenge.objects.filter(adopted__in=numbers(ids))
    yield from ((str(one), str(adopted)) for one, adopted in rows.values_list("challenge_id", "adopted_id"))


# ---------- What is lacking


def without_basis(who: Actor, ids: Collection[str] | None) -> Iterator[Lack]:
    """Open challenges that rest on nothing."""
    rows = _open(who).filter(bases=None)
    if ids is not None:
        rows = rows.filter(pk__in=uuids(ids))
    whose = mending.coordination_group()
    for pk, area, opened in rows.values_list("pk", "area__code", "opened_at"):
        yield Lack(str(pk), whose, area or "", clock.local(opened).date())


def without_picture(who: Actor, ids: Collection[str] | None) -> Iterator[Lack]:
    """Areas that the municipality works with, and for which no situation picture holds."""
    if asked := [one for one in _areas_of(who) if ids is None or one.code in ids]:
        held, whose = set(_standing(who).values_list("area_id", flat=True)), mending.coordination_group()
        yield from (Lack(one.code, whose, one.code) for one in asked if one.pk not in held)


def pictures_due(who: Actor, ids: Collection[str] | None) -> Iterator[Lack]:
    """Pictures that hold, and were to be looked at again by today."""
    if not isinstance(who, Who):
        return
    rows = queries.due(who, clock.today())
    if ids is not None:
        rows = rows.filter(pk__in=numbers(ids))
    whose = mending.coordination_group()
    for pk, area, since in rows.values_list("pk", "area__code", "next_due"):
        yield Lack(str(pk), whose, area or "", since)


def _rest_where(lack: Lack, who: Actor) -> str:
    return reverse("situation:rest", args=[lack.id]) if _may_draft(lack.area, who) else ""


def _draft_where(lack: Lack, who: Actor) -> str:
    if not _may_draft(lack.area, who):
        return ""
    return f"{reverse('situation:begin')}?area={lack.area or queries.WHOLE}"


def _may_draft(area: str, who: Actor) -> bool:
    if not isinstance(who, Who):
        return False
    found = next((one.pk for one in municipality.areas() if one.code == area), None)
    return permissions.may_draft(reach_of(who), found)


def _open(who: Actor) -> QuerySet[Challenge]:
    rows = queries.challenges_visible_to(who) if isinstance(who, Who) else Challenge.objects.none()
    return rows.filter(state=ChallengeState.OPEN)


def counted(rows: QuerySet[Any]) -> dict[str, int]:
    """How many of the rows there are in each area, by its code."""
    found = rows.order_by().values_list("area__code").annotate(count=Count("pk"))
    return {code or "": count for code, count in found}


def _standing(who: Actor) -> QuerySet[AdoptedPicture]:
    if not isinstance(who, Who):
        return AdoptedPicture.objects.none()
    return queries.adopted_visible_to(who).filter(pk__in=AdoptedPicture.objects.as_of(clock.today()).values("pk"))
