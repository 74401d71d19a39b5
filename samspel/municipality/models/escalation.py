"""Who receives what needs more than a team's mandate, with the number to call and who is next in line."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samspel.municipality.models.base import Named, Sourced
from samspel.municipality.models.bodies import Body
from samspel.municipality.models.organisation import Department


class ReceiverRole(models.TextChoices):
    """As what a receiver receives."""

    HEAD_OF_SECURITY = "head_of_security", _("head of security")
    DUTY_OFFICER = "duty_officer", _("duty officer")
    MANAGERS = "managers", _("managers concerned")
    DEPARTMENT_MANAGEMENT = "department_management", _("department management")
    COORDINATION_GROUP = "coordination_group", _("coordination group")


class EscalationReceiver(Named):
    """Code: the role, and for managers and management also the department: `department_management:education`."""

    role = models.CharField(_("role"), max_length=22, choices=ReceiverRole)
    short_name = models.CharField(_("short name"), max_length=60)
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="escalation", null=True, blank=True, verbose_name=_("department")
    )
    body = models.ForeignKey(
        Body, models.PROTECT, related_name="escalation", null=True, blank=True, verbose_name=_("body")
    )
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes until it goes on"), null=True, blank=True)

    class Meta(Named.Meta):
        verbose_name = _("escalation receiver")
        verbose_name_plural = _("escalation receivers")
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=("managers", "department_management"), department__isnull=False)
                | (~Q(role__in=("managers", "department_management")) & Q(department__isnull=True)),
                name="escalation_receiver_department_by_role",
            )
        ]


class LineStep(Sourced):
    """Who is next when a receiver has not answered: 1 follows the receiver, the last one is the end of the line."""

    receiver = models.ForeignKey(EscalationReceiver, models.CASCADE, related_name="line", verbose_name=_("receiver"))
    position = models.PositiveSmallIntegerField(_("order"))
    name = models.CharField(_("name"), max_length=200)
    passes_to = models.ForeignKey(
        EscalationReceiver, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("passes to")
    )
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes until it goes on"), null=True, blank=True)
    is_end = models.BooleanField(_("end of the line"), default=False)

    class Meta:
        verbose_name = _("next in line")
        verbose_name_plural = _("next in line")
        ordering = ("receiver", "position")
        constraints = [
            models.UniqueConstraint(fields=("receiver", "position"), name="line_step_order"),
            models.CheckConstraint(
                condition=Q(is_end=True) | Q(minutes__isnull=False), name="line_step_goes_on_or_ends"
            ),
        ]

    def __str__(self) -> str:
        return self.name
