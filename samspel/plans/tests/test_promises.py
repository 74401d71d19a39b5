"""Agreements and pledges: who promises, who tells what became of it, and that nothing said is lost."""

from datetime import timedelta

import pytest

from samspel.core import clock
from samspel.core.errors import Missing, Refused, Stale
from samspel.plans import queries, services
from samspel.plans.models import FollowUp, Promise
from samspel.plans.permissions import reach_of
from samspel.plans.rules import Outcome
from samspel.plans.tests.given import WhoIs, ahead, pledge

pytestmark = pytest.mark.django_db
SEEN = "Fredagarna hölls, två lördagar saknades."


def promised(who: WhoIs, days: int = 0) -> Promise:
    return services.promise(
        pledge(who).pk, "Vuxna ute fredag och lördag.", clock.today() + timedelta(days=days),
        by=who("convenor.coordination"),
    )  # fmt: skip


def test_what_is_due_waits_for_those_who_promised_and_those_who_write(who: WhoIs) -> None:
    due = promised(who)
    for username, waits in (
        ("contact.culture", True),
        ("convenor.coordination", True),
        ("coordinator.berga", True),
        ("coordinator.ryd", False),
        ("contact.school", False),
        ("evaluator", False),
        ("partner.police", False),
    ):
        found = [one.promise for one in queries.due_agreements(reach_of(who(username)))]
        assert found == ([due] if waits else []), username


def test_a_promise_partly_kept_is_looked_at_again_and_one_that_is_kept_is_not(who: WhoIs) -> None:
    made, by = promised(who), who("contact.culture")
    services.follow_up(made.pk, Outcome.PARTLY, SEEN, clock.today(), ahead(), by=by)
    made.refresh_from_db()
    assert (made.outcome, made.next_on) == ("partly", ahead())
    services.follow_up(made.pk, Outcome.KEPT, "Alla kvällar.", clock.today(), ahead(), by=by)
    made.refresh_from_db()
    assert (made.outcome, made.next_on) == ("kept", None)
    assert [one.outcome for one in FollowUp.objects.order_by("pk")] == ["partly", "kept"]


@pytest.mark.parametrize(
    ("outcome", "seen", "seen_in", "next_in", "field"),
    [
        (Outcome.PARTLY, SEEN, 0, None, "next_on"),
        (Outcome.TOO_EARLY, SEEN, 0, -1, "next_on"),
        (Outcome.KEPT, SEEN, 1, None, "seen_on"),
        (Outcome.KEPT, "  ", 0, None, "seen"),
    ],
)
def test_a_follow_up_says_what_was_seen_when_and_what_comes_next(
    who: WhoIs, outcome: Outcome, seen: str, seen_in: int, next_in: int | None, field: str
) -> None:
    made, today = promised(who), clock.today()
    with pytest.raises(Refused) as no:
        services.follow_up(
            made.pk, outcome, seen, today + timedelta(days=seen_in),
            None if next_in is None else today + timedelta(days=next_in), by=who("contact.culture"),
        )  # fmt: skip
    assert no.value.field == field


def test_a_partner_reads_its_own_agreements_and_tells_nothing_of_them(who: WhoIs) -> None:
    made = promised(who)
    assert queries.agreement(who("partner.police"), made.agreement_id) == made.agreement
    with pytest.raises(Missing):
        queries.agreement(who("partner.housing"), made.agreement_id)
    with pytest.raises(Missing):
        services.follow_up(made.pk, Outcome.KEPT, SEEN, clock.today(), by=who("partner.police"))


def test_an_agreement_has_a_party_and_ends_after_it_begins(who: WhoIs) -> None:
    with pytest.raises(Refused):
        pledge(who, organisations=(), departments=())
    with pytest.raises(Refused):
        pledge(who, ends=clock.today() - timedelta(days=400))


def test_two_who_follow_up_at_once_are_told_of_each_other(who: WhoIs) -> None:
    made, by = promised(who), who("contact.culture")
    services.follow_up(made.pk, Outcome.KEPT, SEEN, clock.today(), by=by, version=1)
    with pytest.raises(Stale):
        services.follow_up(made.pk, Outcome.NOT_KEPT, SEEN, clock.today(), by=by, version=1)


def test_a_promise_that_was_followed_up_stays(who: WhoIs) -> None:
    made, by = promised(who), who("convenor.coordination")
    services.follow_up(made.pk, Outcome.KEPT, SEEN, clock.today(), by=by)
    with pytest.raises(Refused):
        services.retire_promise(made.pk, by=by)
