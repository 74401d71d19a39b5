"""What escalations keep of persons: numbers to call back, and what was raised from somebody's question."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.core import clock, disposal, extracts, holds, looks
from samspel.core.disposal import Due
from samspel.core.extracts import Fact, Item, Section, Sought, Subject
from samspel.escalation import queries
from samspel.escalation.models import Escalation
from samspel.municipality import queries as municipality
from samspel.questions.models import Question


def register() -> None:
    """At start-up."""
    disposal.register(disposal.Rule("escalation.callback", gettext_lazy("Numbers to call back"), _numbers_go, _numbers))
    extracts.register(_told, find=_find, place=30)
    looks.call(_NAMES)


_NAMES = {
    "escalate": gettext_lazy("raised an alarm"),
    "acknowledge": gettext_lazy("took it"),
    "finish": gettext_lazy("finished"),
    "withdraw": gettext_lazy("said that it is no longer needed"),
    "handed_over": gettext_lazy("handed it over"),
    "not_settled": gettext_lazy("said that it could not be settled"),
    "unanswered": gettext_lazy("let it go on, since nobody answered"),
    "undelivered": gettext_lazy("let it go on, since it could not be delivered"),
    "end of line": gettext_lazy("found nobody more to ask"),
    "dispose": gettext_lazy("disposed of the number to call back"),
}


def _numbers_go() -> str:
    months = municipality.numbers().contact_disposal_months
    return _("The number is emptied %(months)s months after the alarm was closed.") % {"months": months}


def _numbers(until: date) -> Iterator[Due]:
    end = datetime.combine(until + timedelta(days=1), time(), tzinfo=UTC)
    standing = holds.standing()
    for one in queries.numbers_over(end):
        on = clock.local(one.over + queries.kept_for()).date()
        yield Due("escalation.escalation", str(one.pk), one.reference, on, queries.held(one, standing))


def _find(sought: Sought, subject: Subject) -> None:
    """What was raised from their questions, what has the number, and what calls them back.

    Numbers are sealed, so each is opened. Whoever is called back by an alarm that is looked for by its own number is
    mostly staff: nothing more is looked for by that.
    """
    theirs = Q(question__in=[one.pk for one in subject.of(Question)])
    if sought.reference:
        theirs |= Q(reference=sought.reference.strip().upper())
    if sought.widely and subject.addresses:
        numbers = Escalation.objects.exclude(callback="").only("callback")
        theirs |= Q(pk__in=[one.pk for one in numbers.iterator() if _calls(one, subject)])
    subject.things.extend(Escalation.objects.filter(theirs).order_by("created_at"))


def _calls(one: Escalation, subject: Subject) -> bool:
    return bool(one.callback) and holds.plain(one.callback) in subject.addresses


def _told(subject: Subject) -> Iterable[Section]:
    says = _(
        "Alarms and lifted questions that were raised from a question of theirs, or that have their number to call"
        " back. Try it for secrecy before it is handed out."
    )
    yield Section("escalations", _("Alarms"), says, tuple(_item(one, subject) for one in subject.of(Escalation)))


def _item(one: Escalation, subject: Subject) -> Item:
    legs = one.legs.order_by("pk")
    return Item(
        one.reference,
        (
            Fact("sent", _("Sent"), f"{clock.local(one.created_at):%Y-%m-%d %H:%M}"),
            Fact("by", _("Sent by"), one.created_label),
            Fact("text", _("What has happened"), one.text),
            Fact("place", _("Place"), one.place),
            Fact("callback", _("Number to call back"), one.callback if _calls(one, subject) else ""),
            Fact("had", _("Who has had it"), ", ".join(leg.holder for leg in legs)),
            Fact("done", _("What was done"), "\n".join(filter(None, (leg.done for leg in legs)))),
            Fact("outcome", _("What came of it"), "\n".join(filter(None, (leg.outcome for leg in legs)))),
        ),
    )
