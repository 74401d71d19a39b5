"""How a question comes in: who asks, by which way, and how they want the answer."""

import random
from dataclasses import dataclass

from demo import content
from demo.content import Script
from demo.house import House
from demo.places import Where, slots
from samspel.accounts.who import NOBODY, Who
from samspel.core import clock
from samspel.core.actors import Actor
from samspel.municipality.models import AskerRole
from samspel.questions.models import Channel, ReplyBy
from samspel.questions.services import Asked, Contact

FINDERS = ("coordinator", "district", "outreach", "bridge", "host", "polare")
SURROUNDINGS = 0.012
"""How far from an area's centre point a place may lie, in degrees (about a kilometre)."""


@dataclass(frozen=True)
class Planned:
    """One question of the year, before it is asked. `matter` is what the asker says that it is about, if anything."""

    script: Script
    variant: int
    area: str
    number: int
    matter: str | None
    says_where: bool = True
    state: str = ""
    by: str = ""


@dataclass(frozen=True)
class Way:
    """The way that a question comes in, in what role, and from which organisation."""

    channel: Channel
    role: AskerRole = AskerRole.RESIDENT
    organisation: str = ""


@dataclass(frozen=True)
class Incoming:
    """A question as it is asked, and who writes it down."""

    asked: Asked
    by: Actor


def incoming(house: House, planned: Planned, where: Where, chance: random.Random) -> Incoming:
    """The question as it comes in, by one of the ways that such a question comes."""
    role = AskerRole(chance.choice(planned.script.by))
    if role == AskerRole.STAFF:
        return _by_staff(house, planned, where, chance)
    if role == AskerRole.PARTNER and planned.script.organisation in house.people.partners:
        return _by_partner(house, planned, where, chance)
    if role == AskerRole.DEPARTMENT:
        return _by_department(house, planned, where, chance)
    return _by_resident(house, planned, where, chance)


def _by_resident(house: House, planned: Planned, where: Where, chance: random.Random) -> Incoming:
    if planned.by:
        return Incoming(_asked(house, planned, where, chance, Way(Channel.STAFF)), house.people.who(planned.by))
    calling = 16 if house.office.calendar.is_open(clock.now()) else 0
    way = chance.choices((Channel.PORTAL, Channel.STAFF, Channel.CONTACT_CENTRE), (62, 22, calling))[0]
    by: Who = NOBODY
    if way == Channel.STAFF:
        by = _finder(house, planned.area, chance)
    elif way == Channel.CONTACT_CENTRE:
        by = house.people.who(chance.choice(("contactcentre", "contactcentre.second")))
    return Incoming(_asked(house, planned, where, chance, Way(way)), by)


def _by_staff(house: House, planned: Planned, where: Where, chance: random.Random) -> Incoming:
    by = house.people.who(planned.by) if planned.by else _finder(house, planned.area, chance)
    return Incoming(_asked(house, planned, where, chance, Way(Channel.STAFF, AskerRole.STAFF)), by)


def _by_partner(house: House, planned: Planned, where: Where, chance: random.Random) -> Incoming:
    code = planned.script.organisation
    by = house.people.who(house.people.partners[code])
    way = Channel.API if code == "housing-company" and chance.random() < 0.3 else Channel.PARTNER
    return Incoming(_asked(house, planned, where, chance, Way(way, AskerRole.PARTNER, code)), by)


def _by_department(house: House, planned: Planned, where: Where, chance: random.Random) -> Incoming:
    by = house.people.contact(planned.script.department or "social-care")
    return Incoming(_asked(house, planned, where, chance, Way(Channel.DEPARTMENT, AskerRole.DEPARTMENT)), by)


def _finder(house: House, area: str, chance: random.Random) -> Who:
    """Somebody in the area's team who was out and met the asker."""
    team = house.teams[area]
    names = [f"{function}.{team}" for function in FINDERS if f"{function}.{team}" in house.people.users]
    return house.people.who(chance.choice(names))


def _asked(house: House, planned: Planned, where: Where, chance: random.Random, way: Way) -> Asked:
    script = planned.script
    text = where.tell(script.text[planned.variant])
    area = house.areas[planned.area]
    reply_by, contact = _wishes(planned, chance, way.channel)
    pinned = planned.says_where and chance.random() < 0.3
    return Asked(
        subject=where.tell(script.title) if planned.variant == 0 else first_sentence(text),
        text=text,
        asker_role=way.role,
        channel=way.channel,
        matter=house.matters[planned.matter] if planned.matter else None,
        area=area if planned.says_where else None,
        place=_place(planned, where),
        latitude=round(area.latitude + chance.uniform(-1, 1) * SURROUNDINGS / 2, 5) if pinned else None,
        longitude=round(area.longitude + chance.uniform(-1, 1) * SURROUNDINGS, 5) if pinned else None,
        organisation=house.organisations[way.organisation] if way.organisation else None,
        reply_by=reply_by,
        contact=contact,
        language=script.language,
    )


def first_sentence(text: str) -> str:
    """The first sentence of a text, without its full stop: what stands as subject when the asker wrote none."""
    ends = [place + 1 for place in (text.find(". "), text.find("? "), text.find("! ")) if place >= 0]
    return text[: min(ends, default=len(text))].rstrip(".")


def _place(planned: Planned, where: Where) -> str:
    named = sorted(slots(planned.script.text[planned.variant]))
    return where.name(named[0]) if named else ""


def _wishes(planned: Planned, chance: random.Random, channel: Channel) -> tuple[str, Contact]:
    """How the answer is wanted, and the invented contact details that go with it."""
    if channel not in {Channel.PORTAL, Channel.STAFF, Channel.CONTACT_CENTRE}:
        return ReplyBy.EMAIL, Contact(email=f"{planned.script.organisation or 'forvaltning'}@example.se")
    name = chance.choice(content.phrases().first_names)
    if planned.script.end == "unreachable":
        return ReplyBy.PHONE, Contact(name=name, phone=phone(chance))
    nothing = 0 if planned.state else 4
    weights = (30, 25, 40, nothing) if channel == Channel.STAFF else (35, 45, 18, nothing / 2)
    way = chance.choices((ReplyBy.CODE, ReplyBy.EMAIL, ReplyBy.PHONE, ReplyBy.NONE), weights)[0]
    if way == ReplyBy.EMAIL:
        return way, Contact(name=name, email=f"boende{planned.number}@example.se")
    return way, Contact(name=name, phone=phone(chance)) if way == ReplyBy.PHONE else Contact()


def phone(chance: random.Random) -> str:
    """A phone number of the series that is set aside for fiction."""
    return f"070-174 06 {chance.randint(5, 99):02}"
