"""How many statements each page and operation may cost, and that it is no more with more rows (docs/performance.md)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samspel.accounts import services as accounts
from samspel.accounts.rules import TokenScope
from samspel.accounts.who import NOBODY
from samspel.core.actors import Operator
from samspel.municipality.models import Area, Matter
from samspel.questions import services
from samspel.questions.services import Asked, Contact
from tests.routes import make_things

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.http import HttpResponse
    from django.test import Client

    from samspel.accounts.models import User
    from samspel.questions.models import Question

READS, WRITES = 10, 20
FEW, MANY, BEYOND_A_PAGE = 15, 45, 55

PAGES: dict[str, tuple[str, ...]] = {
    "contactcentre": (
        "/questions/",
        "/questions/?area=berga&matter=lighting-and-streets&status=open",
        "/questions/?q=lampan",
        "/questions/{question}/",
        "/search/?q=lampan",
        "/areas/",
        "/areas/berga/",
        "/municipality/responsibility/",
    ),
    "coordinator.berga": (
        "/questions/",
        "/questions/{question}/",
        "/areas/",
        "/areas/berga/",
        "/escalations/",
        "/escalations/preview/?matter=safety",
        "/observations/",
        "/observations/?kind=damage&area=berga",
        "/observations/new/",
        "/observations/week/",
        "/observations/week/?area=berga",
        "/observations/week/pictures/",
        "/situation/",
        "/situation/areas/berga/",
        "/situation/challenges/",
        "/situation/indicators/?area=berga",
        "/thread/broken/",
        "/thread/question/{question}/",
        "/thread/law/",
        "/imports/",
        "/imports/observations/",
    ),
    "contact.urban": ("/questions/", "/questions/?mine=on", "/questions/{question}/", "/areas/"),
    "manager.school": (
        "/questions/",
        "/areas/",
        "/money/",
        "/money/commissions/",
        "/money/commissions/area-teams/",
        "/money/commissions/area-teams/2022/",
        "/targets/",
        "/targets/goals/",
        "/targets/goals/score/",
        "/targets/areas/berga/",
    ),
    "host.berga": ("/questions/", "/questions/{question}/"),
    "member.coordination": (
        "/plans/",
        "/plans/grid/",
        "/plans/grid/?owner=culture-leisure&lacks=challenge&perspective=first",
        "/plans/agreements/",
        "/interventions/",
        "/interventions/?area=berga&level=2&lacks=goal",
        "/interventions/joint/",
        "/interventions/budget/?by=area",
        "/interventions/budget/?by=measure",
    ),
    "contact.culture": ("/interventions/keep/", "/interventions/new/"),
    "partner.police": ("/questions/", "/observations/"),
    "evaluator": ("/questions/", "/questions/{question}/", "/areas/"),
    "security.head": ("/escalations/", "/escalations/preview/?matter=crime"),
    "outsider": ("/",),
    "": ("/ask/", "/about/", "/ask/code/"),
}
"""Who asks for which pages."""

OPERATIONS = (
    "/api/v1/questions",
    "/api/v1/questions?area=berga&matter=lighting-and-streets&status=open&limit=50",
    "/api/v1/questions/{question}",
    "/api/v1/escalations/preview?kind=safety",
    "/api/v1/observations",
    "/api/v1/challenges?area=berga",
    "/api/v1/indicators?area=berga",
    "/api/v1/observations?kind=damage&area=berga&limit=50",
    "/api/v1/observations/week?area=berga",
    "/api/v1/goals",
    "/api/v1/commissions",
    "/api/v1/measures?area=berga",
    "/api/v1/interventions",
    "/api/v1/interventions/summary?by=committee,level",
    "/api/v1/areas",
    "/api/v1/matters",
    "/api/v1/departments",
)

FIRST: dict[str, int] = {
    "coordinator.berga": 18,
    "host.berga": 13,
    "contact.urban": 18,
    "contactcentre": 12,
    "manager.school": 17,
    "security.head": 22,
    "evaluator": 13,
    "partner.police": READS,
    "polare.ryd": READS,
    "admin": READS,
}
"""The first page asks every module what waits, and for most that is more than ten: docs/performance.md says why."""


GATHERED: dict[str, int] = {
    "/areas/berga/": 32,
    "/thread/question/{question}/": 30,
    "/thread/broken/": 40,
    "/situation/areas/berga/": 20,
    "/targets/areas/berga/": 35,
}
"""What every module has a part in costs so many, however much each of them holds: docs/performance.md says why."""


def asked(count: int) -> Question:
    """So many more questions in Berga; the last of them."""
    area, matter = Area.objects.get(code="berga"), Matter.objects.get(code="lighting-and-streets")
    contact = Contact(email="boende@example.org")
    for number in range(count):
        text = f"Lampan i tunneln är trasig, för {number} gången."
        last = services.ask(
            Asked(subject="", text=text, matter=matter, area=area, reply_by="email", contact=contact), by=NOBODY
        )
    return last


def cost(do: Callable[[], HttpResponse | Any]) -> int:
    """How many statements it takes, the second time: what is known of the municipality is read at the first."""
    do()
    with CaptureQueriesContext(connection) as seen:
        response = do()
    assert response.status_code in {200, 201}, response.status_code
    return len(seen)


@pytest.fixture
def costs(
    cast: dict[str, User], client_as: Callable[..., Client], client: Client
) -> Callable[[Question], dict[tuple[str, str], int]]:
    """costs(question): what each page and operation costs now, by who asks and address."""
    _token, secret = accounts.issue_token(cast["contactcentre"], name="prov", scopes=TokenScope, by=Operator())

    def all_of(question: Question) -> Iterator[tuple[str, str, Client, dict[str, str]]]:
        pages = [*((who, page) for who, pages in PAGES.items() for page in pages), *((who, "/") for who in FIRST)]
        for who, page in pages:
            yield who, page, client_as(who), {}
        for page in OPERATIONS:
            yield "system", page, client, {"Authorization": f"Bearer {secret}"}

    def measured(question: Question) -> dict[tuple[str, str], int]:
        return {
            (who, page): cost(lambda: asking.get(page.format(question=question.pk), headers=headers))  # noqa: B023
            for who, page, asking, headers in all_of(question)
        }

    return measured


def ceiling(who: str, page: str) -> int:
    """What it may cost."""
    return FIRST[who] if page == "/" and who in FIRST else GATHERED.get(page, READS)


def test_no_page_and_no_operation_costs_more_than_it_may_nor_more_with_more_rows(
    costs: Callable[[Question], dict[tuple[str, str], int]], cast: dict[str, User]
) -> None:
    make_things(cast)
    few = costs(asked(FEW))
    many = costs(asked(MANY - FEW))
    assert {what: (few[what], count) for what, count in many.items() if count > few[what]} == {}
    beyond = costs(asked(BEYOND_A_PAGE - MANY))
    assert {what: (count, ceiling(*what)) for what, count in beyond.items() if count > ceiling(*what)} == {}


@pytest.mark.parametrize(
    "body",
    [
        {"text": "Lampan är trasig."},
        {"text": "Lampan är trasig.", "area": "berga", "matter": "lighting-and-streets"},
        {"text": "Lampan är trasig.", "area": "berga", "matter": "safety", "contact": {"email": "b@example.org"}},
    ],
)
def test_a_question_written_costs_no_more_than_it_may(
    body: dict[str, Any], cast: dict[str, User], client: Client
) -> None:
    _token, secret = accounts.issue_token(cast["contactcentre"], name="prov", scopes=TokenScope, by=Operator())
    keys = iter(["first", "second"])

    def ask() -> HttpResponse | Any:
        headers = {"Authorization": f"Bearer {secret}", "Idempotency-Key": next(keys)}
        return client.post("/api/v1/questions", json.dumps(body), content_type="application/json", headers=headers)

    assert cost(ask) <= WRITES + 2  # two are the savepoint that stands in for the transaction in a test
