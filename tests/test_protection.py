"""The officer sees who looked, what goes when, and all that is kept about one asker; nobody else does."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import translation

from samspel.core import actors, clock, disposal, outbox
from samspel.core.actors import Job
from samspel.core.jobs import beat
from samspel.core.models import Disposal, LegalHold, LogRow, OutboxMessage
from samspel.escalation import services as escalations
from samspel.escalation.models import Escalation
from samspel.escalation.tests import ground as escalation
from samspel.observations import services as observations
from samspel.observations.models import Observation
from samspel.observations.tests.given import told as report
from samspel.questions import services
from samspel.questions.models import ContactDetails, KeptText, Question
from samspel.questions.services import Contact
from samspel.questions.tests.given import WhoIs, ask, ask_by_email
from tests.cast import Cast, ClientAs

pytestmark = pytest.mark.django_db
OFFICER = "protection.officer"
ADDRESS = "boende@example.org"
IDENTITY = {"identity": "document", "key": "k"}
JOB = Job("disposal")


@pytest.fixture
def officer(client_as: ClientAs) -> Client:
    """The officer's browser."""
    return client_as(OFFICER, language="en")


@pytest.fixture
def asked() -> Question:
    """A resident's question, with an address."""
    return ask_by_email()


def text(response: object) -> str:
    """The page."""
    content: bytes = response.content  # type: ignore[attr-defined]
    return content.decode()


def answered(question: Question, who: WhoIs) -> None:
    """The question gets its answer, and so a day on which its contact details go."""
    services.answer(question.pk, "Lamporna lagas på fredag.", by=who("contact.urban"))


def gone(days: int = 400) -> int:
    """What the nights until then dispose of."""
    with clock.at(clock.now() + timedelta(days=days)):
        return services.dispose_contacts(by=JOB)


# ---------- Who has looked


def test_each_look_is_shown_with_who_it_was_and_what_at(officer: Client, asked: Question, who: WhoIs) -> None:
    services.look_at_contact(asked.pk, by=who("contact.urban"))
    page = text(officer.get("/protection/"))
    assert "Anders Viklund" in page
    assert "looked at the contact details" in page
    assert asked.reference in page
    assert ADDRESS not in page


def test_when_the_log_was_sealed_is_shown(officer: Client) -> None:
    assert "The log was sealed" not in text(officer.get("/protection/"))
    beat("core.seal_log")
    page = text(officer.get("/protection/"))
    assert "The log was sealed" in page
    assert "Its head has never been published" in page
    beat("core.publish_head")
    assert "Its head was published" in text(officer.get("/protection/"))


@pytest.mark.parametrize(
    ("asked_for", "found"),
    [
        ("person=viklund", True),
        ("person=lagerman", False),
        ("person=Kontaktperson", True),
        ("about={reference}", True),
        ("about=1999-1", False),
        ("kind=question.contact_seen", True),
        ("kind=question.exported", False),
        ("since={today}&until={today}", True),
        ("until={yesterday}", False),
        ("kind=nonsense&since=nonsense&before=nonsense", True),
        ("since=0001-01-01&until=9999-12-31&before=٣", False),
    ],
)
def test_looks_are_found_by_person_question_and_period(
    officer: Client, asked: Question, who: WhoIs, asked_for: str, found: bool
) -> None:
    services.look_at_contact(asked.pk, by=who("contact.urban"))
    today = clock.today()
    words = {"reference": asked.reference, "today": today, "yesterday": today - timedelta(days=1)}
    page = text(officer.get(f"/protection/?{asked_for.format(**words)}"))
    assert ("Anders Viklund" in page.split("The last thirty days")[0]) is found


def test_a_page_holds_fifty_and_the_older_ones_come_after(officer: Client, asked: Question, who: WhoIs) -> None:
    for _turn in range(60):
        services.look_at_contact(asked.pk, by=who("contact.urban"))
    first = officer.get("/protection/?kind=question.contact_seen")
    assert len(first.context["looks"]) == 50
    second = officer.get(f"/protection/{first.context['pager'].next}")
    assert len(second.context["looks"]) == 10
    assert second.context["heading"] == "60 looks"


def test_who_looks_more_than_three_times_as_often_as_others_is_pointed_out(
    officer: Client, asked: Question, who: WhoIs
) -> None:
    for username, times in (("contact.urban", 12), ("contact.school", 2), ("contact.social", 3)):
        by = who(username)
        for _turn in range(times):
            LogRow.objects.create(
                at=clock.now(), actor_kind="user", actor_id=by.id, actor_label=by.label,
                verb="question.contact_seen", object_kind="questions.question", object_id=str(asked.pk),
                object_label=str(asked),
            )  # fmt: skip
    most, *others = officer.get("/protection/").context["habits"]
    assert (most.name, most.count, most.usual, most.stands_out) == ("Anders Viklund", 12, 2.5, True)
    assert not any(one.stands_out for one in others)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_list_that_is_taken_along_is_itself_a_look(officer: Client, asked: Question, who: WhoIs, kind: str) -> None:
    services.look_at_contact(asked.pk, by=who("contact.urban"))
    answer = officer.get(f"/protection/looks.{kind}?about={asked.reference}")
    assert answer["Content-Disposition"].startswith("attachment")
    if kind == "csv":
        assert "Anders Viklund" in answer.content.decode("utf-8-sig")
    assert LogRow.objects.filter(verb="log.exported", because=f"{kind}, 1 rows").exists()


