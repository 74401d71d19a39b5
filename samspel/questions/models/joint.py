"""A joint question: what several people have asked about one thing, followed together and answered once to them all."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from samspel.accounts.models import User
from samspel.core.models import Versioned
from samspel.municipality.models import Matter


class JointQuestion(Versioned):
    """One thing that several have asked about. Each question keeps its own asker, parts and last day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("number"), max_length=20, unique=True)
    name = models.CharField(_("what it is about"), max_length=160)
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="+", verbose_name=_("matter"))
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("joint question")
        verbose_name_plural = _("joint questions")

    def __str__(self) -> str:
        return self.reference
