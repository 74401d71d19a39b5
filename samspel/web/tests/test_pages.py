"""The frame's other pages: areas, the municipality, search, navigation, what is said when something is wrong."""

from collections.abc import Callable, Mapping

import pytest
from django.db import OperationalError
from django.test import Client, RequestFactory

from samspel.accounts.models import User
from samspel.accounts.who import NOBODY, who_is
from samspel.escalation import services as escalations
from samspel.escalation.rules import Kind, Need
from samspel.municipality.models import Area, AreaTeam, Matter
from samspel.questions import services as questions
from samspel.questions.services import Asked
from samspel.web.views import errors

pytestmark = pytest.mark.django_db
SUBJECT = "Belysningen i gångtunneln"


@pytest.fixture
def berga(client_as: Callable[..., Client]) -> Client:
    return client_as("coordinator.berga")


def text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def ask(area: str = "berga") -> None:
    questions.ask(
        Asked(
            subject=SUBJECT,
            text="Lamporna är släckta.",
            area=Area.objects.get(code=area),
            matter=Matter.objects.get(code="lighting-and-streets"),
        ),
        by=NOBODY,
    )


def test_an_areas_page_shows_what_is_open_there_to_those_who_see_it(
    berga: Client, client_as: Callable[..., Client]
) -> None:
    ask()
    assert SUBJECT in text(berga, "/areas/berga/")
    elsewhere = text(client_as("coordinator.ryd"), "/areas/berga/")
    assert SUBJECT not in elsewhere
    assert "Du ser inga frågor här" in elsewhere


def test_the_list_of_areas_says_where_one_sees_nothing_rather_than_nought(berga: Client) -> None:
    ask()
    assert "du ser inga frågor här" in text(berga, "/areas/")


def test_an_area_that_is_not_there_is_missing(berga: Client) -> None:
    assert berga.get("/areas/nowhere/").status_code == 404


def test_the_past_of_an_area_that_changed_team_is_shown(berga: Client) -> None:
    held = AreaTeam.objects.get(area__code="city", ends=None)
    other = AreaTeam.objects.get(area__code="ryd", ends=None).team
    AreaTeam.objects.filter(pk=held.pk).update(ends="2026-01-31")
    AreaTeam.objects.create(area=held.area, team=other, starts="2026-02-01", source="[2]")
    page = text(berga, "/areas/city/")
    assert held.team.name in page
    assert other.name in page
    assert "31 januari 2026" in page


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/municipality/", "områden, och 3 team"),
        ("/municipality/responsibility/", "Samhällsbyggnad"),
        ("/municipality/departments/education/", "Svarar för"),
        ("/municipality/bodies/", "SMS-gruppen"),
        ("/municipality/bodies/coordination/", "Träffas"),
        ("/municipality/hours/", "Julafton"),
        ("/municipality/lines/", "Nästa i ordningen"),
        ("/municipality/functions/", "Trygghetsvärd"),
        ("/municipality/goals/", "mål"),
        ("/municipality/services/", "112"),
    ],
)
def test_the_municipality_is_shown_with_its_assumptions_marked(berga: Client, path: str, words: str) -> None:
    page = text(berga, path)
    assert words in page
    assert "Antagande" in page


def test_who_answers_is_found_by_a_word_of_the_matter(berga: Client) -> None:
    found = text(berga, "/municipality/responsibility/?q=belysning")
    assert "Belysning, gator och cykelvägar" in found
    assert "Inget ärende har de orden" in text(berga, "/municipality/responsibility/?q=xyzzy")


def test_numbers_to_call_are_not_for_partners_and_polare(client_as: Callable[..., Client]) -> None:
    assert client_as("partner.police").get("/municipality/lines/").status_code == 404
    assert client_as("polare.ryd").get("/municipality/lines/").status_code == 404
    assert client_as("evaluator").get("/municipality/lines/").status_code == 200


@pytest.mark.asvs("V8.2.2")
def test_search_finds_only_what_one_may_see(berga: Client, client_as: Callable[..., Client]) -> None:
    ask()
    assert SUBJECT in text(berga, "/search/?q=lampa")
    assert SUBJECT not in text(client_as("coordinator.ryd"), "/search/?q=lampa")
    assert SUBJECT not in text(client_as("admin"), "/search/?q=lampa")


