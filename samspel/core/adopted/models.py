"""The table that every adopted thing has, and how one is recorded."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from samspel.core import clock
from samspel.core.actors import Actor
from samspel.core.adopted.comparing import Section
from samspel.core.errors import Refused

A_co = TypeVar("A_co", bound="Adopted", covariant=True)
A = TypeVar("A", bound="Adopted")


class AdoptedQuerySet(models.QuerySet[A_co]):
    """Adopted versions by day."""

    def as_of(self, day: date) -> Self:
        """What stood on the day: of each series the version adopted last, on that day or before it."""
        # By the key itself: a relation would be ordered by what orders its own rows.
        series = [getattr(self.model._meta.get_field(name), "attname", name) for name in self.model.series]
        return self.filter(adopted_on__lte=day).order_by(*series, "-adopted_on", "-number").distinct(*series)

    def due(self, day: date) -> Self:
        """Of those that stand on the day, the ones that were to be looked at again by then."""
        return self.filter(pk__in=self.as_of(day).values("pk"), next_due__lte=day)

    def versions(self, **series: Any) -> Self:
        """Every version of one series, newest first."""
        return self.filter(**series).order_by("-number")


class Adopted(models.Model):
    """One version as it was adopted. `content` needs no other row to be read; nothing here is ever changed.

    `series` names the fields that tell one series of versions from another; a table makes them unique with `number`.
    The body stands by code and name as it was called that day, or as the words of whoever else decided it.
    """

    insert_only: ClassVar[bool] = True
    series: ClassVar[tuple[str, ...]] = ()

    number = models.PositiveIntegerField(_("version"))
    label = models.CharField(_("name"), max_length=200)
    content = models.JSONField()
    adopted_on = models.DateField(_("adopted on"))
    registration_number = models.CharField(_("registration number"), max_length=60)
    body_code = models.CharField(max_length=120, blank=True)
    body_label = models.CharField(_("adopted by"), max_length=200)
    next_due = models.DateField(_("to be looked at again by"), null=True)
    because = models.CharField(_("why it was recorded all the same"), max_length=300, blank=True)
    """Why a text that was changed after the decision, or was still being commented on, is what was decided."""
    recorded_at = models.DateTimeField()
    actor_kind = models.CharField(max_length=20)
    actor_id = models.CharField(max_length=64, blank=True)
    actor_label = models.CharField(max_length=200)

    objects = AdoptedQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ("-adopted_on", "-number")

    def __str__(self) -> str:
        return f"{self.label} {self.number}"[:200]

    def sections(self) -> list[Section]:
        """How the content reads: headings and paragraphs in order. Those with the same code are compared."""
        raise NotImplementedError


@dataclass(frozen=True)
class Adoption:
    """The decision: when, under which number, by whom (code and name, or a name alone), and when it is due again.

    `because`: why it is recorded though the draft was changed after that day, or still waits for answers.
    """

    adopted_on: date
    registration_number: str
    body_label: str
    body_code: str = ""
    next_due: date | None = None
    because: str = ""


def surely(adoption: Adoption, *, changed: datetime | None, unanswered: int = 0, commented_on: bool = False) -> None:
    """Raise Refused for a decision that needs a word of why and has none: of a draft that was `changed` after its day,
    that has comments `unanswered`, or that is still open to be `commented_on`."""
    if adoption.because.strip():
        return
    last = clock.local(changed).date() if changed else None
    if last and adoption.adopted_on < last:
        told = _("The text was last changed on %(day)s, after the day of the decision. Look at the day, or say why.")
        raise Refused(told % {"day": last.isoformat()}, field="because")
    if unanswered:
        told = ngettext_lazy(
            "%(count)s comment has no answer. Answer it first, or say why it is decided all the same.",
            "%(count)s comments have no answer. Answer them first, or say why it is decided all the same.",
            "count",
        )
        raise Refused(told % {"count": unanswered}, field="because")
    if commented_on:
        raise Refused(_("It is still open for comments. Close it first, or say why."), field="because")


def record(table: type[A], content: dict[str, Any], adoption: Adoption, *, by: Actor, label: str, **others: Any) -> A:
    """Add the next version of a series. Called inside a service, which logs it and holds the draft that it is made of.

    `others` are the fields of the table's own; those in its `series` choose the series.
    """
    rows = table.objects.filter(**{name: others[name] for name in table.series})
    newest = rows.aggregate(newest=models.Max("number"))["newest"] or 0
    made = table(
        number=newest + 1,
        label=label[:200],
        content=content,
        adopted_on=adoption.adopted_on,
        registration_number=adoption.registration_number.strip(),
        body_code=adoption.body_code,
        body_label=adoption.body_label,
        next_due=adoption.next_due,
        because=adoption.because.strip()[:300],
        recorded_at=clock.now(),
        actor_kind=by.kind,
        actor_id=by.id,
        actor_label=by.label[:200],
        **others,
    )
    made.save(force_insert=True)
    return made


def next_due(adopted_on: date, months: int) -> date:
    """The same day so many months later, or the month's last where it has no such day."""
    year, month = divmod(adopted_on.month - 1 + months, 12)
    year, month = adopted_on.year + year, month + 1
    return date(year, month, min(adopted_on.day, monthrange(year, month)[1]))
