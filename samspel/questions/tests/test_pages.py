"""What people see on the pages of questions, and what they don't."""

import base64
import csv
import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samspel.core.models import LogRow
from samspel.questions import codes, services
from samspel.questions.models import ContactDetails, KeptText, Question
from samspel.questions.tests.given import SUBJECT, WhoIs, again, ask, ask_by_email, part_of

pytestmark = pytest.mark.django_db

ClientAs = Callable[..., Client]
KEY = "k" * 32


def page(client: Client, path: str, **data: Any) -> str:
    response = client.get(f"/questions/{path}", data)
    assert response.status_code == 200, (path, response.status_code)
    return response.content.decode()


def send(client: Client, path: str, **data: Any) -> Any:
    return client.post(f"/questions/{path}", {"key": KEY, **data})


# ---------- The list


@pytest.mark.parametrize(
    "cursor",
    [
        "[" * 3000,
        '["due",false,1e999,"2026-01-01","2026-01-01T00:00:00+00:00","{pk}"]',
        '["due",false,0,"9999-12-31","9999-12-31T23:59:59-14:00","{pk}"]',
        '["newest",false,"0001-01-01T00:00:00+14:00","{pk}"]',
        "{}",
    ],
)
def test_a_forged_place_in_the_list_is_no_place(client_as: ClientAs, cursor: str) -> None:
    written = cursor.replace("{pk}", str(ask().pk))
    coded = base64.urlsafe_b64encode(written.encode()).decode()
    for order in ("due", "newest"):
        response = client_as("coordinator.berga").get("/questions/", {"cursor": coded, "order": order})
        assert response.status_code == 404


def test_a_draft_for_no_part_is_nowhere(client_as: ClientAs) -> None:
    question = ask("school")
    for part in ("9" * 5000, "x"):
        response = client_as("contact.school").post(f"/questions/{question.pk}/draft/", {"text": "Hej", "part": part})
        assert response.status_code == (404 if part.isdecimal() else 200)


def test_the_list_says_how_things_stand_and_shows_what_is_due_first(client_as: ClientAs) -> None:
    later, sooner = ask("housing", subject="Senare"), ask("safety", subject="Snart")
    text = page(client_as("coordinator.berga", language="en"), "")
    assert "2 open questions" in text
    assert text.index(sooner.subject) < text.index(later.subject)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "lampor"}, True),
        ({"q": "tunnel"}, True),
        ({"q": "belysnigen"}, True),
        ({"q": "simhall"}, False),
        ({"matter": "lighting-and-streets"}, True),
        ({"matter": "school"}, False),
        ({"area": "berga", "department": "urban-planning"}, True),
        ({"area": "none"}, False),
        ({"department": "education"}, False),
        ({"status": "new"}, True),
        ({"status": "ended"}, False),
        ({"status": "nonsense", "area": "nowhere", "since": "not a day", "due": "x"}, True),
        ({"since": "2020-01-01"}, True),
        ({"since": "2099-01-01"}, False),
        ({"due": "late"}, False),
        ({"mine": "on"}, False),
    ],
)
def test_filters_stand_in_the_address(client_as: ClientAs, query: dict[str, str], found: bool) -> None:
    ask()
    assert (SUBJECT in page(client_as("coordinator.berga"), "", **query)) == found


def test_a_long_list_has_pages_that_go_on_and_back(client_as: ClientAs, monkeypatch: pytest.MonkeyPatch) -> None:
    from samspel.questions.queries import listing

    monkeypatch.setattr(listing.page, "__defaults__", ("", 2))
    made = {ask(subject=f"Fråga nummer {number}").reference for number in range(5)}
    client, seen, path = client_as("coordinator.berga"), [], ""
    pages = []
    for _ in range(3):
        response = client.get(f"/questions/{path}")
        pages.append([line.row.reference for line in response.context["lines"]])
        path = response.context["pager"].next
    seen = [reference for one in pages for reference in one]
    assert (len(seen), set(seen)) == (5, made)
    assert path == ""
    back = client.get(f"/questions/{response.context['pager'].previous}")
    assert [line.row.reference for line in back.context["lines"]] == pages[1]


