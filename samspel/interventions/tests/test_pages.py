"""The pages: written, kept, the joint picture, budget against outcome, and what others never see."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode

from samspel.accounts.models import User
from samspel.accounts.who import who_is
from samspel.commissions.models import Funding, FundingKind
from samspel.core import clock
from samspel.interventions import services
from samspel.interventions.models import Cost, HeadCount, Intervention
from samspel.interventions.rules import Certainty, Heads, Level, State
from samspel.interventions.tests.given import cost, intervention, written
from samspel.municipality.models import Area, Department
from samspel.plans.models import Measure
from samspel.targets.models import OutcomeGoal

pytestmark = pytest.mark.django_db
Cast = dict[str, User]

FILLED: dict[str, Any] = {
    "title": "Kvällsöppet",
    "department": "culture-leisure",
    "committee": "culture-leisure-board",
    "level": "2",
    "target": "youths",
    "state": "ongoing",
    "areas": ["berga", "ryd"],
    "key": "en-nyckel",
}


@pytest.fixture
def contact(client_as: Any) -> Client:
    client: Client = client_as("contact.culture", language="en")
    return client


@pytest.fixture
def body(client_as: Any) -> Client:
    client: Client = client_as("member.coordination", language="en")
    return client


def text(response: Any) -> str:
    """What a reader reads: one space between words, no marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).replace("\u00ad", "").split())