# ---------- What goes, what went, what is held


def test_what_goes_is_shown_before_it_goes_and_looking_takes_nothing_away(
    officer: Client, asked: Question, who: WhoIs
) -> None:
    answered(asked, who)
    assert asked.reference not in text(officer.get("/protection/disposals/"))
    later = clock.today() + timedelta(days=400)
    assert asked.reference in text(officer.get(f"/protection/disposals/?until={later}"))
    assert ContactDetails.objects.get(question=asked).email == ADDRESS
    assert not Disposal.objects.exists()


def test_what_the_dry_run_shows_is_what_the_night_takes(asked: Question, who: WhoIs) -> None:
    answered(asked, who)
    answered(other := ask_by_email(), who)
    rule = next(one for one in disposal.rules() if one.code == "questions.contact")
    day = clock.today() + timedelta(days=400)
    assert {due.label for due in rule.due(day)} == {asked.reference, other.reference}
    assert gone() == 2
    assert list(rule.due(day)) == []


def test_the_protocol_survives_with_ids_and_numbers_and_no_content(
    officer: Client, asked: Question, who: WhoIs
) -> None:
    answered(asked, who)
    gone()
    row = Disposal.objects.get()
    assert (row.rule, row.count, row.object_ids, row.label) == (
        "questions.contact",
        1,
        [str(asked.pk)],
        asked.reference,
    )
    assert ADDRESS not in str(vars(row))
    page = text(officer.get("/protection/disposals/done/"))
    assert asked.reference in page
    assert "Contact details of those who asked" in page
    assert asked.reference in officer.get("/protection/disposals/done.csv").content.decode("utf-8-sig")
    assert LogRow.objects.filter(verb="disposal.done", object_id=str(row.pk)).exists()


def test_letters_that_were_emptied_stand_in_the_protocol(asked: Question) -> None:
    for letter in outbox.waiting():
        outbox.hand_over(letter.pk)
    with clock.at(clock.now() + timedelta(days=31)):
        number = outbox.dispose_old()
    assert number == Disposal.objects.get(rule="core.letters").count > 0


def hold(officer: Client, **fields: str) -> object:
    """Send the form."""
    until = (clock.today() + timedelta(days=500)).isoformat()
    return officer.post("/protection/holds/new/", {"key": "h", "reason": "Case 12", "until": until, **fields})


@pytest.mark.parametrize("by", ["reference", "address"])
def test_a_hold_stops_a_disposal_until_it_is_lifted(officer: Client, asked: Question, who: WhoIs, by: str) -> None:
    answered(asked, who)
    answered(ask_by_email(), who) if by == "reference" else None
    hold(officer, **{by: {"reference": asked.reference, "address": " BOENDE@example.org "}[by]})
    row = LegalHold.objects.get()
    assert ADDRESS not in str(vars(row)).lower()
    assert gone() == (1 if by == "reference" else 0)
    assert ContactDetails.objects.get(question=asked).email == ADDRESS
    later = clock.today() + timedelta(days=400)
    assert "Held, does not go" in text(officer.get(f"/protection/disposals/?until={later}"))
    officer.post(f"/protection/holds/{row.pk}/lift/", {"key": "l", "because": "Settled"})
    assert gone() == 1
    assert [one.verb for one in LogRow.objects.filter(verb__startswith="hold.").order_by("pk")] == [
        "hold.set",
        "hold.lifted",
    ]


def test_a_hold_runs_out_on_its_day(officer: Client, asked: Question, who: WhoIs) -> None:
    answered(asked, who)
    hold(officer, reference=asked.reference, until=(clock.today() + timedelta(days=10)).isoformat())
    assert gone() == 1


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "Give a number"),
        ({"reference": "2026-9999"}, "There is no question"),
        ({"reference": "2026-0001", "address": "a@example.org"}, "not both"),
        ({"address": "a@example.org", "until": "2020-01-01"}, "Choose a day to come"),
        ({"address": "a@example.org", "until": "2090-01-01"}, "within five years"),
        ({"address": "a@example.org", "reason": "070-174 06 31"}, "looks like personal data"),
    ],
)
def test_a_hold_that_makes_no_sense_is_refused_and_what_was_typed_stays(
    officer: Client, asked: Question, fields: dict[str, str], says: str
) -> None:
    response = hold(officer, **fields)
    assert says in text(response)
    assert fields.get("reason", "Case 12") in text(response)
    assert not LegalHold.objects.exists()


