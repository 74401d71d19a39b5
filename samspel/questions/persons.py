"""What questions keep of persons: when it goes, who looked, and all of it for one who asks what is kept about them."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.core import clock, disposal, extracts, holds, looks
from samspel.core.disposal import Due
from samspel.core.extracts import Fact, Item, Section, Sought, Subject
from samspel.municipality import queries as municipality
from samspel.municipality.boundaries import pins as points
from samspel.municipality.models import AskerRole
from samspel.questions import pins, queries, words
from samspel.questions.models import Channel, ContactDetails, Entry, KeptText, Part, Question, ReplyBy, Verb
from samspel.questions.services.contact import KIND, RULE
from samspel.questions.services.keeping import KEPT, held


def register() -> None:
    """At start-up."""
    disposal.register(disposal.Rule(RULE, gettext_lazy("Contact details of those who asked"), _contacts_go, _contacts))
    disposal.register(
        disposal.Rule("questions.kept", gettext_lazy("Drafts and texts that were kept"), _texts_go, _texts)
    )
    extracts.register(_told, find=_find, place=10)
    looks.register(f"question.{Verb.CONTACT_SEEN.value}", gettext_lazy("looked at the contact details"))
    looks.register("question.contact_used", gettext_lazy("had a letter sent to the address"))
    looks.register("question.exported", gettext_lazy("took a list of questions along"))

    looks.call({f"question.{verb}": name for verb, name in _NAMES.items()})


_NAMES = {
    "asked": gettext_lazy("asked"),
    "routed": gettext_lazy("sent it to who answers for it"),
    "accepted": gettext_lazy("accepted"),
    "part_answered": gettext_lazy("answered a part"),
    "answered": gettext_lazy("answered"),
    "guided": gettext_lazy("guided on"),
    "declined": gettext_lazy("declined"),
    "not_ours": gettext_lazy("said whose it is"),
    "unreachable": gettext_lazy("could not reach the asker"),
    "asked_back": gettext_lazy("asked back"),
    "replied": gettext_lazy("replied"),
    "forwarded": gettext_lazy("forwarded"),
    "returned": gettext_lazy("returned"),
    "chosen": gettext_lazy("chose another receiver"),
    "matter_changed": gettext_lazy("changed the matter"),
    "area_changed": gettext_lazy("changed the area"),
    "department_added": gettext_lazy("added a department"),
    "lead_changed": gettext_lazy("changed who leads"),
    "noted": gettext_lazy("wrote a note"),
    "solved": gettext_lazy("said that it is solved"),
    "not_solved": gettext_lazy("said that it is not solved"),
    "contact_disposed": gettext_lazy("disposed of the contact details"),
    "reminded": gettext_lazy("reminded"),
    "solved_asked": gettext_lazy("asked whether it is solved"),
    "draft_saved": gettext_lazy("saved a draft"),
    "text_kept": gettext_lazy("kept a text that was overtaken"),
    "kept_dropped": gettext_lazy("threw a kept text away"),
    "kept_disposed": gettext_lazy("disposed of a kept text"),
    "joined": gettext_lazy("joined it with others"),
    "left": gettext_lazy("parted it from others"),
}


# ---------- Disposal


def _contacts_go() -> str:
    months = municipality.numbers().contact_disposal_months
    return _(
        "Name, address and number are emptied %(months)s months after the answer, and with them the letters to the"
        " asker. The question itself stays."
    ) % {"months": months}


def _texts_go() -> str:
    return _("What nobody has touched for %(days)s days is thrown away.") % {"days": KEPT.days}


def _contacts(until: date) -> Iterator[Due]:
    standing = holds.standing()
    rows = ContactDetails.objects.filter(dispose_on__lte=until, disposed_at=None).order_by("dispose_on", "pk")
    rows = rows.select_related("question").only("dispose_on", "question__reference", "email", "phone")
    if not standing.askers:
        # Nobody is held by address, so none needs to be read.
        rows = rows.defer("email", "phone")
    for row in rows.iterator():
        addresses = (row.email, row.phone) if standing.askers else ()
        stops = standing.stops(KIND, row.question_id, *addresses)
        yield Due(KIND, str(row.question_id), str(row.question), row.dispose_on or until, stops)


def _texts(until: date) -> Iterator[Due]:
    standing = holds.standing()
    end = datetime.combine(until + timedelta(days=1), time(), tzinfo=UTC)
    rows = KeptText.objects.filter(at__lt=end - KEPT).order_by("at", "pk").defer("text")
    for row in rows.select_related("question__contact").iterator():
        on = clock.local(row.at + KEPT).date()
        yield Due(KIND, str(row.question_id), str(row.question), on, held(row.question, standing))


# ---------- An extract


def _find(sought: Sought, subject: Subject) -> None:
    """By number or code; then everything that the same address asked. Addresses are sealed, so each is opened."""
    found: dict[object, Question] = {}
    if sought.reference:
        found |= {one.pk: one for one in Question.objects.filter(reference=sought.reference.strip())}
    by_code = queries.for_asker(sought.code) if sought.code else None
    if by_code is not None:
        found[by_code.pk] = by_code
    if sought.address:
        subject.addresses.add(holds.plain(sought.address))
    if sought.widely:
        found |= _same_asker(found.values(), subject)
    asked = sorted(found.values(), key=lambda one: one.received_at)
    subject.things.extend(asked)
    subject.beneath.extend(Part.objects.filter(question__in=asked))


def _same_asker(found: Iterable[Question], subject: Subject) -> dict[object, Question]:
    for contact in ContactDetails.objects.filter(question__in=list(found)):
        subject.addresses |= _addresses(contact)
    contacts = ContactDetails.objects.filter(disposed_at=None).select_related("question")
    return {
        contact.question_id: contact.question
        for contact in (contacts.iterator() if subject.addresses else ())
        if subject.addresses & _addresses(contact)
    }


def _addresses(contact: ContactDetails) -> set[str]:
    return {holds.plain(one) for one in (contact.email, contact.phone) if one}


def _told(subject: Subject) -> Iterable[Section]:
    asked = list(subject.of(Question))
    contacts = ContactDetails.objects.filter(question__in=asked).select_related("question").order_by("pk")
    says = _("As they were asked and answered. Questions stay when contact details have been disposed of.")
    yield Section("questions", _("Questions"), says, tuple(_question(one) for one in asked))
    yield Section("contact", _("Contact details"), _contacts_go(), tuple(map(_contact, contacts)))
    entries = Entry.objects.filter(question__in=asked).select_related("question", "note").order_by("at", "pk")
    says = _("With internal notes and reasons. Try them for secrecy before they are handed out.")
    yield Section("timeline", _("The timeline"), says, tuple(map(_entry, entries)), listed=True)
    kept = KeptText.objects.filter(question__in=asked).select_related("question").order_by("at")
    yield Section("kept", _("Texts that were not sent"), _texts_go(), tuple(map(_kept, kept)))


def _question(one: Question) -> Item:
    return Item(
        one.reference,
        (
            Fact("received", _("Came in"), _moment(one.received_at)),
            Fact("channel", _("Came by"), str(Channel(one.channel).label)),
            Fact("role", _("Asked"), str(AskerRole(one.asker_role).label)),
            Fact("subject", _("Subject"), one.subject),
            Fact("text", _("Question"), one.text),
            Fact("matter", _("Matter"), str(one.matter or "")),
            Fact("area", _("Area"), str(one.area or "")),
            Fact("place", _("Place"), one.place),
            Fact("pin", _("Pin"), points.words(pin) if (pin := pins.kept(one)) else ""),
            Fact("reply_by", _("Answer by"), str(ReplyBy(one.reply_by).label)),
            Fact("status", _("Status"), words.status(one.stands, solved=one.solved).word),
            Fact("departments", _("Departments"), ", ".join(str(part.department) for part in one.parts.all())),
            Fact("parts", _("Their answers"), "\n\n".join(part.answer for part in one.parts.all() if part.answer)),
            Fact("answer", _("Answer"), one.answer),
        ),
    )


def _contact(one: ContactDetails) -> Item:
    return Item(
        str(one.question),
        (
            Fact("name", _("Name"), one.name),
            Fact("email", _("E-mail"), one.email),
            Fact("phone", _("Phone"), one.phone),
            Fact("disposal", _("Disposed of"), _day(one.disposed_at) or _day(one.dispose_on) or _("after the answer")),
        ),
    )


def _entry(one: Entry) -> Item:
    note = one.note.text if one.verb == Verb.NOTED else ""
    return Item(
        f"{one.question} {_moment(one.at)}",
        (
            Fact("what", _("What happened"), words.to_staff(one)),
            Fact("text", _("Text"), one.text),
            Fact("note", _("Internal note"), note),
        ),
    )


def _kept(one: KeptText) -> Item:
    return Item(f"{one.question} {_moment(one.at)}", (Fact("text", _("Text"), one.text),))


def _moment(moment: datetime) -> str:
    return f"{clock.local(moment):%Y-%m-%d %H:%M}"


def _day(day: datetime | date | None) -> str:
    if day is None:
        return ""
    return f"{clock.local(day).date() if isinstance(day, datetime) else day}"
