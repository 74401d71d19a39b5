"""A measure, and every word that was said of how it goes."""

import uuid
from typing import ClassVar, Final

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samspel.core import clock
from samspel.core.models import Versioned
from samspel.municipality import known
from samspel.municipality.models import (
    Area,
    Body,
    BodySeat,
    Department,
    DevelopmentArea,
    Goal,
    KnownKey,
    Perspective,
)
from samspel.plans.rules import Funding, Standing, Status
from samspel.situation.models import Challenge
from samspel.targets.models import OutcomeGoal

STATUSES: Final = (
    (Status.PROPOSED.value, _("proposed")),
    (Status.DECIDED.value, _("decided")),
    (Status.ONGOING.value, _("ongoing")),
    (Status.PAUSED.value, _("paused")),
    (Status.DONE.value, _("done")),
    (Status.DROPPED.value, _("dropped")),
)
FUNDINGS: Final = (
    (Funding.UNKNOWN.value, _("not said")),
    (Funding.NONE_NEEDED.value, _("needs no money of its own")),
    (Funding.FUNDED.value, _("funded")),
    (Funding.PARTLY.value, _("partly funded")),
    (Funding.UNFUNDED.value, _("not funded")),
)


class Measure(Versioned):
    """Something that shall be done, once, however many plans it stands in.

    Its owner is a department, or a seat in a body (one of the two, or none yet). `area` is set for what is done in one
    area only. `number` is the product's own and never changes; `reference` is what people call it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField(unique=True, editable=False)
    reference = models.CharField(_("number"), max_length=20, unique=True)
    title = models.CharField(_("measure"), max_length=200)
    text = models.TextField(_("what is to be done"), blank=True)
    area = KnownKey(Area, models.PROTECT, null=True, related_name="+", verbose_name=_("area"))
    development_area = KnownKey(
        DevelopmentArea, models.PROTECT, null=True, related_name="+", verbose_name=_("development area")
    )
    perspectives = models.ManyToManyField(Perspective, related_name="+", verbose_name=_("perspectives"))
    owner_department = KnownKey(Department, models.PROTECT, null=True, related_name="+", verbose_name=_("owner"))
    owner_seat = KnownKey(BodySeat, models.PROTECT, null=True, related_name="+", verbose_name=_("owner"))
    departments = models.ManyToManyField(Department, related_name="+", verbose_name=_("together with"))
    funding_state = models.CharField(_("funding"), max_length=11, choices=FUNDINGS, default=Funding.UNKNOWN.value)
    from_year = models.PositiveSmallIntegerField(_("from the year"), null=True)
    to_year = models.PositiveSmallIntegerField(_("to and including the year"), null=True)
    challenges = models.ManyToManyField(Challenge, related_name="measures", verbose_name=_("answers"))
    outcome_goals = models.ManyToManyField(OutcomeGoal, related_name="measures", verbose_name=_("outcome goals"))
    municipal_goals = models.ManyToManyField(Goal, related_name="+", verbose_name=_("municipal goals"))
    status = models.CharField(_("status"), max_length=8, choices=STATUSES, default=Status.PROPOSED.value)
    status_comment = models.TextField(_("how it goes"), blank=True)
    status_at = models.DateTimeField(_("said"))
    invented = models.BooleanField(default=False)
    """Made up for the demo; every page says so."""
    retired_at = models.DateTimeField(null=True)
    """Taken out of the list by mistake of having been there; what was adopted with it stands."""

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = ("number",)
        constraints = (
            models.CheckConstraint(
                name="measure_has_one_owner", condition=Q(owner_department=None) | Q(owner_seat=None)
            ),
            models.CheckConstraint(
                name="measure_ends_after_it_starts",
                condition=Q(from_year=None) | Q(to_year=None) | Q(to_year__gte=F("from_year")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"[:200]

    @property
    def stands(self) -> Status:
        return Status(self.status)

    @property
    def owner(self) -> str:
        """Who answers for it, in words; empty when nobody does."""
        if self.owner_department:
            return self.owner_department.short_name
        return seat_in_words(self.owner_seat) if self.owner_seat else ""

    @property
    def standing(self) -> Standing:
        """What the rules ask of it."""
        return Standing(self.stands, self.to_year, clock.local(self.status_at).date(), bool(self.status_comment))

    @property
    def years(self) -> str:
        """2026, 2026–2028, from 2026, to 2028: as the plan writes them; empty when none is said."""
        first, last = self.from_year, self.to_year
        if first and last:
            return str(first) if first == last else f"{first}–{last}"
        return f"{first}–" if first else f"–{last}" if last else ""


def seat_in_words(seat: BodySeat) -> str:
    """The seat and its body: whoever sits there answers, never a person by name."""
    body = known.row(Body, seat.body_id)
    return f"{seat.role}, {body.short_name}" if body else seat.role


class StatusRow(models.Model):
    """A word of how a measure goes, kept as it was said."""

    insert_only: ClassVar[bool] = True

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="history")
    at = models.DateTimeField()
    status = models.CharField(max_length=8, choices=STATUSES)
    comment = models.TextField(blank=True)
    fields = ArrayField(models.CharField(max_length=60), default=list)
    """What else was changed, by name, when it is a line of changes and no word on the status."""
    actor_kind = models.CharField(max_length=20)
    actor_id = models.CharField(max_length=64, blank=True)
    actor_label = models.CharField(max_length=200)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.measure_id} {self.status}"
