"""What the tests of this module begin with: a challenge of Berga, a draft that can be adopted, a value."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from samspel.accounts.who import Who
from samspel.core import clock
from samspel.core.adopted import Adoption
from samspel.municipality.models import Area, Factor, Indicator, ObservationKind
from samspel.observations.models import Observation
from samspel.situation import rules, services
from samspel.situation.models import AdoptedPicture, BasisKind, Challenge, IndicatorValue, SituationPicture
from samspel.situation.queries.counted import began
from samspel.situation.rules import Period, SectionCode
from samspel.situation.services import NewValue, Rests

WhoIs = Callable[[str], Who]
DRAFTER, ADOPTER = "convenor.coordination", "convenor.steering"
TITLE = "Mörka stråk gör kvällarna otrygga"


def area(code: str = "berga") -> Area:
    return Area.objects.get(code=code)


def indicator(code: str = "reported-crimes") -> Indicator:
    return Indicator.objects.get(code=code)


def period(text: str) -> Period:
    found = rules.period(text)
    assert found is not None
    return found


def challenge(by: Who, code: str | None = "berga", title: str = TITLE) -> Challenge:
    """A challenge with two causes, one under the other, and one factor of each kind."""
    factors = [Factor.objects.filter(kind=kind).order_by("position")[0] for kind in ("risk", "protective")]
    made = services.open_challenge(area(code) if code else None, title, "Vid torget efter mörkret.", factors, by=by)
    first = services.add_cause(made.pk, "Trasig belysning", by=by)
    services.add_cause(made.pk, "Ingen äger felanmälan", first.pk, by=by)
    return Challenge.objects.get(pk=made.pk)


def value(
    text: str, number: str, *, by: Who, code: str = "reported-crimes", where: str = "", **more: Any
) -> IndicatorValue:
    """A value that was entered by hand, as it stands."""
    told = indicator(code)
    row = NewValue(told, period(text), Decimal(number), "Brå", area(where) if where else None, **more)
    services.record_values([row], by=by)
    found = IndicatorValue.objects.filter(indicator=told, period=row.period.code, replaced_at=None, sex=row.sex)
    return found.get(area__code=where) if where else found.get(area=None)


def seen(
    by: Who, kind: str = "lighting", code: str = "berga", day: date = date(2026, 10, 1), **more: Any
) -> Observation:
    """Something that was seen at six in the evening."""
    moment = began(day) + timedelta(hours=18)
    return Observation.objects.create(
        kind=ObservationKind.objects.get(code=kind),
        area=area(code),
        happened_from=moment,
        happened_to=moment,
        when_known="exact",
        reported_at=moment,
        reported_by=by.user,
        **more,
    )


def draft(by: Who, code: str | None = "berga", *, written: bool = True) -> SituationPicture:
    """A draft of the last year, with its survey and analysis written unless told otherwise."""
    today = clock.today()
    made = services.begin_picture(area(code) if code else None, today.replace(year=today.year - 1), today, by=by)
    if written:
        for section, text in ((SectionCode.SURVEY, "Torget är mörkt."), (SectionCode.ANALYSIS, "Ljus saknas.")):
            version = made.texts.get(section=section).version
            services.write_section(made.pk, section, text, by=by, version=version)
    return SituationPicture.objects.get(pk=made.pk)


def adoption(day: date | None = None, number: str = "KS 2026-123", due: date | None = None) -> Adoption:
    """The steering group's decision, today unless another day is said."""
    because = "Beslutet fattades då, texten skrevs in efteråt." if day else ""
    return Adoption(day or clock.today(), number, "Styrgruppen", "steering", due, because)


def adopted(who: WhoIs, code: str | None = "berga", **decision: Any) -> AdoptedPicture:
    """A picture that was drafted and adopted."""
    made = draft(who(DRAFTER), code)
    return services.adopt_picture(made.pk, adoption(**decision), by=who(ADOPTER))


def world(who: WhoIs) -> SituationPicture:
    """A challenge of Berga that rests on an indicator, two adopted versions, and a draft that was commented."""
    by = who(DRAFTER)
    found = challenge(by)
    services.rest_on(found.pk, Rests(BasisKind.INDICATOR, indicator=indicator(), area=area()), by=by)
    for year, number in (("2023", "58"), ("2024", "61")):
        value(year, number, by=by, where="berga")
        value(year, "40", by=by)
    for number in ("KS 2024-1", "KS 2026-2"):
        adopted(who, number=number)
    made = draft(by)
    services.ask_for_comments(made.pk, clock.today(), by=by)
    services.comment(made.pk, SectionCode.SURVEY, "Skolvägen saknas.", by=who("host.berga"))
    return SituationPicture.objects.get(pk=made.pk)
