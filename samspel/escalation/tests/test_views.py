"""The pages: three steps with the receiver shown first, answering, the list."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from samspel.accounts.models import User
from samspel.core import clock
from samspel.escalation import services
from samspel.escalation.models import Escalation, Leg
from samspel.escalation.rules import Role, State
from samspel.escalation.tests.ground import (
    MIDSUMMERS_EVE,
    TEXT,
    TUESDAY,
    WhoIs,
    again,
    alarm,
    lifted,
    send,
    weekend_duty,
)

pytestmark = pytest.mark.django_db
ClientAs = Callable[..., Client]
NEW = "/escalations/new/"
STEPS = {"matter": "security", "text": TEXT, "area": "berga", "place": "Gångtunneln", "callback": "070-1740631"}


@pytest.fixture
def on_duty(cast: dict[str, User]) -> User:
    weekend_duty(cast["duty.officer"])
    return cast["duty.officer"]


def text_of(answer: Any) -> str:
    """What the page says, without marks-up."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))).replace("\u00a0", " ")


def hidden(answer: Any, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', answer.content.decode())
    assert found, name
    return unescape(found[1])


def fill(client: Client, **given: Any) -> Any:
    """Open the steps and send them as they were shown, with what is given."""
    shown = client.get(NEW)
    body = {"key": hidden(shown, "key"), "announced": hidden(shown, "announced")}
    return client.post(NEW, body | STEPS | given)


# --- Sending -------------------------------------------------------------------------------------


def test_the_receiver_stands_on_the_page_and_on_the_button_before_anything_is_sent(
    client_as: ClientAs, on_duty: User
) -> None:
    with clock.at(TUESDAY):
        day = text_of(client_as("host.berga").get(NEW))
    with clock.at(MIDSUMMERS_EVE):
        night = text_of(client_as("host.berga").get(NEW))
    assert "Går till Säkerhetschefen" in day
    assert "Larma Säkerhetschefen nu" in day
    assert "Larma TiB nu" in night
    assert "fredag 19 juni kl. 23.14, utanför kontorstid" in night
    assert "utlämnande till en annan myndighet" in night


def test_three_steps_send_it_once(client_as: ClientAs) -> None:
    with clock.at(TUESDAY):
        client = client_as("host.berga")
        shown = client.get(NEW)
        body = STEPS | {"key": hidden(shown, "key"), "announced": hidden(shown, "announced"), "needs": ["adults"]}
        answers = [client.post(NEW, body) for _ in range(3)]
    sent = Escalation.objects.get()
    assert {answer["location"] for answer in answers} == {f"/escalations/{sent.pk}/"}
    assert (sent.area and sent.area.code, sent.needs, sent.kinds) == ("berga", ["adults"], ["safety", "crime"])


def test_a_sending_that_would_reach_somebody_else_is_shown_again_first(client_as: ClientAs) -> None:
    """The office closes between looking and sending, without JavaScript too."""
    client = client_as("host.berga")
    with clock.at(TUESDAY.replace(hour=16, minute=59)):
        shown = client.get(NEW)
    body = STEPS | {"key": hidden(shown, "key"), "announced": hidden(shown, "announced")}
    with clock.at(TUESDAY.replace(hour=17)):
        again_shown = client.post(NEW, body)
        assert "Larma TiB 2 nu" in text_of(again_shown)
        assert TEXT in unescape(again_shown.content.decode())
        assert not Escalation.objects.exists()
        sent = client.post(NEW, body | {"announced": hidden(again_shown, "announced")})
    assert sent.status_code == 302
    assert Leg.objects.get().role == Role.DUTY_OFFICER


def test_without_javascript_a_lifted_question_is_previewed_by_sending(client_as: ClientAs) -> None:
    client = client_as("coordinator.ryd")
    with clock.at(TUESDAY):
        first = fill(client, matter="segregation", area="ryd", departments=["social-care"], tried="no")
        assert "Lyft frågan till Ledning, Social och omsorg" in text_of(first)
        sent = fill(
            client,
            matter="segregation",
            area="ryd",
            departments=["social-care"],
            tried="no",
            announced=hidden(first, "announced"),
        )
    assert sent.status_code == 302
    assert Leg.objects.get().receiver == "department_management:social-care"


def test_segregation_without_a_department_says_so_and_keeps_the_text(client_as: ClientAs) -> None:
    with clock.at(TUESDAY):
        answer = fill(client_as("coordinator.ryd"), matter="segregation", area="ryd")
    assert answer.status_code == 422
    assert "Välj de förvaltningar som segregationsfrågan rör" in text_of(answer)
    assert TEXT in unescape(answer.content.decode())


def test_what_names_a_person_is_pointed_out_and_taken_when_somebody_has_looked(client_as: ClientAs) -> None:
    with clock.at(TUESDAY):
        client = client_as("host.berga")
        answer = fill(client, text="Ring 070-174 06 31 om pojken")
        assert answer.status_code == 422
        assert "070-174 06 31" in text_of(answer)
        assert 'name="looked"' in answer.content.decode()
        assert fill(client, text="Ring 070-174 06 31 om pojken", looked="on").status_code == 302


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("matter=security", "Larma Säkerhetschefen nu"),
        ("matter=segregation&departments=education", "Lyft frågan till Chefer, Utbildning och arbetsmarknad"),
        ("matter=segregation&departments=education&departments=social-care&tried=no", "Lyft frågan till SMS-gruppen"),
        ("matter=both&departments=education&tried=no", "Larma Säkerhetschefen nu, och lyft frågan"),
        ("matter=segregation", "Kryssa för de förvaltningar"),
        ("matter=noise&departments=nobody", "Visa vem som får det"),
        ("", "Visa vem som får det"),
    ],
)
def test_the_preview_follows_what_is_chosen(client_as: ClientAs, query: str, says: str) -> None:
    with clock.at(TUESDAY):
        answer = client_as("host.berga").get(f"/escalations/preview/?{query}")
    assert answer.status_code == 200
    assert says in text_of(answer)
    assert "<html" not in answer.content.decode()


