"""The fixed cast of demo and tests: invented people, one or more for each function. The outsider holds nothing."""

from collections.abc import Iterable
from dataclasses import dataclass

from samspel.accounts import services
from samspel.accounts.models import Place, User
from samspel.accounts.rules import SCOPE, Function, Scope
from samspel.core import clock
from samspel.core.actors import Job
from samspel.municipality.models import Body, Department, Organisation, Team

PLACES: dict[Scope, type[Place]] = {
    Scope.TEAM: Team,
    Scope.DEPARTMENT: Department,
    Scope.BODY: Body,
    Scope.ORGANISATION: Organisation,
}


@dataclass(frozen=True)
class Person:
    """One of the cast: user name, invented name, and what they hold (function, code of the place)."""

    username: str
    name: str
    holds: tuple[tuple[Function, str], ...] = ()


CAST = (
    Person("coordinator.skaggetorp", "Amira Lindqvist", ((Function.AREA_COORDINATOR, "skaggetorp"),)),
    Person("coordinator.ryd", "Johan Sandelin", ((Function.AREA_COORDINATOR, "ryd"),)),
    Person("coordinator.berga", "Maria Ekvall", ((Function.AREA_COORDINATOR, "berga"),)),
    Person("district.berga", "Peter Norling", ((Function.DISTRICT_COORDINATOR, "berga"),)),
    Person("outreach.ryd", "Sara Hedman", ((Function.OUTREACH_WORKER, "ryd"),)),
    Person("bridge.berga", "Yusuf Bergdal", ((Function.BRIDGE_BUILDER, "berga"),)),
    Person("host.berga", "Linnea Forsell", ((Function.SAFETY_HOST, "berga"),)),
    Person("polare.ryd", "Elias Wikander", ((Function.POLARE, "ryd"),)),
    Person("contactcentre", "Karin Tornberg", ((Function.CONTACT_CENTRE, ""),)),
    Person("contact.school", "Helena Brodin", ((Function.DEPARTMENT_CONTACT, "education"),)),
    Person("contact.social", "Mikael Astrand", ((Function.DEPARTMENT_CONTACT, "social-care"),)),
    Person("contact.culture", "Nadia Rosander", ((Function.DEPARTMENT_CONTACT, "culture-leisure"),)),
    Person("contact.urban", "Anders Viklund", ((Function.DEPARTMENT_CONTACT, "urban-planning"),)),
    Person("manager.school", "Eva Lagerman", ((Function.MANAGER, "education"),)),
    Person("manager.social", "Tomas Hallin", ((Function.MANAGER, "social-care"),)),
    Person("manager.culture", "Ingrid Malmsten", ((Function.MANAGER, "culture-leisure"),)),
    Person("management.school", "Gunilla Stenmark", ((Function.DEPARTMENT_MANAGEMENT, "education"),)),
    Person("management.social", "Rolf Adelgren", ((Function.DEPARTMENT_MANAGEMENT, "social-care"),)),
    Person("convenor.coordination", "Birgitta Falkman", ((Function.BODY_CONVENOR, "coordination"),)),
    Person("member.coordination", "Omar Sundelius", ((Function.BODY_MEMBER, "coordination"),)),
    Person("convenor.steering", "Margareta Holmquist", ((Function.BODY_CONVENOR, "steering"),)),
    Person("member.steering", "Lars Ekenberg", ((Function.BODY_MEMBER, "steering"),)),
    Person("member.political", "Annika Ridderwall", ((Function.BODY_MEMBER, "political-steering"),)),
    Person("security.head", "Stefan Grenholm", ((Function.HEAD_OF_SECURITY, ""),)),
    Person("duty.officer", "Camilla Nordvik", ((Function.DUTY_OFFICER, ""),)),
    Person("duty.second", "Daniel Hultmark", ((Function.DUTY_OFFICER, ""),)),
    Person("evaluator", "Ulrika Sellberg", ((Function.EVALUATOR, ""),)),
    Person("partner.police", "Henrik Dahlstrand", ((Function.PARTNER, "police"),)),
    Person("partner.housing", "Fatima Ahlborg", ((Function.PARTNER, "housing-company"),)),
    Person("protection.officer", "Solveig Brantmark", ((Function.DATA_PROTECTION_OFFICER, ""),)),
    Person("admin", "Monika Wester", ((Function.ADMINISTRATOR, ""),)),
    Person("outsider", "Per Okander"),
)


def make_cast() -> dict[str, User]:
    """Make those of the cast that are missing, with what they hold since a year back; everybody by user name."""
    return make(CAST)


def make(people: Iterable[Person]) -> dict[str, User]:
    """Make those of the people that are missing, with what they hold since a year back; each by user name."""
    known = {user.username: user for user in User.objects.all()}
    return {one.username: known.get(one.username) or _make(one) for one in people}


def _make(person: Person) -> User:
    by = Job("demo")
    user = services.create_user(
        username=person.username, name=person.name, email=f"{person.username}@example.org", by=by
    )
    today = clock.today()
    began = today.replace(year=today.year - 1, day=1)
    for function, code in person.holds:
        services.assign(user, function, place=_place(function, code), starts=began, by=by)
    return user


def _place(function: Function, code: str) -> Place | None:
    scope = SCOPE[function]
    return PLACES[scope].objects.get(code=code) if scope in PLACES else None