def test_a_hold_outlives_a_new_secret_key_and_a_new_field_key(
    officer: Client, asked: Question, who: WhoIs, settings: Any
) -> None:
    answered(asked, who)
    hold(officer, address=ADDRESS)
    settings.SECRET_KEY = "n" * 60
    settings.FIELD_KEYS = [Fernet.generate_key().decode(), *settings.FIELD_KEYS]
    assert gone() == 0
    settings.FIELD_KEYS = settings.FIELD_KEYS[:1]
    assert gone() == 1, "the control: without the key that marked it nobody knows whom it holds"


def test_a_hold_from_before_it_stood_on_the_field_keys_stops_it_while_the_secret_key_is_the_same(
    officer: Client, asked: Question, who: WhoIs, settings: Any
) -> None:
    answered(asked, who)
    hold(officer, address=ADDRESS)
    settings.SECRET_KEY = "of the municipality, and never told to anybody else"
    mark = "891bf5c596a2ffbee02fbad7ec7403e4301b3fc57f48d278296114a9107d67d8"
    LegalHold.objects.update(object_id=mark)
    assert gone() == 0
    settings.SECRET_KEY = "n" * 60
    assert gone() == 1


def letters_a_month_later() -> set[str]:
    """To whom the letters are that were sent, and that still have their address, a month after."""
    for letter in outbox.waiting():
        outbox.hand_over(letter.pk)
    with clock.at(clock.now() + timedelta(days=31)):
        outbox.dispose_old()
    return set(OutboxMessage.objects.exclude(to="").values_list("to", flat=True))


@pytest.mark.parametrize("by", ["reference", "address"])
def test_a_hold_keeps_the_letters_too(officer: Client, asked: Question, by: str) -> None:
    ask(reply_by="email", contact=Contact(email="another@example.org"))
    hold(officer, **{by: {"reference": asked.reference, "address": ADDRESS}[by]})
    later = clock.today() + timedelta(days=40)
    kept = letters_a_month_later()
    assert ADDRESS in kept
    assert "another@example.org" not in kept
    assert "Held, does not go" in text(officer.get(f"/protection/disposals/?until={later}"))


@pytest.mark.parametrize("by", ["reference", "address"])
def test_a_hold_keeps_the_texts_that_are_written_to_them(officer: Client, asked: Question, who: WhoIs, by: str) -> None:
    other = ask(reply_by="email", contact=Contact(email="another@example.org"))
    for question in (asked, other):
        services.save_draft(question.pk, "Hej, jag skriver", by=who("contact.urban"))
    hold(officer, **{by: {"reference": asked.reference, "address": ADDRESS}[by]})
    with clock.at(clock.now() + timedelta(days=61)):
        assert services.dispose_kept(by=JOB) == 1
    assert KeptText.objects.get().question == asked


NUMBER = "070-174 06 31"


@pytest.fixture
def alarm(who: WhoIs) -> Escalation:
    """An alarm that is over, with a number to call back."""
    leg = escalation.alarm(who("host.berga"), callback=NUMBER)
    escalations.withdraw(leg, "Löst", by=who("host.berga"))
    return leg.escalation


@pytest.mark.parametrize("by", ["reference", "address"])
def test_an_alarms_number_is_held_by_the_alarm_and_by_itself(officer: Client, alarm: Escalation, by: str) -> None:
    hold(officer, **{by: {"reference": alarm.reference.lower(), "address": "+46 70 174 06 31"}[by]})
    with clock.at(clock.now() + timedelta(days=400)):
        assert escalations.dispose_numbers() == 0
        LegalHold.objects.update(lifted_at=clock.now())
        assert escalations.dispose_numbers() == 1, "the control"


@pytest.mark.parametrize("reference", ["{key}", "https://samspel.example.se/observations/{key}/"])
def test_an_observation_is_held_by_the_address_of_its_page(officer: Client, who: WhoIs, reference: str) -> None:
    made, _other = (report(who("host.berga"), text="Mörkt i tunneln") for _turn in range(2))
    until = (clock.today() + timedelta(days=1500)).isoformat()
    hold(officer, reference=reference.format(key=made.pk), until=until)
    with clock.at(clock.now() + timedelta(days=1400)):
        observations.dispose_written(by=JOB)
    assert Observation.objects.exclude(text="").get() == made


# ---------- An extract


def extract(officer: Client, **fields: str) -> str:
    """Send the form; the page or the file."""
    return text(officer.post("/protection/extract/", IDENTITY | fields))