@pytest.mark.parametrize(("sought", "hit"), [("ekholm", "/areas/ekholmen/"), ("sms", "/bodies/coordination/")])
def test_search_finds_the_municipality(berga: Client, sought: str, hit: str) -> None:
    assert hit in text(berga, f"/search/?q={sought}")


@pytest.mark.asvs("V1.2.4")
@pytest.mark.parametrize("sought", ["", "%", "_", "'", "\\", '"', "& | !", "(", "x" * 5000, "<script>"])
def test_search_takes_any_words(berga: Client, sought: str) -> None:
    response = berga.get("/search/", {"q": sought})
    assert response.status_code == 200
    assert b"<script>" not in response.content.replace(b'<script src="', b"")


def test_navigation_shows_only_what_opens(client_as: Callable[..., Client], cast: Mapping[str, User]) -> None:
    for username in cast:
        client = client_as(username)
        page = client.get("/")
        frame = page.context["frame"]
        assert len(frame.dock) <= 5
        for item in (*frame.nav, *frame.dock):
            assert client.get(item.url).status_code == 200, (username, item.url)
        assert sum(item.current for item in frame.nav) == 1


def test_the_doing_word_stands_in_the_middle_of_the_dock(berga: Client) -> None:
    dock = berga.get("/").context["frame"].dock
    assert [item.do for item in dock] == [False, False, True, False, False]


def test_what_was_typed_is_shown_when_the_form_was_too_old(cast: Mapping[str, User]) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast["coordinator.berga"])
    response = client.post("/questions/new/", {"text": "Min långa text <b>", "key": "a" * 32})
    assert response.status_code == 403
    assert "Min långa text &lt;b&gt;" in response.content.decode()
    assert "a" * 32 not in response.content.decode()


def test_a_database_that_does_not_answer_is_not_the_readers_fault() -> None:
    request = RequestFactory().get("/")

    def lost() -> None:
        raise OperationalError

    try:
        lost()
    except OperationalError:
        assert errors.broken(request).status_code == 503
    assert errors.broken(request).status_code == 500
    assert errors.bad_request(request).status_code == 400
    assert errors.forbidden(request).status_code == 403


def test_broken_pages_ask_no_database(django_assert_num_queries: Callable[..., object]) -> None:
    with django_assert_num_queries(0):  # type: ignore[attr-defined]
        errors.broken(RequestFactory().get("/"))


@pytest.mark.parametrize(
    ("path", "kind", "words"),
    [
        ("/robots.txt", "text/plain", "Disallow: /"),
        ("/manifest.webmanifest", "application/manifest+json", '"start_url": "/"'),
        ("/.well-known/security.txt", "text/plain", "Expires: "),
    ],
)
def test_files_that_browsers_ask_for(client: Client, path: str, kind: str, words: str) -> None:
    response = client.get(path)
    assert response["Content-Type"].startswith(kind)
    assert words in response.content.decode()


def test_the_accessibility_statement_names_the_law_and_whom_to_tell(client: Client) -> None:
    page = text(client, "/accessibility/")
    assert "2018:1937" in page
    assert "08-465 004 44" in page
    assert "Digg" in page


def test_the_language_is_chosen_and_kept(client: Client) -> None:
    response = client.post("/language/", {"language": "en", "next": "/about/"})
    assert response["Location"] == "/about/"
    assert "About Samspel" in text(client, "/about/")


def test_search_finds_no_alarm_that_is_not_ones_own_to_see(
    client_as: Callable[..., Client], cast: Mapping[str, User]
) -> None:
    escalations.escalate(
        [Kind.SAFETY],
        by=who_is(cast["host.berga"]),
        text="Dörrar uppbrutna i tre hus",
        area=Area.objects.get(code="berga"),
        place="Centrum",
        needs=[Need.ADULTS],
        callback="",
    )
    assert "Dörrar uppbrutna" in text(client_as("coordinator.berga"), "/search/?q=uppbrutna")
    assert "Dörrar uppbrutna" not in text(client_as("coordinator.ryd"), "/search/?q=uppbrutna")
    assert "Dörrar uppbrutna" not in text(client_as("partner.police"), "/search/?q=uppbrutna")
