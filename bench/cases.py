"""What is measured: each case with the request it is, and the same rows by plain SQL as its floor."""

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bench.counting import EMPTY
from bench.people import People

Params = dict[str, Any]


@dataclass(frozen=True)
class Request:
    """What is sent: a method, an address, and who asks."""

    path: str
    headers: dict[str, str] = field(default_factory=dict)
    method: str = "GET"
    body: str = ""


@dataclass(frozen=True)
class Case:
    """A thing that people and systems do. `floor` are statements that read or write the same rows; `aim` is in ms."""

    name: str
    request: Callable[[], Request]
    floor: tuple[str, ...] = ()
    params: Params = field(default_factory=dict)
    aim: float | None = None


WRITE_AIM, LIST_AIM, ONE_AIM, PAGE_AIM = 9.0, 12.0, 6.0, 40.0

_PARTS = """
    SELECT part.*, department.* FROM questions_part AS part
    JOIN municipality_department AS department ON department.id = part.department_id
    WHERE part.question_id = ANY(%(questions)s)
"""
_ONE = ("SELECT * FROM questions_question WHERE id = %(question)s", _PARTS)
_LISTED = """
    SELECT question.*, (
        SELECT json_agg(json_build_array(part.status, part.answer, department.code)) FROM questions_part AS part
        JOIN municipality_department AS department ON department.id = part.department_id
        WHERE part.question_id = question.id
    ) AS parts
    FROM questions_question AS question
    WHERE status IN ('new', 'accepted', 'waiting', 'reopened') AND area_id = %(area)s AND matter_id = %(matter)s
"""
_SEARCHED = """
    SELECT * FROM questions_question WHERE search @@ websearch_to_tsquery('swedish', 'trappan hal vintern')
    ORDER BY received_at DESC, id DESC LIMIT 10
"""
_OPEN_BY_AREA = """
    SELECT area_id, count(*) FROM questions_question
    WHERE status IN ('new', 'accepted', 'waiting', 'reopened') GROUP BY area_id
"""
_NEEDED = """
    SELECT * FROM questions_question
    WHERE status IN ('new', 'accepted', 'waiting', 'reopened') AND area_id = %(area)s ORDER BY due_on LIMIT 100
"""
_ROUTES = """
    SELECT * FROM municipality_escalationreceiver AS receiver
    JOIN municipality_linestep AS step ON step.receiver_id = receiver.id
"""
_WRITES = (
    "BEGIN",
    "INSERT INTO core_counter VALUES ('bench', 1) ON CONFLICT (series) DO UPDATE SET value = core_counter.value + 1",
    """
    INSERT INTO questions_question (
        version, id, reference, subject, text, matter_id, area_id, place, asker_role, channel, reply_by, language,
        code_digest, status, answer, ended_because, disputed, because, received_at, due_on, days_kept
    )
    SELECT
        version, gen_random_uuid(), gen_random_uuid()::text::varchar(20), subject, text, matter_id, area_id, place,
        asker_role, channel, reply_by, language, gen_random_uuid()::text, 'new', '', '', false, because, now(), due_on,
        0
    FROM questions_question WHERE id = %(question)s
    """,
    """
    INSERT INTO core_logrow (
        at, actor_kind, actor_id, actor_label, verb, object_kind, object_id, object_label, fields, because
    )
    SELECT at, actor_kind, actor_id, actor_label, verb, 'bench', object_id, object_label, fields, because
    FROM core_logrow WHERE id IN (1, 2)
    """,
    """
    INSERT INTO core_outboxmessage (
        kind, channel, "to", subject, body, about_kind, about_id, created_at, due_at, attempts, last_error, sent_at
    )
    SELECT kind, channel, "to", subject, body, about_kind, about_id, created_at, due_at, attempts, last_error, sent_at
    FROM core_outboxmessage WHERE id = 1
    """,
    "COMMIT",
)


_BY_DAY = "ORDER BY due_on, received_at, id LIMIT 51"
_NEWEST = "ORDER BY received_at DESC, id DESC LIMIT 51"


def cases(people: People) -> list[Case]:
    """All of them, in the order of the table; the first is the floor of the others."""
    one = {"question": people.question, "questions": [people.question]}
    chosen = {"area": people.area, "matter": people.matter}
    filters = f"status=open&area={people.area_code}&matter={people.matter_code}"

    def page(name: str, who: str, path: str, floor: str | tuple[str, ...]) -> Case:
        floors = (floor,) if isinstance(floor, str) else floor
        return Case(name, get(path, people.as_(who)), floors, chosen | one, PAGE_AIM)

    def system(name: str, who: str, path: str, floor: str | tuple[str, ...], aim: float) -> Case:
        floors = (floor,) if isinstance(floor, str) else floor
        return Case(name, get(f"/api/v1/{path}", people.token(who)), floors, chosen | one, aim)

    centre, coordinator = "contactcentre", "coordinator.berga"
    return [
        Case("an empty signed-in view of Django", get(EMPTY, people.as_(coordinator))),
        Case("a question written (API)", _ask(people), _WRITES, one, WRITE_AIM),
        system("list, three filters, page of 50 (API)", centre, f"questions?{filters}", _LISTED + _NEWEST, LIST_AIM),
        page("list, three filters, page of 50 (page)", centre, f"/questions/?{filters}", _LISTED + _BY_DAY),
        page(
            "list of all that is open (page)",
            centre,
            "/questions/",
            _LISTED.split("AND area_id", maxsplit=1)[0] + _BY_DAY,
        ),
        page("search (page)", centre, "/search/?q=trappan+hal+vintern", _SEARCHED),
        system("one question (API)", centre, f"questions/{people.question}", _ONE, ONE_AIM),
        page("one question (page)", centre, f"/questions/{people.question}/", _ONE),
        page("one question, to answer (page)", coordinator, f"/questions/{people.question}/", _ONE),
        page("first page, coordinator", coordinator, "/", _NEEDED),
        page("first page, contact person", "contact.school", "/", _NEEDED),
        page("first page, head of security", "security.head", "/", _NEEDED),
        page("first page, evaluator", "evaluator", "/", _OPEN_BY_AREA),
        page("areas by open questions (page)", centre, "/areas/", _OPEN_BY_AREA),
        page("an area's own page", coordinator, f"/areas/{people.area_code}/", _NEEDED),
        page("escalation preview (page)", coordinator, "/escalations/preview/?matter=safety", _ROUTES),
        system("escalation preview (API)", coordinator, "escalations/preview?kind=safety", _ROUTES, ONE_AIM),
    ]


def get(path: str, headers: dict[str, str]) -> Callable[[], Request]:
    """The same page each time."""
    request = Request(path, headers)
    return lambda: request


def _ask(people: People) -> Callable[[], Request]:
    """A new question each time, with a key of its own and an address to answer to."""
    headers = people.token("contactcentre") | {"Content-Type": "application/json"}
    body = json.dumps(
        {
            "text": "Belysningen i gångtunneln har varit trasig i tre veckor. Vem lagar lamporna och när?",
            "matter": people.matter_code,
            "area": people.area_code,
            "contact": {"email": "boende@example.org"},
        }
    )
    return lambda: Request("/api/v1/questions", headers | {"Idempotency-Key": secrets.token_hex(16)}, "POST", body)
