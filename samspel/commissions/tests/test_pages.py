"""Money on the pages and in the API: figures with their working, who may see and enter them, what is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from samspel.accounts import services as accounts
from samspel.accounts.rules import TokenScope
from samspel.commissions import permissions, queries, services, shown
from samspel.commissions.models import Commission, CommissionVersion, Funding, FundingKind, YearIndex
from samspel.commissions.services import Paid
from samspel.core import clock, thread
from samspel.core.actors import Operator
from samspel.core.errors import Missing, Refused, Stale
from samspel.municipality.models import Committee
from tests.cast import ClientAs

if TYPE_CHECKING:
    from samspel.accounts.models import User
    from samspel.accounts.who import Who

    Whos = Callable[[str], Who]

pytestmark = pytest.mark.django_db
KEEPER = "convenor.coordination"
NBSP = "\u00a0"


def page(client: Client, name: str, *args: object, status: int = 200) -> str:
    answer = client.get(reverse(f"commissions:{name}", args=args))
    assert answer.status_code == status, answer.content.decode()[:400]
    return answer.content.decode().replace(NBSP, " ")


def sent(client: Client, name: str, /, *args: object, **typed: object) -> Any:
    data = {"key": uuid4().hex, **{key: str(value) for key, value in typed.items()}}
    return client.post(reverse(f"commissions:{name}", args=args), data)


def the_commission() -> Commission:
    return Commission.objects.get()


def test_the_commission_shows_its_years_its_chain_of_mandates_and_its_principles(client_as: ClientAs) -> None:
    said = page(client_as("manager.social", language="sv"), "commission", "area-teams")
    for told in ("3 153 750 kr", "9 285 000 kr", "10 160 000 kr", "Kommunstyrelsen", "Leanlink", "tills vidare"):
        assert told in said, told
    assert "12 månaders uppsägning" in said
    assert "även kostnader för lokaler" in said
    assert said.count("<li>") >= 14


def test_the_working_is_told_line_by_line_and_says_what_is_missing(client_as: ClientAs) -> None:
    said = page(client_as("evaluator", language="en"), "working", "area-teams", 2022)
    for told in (
        "SEK 8 410 000",
        "SEK 1 750 000 × 6 / 12",
        "SEK 875 000",
        "SEK 9 285 000",
        "The index of 2022 is not known: nothing is counted for it.",
    ):
        assert told in said, told


def test_an_index_is_entered_with_its_source_and_raises_the_years_after(client_as: ClientAs, who: Whos) -> None:
    client = client_as(KEEPER, language="en")
    assert sent(client, "index", year=2022, percent="2,5", source="").status_code == 422
    assert sent(client, "index", year=2022, percent="2,5", source="Budget 2022").status_code == 302
    told = queries.commission(who(KEEPER), "area-teams")
    assert queries.compensation(told, 2022).total == 951_712_500
    assert "Budget 2022" in page(client, "index")


def test_an_index_is_written_with_its_sign_and_shown_with_the_decimals_it_has(client_as: ClientAs) -> None:
    client = client_as(KEEPER)
    assert sent(client, "index", year=2022, percent="2,4 %", source="Budget").status_code == 302
    assert "2,4 %" in page(client, "index").replace("\xa0", " ")
    assert YearIndex.objects.get().percent == Decimal("2.4")


def test_a_year_that_was_entered_by_mistake_is_taken_away(client_as: ClientAs, who: Whos) -> None:
    client = client_as(KEEPER, language="en")
    row = services.set_index(2032, Decimal("2.4"), "Budget", by=who(KEEPER))
    said = client.get(f"{reverse('commissions:index')}?year=2032").content.decode()
    assert "Correct 2032" in said
    sent(client, "withdraw_index", 2032, version=row.version)
    assert not YearIndex.objects.exists()
    assert sent(client, "withdraw_index", 2032, version=row.version).status_code == 404
    assert sent(client_as("manager.social"), "withdraw_index", 2032, version=1).status_code == 404


def test_the_part_of_the_index_that_is_known_is_shown_and_the_columns_add_up(client_as: ClientAs, who: Whos) -> None:
    services.set_index(2022, Decimal("2.4"), "Budget", by=who(KEEPER))
    told = queries.commission(who(KEEPER), "area-teams")
    found = queries.compensation(told, 2024)
    said = page(client_as(KEEPER, language="en"), "commission", "area-teams")
    assert found.index == 24_384_000
    assert found.total_base_prices + found.index == found.total
    assert "SEK 243 840<br>" in said
    assert "without 2023–2024, not known" in said
    assert "nothing is counted for them" in said


def test_before_the_commission_began_nothing_is_computed(client_as: ClientAs, cast: dict[str, User]) -> None:
    assert "2020: the commission began 15 August 2021" in page(
        client_as("evaluator", language="en"), "working", "area-teams", 2020
    )
    answer = call(cast, "evaluator", "compensation/area-teams?year=2020")
    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"field": "year", "detail": "Uppdraget började 15 augusti 2021."}]


def test_the_heading_is_about_the_year_that_is_now(client_as: ClientAs, who: Whos) -> None:
    this = clock.today().year
    for year in (this, this + 1):
        paid = Paid("Boverket", FundingKind.GRANT, year, 100_000_000, "Trygga stråk")
        services.note_funding(paid, by=who(KEEPER))
    said = page(client_as(KEEPER, language="en"), "money")
    assert f"{this}: SEK" in said.replace("\xa0", " ")
    assert f"{this + 1}: SEK" not in said.replace("\xa0", " ")
    assert "Budget against outcome" in said


def test_two_who_enter_the_same_year_do_not_write_over_each_other(who: Whos) -> None:
    services.set_index(2022, Decimal("2.5"), "Budget", by=who(KEEPER))
    with pytest.raises(Stale):
        services.set_index(2022, Decimal(3), "Annan", by=who("management.social"))
    assert YearIndex.objects.get().percent == Decimal("2.5")


def test_an_increase_counts_from_its_day_and_no_more_when_it_is_taken_away(client_as: ClientAs, who: Whos) -> None:
    client = client_as(KEEPER)
    assert sent(client, "increase", "area-teams", starts="2024-12-16", yearly="240", source="KS § 1").status_code == 302
    told = queries.commission(who(KEEPER), "area-teams")
    assert queries.compensation(told, 2024).total_base_prices == 1_017_000_000
    assert sent(client, "withdraw_increase", "area-teams", told.increases[-1].pk).status_code == 302
    told = queries.commission(who(KEEPER), "area-teams")
    assert queries.compensation(told, 2024).total_base_prices == 1_016_000_000


def test_nothing_may_be_left_of_the_compensation(who: Whos) -> None:
    with pytest.raises(Refused):
        services.add_increase(the_commission().pk, date(2025, 1, 1), -1_016_000_000, source="", by=who(KEEPER))


def test_notice_ends_the_commission_twelve_months_later_and_can_be_taken_back(client_as: ClientAs) -> None:
    client = client_as("management.social")
    assert sent(client, "notice", "area-teams", notice_on="2026-06-30", version=1).status_code == 302
    assert the_commission().ends_on == date(2027, 6, 30)
    assert sent(client, "take_back_notice", "area-teams").status_code == 302
    assert the_commission().ends_on is None


def test_a_version_is_added_and_the_earlier_ones_stand(client_as: ClientAs) -> None:
    typed = {"name": "Uppdrag 2027", "holds_from": "2027-01-01", "principles": "Ett\n\n Två \n"}
    assert sent(client_as(KEEPER), "version", "area-teams", **typed).status_code == 302
    assert [len(row.principles) for row in CommissionVersion.objects.all()] == [10, 4, 2]


def test_the_version_that_holds_is_the_one_of_its_day(who: Whos) -> None:
    told = queries.commission(who(KEEPER), "area-teams")
    standing = {day: told.standing(day) for day in (date(2021, 8, 14), date(2022, 5, 17), date(2022, 5, 18))}
    assert [row.number if row else None for row in standing.values()] == [None, 1, 2]


def test_a_new_commission_is_entered_and_two_never_share_a_code(client_as: ClientAs) -> None:
    typed = {
        "name": "Nattvandring", "code": "night-walks", "committee": "education-board", "provider": "leanlink",
        "starts": "2026-01-01", "notice_months": 6, "yearly": "1 250,5", "price_year": 2026,
    }  # fmt: skip
    client = client_as(KEEPER)
    assert sent(client, "new_commission", **typed).status_code == 302
    assert Commission.objects.get(code="night-walks").yearly_ore == 125_050_000
    assert sent(client, "new_commission", **typed).status_code == 422
    assert sent(client_as("management.social"), "new_commission", **{**typed, "code": "other"}).status_code == 404


def test_the_funding_of_2021_is_told_with_its_sum_and_a_picture(client_as: ClientAs) -> None:
    said = page(client_as("district.berga", language="sv"), "money")
    for told in ("8 620 tkr", "2 520 tkr", "4 000 tkr", "2 100 tkr", "76 procent från Kommunstyrelsen"):
        assert told in said, told
    assert said.count("g-s1") >= 1


def test_a_grant_that_ends_within_a_year_is_shown_ahead(client_as: ClientAs, who: Whos) -> None:
    today = clock.today()
    paid = Paid("Brottsförebyggande rådet", FundingKind.GRANT, today.year, 50_000_000, "Nattvandring", ends_on=today)
    services.note_funding(paid, by=who(KEEPER))
    assert "Pengar som tar slut inom ett år" in page(client_as(KEEPER, language="sv"), "money")


def test_money_without_a_purpose_is_a_broken_link_until_it_has_one(client_as: ClientAs, who: Whos) -> None:
    committee = Committee.objects.get(code="social-care-board")
    made = services.note_funding(
        Paid("Nämnden", FundingKind.FRAME, 2026, 10_000_000, committee=committee), by=who("management.social")
    )
    rule = thread.rules()["money-without-purpose"]
    lacks = list(rule.lacking(who("management.social"), None))
    assert [(lack.id, lack.whose.code if lack.whose else "") for lack in lacks] == [(str(made.pk), "social-care")]
    assert rule.where(lacks[0], who("management.social")).endswith("/change/")
    assert rule.where(lacks[0], who("management.school")) == ""
    client = client_as("management.social")
    typed = {"kind": "frame", "committee": committee.code, "year": 2026, "amount": "100", "purpose": "Fältarbete"}
    assert sent(client, "change_funding", made.pk, version=made.version, **typed).status_code == 302
    assert list(rule.lacking(who("management.social"), None)) == []


def test_management_notes_money_of_its_own_committee_only(client_as: ClientAs) -> None:
    typed = {"kind": "frame", "year": 2026, "amount": "100", "purpose": "Fältarbete"}
    client = client_as("management.social")
    assert sent(client, "new_funding", committee="education-board", **typed).status_code == 422
    assert sent(client, "new_funding", committee="social-care-board", **typed).status_code == 302
    assert Funding.objects.get(year=2026).giver == "Social- och omsorgsnämnden"


def test_funding_that_is_taken_away_is_not_counted(client_as: ClientAs, who: Whos) -> None:
    row = Funding.objects.get(amount_ore=210_000_000)
    assert sent(client_as(KEEPER), "withdraw_funding", row.pk, version=row.version).status_code == 302
    assert sum(one.amount_ore for one in queries.funding(who(KEEPER))) == 652_000_000


@pytest.mark.parametrize(
    ("username", "reads", "keeps"),
    [
        ("convenor.coordination", True, True),
        ("member.steering", True, False),
        ("management.social", True, True),
        ("management.school", True, False),
        ("manager.social", True, False),
        ("coordinator.berga", True, False),
        ("security.head", True, False),
        ("evaluator", True, False),
        ("host.berga", False, False),
        ("contact.social", False, False),
        ("partner.police", False, False),
        ("polare.ryd", False, False),
        ("admin", False, False),
    ],
)
def test_who_reads_and_who_enters(username: str, reads: bool, keeps: bool, who: Whos, client_as: ClientAs) -> None:
    asking = who(username)
    assert queries.visible_to(asking).exists() is reads
    assert permissions.may_keep(asking, the_commission().committee_id) is keeps
    client = client_as(username)
    assert client.get(reverse("commissions:commission", args=["area-teams"])).status_code == (200 if reads else 404)
    assert client.get(reverse("commissions:increase", args=["area-teams"])).status_code == (200 if keeps else 404)
    if not keeps:
        with pytest.raises(Missing):
            services.give_notice(the_commission().pk, date(2026, 1, 1), by=asking)


@pytest.mark.parametrize("bad", ["", "0", "abc", "1e9", "1.123456", "9" * 25, "--5", "٣"])
def test_what_is_no_amount_is_refused_at_its_field(bad: str, client_as: ClientAs) -> None:
    answer = sent(client_as(KEEPER), "increase", "area-teams", starts="2026-01-01", yearly=bad)
    assert answer.status_code == 422


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2026-02-30", "igår"])
def test_a_day_beyond_all_plans_is_refused(day: str, client_as: ClientAs) -> None:
    assert sent(client_as(KEEPER), "notice", "area-teams", notice_on=day, version=1).status_code == 422


def test_the_export_holds_every_row(client_as: ClientAs) -> None:
    answer = client_as("manager.social").get(reverse("commissions:save", args=["csv"]))
    assert answer.content.decode("utf-8-sig").count("\n") == 4


def call(cast: dict[str, User], username: str, path: str, scope: TokenScope = TokenScope.MONEY_READ) -> Any:
    _token, secret = accounts.issue_token(cast[username], name="Prov", scopes=[scope], by=Operator())
    return Client().get(f"/api/v1/{path}", headers={"Authorization": f"Bearer {secret}"})


def test_the_api_tells_the_compensation_in_ore_with_its_steps(cast: dict[str, User]) -> None:
    found = call(cast, "evaluator", "compensation/area-teams?year=2022").json()
    assert (found["base"], found["increase"], found["total_base_prices"]) == (841_000_000, 87_500_000, 928_500_000)
    assert (found["index"], found["total"], found["missing_index"]) == (0, 928_500_000, [2022])
    assert [step["kind"] for step in found["steps"]] == ["base", "increase", "sum", "no_index", "total"]
    assert found["steps"][1]["twenty_fourths"] == 12


def test_the_api_lists_commissions_for_those_who_may_read_money(cast: dict[str, User]) -> None:
    assert [one["code"] for one in call(cast, "manager.social", "commissions").json()] == ["area-teams"]
    assert call(cast, "contact.urban", "commissions").json() == []
    assert call(cast, "contact.urban", "compensation/area-teams?year=2022").status_code == 404
    assert call(cast, "manager.social", "compensation/nothing?year=2022").status_code == 404
    assert call(cast, "manager.social", "commissions", TokenScope.THREAD_READ).status_code == 403
    assert call(cast, "manager.social", "compensation/area-teams?year=1").status_code == 422


def test_half_months_are_told_as_months() -> None:
    assert (shown.months(9), shown.months(12)) in {("4.5", "6"), ("4,5", "6")}
