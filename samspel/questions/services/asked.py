"""A question as somebody asks it, before it is written down."""

from dataclasses import dataclass

from samspel.municipality.models import Area, AskerRole, Matter, Organisation
from samspel.questions.models import Channel, ReplyBy


@dataclass(frozen=True)
class Contact:
    """How the asker is reached; any of it may be empty."""

    name: str = ""
    email: str = ""
    phone: str = ""

    def __bool__(self) -> bool:
        return bool(self.name or self.email or self.phone)


@dataclass(frozen=True)
class Asked:
    """A question as somebody asks it."""

    subject: str
    text: str
    asker_role: str = AskerRole.RESIDENT
    channel: str = Channel.PORTAL
    matter: Matter | None = None
    area: Area | None = None
    place: str = ""
    latitude: float | None = None
    longitude: float | None = None
    organisation: Organisation | None = None
    reply_by: str = ReplyBy.CODE
    contact: Contact = Contact()
    language: str = "sv"
