"""A question's whole way on a phone: asked, taken, returned to whose it is, answered by letter and code, and back."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from django.urls import reverse

from samspel.questions.models import Question
from tests.journeys import PostOffice, reads, run_jobs

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Opens = Callable[..., "Page"]

ASKER = "boende@example.org"
ASKED = "Vem hjälper unga att hitta sommarjobb? Anslagstavlan är tom sedan i våras."
PART = "Fritidsgården hjälper till att skriva ansökan på onsdagar."
ANSWER = "Ansök på kommunens webbplats senast den 31 mars. Fritidsgården hjälper till på onsdagar."
STILL = "Länken på sidan leder fel."
CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")


@pytest.fixture(autouse=True)
def fresh_limits(transactional_db: None) -> None:
    """Tries of one test do not count in the next."""
    cache.clear()


def ask(page: Page) -> str:
    """A resident asks without a login, and reads the code."""
    page.goto(reverse("portal:ask"))
    said = reads(page, "Fråga din kommun")
    assert said.index("112") < said.index("114 14") < said.index("Fråga din kommun")
    page.fill("[name=text]", ASKED)
    page.fill("[name=where]", "Berga centrum")
    page.check("[name=reply_by][value=email]")
    page.fill("[name=email]", ASKER)
    page.get_by_role("button", name="Skicka frågan").click()
    found = CODE.search(reads(page, "Tack, vi har fått din fråga", "Utbildnings- och arbetsmarknadsförvaltningen"))
    assert found
    return found[0]


def look_up(page: Page, code: str) -> str:
    """The asker looks the code up; all that the page says."""
    page.goto(reverse("portal:code"))
    page.fill("[name=code]", code.lower().replace("-", " "))
    page.get_by_role("button", name="Visa svaret").click()
    return reads(page, ASKED)


def opens(page: Page, *texts: str) -> None:
    """Somebody begins at their first page, where the question stands with the texts, and opens it there."""
    page.goto("/")
    reads(page, ASKED, *texts)
    page.locator("main").get_by_role("link", name=ASKED).first.click()
    assert page.inner_text("h1") == ASKED


def accept(page: Page, department: str) -> None:
    """A contact person takes their part on."""
    opens(page)
    page.get_by_role("button", name=f"Ta emot för {department}").click()
    reads(page, "Frågan är din.")


def returned(page: Page, instead: str) -> None:
    """A contact person says that it isn't theirs, and names whose it is."""
    opens(page)
    page.get_by_role("link", name="Återsänd: inte vår").click()
    page.get_by_label("Vem svarar för den i stället?").select_option(label=instead)
    page.get_by_label("Varför?").fill("Sommaraktiviteter för unga är deras.")
    page.get_by_role("button", name="Återsänd frågan").click()


def answer_part(page: Page) -> None:
    """Whose it is answers their part."""
    opens(page)
    page.get_by_role("link", name="Svara på vår del").click()
    page.get_by_label("Er del av svaret").fill(PART)
    page.get_by_role("button", name="Spara vår del").click()


def answer(page: Page) -> None:
    """The one who leads reads the other's part, and gives the one answer."""
    opens(page)
    reads(page, PART)
    page.get_by_label("Svar till den som frågade").fill(ANSWER)
    page.get_by_role("button", name="Skicka svaret").click()
    reads(page, "Svaret är skickat.", "Besvarad")


def not_solved(page: Page) -> None:
    """The asker says that it isn't solved."""
    page.get_by_text("Nej, det är inte löst").click()
    page.fill("[action$='not-solved/'] [name=text]", STILL)
    page.get_by_role("button", name="Skicka tillbaka den till dem som svarade").click()


def letter_to_asker(office: PostOffice, *texts: str) -> None:
    """What waits is sent, and the asker's latest letter holds the texts."""
    run_jobs()
    said = " ".join(" ".join(office.last_to(ASKER)).split())
    for text in texts:
        assert text in said


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_from_a_phone_to_an_answer_and_back(
    open_page: Opens, comes_in: Opens, post_office: PostOffice, javascript: bool
) -> None:
    asker = open_page(java_script_enabled=javascript)
    code = ask(asker)
    letter_to_asker(post_office, code)

    coordinator = comes_in("coordinator.berga")
    opens(coordinator)
    reads(coordinator, "Två delar", "Utbildning och arbetsmarknad leder.", "Regel 6", "Arbete och sysselsättning")

    accept(comes_in("contact.school"), "Utbildning och arbetsmarknad")
    returned(comes_in("contact.social"), "Kultur- och fritidsförvaltningen")
    answer_part(comes_in("contact.culture"))
    assert ANSWER not in look_up(asker, code)

    school = comes_in("contact.school")
    answer(school)
    letter_to_asker(post_office, ANSWER, code, reverse("portal:code"))
    said = look_up(asker, code)
    assert ANSWER in said
    assert PART not in said, "parts are between departments"
    assert "deras." not in said, "reasons are between departments"

    not_solved(asker)
    run_jobs()
    question = Question.objects.get()
    assert (question.status, question.solved) == ("reopened", False)
    opens(school, "Inte löst, kom tillbaka")
    reads(school, "Väntar på ditt svar", STILL)
    assert school.input_value("[name=text]") == "", "what was sent is no draft"
    for colleague in ("contact.school", "coordinator.berga"):
        assert "är inte löst och har kommit tillbaka" in post_office.last_to(f"{colleague}@example.org")[0]
    opens(comes_in("coordinator.berga"), "Inte löst, kom tillbaka")
