"""What people and systems do in a day, as endless journeys: the next request follows from the last answer."""

import json
import random
import re
import secrets
from collections.abc import Generator

from bench.cases import Request
from bench.people import People

Journey = Generator[Request, str, None]

_FIELD = re.compile(r'name="(csrfmiddlewaretoken|key|version)" value="([^"]*)"')
_QUESTION = re.compile(r'href="/questions/([0-9a-f-]{36})/"')


def journeys(people: People, chance: random.Random) -> Journey:
    """One after another, drawn as often as they are made: reading is most of it, and one in six writes."""
    drawn = [_coordinator, _coordinator, _answers, _answers, _looks_up, _system, _resident]
    while True:
        yield from chance.choice(drawn)(people, chance)


def _coordinator(people: People, chance: random.Random) -> Journey:
    """The first page, the list of the own area, a question, the area's page."""
    me = people.as_(chance.choice(["coordinator.berga", "coordinator.ryd", "coordinator.skaggetorp"]))
    yield Request("/", me)
    listed = yield Request(f"/questions/?status=open&area={people.area_code}", me)
    yield from _read(listed, me, chance)
    yield Request(f"/areas/{people.area_code}/", me)


def _answers(people: People, chance: random.Random) -> Journey:
    """A contact person: the first page, the list, a question, and a note on it."""
    me = people.as_(chance.choice(["contact.school", "contact.social", "contact.culture", "contact.urban"]))
    yield Request("/", me)
    listed = yield Request("/questions/", me)
    page = yield from _read(listed, me, chance)
    found = _QUESTION.search(page) or re.search(r'action="/questions/([0-9a-f-]{36})/note/', page)
    if found and (fields := dict(_FIELD.findall(page))).get("key"):
        text = (
            f"note=Ringt%20och%20fr%C3%A5gat.&key={fields['key']}&csrfmiddlewaretoken={fields['csrfmiddlewaretoken']}"
        )
        cookie = f"{me['Cookie']}; csrftoken={fields['csrfmiddlewaretoken']}"
        yield Request(
            f"/questions/{found[1]}/note/",
            {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"},
            "POST",
            text,
        )


def _read(listed: str, me: dict[str, str], chance: random.Random) -> Generator[Request, str, str]:
    found = _QUESTION.findall(listed)
    return (yield Request(f"/questions/{chance.choice(found)}/", me)) if found else ""


def _looks_up(people: People, chance: random.Random) -> Journey:
    """The contact centre: a search, a question, how the areas stand."""
    me = people.as_("contactcentre")
    word = chance.choice(["trappan", "lekplatsen", "belysning", "buller", "fritidsgård"])
    found = yield Request(f"/search/?q={word.replace('å', '%C3%A5')}", me)
    yield from _read(found, me, chance)
    yield Request("/areas/", me)


def _system(people: People, chance: random.Random) -> Journey:
    """Another system: asks a question, reads it back, reads a list."""
    me = people.token("contactcentre")
    body = json.dumps({"text": "Det är mörkt i tunneln. När lagas lamporna?", "area": people.area_code})
    headers = me | {"Content-Type": "application/json", "Idempotency-Key": secrets.token_hex(16)}
    asked = yield Request("/api/v1/questions", headers, "POST", body)
    if asked:
        yield Request(f"/api/v1/questions/{json.loads(asked)['id']}", me)
    yield Request(f"/api/v1/questions?status=open&area={people.area_code}", me)


def _resident(people: People, chance: random.Random) -> Journey:
    """Somebody without a login: the page where one asks."""
    yield Request("/ask/", {})
    yield Request("/about/", {})
