"""What a situation picture holds is frozen as plain values: later changes of what it was made of do not reach it."""

from collections.abc import Iterable

import shapely
from shapely.geometry.base import BaseGeometry

from samspel.accounts.who import Who
from samspel.municipality import queries as municipality
from samspel.municipality.boundaries import queries as boundaries
from samspel.municipality.boundaries.coverage import Coverage
from samspel.municipality.models import Area, Indicator, ObservationKind, Place
from samspel.situation import frozen, rules
from samspel.situation.models import Challenge, IndicatorValue, SituationPicture
from samspel.situation.queries import counted
from samspel.situation.queries.bases import in_words
from samspel.situation.queries.counted import Sums
from samspel.situation.rules import ChallengeState
from samspel.situation.shown import value_words

COARSE = 0.0004
"""Degrees by which a border may be off on the frozen map: some forty metres, which nobody sees at its size."""
MOST_PERIODS = 12


def freeze(picture: SituationPicture, by: Who) -> frozen.Content:
    """Everything that the picture says on this day."""
    area = picture.area
    return frozen.Content(
        area=area.name if area else municipality.the_municipality().name,
        invented=picture.invented,
        shows_from=picture.shows_from.isoformat(),
        shows_to=picture.shows_to.isoformat(),
        texts={one.section: one.text for one in picture.texts.all()},
        figures=[_figure(one.indicator, area) for one in picture.figures.all()],
        map=_map(picture, area),
        weeks=[
            frozen.Week(week=str(one.weekly), text="\n".join((one.weekly.headline, one.weekly.lead, one.weekly.text)))
            for one in picture.weeks.select_related("weekly")
        ],
        challenges=[_challenge(one, by) for one in _open_in(area)],
    )


def _open_in(area: Area | None) -> Iterable[Challenge]:
    rows = Challenge.objects.filter(area=area, state=ChallengeState.OPEN)
    return rows.prefetch_related("causes", "factors", "bases__observation", "bases__weekly", "bases__question")


def _figure(told: Indicator, area: Area | None) -> frozen.Figure:
    rows = IndicatorValue.objects.filter(indicator=told, replaced_at=None, sex="all")
    own = {one.period: one for one in rows.filter(area=area)}
    whole = {one.period: one for one in rows.filter(area=None)} if area else {}
    starts = {one.period: one.starts for one in (*own.values(), *whole.values())}
    periods = sorted(starts, key=lambda code: (starts[code], code))[-MOST_PERIODS:]
    return frozen.Figure(
        code=told.code,
        name=told.name,
        unit=told.unit,
        origin=told.origin,
        rows=[(one, value_words(own.get(one)), value_words(whole.get(one))) for one in periods],
    )


def _map(picture: SituationPicture, area: Area | None) -> frozen.Map:
    found = counted.sums(area, picture.shows_from, picture.shows_to)
    least = municipality.numbers().small_number
    known = boundaries.coverage()
    names = {pk: municipality.name_of(ObservationKind, pk) for pk in found.kinds}
    kinds = sorted(found.kinds.items(), key=lambda row: (-row[1], names[row[0]]))
    by_kind = rules.told(found.kinds, least)
    return frozen.Map(
        total=found.total,
        spots=_spots(area, found, known, least),
        kinds=[(names[pk], by_kind[pk]) for pk, _count in kinds],
        team=area.team.number if area and area.team else None,
        source=known.source if known.areas else "",
    )


def _spots(area: Area | None, found: Sums, known: Coverage, least: int) -> list[frozen.Spot]:
    """Each area with its number; of one area its known places, or, without boundaries, the areas around it."""
    if area is None:
        by_area = rules.told(found.areas, least)
        return [_spot(one, by_area.get(one.pk, ""), known.areas.get(one.pk)) for one in municipality.areas()]
    own = _spot(area, str(found.total), known.areas.get(area.pk), mine=True)
    if area.pk not in known.areas:
        return [own, *(_spot(one, "") for one in municipality.areas() if one.pk != area.pk)]
    places = {one.pk: one for one in municipality.places() if one.area_id == area.pk and found.places.get(one.pk)}
    by_place = rules.told({pk: found.places[pk] for pk in places}, least)
    return [own, *(_spot(one, by_place[pk]) for pk, one in places.items())]


def _spot(where: Area | Place, count: str, outline: BaseGeometry | None = None, *, mine: bool = False) -> frozen.Spot:
    coarse = shapely.to_geojson(outline.simplify(COARSE)) or "" if outline is not None else ""
    return frozen.Spot(
        name=where.name, north=where.latitude, east=where.longitude, counted=count, outline=coarse, mine=mine
    )


def _challenge(one: Challenge, by: Who) -> frozen.FrozenChallenge:
    causes = {cause.pk: cause for cause in one.causes.all()}
    least = municipality.numbers().small_number
    tree = rules.in_order({pk: cause.parent_id for pk, cause in causes.items()})
    return frozen.FrozenChallenge(
        id=str(one.pk),
        reference=one.reference,
        title=one.title,
        text=one.text,
        causes=[frozen.FrozenCause(text=causes[pk].text, depth=depth) for pk, depth in tree],
        factors=[frozen.FrozenFactor(name=factor.name, protects=factor.protects) for factor in one.factors.all()],
        bases=[words for words, _url in in_words(list(one.bases.all()), by, least).values()],
    )