def test_a_department_writes_down_its_own_once_however_often_it_is_sent(contact: Client) -> None:
    for _time in range(2):
        response = contact.post(reverse("interventions:new"), FILLED)
        assert response.status_code == 302
    row = Intervention.objects.get()
    assert response["Location"] == reverse("interventions:one", args=[row.pk])
    assert [one.area.code for one in row.where.all()] == ["berga", "ryd"]
    shown = text(contact.get(response["Location"]))
    assert "Kvällsöppet" in shown
    assert "It serves no measure and no goal" in shown


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title", "", "Fill this in"),
        ("level", "4", "one of those in the list"),
        ("department", "education", "one of those in the list"),
        ("ends", "2020-01-01", "The last day is before the first"),
        ("text", "Ring 070-174 06 31", "This looks like personal data"),
        ("decision", "KFN 1", "Tick that it is"),
        ("areas", ["nowhere"], "one of those in the list"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(contact: Client, field: str, value: Any, said: str) -> None:
    response = contact.post(reverse("interventions:new"), {**FILLED, "starts": "2026-01-01", field: value})
    assert response.status_code == 422
    assert said in text(response)
    assert not Intervention.objects.exists()


def test_two_who_change_it_at_once_see_each_other(cast: Cast, contact: Client) -> None:
    row = intervention(cast["contact.culture"])
    services.change(row.pk, written(title="Den andras"), by=who_is(cast["manager.culture"]), version=row.version)
    response = contact.post(
        reverse("interventions:change", args=[row.pk]), {**FILLED, "title": "Min", "version": str(row.version)}
    )
    assert response.status_code == 409
    assert "Den andras" in text(response)
    assert 'value="Min"' in response.content.decode()


def test_what_a_link_here_said_is_filled_in(cast: Cast, contact: Client) -> None:
    goal = OutcomeGoal.objects.create(
        reference="M1", what="Fler i ledd fritid", area=Area.objects.get(code="berga"), written_at=clock.now()
    )
    page = contact.get(f"{reverse('interventions:new')}?goals={goal.pk}&areas=berga").content.decode()
    checked = re.findall(r'<input[^>]*value="([^"]+)"[^>]*checked', page)
    assert {str(goal.pk), "berga"} <= set(checked)


def test_still_true_in_one_click_for_one_and_for_many(cast: Cast, contact: Client) -> None:
    rows = [intervention(cast["contact.culture"], title=f"Kväll {number}") for number in range(2)]
    Intervention.objects.update(confirmed_on=clock.today().replace(year=clock.today().year - 1))
    assert "2 interventions have not been confirmed for half a year" in text(contact.get(reverse("interventions:keep")))
    contact.post(reverse("interventions:still_true", args=[rows[0].pk]), {"key": "a"})
    assert "1 intervention has not been confirmed" in text(contact.get(reverse("interventions:keep")))
    response = contact.post(
        reverse("interventions:keep"), {"key": "b", "chosen": [str(one.pk) for one in rows]}, follow=True
    )
    assert "Everything has been confirmed within half a year" in text(response)


def test_nothing_ticked_is_told(cast: Cast, contact: Client) -> None:
    intervention(cast["contact.culture"])
    response = contact.post(reverse("interventions:keep"), {"key": "a", "chosen": ["no-id"]})
    assert response.status_code == 422
    assert "Tick those that are still true." in text(response)


def test_a_cost_is_written_changed_and_taken_away(cast: Cast, contact: Client) -> None:
    row = intervention(cast["contact.culture"])
    add = reverse("interventions:add_cost", args=[row.pk])
    sent = {"year": "2026", "budget": "420 000,50", "certainty": "estimate", "key": "a"}
    assert contact.post(add, sent).status_code == 302
    made = Cost.objects.get()
    assert (made.budget_ore, made.outcome_ore) == (42_000_050, None)
    change = reverse("interventions:change_cost", args=[made.pk])
    assert 'value="420000,5"' in contact.get(change).content.decode()
    row.refresh_from_db()
    contact.post(change, {**sent, "outcome": "0", "certainty": "known", "key": "b", "version": str(row.version)})
    made.refresh_from_db()
    assert (made.outcome_ore, made.certainty) == (0, Certainty.KNOWN)
    assert "SEK 420 000.50 less" in text(contact.get(reverse("interventions:one", args=[row.pk]))).replace("\xa0", " ")
    row.refresh_from_db()
    contact.post(reverse("interventions:remove_cost", args=[made.pk]), {"key": "c", "version": str(row.version)})
    assert not Cost.objects.exists()


def money(year: int, giver: str = "Delmos") -> Funding:
    """Money of a year, of an amount that not everybody may read."""
    return Funding.objects.create(
        giver=giver, kind=FundingKind.GRANT, year=year, amount_ore=76_543_200, purpose="Trygghet", noted_at=clock.now()
    )


def test_who_writes_the_cost_chooses_among_the_years_money_and_never_sees_how_much(cast: Cast, contact: Client) -> None:
    row, this = intervention(cast["contact.culture"]), clock.today().year
    one, other = money(this), money(this + 1, "Boverket")
    add = reverse("interventions:add_cost", args=[row.pk])
    page = contact.get(add).content.decode()
    assert str(one.pk) in page
    assert str(other.pk) not in page
    assert "765" not in page.replace("\xa0", "")
    sent = {"year": str(this + 1), "budget": "100", "certainty": "estimate", "key": "a"}
    again = contact.post(add, {**sent, "funding": str(one.pk)})
    assert again.status_code == 422
    assert str(other.pk) in again.content.decode()
    assert contact.post(add, {**sent, "funding": str(other.pk)}).status_code == 302
    assert Cost.objects.get().funding == other


def test_a_year_without_any_money_is_said_in_the_form(cast: Cast, contact: Client) -> None:
    row = intervention(cast["contact.culture"])
    page = text(contact.get(reverse("interventions:add_cost", args=[row.pk])))
    assert f"No money is noted for {clock.today().year} yet" in page


def test_one_that_exists_is_tied_from_the_measures_own_page(cast: Cast, contact: Client, client_as: Any) -> None:
    row, others = intervention(cast["contact.culture"]), intervention(cast["contact.social"], "social-care", title="X")
    measure = Measure.objects.create(number=9100, reference="Å9100", title="Fler kvällar", status_at=clock.now())
    tie = reverse("interventions:tie_measure", args=[measure.pk])
    assert tie in contact.get(reverse("plans:measure", args=[measure.pk])).content.decode()
    page = contact.get(tie).content.decode()
    assert str(row.pk) in page
    assert str(others.pk) not in page
    assert contact.post(tie, {"intervention": str(others.pk), "key": "a"}).status_code == 422
    answer = contact.post(tie, {"intervention": str(row.pk), "key": "b"})
    assert answer["Location"] == reverse("plans:measure", args=[measure.pk])
    assert list(row.measures.all()) == [measure]
    assert client_as("coordinator.berga").get(tie).status_code == 404


def test_from_a_broken_link_one_lands_where_it_is_mended_and_comes_back(cast: Cast, contact: Client) -> None:
    row = intervention(cast["contact.culture"])
    broken = f"{reverse('thread:broken')}?rule=intervention_without_measure"
    page = contact.get(broken).content.decode().replace("&amp;", "&")
    change = next(one for one in re.findall(r'href="([^"]+)"', page) if f"{row.pk}/change/" in one)
    assert change.endswith("#choose-measures")
    opened = contact.get(change.split("#")[0]).content.decode()
    assert re.search(r'<details class="choices" id="choose-measures" open>', opened)
    sent = {**FILLED, "version": str(row.version)}
    assert contact.post(change.split("#")[0], sent)["Location"] == broken


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil"])
def test_nobody_is_led_elsewhere_by_an_address(cast: Cast, contact: Client, elsewhere: str) -> None:
    row = intervention(cast["contact.culture"])
    change = reverse("interventions:change", args=[row.pk])
    answer = contact.post(f"{change}?{urlencode({'next': elsewhere})}", {**FILLED, "version": str(row.version)})
    assert answer["Location"] == reverse("interventions:one", args=[row.pk])


@pytest.mark.parametrize(
    ("starts", "said", "stands"),
    [("2099-01-01", "", "planned"), ("2020-01-01", "", "ongoing"), ("", "", "ongoing"), ("", "planned", "planned"),
     ("2020-01-01", "planned", "planned")],
)  # fmt: skip
def test_the_days_decide_how_it_stands_where_nobody_says(contact: Client, starts: str, said: str, stands: str) -> None:
    sent = {**FILLED, "starts": starts, "state": said}
    assert contact.post(reverse("interventions:new"), sent).status_code == 302
    assert Intervention.objects.get().state == stands


def test_what_begins_later_is_not_ongoing(contact: Client) -> None:
    answer = contact.post(reverse("interventions:new"), {**FILLED, "starts": "2099-01-01"})
    assert answer.status_code == 422
    assert "It begins later: it is planned until then." in text(answer)


def test_who_works_for_no_department_has_nothing_to_confirm(body: Client) -> None:
    said = text(body.get(reverse("interventions:keep")))
    assert "You work for no department" in said
    assert "Everything has been confirmed" not in said


@pytest.mark.parametrize("budget", ["", "abc", "-1", "1,005", "9" * 40, "1e5"])
def test_an_amount_that_is_none_is_said(cast: Cast, contact: Client, budget: str) -> None:
    row = intervention(cast["contact.culture"])
    sent = {"year": "2026", "budget": budget, "certainty": "estimate", "key": "a"}
    assert contact.post(reverse("interventions:add_cost", args=[row.pk]), sent).status_code == 422


def test_heads_are_counted_and_small_ones_are_seen_by_nobody_else(cast: Cast, contact: Client, client_as: Any) -> None:
    row = intervention(cast["contact.culture"], level=Level.INDIVIDUALS)
    sent = {"year": "2026", "women": "3", "men": "4", "unknown": "0", "key": "a"}
    assert contact.post(reverse("interventions:heads", args=[row.pk]), sent).status_code == 302
    assert HeadCount.objects.get().women == 3
    page = reverse("interventions:one", args=[row.pk])
    assert "7 (3 girls and women, 4 boys and men" in text(contact.get(page))
    others = text(client_as("coordinator.berga", language="en").get(page))
    assert "7, not split: a part is too small to show" in others
    assert "3 girls" not in others


def test_heads_have_no_page_at_other_levels(cast: Cast, contact: Client) -> None:
    row = intervention(cast["contact.culture"])
    assert contact.get(reverse("interventions:heads", args=[row.pk])).status_code == 404


def test_others_neither_change_nor_see_the_money(cast: Cast, client_as: Any) -> None:
    row = intervention(cast["contact.culture"])
    cost(row, cast["contact.culture"], 48_000_000)
    host = client_as("host.berga", language="en")
    page = text(host.get(reverse("interventions:one", args=[row.pk]))).replace("\xa0", " ")
    assert "480" not in page
    assert "Change" not in page
    assert host.get(reverse("interventions:joint")).status_code == 404
    school = client_as("contact.school")
    assert school.get(reverse("interventions:change", args=[row.pk])).status_code == 404
    assert school.post(reverse("interventions:move", args=[row.pk]), {"step": "end", "key": "a"}).status_code == 404


def test_a_coordinators_proposal_waits_for_the_department(cast: Cast, contact: Client, client_as: Any) -> None:
    coordinator = client_as("coordinator.berga", language="en")
    response = coordinator.post(reverse("interventions:new"), FILLED, follow=True)
    assert "It is proposed to" in text(response)
    row = Intervention.objects.get()
    assert "Proposed to you" in text(contact.get(reverse("interventions:keep")))
    contact.post(reverse("interventions:move", args=[row.pk]), {"step": "accept", "key": "a", "version": row.version})
    row.refresh_from_db()
    assert row.stands is State.PLANNED


def test_a_step_that_is_none_is_not_there(cast: Cast, contact: Client) -> None:
    row = intervention(cast["contact.culture"])
    assert contact.post(reverse("interventions:move", args=[row.pk]), {"step": "fly", "key": "a"}).status_code == 404


# ---------- The joint picture


@pytest.fixture
def picture(cast: Cast) -> dict[str, Intervention]:
    """Two departments alike in Berga, one at level 3 in Ryd, and a goal in Ryd that nothing serves."""
    year = clock.today().year
    rows = {
        "culture": intervention(cast["contact.culture"], areas="berga skaggetorp", factors="bonding"),
        "social": intervention(cast["contact.social"], "social-care", factors="bonding", title="Tisdagsgrupp"),
        "single": intervention(
            cast["contact.social"], "social-care", areas="ryd", title="Stöd", level=Level.INDIVIDUALS
        ),
    }
    cost(rows["culture"], cast["contact.culture"], 50_000_000, year=year)
    cost(rows["social"], cast["contact.social"], 34_000_000, year=year)
    cost(rows["single"], cast["contact.social"], 164_000_000, year=year)
    services.count_heads(rows["single"].pk, year, Heads(2, 1, 0), by=who_is(cast["contact.social"]))
    OutcomeGoal.objects.create(
        reference="M5", what="Närvaro i skolan", area=Area.objects.get(code="ryd"), written_at=clock.now(),
        department=Department.objects.get(code="education"),
    )  # fmt: skip
    return rows


def test_the_heading_says_the_conclusion(body: Client, picture: object) -> None:
    said = text(body.get(reverse("interventions:joint"))).replace("\xa0", " ")
    assert (
        "3 interventions for SEK 2 480 thousand: most money for selected individuals, one goal without an intervention,"
        " 3 interventions without a measure, 3 interventions without a goal" in said
    )


def test_cells_twins_gaps_and_the_balance(body: Client, picture: object) -> None:
    page = body.get(reverse("interventions:joint"))
    said = text(page).replace("\xa0", " ")
    assert "Berga SEK 590 thousand, 2 interventions" in said
    assert "Ryd SEK 1 640 thousand, 1 intervention" in said
    assert "Gap: M5" in said
    assert "Kvällsöppet + Tisdagsgrupp, Berga" in said
    assert "Level 3: 100 %" in said
    assert page.content.decode().count('class="twin"') == 2


def test_no_person_and_no_count_of_persons_stands_in_the_picture(body: Client, picture: object) -> None:
    said = text(body.get(reverse("interventions:joint")))
    assert "girls" not in said
    assert "3, not split" not in said


def test_what_has_no_measure_and_no_goal_is_counted_with_its_list(body: Client, picture: object) -> None:
    page = body.get(reverse("interventions:joint")).content.decode().replace("&amp;", "&")
    assert "3 interventions have no measure" in page
    assert f"/interventions/?year={clock.today().year}&lacks=goal" in page
    assert reverse("targets:goal", args=[OutcomeGoal.objects.get().pk]) in page


def test_the_key_explains_only_what_is_drawn(body: Client, cast: Cast) -> None:
    intervention(cast["contact.culture"])
    said = text(body.get(reverse("interventions:joint")))
    for unseen in ("Bar: share", "resembles what another department does", "Hatched"):
        assert unseen not in said


def test_a_cell_leads_to_just_its_interventions(body: Client, picture: dict[str, Intervention]) -> None:
    page = body.get(reverse("interventions:joint")).content.decode().replace("&amp;", "&")
    links = set(re.findall(r'href="(/interventions/\?[^"]*area=berga[^"]*level=2[^"]*)"', page))
    own = next(one for one in links if "culture-leisure-board" in one)
    listed = text(body.get(own))
    assert "Kvällsöppet" in listed
    assert "Tisdagsgrupp" not in listed


@pytest.mark.parametrize(
    ("asked", "count"),
    [("committee=social-care-board", 2), ("target=parents", 0), ("on_trial=on", 0), ("year=1900", 3), ("year=x", 3)],
)
def test_the_picture_is_narrowed_and_forgives_what_is_no_choice(
    body: Client, picture: object, asked: str, count: int
) -> None:
    said = text(body.get(f"{reverse('interventions:joint')}?{asked}"))
    assert ("No interventions are told of" in said) is (count == 0)
    assert count == 0 or f"{count} interventions for" in said


def test_without_anything_the_picture_says_what_to_do(body: Client) -> None:
    said = text(body.get(reverse("interventions:joint")))
    assert "The picture is empty" in said
    assert "Write down an intervention" in said


# ---------- Budget against outcome


@pytest.mark.parametrize(("by", "named"), [("committee", "Kultur"), ("area", "Skäggetorp"), ("measure", "No measure"),
                                           ("intervention", "Kvällsöppet"), ("nonsense", "Kultur")])  # fmt: skip
def test_budget_against_outcome_to_the_ore(
    body: Client, cast: Cast, picture: dict[str, Intervention], by: str, named: str
) -> None:
    one = picture["culture"].costs.get()
    services.change_cost(
        one.pk,
        services.Costing(year=one.year, budget_ore=50_000_000, outcome_ore=50_000_099, certainty=Certainty.KNOWN),
        by=who_is(cast["contact.culture"]),
    )
    said = text(body.get(f"{reverse('interventions:budget')}?by={by}")).replace("\xa0", " ")
    assert named in said
    assert "SEK 2 480 000 SEK 500 000.99 +SEK 0.99 SEK 1 980 000" in said
    assert "budgeted for" in said
    assert "SEK 500 thousand of it has an outcome: SEK 0 thousand more than was meant" in said
    assert "outcome budget Show as a table" in said


# ---------- The list and the file


def test_the_file_holds_what_the_list_shows_and_no_formula(contact: Client, cast: Cast) -> None:
    row = intervention(cast["contact.culture"], title="=1+1", areas="berga ryd")
    cost(row, cast["contact.culture"], 12_050, year=clock.today().year)
    intervention(cast["contact.culture"], title="Annat", level=Level.AREA)
    answer = contact.get(f"{reverse('interventions:export', args=['csv'])}?level=2")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "'=1+1" in lines[1]
    assert "Berga; Ryd" in lines[1]
    assert "120,50" in lines[1]
    assert contact.get(reverse("interventions:export", args=["pdf"])).status_code == 404


def test_the_file_has_no_money_for_who_sees_none(cast: Cast, client_as: Any) -> None:
    row = intervention(cast["contact.culture"])
    cost(row, cast["contact.culture"], 12_050, year=clock.today().year)
    assert b"120,50" not in client_as("host.berga").get(reverse("interventions:export", args=["csv"])).content


@pytest.mark.parametrize("page", ["0", "-1", "99999999999", "x", "²", "3"])
def test_a_page_of_the_list_that_is_none_is_no_fault(contact: Client, page: str) -> None:
    assert contact.get(f"{reverse('interventions:list')}?page={page}").status_code == 200