@pytest.mark.parametrize("cursor", ["x", "W10", "e30", "WzFd", "%00", "å"])
def test_a_cursor_that_is_none_is_not_there(client_as: ClientAs, cursor: str) -> None:
    assert client_as("coordinator.berga").get("/questions/", {"cursor": cursor}).status_code == 404


def test_an_empty_list_says_what_one_can_do(client_as: ClientAs) -> None:
    assert "?status=ended" in page(client_as("coordinator.berga"), "")


@pytest.mark.parametrize("path", ["", "{pk}/"])
def test_more_rows_cost_no_more_queries(client_as: ClientAs, who: WhoIs, path: str) -> None:
    first = ask("young-people-outdoors")
    client = client_as("coordinator.berga")

    def queries() -> int:
        client.get(f"/questions/{path.format(pk=first.pk)}")
        with CaptureQueriesContext(
            connection,
        ) as caught:
            page(client, path.format(pk=first.pk))
        return len(caught)

    before = queries()
    for _ in range(10):
        ask("young-people-outdoors")
    for _ in range(5):
        services.note(first.pk, "En anteckning", by=who("coordinator.berga"))
    assert queries() == before
    assert before < 45


# ---------- Files


def test_the_files_hold_exactly_the_list(client_as: ClientAs) -> None:
    ask(subject="=1+1")
    ask("school", subject="Skolan")
    client = client_as("coordinator.berga")
    made = client.get("/questions/export.csv", {"matter": "lighting-and-streets"})
    text = made.content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert [row[1] for row in rows[1:]] == ["'=1+1"]
    book = openpyxl.load_workbook(io.BytesIO(client.get("/questions/export.xlsx").content))  # type: ignore[no-untyped-call,attr-defined]
    sheet = book.active
    assert sheet is not None
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert {row[1] for row in cells[1:]} == {"=1+1", "Skolan"}
    assert [cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row if cell.value == "=1+1"] == ["s"]
    assert LogRow.objects.filter(verb="question.exported").count() == 2


def test_a_file_holds_no_more_than_its_reader_may_see(client_as: ClientAs) -> None:
    ask()
    text = client_as("contact.school").get("/questions/export.csv").content.decode()
    assert SUBJECT not in text


# ---------- One question


def test_the_page_of_a_question(client_as: ClientAs) -> None:
    question = ask_by_email(matter="school")
    text = page(client_as("coordinator.berga", language="en"), f"{question.pk}/")
    for expected in (question.reference, SUBJECT, question.text, "Send the answer", "Internal note", "Rule "):
        assert expected in text
    assert "boende@example.org" not in text


@pytest.mark.parametrize(
    "username", ["coordinator.ryd", "contact.social", "partner.police", "polare.ryd", "security.head"]
)
def test_who_may_not_see_it_gets_what_is_not_there(client_as: ClientAs, username: str) -> None:
    question = ask("school")
    for path in ("", "contact/", "receiver/", "matter/", "department/", "lead/"):
        assert client_as(username).get(f"/questions/{question.pk}/{path}").status_code == 404
    for path in ("answer/", "ask-back/", "note/", "draft/"):
        assert send(client_as(username), f"{question.pk}/{path}", text="x", note="x").status_code in {404, 422}
    assert again(question).version == question.version


def test_an_evaluator_reads_with_persons_masked_and_without_notes(client_as: ClientAs, who: WhoIs) -> None:
    question = ask("school", text="Ring Anna på 070-174 06 05 om skolan")
    services.note(question.pk, "Hemlig anteckning", by=who("coordinator.berga"))
    text = page(client_as("evaluator"), f"{question.pk}/")
    assert "070-174" not in text
    assert "om skolan" in text
    assert "Hemlig" not in text
    assert "textarea" not in text


def test_contact_details_are_shown_by_a_press_and_each_look_is_on_the_timeline(client_as: ClientAs) -> None:
    question = ask_by_email(matter="school")
    client = client_as("contact.school")
    assert "boende@example.org" not in page(client, f"{question.pk}/contact/")
    assert "boende@example.org" in client.post(f"/questions/{question.pk}/contact/").content.decode()
    assert question.entries.filter(verb="contact_seen").exists()


