"""What is told is kept as it was told, by those who may; corrected and withdrawn it says so."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from samspel.accounts.who import Who
from samspel.core import clock
from samspel.core.actors import Job
from samspel.core.errors import Missing, Refused, Stale
from samspel.core.models import LogRow
from samspel.municipality.boundaries.pins import Pin
from samspel.municipality.models import Place
from samspel.observations import pictures, queries, rules, services
from samspel.observations.models import Observation, Picture, WeekSum
from samspel.observations.permissions import reach_of
from samspel.observations.queries import Filters, chosen
from samspel.observations.services import Corrected, Where
from samspel.observations.tests.given import berga, kind, photo, reported, told

pytestmark = pytest.mark.django_db
Whos = Callable[[str], Who]
REPORT = (
    "coordinator.berga", "district.berga", "outreach.ryd", "bridge.berga", "host.berga", "polare.ryd", "contactcentre",
    "contact.school", "manager.school", "management.school", "security.head", "duty.officer", "partner.police",
)  # fmt: skip
DO_NOT = ("evaluator", "admin", "protection.officer", "outsider", "member.steering", "convenor.coordination")


def corrected(**more: object) -> Corrected:
    hour_ago = rules.at(clock.now() - timedelta(hours=1))
    return Corrected(**{"kind": kind("litter"), "where": Where(area=berga()), "moment": hour_ago, **more})  # type: ignore[arg-type]


# ---------- Reporting


@pytest.mark.parametrize("username", REPORT)
def test_who_is_out_in_the_areas_may_report(who: Whos, username: str) -> None:
    assert told(who(username)).reported_by == who(username).user


@pytest.mark.parametrize("username", DO_NOT)
def test_who_is_not_may_not(who: Whos, username: str) -> None:
    with pytest.raises(Missing):
        told(who(username))


def test_it_stands_in_the_log_without_a_word_of_what_was_written(who: Whos) -> None:
    made = told(who("host.berga"), text="Hemligt ord", where=Where(area=berga(), place_text="Hemlig plats"))
    row = LogRow.objects.get(verb="observation.reported", object_id=str(made.pk))
    assert set(row.fields) >= {"text", "area", "place_text"}
    assert "emlig" not in f"{row.object_label} {row.because} {row.fields}"


def test_what_looks_like_a_person_is_noted_by_kind_alone(who: Whos) -> None:
    made = told(who("host.berga"), text="Ring 070-174 06 31")
    assert LogRow.objects.get(object_id=str(made.pk)).because == "pointed out: phone"


def test_without_any_place_it_is_refused(who: Whos) -> None:
    with pytest.raises(Refused) as no:
        told(who("host.berga"), where=Where(place_text="  "))
    assert no.value.field == "area"


def test_a_time_ahead_is_refused(who: Whos) -> None:
    with pytest.raises(Refused) as no:
        told(who("host.berga"), moment=rules.at(clock.now() + timedelta(hours=1)))
    assert no.value.field == "when"


def test_a_known_place_says_the_area_whatever_was_chosen(who: Whos) -> None:
    place = Place.objects.exclude(area=berga()).first()
    assert place is not None
    assert told(who("host.berga"), where=Where(area=berga(), place=place)).area == place.area


def test_a_stretch_has_its_middle_for_a_point(who: Whos) -> None:
    way = [Pin(58.39, 15.64), Pin(58.3912345, 15.645), Pin(58.392, 15.65)]
    made = told(who("host.berga"), where=Where(stretch=way))
    assert (made.latitude, made.longitude) == (58.39123, 15.645)
    assert made.stretch == [[58.39, 15.64], [58.39123, 15.645], [58.392, 15.65]]


def test_a_stretch_of_one_point_is_refused(who: Whos) -> None:
    with pytest.raises(Refused) as no:
        told(who("host.berga"), where=Where(stretch=[Pin(58.39, 15.64)]))
    assert no.value.field == "stretch"


def test_it_is_said_from_whom_by_organisation_or_department_never_by_person(who: Whos) -> None:
    partner, school = told(who("partner.police")), told(who("contact.school"))
    assert getattr(partner.organisation, "code", "") == "police"
    assert getattr(school.department, "code", "") == "education"


def test_many_come_in_with_one_line_of_the_log_and_nothing_twice(who: Whos) -> None:
    by = who("coordinator.berga")
    rows = [reported(origin="extract", external_id=str(number)) for number in (1, 2, 2, 3)]
    assert services.take_in(rows, by=by) == 3
    assert services.take_in([*rows, reported(origin="extract", external_id="4")], by=by) == 1
    assert services.take_in([reported(origin="another", external_id="1")], by=by) == 1
    assert Observation.objects.count() == 5
    assert LogRow.objects.filter(verb="observation.taken_in").count() == 3


def test_many_of_which_one_is_wrong_do_not_come_in_at_all(who: Whos) -> None:
    wrong = reported(moment=rules.at(clock.now() + timedelta(days=2)))
    with pytest.raises(Refused):
        services.take_in([reported(), wrong], by=who("coordinator.berga"))
    assert not Observation.objects.exists()


# ---------- Correcting and withdrawing


@pytest.mark.parametrize(
    ("username", "may"),
    [
        ("host.berga", True),
        ("coordinator.berga", True),
        ("district.berga", True),
        ("security.head", True),
        ("coordinator.ryd", False),
        ("bridge.berga", False),
        ("contactcentre", False),
        ("evaluator", False),
        ("partner.police", False),
        ("outsider", False),
    ],
)
def test_who_told_it_its_coordinators_and_the_head_of_security_may_change_it(
    who: Whos, username: str, may: bool
) -> None:
    made = told(who("host.berga"))
    if not may:
        with pytest.raises(Missing):
            services.correct(made.pk, corrected(), by=who(username))
        with pytest.raises(Missing):
            services.withdraw(made.pk, "Fel", by=who(username))
    else:
        assert services.correct(made.pk, corrected(), by=who(username)).state == "corrected"
        assert services.withdraw(made.pk, "Fel", by=who(username)).state == "withdrawn"


def test_the_log_says_which_fields_were_changed_and_nothing_else(who: Whos) -> None:
    by = who("host.berga")
    made = told(by, text="Före")
    services.correct(made.pk, corrected(text="Efter", moment=made.moment), by=by)
    row = LogRow.objects.get(verb="observation.corrected")
    assert row.fields == ["kind", "text"]


def test_a_stale_correction_is_told_and_nothing_is_lost(who: Whos) -> None:
    by = who("host.berga")
    made = told(by)
    services.correct(made.pk, corrected(), by=by, version=1)
    with pytest.raises(Stale):
        services.correct(made.pk, corrected(kind=kind("other")), by=by, version=1)
    made.refresh_from_db()
    assert made.kind.code == "litter"


def test_a_withdrawn_one_can_t_be_changed_is_counted_no_more_and_has_no_picture(who: Whos) -> None:
    by = who("host.berga")
    made = told(by, picture=pictures.drawn(photo()))
    services.withdraw(made.pk, "Den kom två gånger", by=by)
    with pytest.raises(Refused):
        services.withdraw(made.pk, "Igen", by=by)
    with pytest.raises(Refused):
        services.correct(made.pk, corrected(), by=by)
    reach = reach_of(by)
    assert not chosen(reach, Filters()).exists()
    assert chosen(reach, Filters(withdrawn=True)).get() == made
    assert not Picture.objects.exists()
    assert set(WeekSum.objects.values_list("count", flat=True)) <= {0}


def test_without_a_reason_it_is_not_withdrawn(who: Whos) -> None:
    made = told(who("host.berga"))
    with pytest.raises(Refused) as no:
        services.withdraw(made.pk, "  ", by=who("host.berga"))
    assert no.value.field == "reason"


# ---------- Reading


@pytest.mark.parametrize("username", [*REPORT, "evaluator", "member.steering", "convenor.coordination"])
def test_the_municipality_s_own_read_all_and_those_from_outside_their_own(who: Whos, username: str) -> None:
    made = told(who("host.berga"))
    outside = username in {"polare.ryd", "partner.police"}
    assert queries.visible_to(who(username)).filter(pk=made.pk).exists() is not outside
    if outside:
        assert queries.visible_to(who(username)).filter(pk=told(who(username)).pk).exists()


@pytest.mark.parametrize("username", ["admin", "protection.officer", "outsider"])
def test_who_has_nothing_to_do_with_them_reads_none(who: Whos, username: str) -> None:
    told(who("host.berga"))
    assert not queries.visible_to(who(username)).exists()


def test_a_partner_reads_what_others_of_their_organisation_told(who: Whos) -> None:
    job = Job("tests")
    made = told(job, organisation=told(who("partner.police")).organisation)
    assert queries.visible_to(who("partner.police")).filter(pk=made.pk).exists()
    assert not queries.visible_to(who("partner.housing")).filter(pk=made.pk).exists()


def test_sees_and_visible_to_agree(who: Whos) -> None:
    from samspel.observations.permissions import sees

    made = [told(who(name)) for name in ("host.berga", "polare.ryd", "partner.police")]
    for username in (*REPORT, *DO_NOT):
        reach = reach_of(who(username))
        seen = set(queries.visible_to(reach).values_list("pk", flat=True))
        assert seen == {one.pk for one in made if sees(reach, one)}, username


def test_days_are_local_and_both_counted(who: Whos) -> None:
    by = who("host.berga")
    day = clock.today() - timedelta(days=3)
    for at in (clock.midnight(day), clock.midnight(day + timedelta(days=1)) - timedelta(minutes=1)):
        told(by, moment=rules.at(at))
    told(by, moment=rules.at(clock.midnight(day + timedelta(days=1))))
    assert chosen(reach_of(by), Filters(since=day, until=day)).count() == 2


def test_pages_follow_each_other_and_back(who: Whos) -> None:
    by = who("host.berga")
    same = rules.at(clock.now() - timedelta(hours=2))
    for _number in range(7):
        told(by, moment=same)
    reach = reach_of(by)
    first = queries.page(reach, Filters(), size=3)
    second = queries.page(reach, Filters(), first.next, size=3)
    third = queries.page(reach, Filters(), second.next, size=3)
    assert [len(one.rows) for one in (first, second, third)] == [3, 3, 1]
    assert len({row.pk for one in (first, second, third) for row in one.rows}) == 7
    assert (first.previous, third.next) == ("", "")
    assert [row.pk for row in queries.page(reach, Filters(), second.previous, size=3).rows] == [
        row.pk for row in first.rows
    ]
    with pytest.raises(Refused):
        queries.page(reach, Filters(), "nonsense")


def test_an_area_that_nobody_named_is_none(who: Whos) -> None:
    assert told(who("host.berga"), where=Where(place_text="Någonstans")).area is None
