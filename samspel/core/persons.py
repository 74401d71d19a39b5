"""What the ground itself keeps of persons, and for how long: letters, answers to repeated calls, and the log."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.core import actors, clock, disposal, extracts, holds, looks, once, outbox
from samspel.core.disposal import Due
from samspel.core.extracts import Fact, Item, Section, Subject
from samspel.core.models import LogRow, OutboxMessage, Receipt


def register() -> None:
    """At start-up."""
    disposal.register(disposal.Rule("core.letters", gettext_lazy("Letters that have been sent"), _letters_go, _letters))
    disposal.register(
        disposal.Rule("core.receipts", gettext_lazy("Answers kept for repeated calls"), _receipts_go, _receipts)
    )
    extracts.register(told, place=90)
    looks.register("extract.made", gettext_lazy("made an extract about an asker"))
    looks.register("extract.read", gettext_lazy("read it in an extract"))


def _letters_go() -> str:
    return _("Address and text are emptied %(days)s days after the letter was sent or given up.") % {
        "days": outbox.KEPT.days
    }


def _receipts_go() -> str:
    return _(
        "The answer to a form or to another system is kept sealed %(days)s days, so that the same call again gets the"
        " same answer. It may hold what was asked. It can't be held."
    ) % {"days": once.KEPT.days}


def _end(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=UTC)


def _letters(until: date) -> Iterator[Due]:
    standing = holds.standing()
    rows = outbox.over_by(_end(until)).order_by("created_at")
    for row in rows.only("kind", "about_kind", "about_id", "to", "created_at", "sent_at", "given_up_at").iterator():
        over = row.sent_at or row.given_up_at or row.created_at
        on = clock.local(over + outbox.KEPT).date()
        yield Due("core.outboxmessage", str(row.pk), row.kind, on, outbox.held(row, standing))


def _receipts(until: date) -> Iterator[Due]:
    old = Receipt.objects.filter(at__lt=_end(until) - once.KEPT).annotate(day=TruncDate("at")).order_by("day")
    for day, number in old.values_list("day").annotate(number=Count("pk")):
        yield Due("core.receipt", "", "", day + once.KEPT, count=number)


# ---------- In an extract


def told(subject: Subject) -> Iterable[Section]:
    """Letters to them, and the log's rows about their things."""
    pairs = [(thing._meta.label_lower, str(thing.pk)) for thing in (*subject.things, *subject.beneath)]
    yield _letters_of(subject, pairs)
    yield _log_of(pairs)
    says = _(
        "So that a repeated call gets the same answer, answers to forms and to other systems are kept sealed for"
        " %(days)s days. Such an answer can hold a copy of what stands above. They are not searched for persons."
    )
    yield Section("repeated", _("Answers for repeated calls"), says % {"days": once.KEPT.days}, ())


def _about(pairs: list[tuple[str, str]], kind: str, pk: str) -> Q:
    found = Q(pk__in=[])
    for label, key in pairs:
        found |= Q(**{kind: label, pk: key})
    return found


def _letters_of(subject: Subject, pairs: list[tuple[str, str]]) -> Section:
    about = OutboxMessage.objects.filter(_about(pairs, "about_kind", "about_id")).exclude(to="")
    letters = [row for row in about.order_by("created_at") if holds.plain(row.to) in subject.addresses]
    says = _("Letters to this address. Address and text are emptied %(days)s days after they were sent.")
    return Section("letters", _("Letters"), says % {"days": outbox.KEPT.days}, tuple(map(_letter, letters)))


def _letter(row: OutboxMessage) -> Item:
    return Item(
        row.subject,
        (
            Fact("written", _("Written"), _moment(row.created_at)),
            Fact("sent", _("Sent"), _moment(row.sent_at) if row.sent_at else ""),
            Fact("to", _("To"), row.to),
            Fact("text", _("Text"), row.body),
        ),
    )


def _log_of(pairs: list[tuple[str, str]]) -> Section:
    rows = LogRow.objects.filter(_about(pairs, "object_kind", "object_id")).order_by("at", "pk")
    says = _("Who did what, and who looked. The log holds no content, and is not disposed of.")
    return Section("log", _("The log"), says, tuple(map(_row, rows)), listed=True)


def _row(row: LogRow) -> Item:
    return Item(
        _moment(row.at),
        (
            Fact("actor", _("Who"), actors.said(row.actor_label)),
            Fact("verb", _("Did what"), looks.said(row.verb)),
            Fact("object", _("With what"), row.object_label),
        ),
    )


def _moment(moment: datetime) -> str:
    return f"{clock.local(moment):%Y-%m-%d %H:%M}"
