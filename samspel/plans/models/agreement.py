"""Agreements with others and pledges to citizens: what was promised, and what became of each promise [4]."""

import uuid
from typing import ClassVar, Final

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samspel.core.models import Versioned
from samspel.municipality.models import Area, Department, KnownKey, Organisation
from samspel.plans.models.measure import Measure
from samspel.plans.rules import Outcome

OUTCOMES: Final = (
    (Outcome.KEPT.value, _("kept")),
    (Outcome.PARTLY.value, _("partly kept")),
    (Outcome.NOT_KEPT.value, _("not kept")),
    (Outcome.TOO_EARLY.value, _("too early to say")),
)


class AgreementKind(models.TextChoices):
    """An agreement between parties, or a pledge that they give to those who live there."""

    AGREEMENT = "agreement", _("cooperation agreement")
    PLEDGE = "pledge", _("citizen pledge")


class Agreement(Versioned):
    """Who has agreed with whom, for which area, from when to when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=9, choices=AgreementKind)
    title = models.CharField(_("name"), max_length=200)
    text = models.TextField(_("what it is about"), blank=True)
    area = KnownKey(Area, models.PROTECT, null=True, related_name="+", verbose_name=_("area"))
    organisations = models.ManyToManyField(Organisation, related_name="+", verbose_name=_("parties outside"))
    departments = models.ManyToManyField(Department, related_name="+", verbose_name=_("departments"))
    starts = models.DateField(_("from"))
    ends = models.DateField(_("to and including"), null=True)
    registration_number = models.CharField(_("registration number"), max_length=60, blank=True)
    measures = models.ManyToManyField(Measure, related_name="agreements", verbose_name=_("measures"))
    invented = models.BooleanField(default=False)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ("-starts", "title")
        constraints = (
            models.CheckConstraint(
                name="agreement_ends_after_it_starts", condition=Q(ends=None) | Q(ends__gte=F("starts"))
            ),
        )

    def __str__(self) -> str:
        return self.title


class Promise(Versioned):
    """One thing that was promised, when it is to be looked at next, and how it stood when somebody last looked."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="promises")
    position = models.PositiveIntegerField()
    text = models.TextField(_("what is promised"))
    next_on = models.DateField(_("followed up by"), null=True)
    outcome = models.CharField(_("outcome"), max_length=9, choices=OUTCOMES, blank=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("promise")
        verbose_name_plural = _("promises")
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.position}"


class FollowUp(models.Model):
    """Somebody looked at whether a promise was kept: what they saw, and when."""

    insert_only: ClassVar[bool] = True

    promise = models.ForeignKey(Promise, models.PROTECT, related_name="follow_ups")
    outcome = models.CharField(_("outcome"), max_length=9, choices=OUTCOMES)
    seen = models.TextField(_("what was seen"))
    seen_on = models.DateField(_("seen on"))
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=20)
    actor_id = models.CharField(max_length=64, blank=True)
    actor_label = models.CharField(max_length=200)

    class Meta:
        ordering = ("-seen_on", "-pk")

    def __str__(self) -> str:
        return f"{self.promise_id} {self.outcome}"