def test_answering_sends_once_and_shows_what_was_sent(client_as: ClientAs) -> None:
    question = ask("school")
    client = client_as("contact.school")
    data = {"text": "Skolan öppnar åtta", "end": "answered", "version": question.version}
    assert send(client, f"{question.pk}/answer/", **data).status_code == 302
    assert send(client, f"{question.pk}/answer/", **data).status_code == 302
    assert question.entries.filter(verb="answered").count() == 1
    assert "Skolan öppnar åtta" in page(client, f"{question.pk}/")


def test_a_refused_answer_keeps_its_text(client_as: ClientAs) -> None:
    question = ask("school")
    response = send(client_as("contact.school"), f"{question.pk}/answer/", text="Mitt svar", end="guided", version=1)
    assert response.status_code == 422
    assert "Mitt svar" in response.content.decode()
    assert again(question).is_open


def test_person_data_is_pointed_out_and_taken_when_one_has_looked(client_as: ClientAs) -> None:
    question = ask("school")
    client = client_as("contact.school")
    data = {"text": "Ring 070-174 06 05", "end": "answered", "version": question.version}
    first = send(client, f"{question.pk}/answer/", **data)
    assert first.status_code == 422
    assert 'name="looked"' in first.content.decode()
    assert send(client, f"{question.pk}/answer/", looked="on", **data).status_code == 302


def test_a_stale_answer_shows_both_texts_and_loses_neither(client_as: ClientAs, who: WhoIs) -> None:
    question = ask("school")
    services.answer(question.pk, "Kollegans svar", by=who("manager.school"))
    response = send(
        client_as("contact.school"),
        f"{question.pk}/answer/",
        text="Mitt svar",
        end="answered",
        version=question.version,
    )
    text = response.content.decode()
    assert response.status_code == 409
    assert "Kollegans svar" in text
    assert "Mitt svar" in text
    assert KeptText.objects.get().text == "Mitt svar"
    assert "Mitt svar" in page(client_as("contact.school"), f"{question.pk}/")
    assert "Mitt svar" not in page(client_as("manager.school"), f"{question.pk}/")


def test_a_kept_text_is_thrown_away_by_its_writer_alone(client_as: ClientAs, who: WhoIs) -> None:
    question = ask("school")
    kept = services.keep_text(question.pk, "Mitt", by=who("contact.school"))
    path = f"{question.pk}/kept/{kept.pk}/drop/"
    assert send(client_as("manager.school"), path).status_code == 404
    assert send(client_as("contact.school"), path).status_code == 302
    assert not KeptText.objects.exists()


def test_a_draft_that_reaches_us_after_the_same_text_was_sent_is_none(client_as: ClientAs, who: WhoIs) -> None:
    question = ask()
    services.answer(question.pk, "Lampan byts på fredag.", by=who("contact.urban"))
    services.save_draft(question.pk, "Lampan byts på fredag.", by=who("contact.urban"))
    services.not_solved("Den är trasig", by=services.Asker(question.pk))
    text = page(client_as("contact.urban"), f"{question.pk}/")
    assert 'id="saved" role="status"></p>' in text


def test_a_draft_saves_itself_and_is_there_again(client_as: ClientAs) -> None:
    question = ask("school")
    client = client_as("contact.school")
    response = client.post(f"/questions/{question.pk}/draft/", {"text": "Hej! Vi"})
    assert response.status_code == 200
    assert "Hej! Vi" in page(client, f"{question.pk}/")
    assert "Hej! Vi" not in page(client_as("manager.school"), f"{question.pk}/")


def test_asking_back_takes_the_text_of_the_answer(client_as: ClientAs) -> None:
    question = ask("school")
    assert (
        send(client_as("contact.school"), f"{question.pk}/ask-back/", text="Vilken skola?", version=1).status_code
        == 302
    )
    assert again(question).status == "waiting"


def test_a_note_is_seen_by_those_who_work_with_it(client_as: ClientAs) -> None:
    question = ask("school")
    assert send(client_as("coordinator.berga"), f"{question.pk}/note/", note="Bara internt").status_code == 302
    assert "Bara internt" in page(client_as("contact.school"), f"{question.pk}/")
    assert "Bara internt" not in page(client_as("evaluator"), f"{question.pk}/")