def test_all_that_is_kept_about_an_asker_is_found_by_address_number_or_code(
    officer: Client, asked: Question, who: WhoIs
) -> None:
    services.note(asked.pk, "Ringde och lovade återkomma.", by=who("contact.urban"))
    other = ask_by_email(subject="En annan fråga av samma person")
    code = asked.code
    for sought in ({"address": ADDRESS.upper()}, {"reference": asked.reference}, {"code": code}):
        page = extract(officer, **sought)
        for kept in (asked.reference, asked.subject, ADDRESS, other.subject, "Ringde och", "Vi har fått din fråga"):
            assert kept in page, (sought, kept)


def test_an_extract_is_logged_and_so_is_each_thing_in_it_but_not_what_was_looked_for(
    officer: Client, asked: Question
) -> None:
    extract(officer, address=ADDRESS)
    rows = LogRow.objects.filter(verb__startswith="extract.").order_by("pk")
    assert [(row.verb, row.object_label) for row in rows] == [
        ("extract.made", OFFICER),
        ("extract.read", asked.reference),
    ]
    assert all(ADDRESS not in str(vars(row)) for row in rows)
    assert "document" in rows[0].because
    assert "made an extract" in text(officer.get("/protection/"))


def test_an_extract_is_taken_along_for_a_machine_to_read(officer: Client, asked: Question) -> None:
    told = json.loads(extract(officer, reference=asked.reference, json="1"))
    (question,) = told["questions"]["items"]
    assert (question["name"], question["text"]) == (asked.reference, asked.text)
    assert told["contact"]["items"][0]["email"] == ADDRESS
    assert {"timeline", "letters", "log", "escalations", "kept", "repeated"} <= set(told)


def test_identity_must_be_shown_before_anything_is_told(officer: Client, asked: Question) -> None:
    response = officer.post("/protection/extract/", {"address": ADDRESS, "key": "k"})
    assert response.status_code == 422
    assert asked.subject not in text(response)
    assert not LogRow.objects.filter(verb="extract.made").exists()


def test_who_is_not_kept_gets_told_so_and_that_is_logged_too(officer: Client, asked: Question) -> None:
    assert "Nothing is kept" in extract(officer, address="nobody@example.org")
    assert LogRow.objects.filter(verb="extract.made", because="document, 0 things").exists()


def test_contact_details_that_were_disposed_of_are_in_no_extract(officer: Client, asked: Question, who: WhoIs) -> None:
    answered(asked, who)
    gone()
    assert "Nothing is kept" in extract(officer, address=ADDRESS)
    page = extract(officer, reference=asked.reference)
    assert asked.subject in page
    assert ADDRESS not in page


@pytest.mark.parametrize("username", ["admin", "security.head", "coordinator.berga", "contactcentre", "evaluator"])
def test_nobody_else_comes_here(client_as: Callable[..., Client], username: str) -> None:
    client = client_as(username)
    for where in ("", "disposals/", "disposals/done/", "holds/", "holds/new/", "extract/", "looks.csv"):
        assert client.get(f"/protection/{where}").status_code == 404
    assert client.post("/protection/extract/", IDENTITY | {"address": ADDRESS}).status_code == 404


def test_the_officer_has_no_list_of_questions(officer: Client, asked: Question) -> None:
    assert officer.get("/questions/").status_code == 404
    assert officer.get(f"/questions/{asked.pk}/").status_code == 404


@override_settings(SECOND_FACTOR=[])
def test_who_makes_an_extract_shows_first_who_they_are(client: Client, cast: Cast) -> None:
    user = cast[OFFICER]
    user.set_password("vinter kanot apelsin")
    user.save()
    client.force_login(user)
    for response in (client.get("/protection/extract/"), client.post("/protection/extract/", IDENTITY)):
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("account_reauthenticate")), response["Location"]
    assert client.get("/protection/").status_code == 200


@pytest.mark.parametrize(
    ("label", "in_swedish"),
    [
        ("Visitor", "Besökare"),
        ("Samspel (disposal)", "Samspel (gallring)"),
        ("Samspel (something new)", "Samspel"),
        ("Kontaktperson, Samhällsbyggnad", "Kontaktperson, Samhällsbyggnad"),
    ],
)
def test_who_it_was_is_said_in_the_readers_language(label: str, in_swedish: str) -> None:
    with translation.override("sv"):
        assert actors.said(label) == in_swedish


def test_an_alarm_that_calls_the_asker_back_is_in_their_extract(officer: Client, alarm: Escalation, who: WhoIs) -> None:
    other = escalation.alarm(who("host.berga"), callback="070-174 06 32").escalation
    page = extract(officer, address="+46 70 174 06 31")
    assert alarm.reference in page
    assert NUMBER in page
    assert other.reference not in page
    page = extract(officer, reference=other.reference)
    assert (other.reference in page, alarm.reference in page, "070-174 06 32" in page) == (True, False, False)
