"""Who acts in the demo: the cast, and the walk-ons who let every team and department have somebody."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from demo.cast import CAST, Person, make
from samspel.accounts.models import User
from samspel.accounts.rules import Function
from samspel.accounts.who import Who, who_is
from samspel.core import clock

WALK_ONS = (
    Person("district.skaggetorp", "Lena Broman", ((Function.DISTRICT_COORDINATOR, "skaggetorp"),)),
    Person("district.ryd", "Erik Sundfors", ((Function.DISTRICT_COORDINATOR, "ryd"),)),
    Person("outreach.skaggetorp", "Farah Winblad", ((Function.OUTREACH_WORKER, "skaggetorp"),)),
    Person("outreach.berga", "Petra Almstad", ((Function.OUTREACH_WORKER, "berga"),)),
    Person("bridge.skaggetorp", "Abdi Nordfeldt", ((Function.BRIDGE_BUILDER, "skaggetorp"),)),
    Person("bridge.ryd", "Shirin Ekdahl", ((Function.BRIDGE_BUILDER, "ryd"),)),
    Person("host.skaggetorp", "Marcus Lidfeldt", ((Function.SAFETY_HOST, "skaggetorp"),)),
    Person("host.ryd", "Jenny Torsander", ((Function.SAFETY_HOST, "ryd"),)),
    Person("contact.city", "Cecilia Hagström", ((Function.DEPARTMENT_CONTACT, "city-management"),)),
    Person("contact.premises", "Ronny Wallmark", ((Function.DEPARTMENT_CONTACT, "support-services"),)),
    Person("contact.team", "Anna Sjöholt", ((Function.DEPARTMENT_CONTACT, "provider"),)),
    Person("contactcentre.second", "Bosse Kvarnlund", ((Function.CONTACT_CENTRE, ""),)),
    Person("manager.urban", "Lotta Fridmark", ((Function.MANAGER, "urban-planning"),)),
    Person("manager.city", "Kjell Ravander", ((Function.MANAGER, "city-management"),)),
    Person("manager.premises", "Maud Silverlind", ((Function.MANAGER, "support-services"),)),
    Person("manager.team", "Hanna Ödefors", ((Function.MANAGER, "provider"),)),
    Person("duty.third", "Göran Palmfelt", ((Function.DUTY_OFFICER, ""),)),
    Person("partner.association", "Sabina Krondahl", ((Function.PARTNER, "association"),)),
)

CONTACT_CENTRE = "contactcentre"
HEAD_OF_SECURITY = "security.head"


def _holders(function: Function) -> dict[str, str]:
    """The user name of the first who holds the function, by the code of the place."""
    return {
        code: person.username
        for person in reversed((*CAST, *WALK_ONS))
        for held, code in person.holds
        if held is function
    }


@dataclass
class People:
    """Everybody, and each as they are on the day that it is."""

    users: dict[str, User]
    _who: dict[str, Who] = field(default_factory=dict)
    contacts: dict[str, str] = field(default_factory=lambda: _holders(Function.DEPARTMENT_CONTACT))
    managers: dict[str, str] = field(default_factory=lambda: _holders(Function.MANAGER))
    management: dict[str, str] = field(default_factory=lambda: _holders(Function.DEPARTMENT_MANAGEMENT))
    partners: dict[str, str] = field(default_factory=lambda: _holders(Function.PARTNER))
    convenors: dict[str, str] = field(default_factory=lambda: _holders(Function.BODY_CONVENOR))
    away: dict[str, str] = field(default_factory=dict)

    def who(self, username: str) -> Who:
        """The one with the user name, as who asks, with what they hold today."""
        if username not in self._who:
            self._who[username] = who_is(self.users[username])
        return replace(self._who[username], day=clock.today())

    def contact(self, department: str) -> Who:
        """Who answers for a department today: its contact person, or who stands in."""
        username = self.contacts.get(department, CONTACT_CENTRE)
        return self.who(self.away.get(username, username))

    def manager(self, departments: Sequence[str]) -> Who:
        """The first manager of the departments."""
        return self.who(next(self.managers[one] for one in departments if one in self.managers))

    def forget(self) -> None:
        """Somebody's rights have changed."""
        self._who.clear()


def gather() -> People:
    """Make those who are missing, and find everybody."""
    return People(users=make((*CAST, *WALK_ONS)))