@pytest.mark.parametrize(
    ("username", "path", "data"),
    [
        ("coordinator.berga", "{q}/receiver/", {"department": "social-care", "reason": "De vet"}),
        ("coordinator.berga", "{q}/matter/", {"matter": "leisure"}),
        ("coordinator.berga", "{q}/area/", {"area": "ryd", "place": "Torget"}),
        ("coordinator.berga", "{q}/department/", {"department": "urban-planning"}),
        ("contact.school", "parts/{p}/accept/", {}),
        ("contact.school", "parts/{p}/return/", {"department": "social-care", "reason": "Inte vår"}),
        ("contact.school", "parts/{p}/forward/", {"department": "social-care", "reason": "Er"}),
    ],
)
def test_each_verb_from_its_page(client_as: ClientAs, username: str, path: str, data: dict[str, str]) -> None:
    question = ask("school")
    address = path.format(q=question.pk, p=part_of(question, "education").pk)
    client = client_as(username)
    if not path.endswith("accept/"):
        page(client, address)
    response = send(client, address, **data)
    assert response.status_code == 302
    assert again(question).version > question.version


def test_a_part_is_answered_on_its_own_page(client_as: ClientAs) -> None:
    question = ask("young-people-outdoors")
    part = part_of(question, "culture-leisure")
    assert (
        send(client_as("contact.culture"), f"parts/{part.pk}/answer/", text="Vi har öppet", version=1).status_code
        == 302
    )
    assert "Vi har öppet" in page(client_as("coordinator.berga"), f"{question.pk}/")


def test_a_stale_part_is_kept_and_shown(client_as: ClientAs, who: WhoIs) -> None:
    question = ask("young-people-outdoors")
    part = part_of(question, "culture-leisure")
    services.answer_part(part.pk, "Kollegans del", by=who("manager.culture"))
    response = send(client_as("contact.culture"), f"parts/{part.pk}/answer/", text="Min del", version=part.version)
    assert response.status_code == 409
    assert "Kollegans del" in response.content.decode()
    assert "Min del" in response.content.decode()
    assert KeptText.objects.get().text == "Min del"


# ---------- New


def test_staff_write_down_a_question_and_get_the_code_to_show(client_as: ClientAs) -> None:
    client = client_as("bridge.berga", language="en")
    assert 'value="berga" selected' in page(client, "new/")
    data = {
        "text": "När öppnar badet?",
        "area": "berga",
        "matter": "leisure",
        "asker_role": "resident",
        "reply_by": "code",
    }
    response = send(client, "new/", **data)
    question = Question.objects.get()
    assert question.channel == "staff"
    text = client.get(response["Location"]).content.decode()
    assert codes.grouped(question.code) in text


def test_the_preview_is_shown_by_htmx_and_by_a_button(client_as: ClientAs) -> None:
    client = client_as("bridge.berga", language="en")
    assert "Goes to Kultur" in page(client, "new/preview/", matter="leisure", area="berga")
    response = send(client, "new/", text="Badet", matter="leisure", reply_by="code", asker_role="resident", preview="1")
    assert "Goes to Kultur" in response.content.decode()
    assert "Badet" in response.content.decode()
    assert not Question.objects.exists()


def test_a_partner_asks_for_their_organisation(client_as: ClientAs) -> None:
    client = client_as("partner.housing")
    assert 'name="asker_role"' not in page(client, "new/")
    send(client, "new/", text="Vem sköter gården?", reply_by="code", matter="housing")
    question = Question.objects.get()
    assert (question.asker_role, question.channel) == ("partner", "partner")
    assert question.asker_organisation is not None


def test_an_address_is_kept_only_when_the_answer_goes_there(client_as: ClientAs) -> None:
    client = client_as("contactcentre")
    data = {"text": "Hej", "asker_role": "resident", "email": "boende@example.org", "phone": "070-174 06 05"}
    assert send(client, "new/", reply_by="email", **(data | {"email": "ingen"})).status_code == 422
    send(client, "new/", reply_by="email", **data)
    contact = ContactDetails.objects.get()
    assert (contact.email, contact.phone) == ("boende@example.org", "")
    assert Question.objects.get().channel == "contact_centre"
