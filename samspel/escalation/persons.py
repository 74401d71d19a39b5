"""What escalations keep of persons: numbers to call back, and what was raised from somebody's question."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.core import clock, disposal, extracts, looks
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
    rows = queries.numbers_over(end)
    held = set(rows.filter(queries.held()).values_list("pk", flat=True))
    for pk, reference, over in rows.values_list("pk", "reference", "over"):
        on = clock.local(over + queries.kept_for()).date()
        yield Due("escalation.escalation", str(pk), reference, on, pk in held)


def _find(sought: Sought, subject: Subject) -> None:
    """What was raised from their questions."""
    raised = Escalation.objects.filter(question__in=[one.pk for one in subject.of(Question)])
    subject.things.extend(raised.order_by("created_at"))


def _told(subject: Subject) -> Iterable[Section]:
    says = _(
        "Alarms and lifted questions that were raised from a question of theirs. Try it for secrecy before it is handed"
        " out."
    )
    yield Section("escalations", _("Alarms"), says, tuple(_item(one) for one in subject.of(Escalation)))


def _item(one: Escalation) -> Item:
    legs = one.legs.order_by("pk")
    return Item(
        one.reference,
        (
            Fact("sent", _("Sent"), f"{clock.local(one.created_at):%Y-%m-%d %H:%M}"),
            Fact("by", _("Sent by"), one.created_label),
            Fact("text", _("What has happened"), one.text),
            Fact("place", _("Place"), one.place),
            Fact("had", _("Who has had it"), ", ".join(leg.holder for leg in legs)),
            Fact("done", _("What was done"), "\n".join(filter(None, (leg.done for leg in legs)))),
            Fact("outcome", _("What came of it"), "\n".join(filter(None, (leg.outcome for leg in legs)))),
        ),
    )
