"""What the residents' pages say, in short sentences."""

from dataclasses import dataclass

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from samspel.municipality import queries as municipality
from samspel.municipality.models import Department, Service
from samspel.questions import queries, words
from samspel.questions.models import Entry, Question, Verb
from samspel.questions.rules import Status
from samspel.ui import words as dates
from samspel.ui.elements import Status as Mark
from samspel.ui.elements import TimelineEntry


@dataclass(frozen=True)
class Number:
    """A number to call, in the language of the page."""

    number: str
    text: str
    label: str


def numbers() -> list[Number]:
    """The numbers that stand first."""
    language = get_language() or ""
    return [
        Number(one.number, one.text_in(language), one.label_in(language)) for one in municipality.emergency_numbers()
    ]


@dataclass(frozen=True)
class Turn:
    """Somebody to turn to, in the language of the page."""

    name: str
    text: str
    hours: str
    phone: str
    url: str

    @property
    def shown_url(self) -> str:
        """The web address as people read it."""
        return self.url.split("://", 1)[-1].removeprefix("www.").rstrip("/")


def turn(one: Service) -> Turn:
    """A service in the language of the page."""
    language = get_language() or ""
    return Turn(one.name_in(language), one.text_in(language), one.hours, one.phone, one.url)


def turns(matter: str = "", *, only: bool = False) -> list[Turn]:
    """Where to turn: those for the matter first; with `only`, just those that say they are for it."""
    services = municipality.services()
    if not matter:
        return [] if only else [turn(one) for one in services]
    return [turn(one) for one in services if one.helps_with(matter) and (one.matters or not only)]


def talk_to() -> Department | None:
    """Where one can talk to somebody instead."""
    return municipality.the_municipality().contact_centre


def days_to_answer() -> str:
    """Within five working days."""
    days = municipality.numbers().answer_days
    return ngettext("within %(days)s working day", "within %(days)s working days", days) % {"days": days}


def lead(question: Question) -> str:
    """Who answers for the question, by their whole name."""
    return next((part.department.name for part in question.parts.all() if part.leads), "")


def about(question: Question) -> str:
    """What the question is about, in the language of the page; "" when that is not known."""
    return question.matter.name_in(get_language() or "") if question.matter else ""


def status(question: Question) -> Mark:
    """How it stands, in one word."""
    if question.stands is Status.WAITING:
        return Mark("pause", _("We wait for your reply"))
    if question.stands is Status.REOPENED:
        return Mark("turn", _("We are looking at it again"))
    return words.status(question.stands, solved=question.solved)


def standing(question: Question) -> str:
    """How it stands, in a sentence or two."""
    who, day = {"lead": lead(question)}, {"day": dates.day(question.due_on)}
    texts = {
        Status.NEW: _("%(lead)s has your question.") % who,
        Status.ACCEPTED: _("%(lead)s is working on it.") % who,
        Status.WAITING: _("We need to know more before we can answer."),
        Status.REOPENED: _("You said that it isn't solved. %(lead)s is looking at it again.") % who,
        Status.ANSWERED: _("You have an answer."),
        Status.GUIDED: _("Somebody else can help you."),
        Status.DECLINED: _("We can't do this. Below you see why."),
        Status.NOT_OURS: _("This isn't ours. Below you see whose it is."),
        Status.UNREACHABLE: _("We tried to reach you, but could not."),
    }
    by = _("You get an answer by %(day)s at the latest.") % day
    return f"{texts[question.stands]} {by}" if question.stands in _PROMISED else texts[question.stands]


_PROMISED = {Status.NEW, Status.ACCEPTED, Status.REOPENED}
_OWN_WORDS = {Verb.ASKED_BACK, Verb.REPLIED, Verb.NOT_SOLVED, Verb.ANSWERED, Verb.GUIDED, Verb.DECLINED, Verb.NOT_OURS}
_OWN_WORDS |= {Verb.UNREACHABLE}
"""Steps whose text was written to the asker or by them; the reasons of others are not told."""


def timeline(question: Question) -> list[TimelineEntry]:
    """What the asker is told, newest first."""
    return [
        TimelineEntry(title=words.to_asker(entry), when=entry.at, text=entry.text if entry.verb in _OWN_WORDS else "")
        for entry in queries.told_to_asker(question)
    ]


def asked_back(question: Question) -> Entry | None:
    """What we asked the asker last, while we wait for the reply."""
    if question.stands is not Status.WAITING:
        return None
    return question.entries.filter(verb=Verb.ASKED_BACK).order_by("-at", "-pk").first()
