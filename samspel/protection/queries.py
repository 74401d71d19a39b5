"""What the officer reads: looks in the log, what is due, what was done, what is held. Nobody else reads any of it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import Final

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from samspel.accounts import queries as accounts
from samspel.accounts.models import User
from samspel.accounts.who import Who
from samspel.core import actors, clock, disposal, looks
from samspel.core.disposal import Due, Rule
from samspel.core.jobs import last_beat
from samspel.core.models import Disposal, LegalHold, LogRow
from samspel.protection import permissions, words

SIZE: Final = 50
COUNTED: Final = 1000
"""So far it is counted; beyond that it is "more than"."""
LATELY: Final = timedelta(days=30)
SHOWN: Final = 50


@dataclass(frozen=True)
class Filters:
    """What is looked for among the looks; both days count."""

    person: str = ""
    about: str = ""
    kind: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Look:
    """Somebody looked at something: the log's row, and who it was if they still have an account."""

    row: LogRow
    user: User | None

    @property
    def said(self) -> str:
        """What they did, in words."""
        return looks.said(self.row.verb)

    @property
    def by(self) -> str:
        """In which function, or what they are when they are nobody in particular."""
        return actors.said(self.row.actor_label)

    @property
    def about(self) -> str:
        """Which thing; nothing when it was no single one."""
        return "" if self.row.object_kind == User._meta.label_lower else self.row.object_label

    @property
    def note(self) -> str:
        """How identity was shown, or in what form and how many it was."""
        return words.note(self.row.because)


@dataclass(frozen=True)
class Page:
    """Some looks, the latest first; how many there are, at most COUNTED; and where the older ones begin."""

    looks: Sequence[Look]
    total: int
    older: int | None


def chosen(who: Who, filters: Filters) -> QuerySet[LogRow]:
    """The looks that the filters choose."""
    permissions.require(who)
    rows = LogRow.objects.filter(verb__in=[filters.kind] if filters.kind in looks.verbs() else looks.verbs())
    if filters.person:
        ids = [str(pk) for pk in accounts.people(words=filters.person).values_list("pk", flat=True)]
        rows = rows.filter(Q(actor_kind="user", actor_id__in=ids) | Q(actor_label__icontains=filters.person))
    if filters.about:
        rows = rows.filter(object_label__startswith=filters.about)
    if filters.since:
        rows = rows.filter(at__gte=_midnight(filters.since))
    if filters.until:
        rows = rows.filter(at__lt=_midnight(filters.until + timedelta(days=1)))
    return rows.order_by("-pk")


def page(who: Who, filters: Filters, before: int | None = None) -> Page:
    """One page of the looks, those before a row."""
    rows = chosen(who, filters)
    found = list((rows.filter(pk__lt=before) if before else rows)[: SIZE + 1])
    older = found[SIZE - 1].pk if len(found) > SIZE else None
    return Page(named(found[:SIZE]), rows[: COUNTED + 1].count(), older)


def sealed_at(who: Who) -> datetime | None:
    """When the log was last looked through for rows to seal; the worker does so every minute."""
    permissions.require(who)
    return last_beat("core.seal_log")


def published_at(who: Who) -> datetime | None:
    """When the log's head was last published by every way; the worker does so every hour."""
    permissions.require(who)
    return last_beat("core.publish_head")


def named(rows: Iterable[LogRow]) -> list[Look]:
    """Each with who it was, in one more read."""
    rows = list(rows)
    ids = {int(row.actor_id) for row in rows if row.actor_kind == "user" and row.actor_id.isdecimal()}
    users = {str(user.pk): user for user in User.objects.filter(pk__in=ids)}
    return [Look(row, users.get(row.actor_id) if row.actor_kind == "user" else None) for row in rows]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


# ---------- Who looks more than others


@dataclass(frozen=True)
class Habit:
    """How often somebody looked at contact details lately, and how often their colleagues did (in the middle)."""

    name: str
    function: str
    count: int
    usual: float | None

    @property
    def stands_out(self) -> bool:
        """At least ten, and more than three times what is usual among colleagues."""
        return self.usual is not None and self.count >= 10 and self.count > 3 * self.usual


def habits(who: Who) -> list[Habit]:
    """Those who looked most in the last thirty days, beside those who hold the same function."""
    permissions.require(who)
    rows = LogRow.objects.filter(verb="question.contact_seen", actor_kind="user", at__gte=clock.now() - LATELY)
    counted = list(rows.order_by().values_list("actor_id", "actor_label").annotate(number=Count("pk")))
    groups: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for user, label, number in counted:
        groups[label.split(",", maxsplit=1)[0]][user] += number
    names = {str(user.pk): user.name for user in User.objects.filter(pk__in={user for user, _label, _n in counted})}
    found = [
        Habit(names.get(user, user), function, number, _usual(users, user))
        for function, users in groups.items()
        for user, number in users.items()
    ]
    return sorted(found, key=lambda one: (not one.stands_out, -one.count, one.name))[:20]


def _usual(users: dict[str, int], but: str) -> float | None:
    others = [number for user, number in users.items() if user != but]
    return median(others) if len(others) > 1 else None


# ---------- What goes, what went, what is held


@dataclass(frozen=True)
class Ahead:
    """What a rule would dispose of until a day: how many, how many of them are held, and the first of them."""

    rule: Rule
    count: int
    held: int
    first: Sequence[Due]


def ahead(who: Who, until: date) -> list[Ahead]:
    """Each rule with what it would take away until the day. Nothing is taken away by asking."""
    permissions.require(who)
    return [_ahead(rule, until) for rule in disposal.rules()]


def _ahead(rule: Rule, until: date) -> Ahead:
    count, held, first = 0, 0, list[Due]()
    for due in rule.due(until):
        count += due.count
        held += due.count if due.held else 0
        if len(first) < SHOWN:
            first.append(due)
    return Ahead(rule, count, held, first)


def done(who: Who, since: date | None = None, until: date | None = None) -> QuerySet[Disposal]:
    """The protocol of a period, the latest first."""
    permissions.require(who)
    rows = Disposal.objects.order_by("-pk")
    rows = rows.filter(at__gte=_midnight(since)) if since else rows
    return rows.filter(at__lt=_midnight(until + timedelta(days=1))) if until else rows


def holds(who: Who) -> QuerySet[LegalHold]:
    """Every hold: those that stand first, then those that were lifted or ran out."""
    permissions.require(who)
    return LegalHold.objects.order_by("-lifted_at", "-until", "-pk")