def test_a_gap_in_the_roster_is_told_before_sending(client_as: ClientAs) -> None:
    with clock.at(MIDSUMMERS_EVE):
        shown = text_of(client_as("host.berga").get(NEW))
    assert "Går till TiB 2" in shown
    assert "Ingen har beredskap enligt schemat" in shown


# --- Answering -----------------------------------------------------------------------------------


def press(client: Client, path: str, **given: Any) -> Any:
    """Open a verb's page and send its form."""
    shown = client.get(path)
    assert shown.status_code == 200, shown
    body = {"key": hidden(shown, "key"), "version": hidden(shown, "version")}
    return client.post(path, body | given)


def test_it_is_taken_handed_over_and_finished_by_pages(client_as: ClientAs, who: WhoIs) -> None:
    with clock.at(TUESDAY):
        leg = alarm(who("host.berga"))
        head = client_as("security.head")
        page = f"/escalations/{leg.escalation_id}/"
        shown = head.get(page)
        assert "Jag tar det" in text_of(shown)
        taken = head.post(f"/escalations/legs/{leg.pk}/acknowledge/", {"key": hidden(shown, "key")})
        assert taken["location"] == page
        refused = head.post(f"/escalations/legs/{leg.pk}/acknowledge/", {"key": "another"}, follow=True)
        assert "Säkerhetschef har det redan" in text_of(refused)
        done = press(
            head, f"/escalations/legs/{leg.pk}/done/", done="Värdar på plats.", outcome="Lugnt efter en timme."
        )
        assert done["location"] == page
        assert "Lugnt efter en timme." in text_of(client_as("host.berga").get(page))
    assert again(leg).state == State.DONE


def test_handing_over_needs_somebody_and_a_reason(client_as: ClientAs, who: WhoIs) -> None:
    with clock.at(TUESDAY):
        leg = alarm(who("host.berga"))
        head, path = client_as("security.head"), f"/escalations/legs/{leg.pk}/hand-over/"
        assert press(head, path, to="head_of_security/1", reason="").status_code == 422
        assert press(head, path, to="nobody/9", reason="Skäl").status_code == 422
        assert press(head, path, to="head_of_security/1", reason="Jag sitter i möte.").status_code == 302
    assert again(leg).holder == "Ställföreträdande säkerhetschef"


def test_a_stale_report_shows_who_has_it_now_and_keeps_the_text(client_as: ClientAs, who: WhoIs) -> None:
    officer = who("duty.officer").user
    assert officer is not None
    weekend_duty(officer)
    with clock.at(MIDSUMMERS_EVE):
        leg = alarm(who("host.berga"))
        services.acknowledge(leg, by=who("security.head"))
        head, path = client_as("security.head"), f"/escalations/legs/{leg.pk}/done/"
        shown = head.get(path)
        body = {"key": hidden(shown, "key"), "version": hidden(shown, "version"), "done": "Det här skrev jag."}
        to = {"to": "duty_officer/1", "reason": "Jag åker hem."}
        assert press(client_as("duty.officer"), f"/escalations/legs/{leg.pk}/hand-over/", **to).status_code == 302
        answer = head.post(path, body)
    assert answer.status_code == 422
    assert "Det här skrev jag." in text_of(answer)
    assert "Nu är det hos TiB 2" in text_of(answer)


def test_the_managers_pass_on_what_they_could_not_settle(client_as: ClientAs, who: WhoIs) -> None:
    with clock.at(TUESDAY):
        leg = lifted(who("coordinator.ryd"), "social-care", "education")
        path = f"/escalations/legs/{leg.pk}/not-settled/"
        assert client_as("management.social").get(path).status_code == 404
        assert press(client_as("manager.social"), path, text="Oense om kostnaden.").status_code == 302
        assert "väntar på nästa möte i SMS-gruppen" in text_of(
            client_as("member.coordination").get(f"/escalations/{leg.escalation_id}/")
        )
        assert TEXT[:40] in text_of(client_as("convenor.coordination").get("/escalations/body/"))


def test_who_sent_it_may_take_it_back(client_as: ClientAs, who: WhoIs) -> None:
    with clock.at(TUESDAY):
        leg = alarm(who("host.berga"))
        path = f"/escalations/legs/{leg.pk}/withdraw/"
        assert client_as("security.head").get(path).status_code == 404
        assert press(client_as("host.berga"), path, reason="Polisen löste det.").status_code == 302
    assert again(leg).state == State.WITHDRAWN


def test_the_list_is_filtered_by_its_address(client_as: ClientAs, who: WhoIs) -> None:
    with clock.at(TUESDAY):
        one = send(who("host.berga"), text="Fönster krossade")
        services.withdraw(one.legs.get(), "Löst", by=who("host.berga"))
        lifted(who("coordinator.berga"), "education", text="Ingen plats efter skolan")
        client = client_as("coordinator.berga")
        assert {"Fönster", "Ingen"} == {
            word for word in ("Fönster", "Ingen") if word in text_of(client.get("/escalations/"))
        }
        assert "Fönster" not in text_of(client.get("/escalations/?state=open"))
        assert "Ingen plats" not in text_of(client.get("/escalations/?kind=safety"))
        assert "Inget stämmer" in text_of(client.get("/escalations/?area=ryd"))
        assert client.get("/escalations/?area=nowhere&state=odd&page=x").status_code == 200
