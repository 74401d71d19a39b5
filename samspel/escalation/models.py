"""An escalation, its legs (one for each receiver), everything that happened to them, and the morning's handover."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samspel.accounts.models import User
from samspel.core.crypto import SealedTextField
from samspel.core.models import OutboxMessage, Versioned
from samspel.duty.models import DutyShift
from samspel.escalation.rules import OPEN, Event, Kind, Role, State
from samspel.municipality.models import Area, Body, Department, KnownKey
from samspel.questions.models import Question

OPEN_STATES = sorted(one.value for one in OPEN)


class Escalation(Versioned):
    """What needs more than the team's mandate, as it was sent. It names no person; the number is staff's own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("number"), max_length=20, unique=True)
    kinds = ArrayField(models.CharField(max_length=12), verbose_name=_("what it concerns"))
    text = models.TextField(_("what has happened"))
    area = KnownKey(Area, models.PROTECT, null=True, related_name="escalations", verbose_name=_("area"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    needs = ArrayField(models.CharField(max_length=20), verbose_name=_("what is needed"), default=list)
    need_text = models.CharField(_("what else is needed"), max_length=300, blank=True)
    callback = SealedTextField(_("number to call back"), blank=True)
    departments: "models.ManyToManyField[Department, models.Model]" = models.ManyToManyField(
        Department, related_name="escalations", verbose_name=_("departments concerned")
    )
    settled = models.BooleanField(_("settled by the managers concerned"), null=True)
    question = models.ForeignKey(Question, models.PROTECT, null=True, related_name="escalations")
    created_by = models.ForeignKey(User, models.PROTECT, related_name="escalations")
    created_label = models.CharField(_("sent by"), max_length=200)
    created_at = models.DateTimeField(_("sent"))

    class Meta:
        verbose_name = _("escalation")
        verbose_name_plural = _("escalations")
        ordering = ("-created_at",)
        indexes = (models.Index(fields=["-created_at"], name="escalation_newest"),)
        constraints = (
            models.CheckConstraint(
                name="escalation_known_kinds",
                condition=Q(kinds__contained_by=[one.value for one in Kind], kinds__len__gt=0),
            ),
        )

    def __str__(self) -> str:
        return self.reference


class Leg(Versioned):
    """The part of an escalation that one receiver has, and who has it now: a step in the line of a receiver."""

    escalation = models.ForeignKey(Escalation, models.CASCADE, related_name="legs")
    kinds = ArrayField(models.CharField(max_length=12))
    state = models.CharField(max_length=12, choices=[(one.value, one.value) for one in State])
    reason = models.CharField(max_length=24)
    office_open = models.BooleanField()
    role = models.CharField(max_length=22, choices=[(one.value, one.value) for one in Role])
    step = models.PositiveSmallIntegerField(default=0)
    department = KnownKey(Department, models.PROTECT, null=True, related_name="+")
    body = KnownKey(Body, models.PROTECT, null=True, related_name="escalations")
    holder = models.CharField(_("who has it"), max_length=300)
    holder_short = models.CharField(max_length=120)
    holder_phone = models.CharField(max_length=40, blank=True)
    holder_user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField()
    answer_by = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    acknowledged_label = models.CharField(max_length=200, blank=True)
    acknowledged_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    done = models.TextField(_("what was done"), blank=True)
    outcome = models.TextField(_("what came of it"), blank=True)

    class Meta:
        verbose_name = _("receiver's part of an escalation")
        verbose_name_plural = _("receivers' parts of escalations")
        ordering = ("pk",)
        indexes = (
            models.Index(fields=["answer_by"], name="leg_unanswered", condition=Q(state=State.WAITING.value)),
            models.Index(fields=["role", "state"], name="leg_role_state"),
        )
        constraints = (
            models.CheckConstraint(
                name="leg_closed_when_closed",
                condition=Q(state__in=OPEN_STATES, closed_at=None)
                | (~Q(state__in=OPEN_STATES) & Q(closed_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="leg_acknowledged_by_somebody",
                condition=~Q(state__in=[State.ACKNOWLEDGED.value, State.DONE.value])
                | Q(acknowledged_by__isnull=False, acknowledged_at__isnull=False),
            ),
            models.CheckConstraint(
                name="leg_management_of_a_department",
                condition=Q(role=Role.DEPARTMENT_MANAGEMENT.value, department__isnull=False)
                | (~Q(role=Role.DEPARTMENT_MANAGEMENT.value) & Q(department=None)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.escalation} {self.role}"

    @property
    def stands(self) -> State:
        """The state as a rule's value."""
        return State(self.state)

    @property
    def is_open(self) -> bool:
        """Whether something is left to do."""
        return self.stands in OPEN

    @property
    def receiver(self) -> str:
        """The receiver by code, as other systems read it."""
        return f"{self.role}:{self.department.code}" if self.department else self.role


class Hop(models.Model):
    """One thing that happened to a leg: the history that is only added to."""

    insert_only = True

    leg = models.ForeignKey(Leg, models.PROTECT, related_name="hops")
    at = models.DateTimeField()
    event = models.CharField(max_length=14, choices=[(one.value, one.value) for one in Event])
    by_label = models.CharField(max_length=200)
    role = models.CharField(max_length=22)
    step = models.PositiveSmallIntegerField(default=0)
    department = KnownKey(Department, models.PROTECT, null=True, related_name="+")
    to = models.CharField(max_length=300, blank=True)
    to_user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    gap = models.BooleanField(default=False)
    text = models.TextField(blank=True)
    ways: "models.ManyToManyField[OutboxMessage, models.Model]" = models.ManyToManyField(
        OutboxMessage, related_name="+"
    )
    """What was sent to who has it from now on, by each way."""

    class Meta:
        verbose_name = _("step in an escalation's history")
        verbose_name_plural = _("steps in escalations' histories")
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.leg} {self.event}"


class HandoverNote(Versioned):
    """The night, as the duty officer handed it over to the head of security: fixed when it was written."""

    shift = models.ForeignKey(DutyShift, models.SET_NULL, null=True, related_name="+")
    starts = models.DateTimeField(_("from"))
    ends = models.DateTimeField(_("to"))
    text = models.TextField(_("what the head of security needs to know"), blank=True)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_label = models.CharField(max_length=200)
    given_at = models.DateTimeField()
    received_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    received_label = models.CharField(max_length=200, blank=True)
    received_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("morning handover")
        verbose_name_plural = _("morning handovers")
        ordering = ("-given_at",)

    def __str__(self) -> str:
        return f"{self.starts:%Y-%m-%d}"


class HandoverLine(models.Model):
    """How one leg stood when the night was handed over."""

    insert_only = True

    note = models.ForeignKey(HandoverNote, models.CASCADE, related_name="lines")
    leg = models.ForeignKey(Leg, models.PROTECT, related_name="+")
    state = models.CharField(max_length=12)
    holder = models.CharField(max_length=300)
    done = models.TextField(blank=True)

    class Meta:
        verbose_name = _("line of a morning handover")
        verbose_name_plural = _("lines of morning handovers")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["note", "leg"], name="handover_line_once"),)

    def __str__(self) -> str:
        return f"{self.note} {self.leg}"
