"""Joining and answering together on the pages, and by the API with the same rules."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samspel.accounts import services as accounts
from samspel.accounts.models import User
from samspel.accounts.rules import TokenScope
from samspel.accounts.who import Who
from samspel.core.actors import Operator
from samspel.questions import queries, services
from samspel.questions.models import Entry, JointQuestion, Question
from samspel.questions.permissions import reach_of
from samspel.questions.queries import Filters, next_after
from samspel.questions.tests.given import again, ask, ask_by_email

pytestmark = pytest.mark.django_db

WhoIs = Callable[[str], Who]
ClientAs = Callable[..., Client]


def sent(number: int, **fields: Any) -> dict[str, Any]:
    return {"key": f"{number}" * 32, **fields}


@pytest.fixture
def joint(who: WhoIs) -> JointQuestion:
    """Two in Berga and one in Ryd, joined by the contact centre."""
    asked = [ask_by_email(subject="Lampan ett"), ask(subject="Lampan två"), ask(subject="Lampan tre", area="ryd")]
    return services.join([one.pk for one in asked], by=who("contactcentre")).joint


def page(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(f"questions:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_shows_what_one_may_see_and_how_many_others(client_as: ClientAs, joint: JointQuestion) -> None:
    body = page(client_as("coordinator.berga"), "joint", joint.pk)
    assert "Lampan ett" in body
    assert "Lampan två" in body
    assert "Lampan tre" not in body
    assert "3 har frågat." in body
    assert "1 fråga får du inte se." in body


def test_the_answer_is_sent_once_and_who_did_not_get_it_is_named(client_as: ClientAs, joint: JointQuestion) -> None:
    client, form = client_as("coordinator.berga"), sent(1, text="Lagas på torsdag.", end="answered")
    address = reverse("questions:answer_joint", args=[joint.pk])
    body = client.post(address, form, follow=True).content.decode()
    assert Question.objects.filter(status="answered").count() == 2
    assert "2 personer har fått svaret." in body
    assert "1 fråga som du inte får se lämnades som den är." in body
    client.post(address, form)
    assert Entry.objects.filter(verb="answered").count() == 2


def test_who_was_overtaken_keeps_the_text_and_is_shown_what_came(client_as: ClientAs, joint: JointQuestion) -> None:
    late = ask(subject="Kom sist")
    form = sent(2, text="Min långa text.", end="answered", version=str(JointQuestion.objects.get().version))
    client = client_as("coordinator.berga")
    services.join([late.pk], by=_who("coordinator.berga"), joint=joint.pk)
    answer = client.post(reverse("questions:answer_joint", args=[joint.pk]), form)
    assert answer.status_code == 409
    assert "Min långa text." in answer.content.decode()
    assert "Kom sist" in answer.content.decode()
    assert again(late).is_open


def _who(username: str) -> Who:
    from samspel.accounts.who import who_is

    return who_is(User.objects.get(username=username))


def test_several_are_ticked_in_the_list_and_joined_or_accepted(client_as: ClientAs) -> None:
    one, other = ask(), ask()
    chosen = [str(one.pk), str(other.pk), "nonsense"]
    body = page(client_as("coordinator.berga"), "list")
    assert f'value="{one.pk}"' in body
    client_as("coordinator.berga").post(reverse("questions:chosen"), sent(3, chosen=chosen, do="join"))
    assert again(one).joint == again(other).joint is not None
    client_as("contact.urban").post(reverse("questions:chosen"), sent(4, chosen=chosen, do="accept"))
    assert {again(one).status, again(other).status} == {"accepted"}
    assert "chosen" not in page(client_as("partner.police"), "list")


def test_one_is_joined_from_its_own_page_by_words_or_by_likeness(client_as: ClientAs) -> None:
    one, other = ask(), ask(subject="Lamporna i gångtunneln är trasiga", text="Mörkt.")
    client = client_as("coordinator.berga")
    assert other.subject in page(client, "join", one.pk)
    found = client.get(reverse("questions:join", args=[one.pk]), {"q": "gångtunneln"}).content.decode()
    assert other.subject in found
    client.post(reverse("questions:join", args=[one.pk]), sent(5, chosen=[str(other.pk)]))
    assert again(one).joint == again(other).joint is not None
    client.post(reverse("questions:leave", args=[one.pk]), sent(6, reason="En annan tunnel."))
    assert again(one).joint is None


def test_the_reads_of_the_page_are_as_many_however_many_are_joined(
    who: WhoIs, client_as: ClientAs, joint: JointQuestion
) -> None:
    client = client_as("contactcentre")

    def reads() -> int:
        with CaptureQueriesContext(connection) as captured:
            page(client, "joint", joint.pk)
        return len(captured)

    page(client, "joint", joint.pk)
    few = reads()
    services.join([ask().pk for _ in range(12)], by=who("contactcentre"), joint=joint.pk)
    assert reads() <= few


def test_the_next_one_in_ones_list_follows_also_when_the_first_has_been_answered(
    who: WhoIs, client_as: ClientAs
) -> None:
    first, second = ask("safety"), ask()
    by, client = who("coordinator.berga"), client_as("coordinator.berga")
    assert next_after(reach_of(by), Filters(), first) == second.pk
    services.answer(first.pk, "Klart.", by=by)
    answer = client.get(reverse("questions:next"), {"after": str(first.pk), "list": "status=open"})
    assert answer["Location"].startswith(reverse("questions:one", args=[second.pk]))
    services.answer(second.pk, "Klart.", by=by)
    answer = client.get(reverse("questions:next"), {"after": str(second.pk), "list": "status=open"})
    assert answer["Location"].startswith(reverse("questions:list"))


@pytest.fixture
def api(cast: dict[str, User]) -> Callable[[str], Callable[..., Any]]:
    """api("contactcentre")("POST", "/joint", body) calls as a system of that user."""

    def as_user(username: str) -> Callable[..., Any]:
        scopes = (TokenScope.QUESTIONS_READ, TokenScope.QUESTIONS_WRITE)
        _token, secret = accounts.issue_token(cast[username], name="test", scopes=scopes, by=Operator())
        client = Client(headers={"Authorization": f"Bearer {secret}", "Accept-Language": "sv"})

        def call(method: str, path: str, body: object = None) -> Any:
            return getattr(client, method.lower())(f"/api/v1{path}", body, content_type="application/json")

        return call

    return as_user


def test_by_the_api_they_are_joined_answered_and_left(api: Callable[[str], Callable[..., Any]]) -> None:
    one, other, third, school = ask(), ask(), ask(), ask("school")
    berga = api("coordinator.berga")
    made = berga("POST", "/joint", {"questions": [str(one.pk), str(other.pk), str(third.pk)]})
    assert made.status_code == 201
    joint = made.json()
    assert len(joint["questions"]) == 3
    assert api("contact.school")("GET", f"/joint/{joint['id']}").status_code == 404
    left = berga("POST", f"/joint/{joint['id']}/leave", {"question": str(third.pk), "reason": "En annan."})
    assert len(left.json()["questions"]) == 2
    stale = berga("POST", f"/joint/{joint['id']}/answer", {"text": "Lagas.", "version": joint["version"]})
    assert stale.status_code == 409
    api("contactcentre")("POST", "/joint", {"questions": [str(school.pk)], "joint": joint["id"]})
    given = api("contact.urban")("POST", f"/joint/{joint['id']}/answer", {"text": "Lagas."}).json()
    assert sorted(given["answered"]) == sorted([one.reference, other.reference])
    assert (given["left"], given["unseen"]) == ([], 1)
    assert berga("GET", "/joint").json()["items"][0]["count"] == 3


def test_by_the_api_similar_ones_are_told(api: Callable[[str], Callable[..., Any]]) -> None:
    one, other = ask(), ask()
    told = api("coordinator.berga")("GET", f"/questions/{one.pk}/similar").json()
    assert [row["id"] for row in told] == [str(other.pk)]
    assert told[0]["likeness"] == 1
    assert queries.visible_joints(_who("coordinator.berga")).count() == 0


def test_no_page_or_answer_of_a_joint_question_tells_the_evaluator_of_a_person(
    who: WhoIs, client_as: ClientAs, api: Callable[[str], Callable[..., Any]]
) -> None:
    phone, by = "070-174 06 05", who("coordinator.berga")
    asked = [ask(subject=f"Ring {phone}"), ask(text=f"Nås på {phone}")]
    joint = services.join([one.pk for one in asked], by=by).joint
    services.rename(joint.pk, f"Lampan, {phone}", by=by)
    services.answer_joint(joint.pk, f"Ring {phone}.", by=by)
    for username, told in (("evaluator", False), ("coordinator.berga", True)):
        client, call = client_as(username), api(username)
        bodies = [
            page(client, "joint", joint.pk),
            client.get(f"{reverse('questions:joints')}?status=ended").content.decode(),
            page(client, "one", asked[1].pk),
            call("GET", f"/joint/{joint.pk}").content.decode(),
            call("GET", "/joint?status=ended").content.decode(),
        ]
        assert [phone in body for body in bodies] == [told] * 5
