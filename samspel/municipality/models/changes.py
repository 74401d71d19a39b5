"""What was changed of the municipality's description: by whom, from when, why, and every row before and after."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samspel.core.models import Versioned


class ChangeState(models.TextChoices):
    """How far a change has come."""

    DRAFT = "draft", _("being written")
    COMING = "coming", _("to come")
    MADE = "made", _("made")
    WITHDRAWN = "withdrawn", _("withdrawn")


class ChangeOrigin(models.TextChoices):
    """Where a change was made."""

    PRODUCT = "product", _("in Samspel")
    FILES = "files", _("from the files")


class ChangeSet(Versioned):
    """Rows that change together, from a day on. One is being written by each; saved ones are never written over."""

    state = models.CharField(_("state"), max_length=9, choices=ChangeState, default=ChangeState.DRAFT)
    origin = models.CharField(_("where"), max_length=7, choices=ChangeOrigin, default=ChangeOrigin.PRODUCT)
    by = models.CharField(_("by"), max_length=80)
    by_label = models.CharField(_("who"), max_length=200)
    because = models.CharField(_("why"), max_length=300, blank=True)
    starts = models.DateField(_("valid from"), null=True, blank=True)
    saved_at = models.DateTimeField(_("saved"), null=True, blank=True)
    made_at = models.DateTimeField(_("made"), null=True, blank=True)
    waits = models.CharField(_("what it waits for"), max_length=500, blank=True)
    undoes = models.ForeignKey(
        "self", models.PROTECT, related_name="undone_by", null=True, blank=True, verbose_name=_("undoes")
    )

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(fields=("by",), condition=Q(state="draft"), name="change_one_draft_each"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(starts__isnull=False, saved_at__isnull=False),
                name="change_saved_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="made") | Q(made_at__isnull=False), name="change_made_has_moment"
            ),
        ]
        indexes = [models.Index(fields=("state", "starts"), name="change_state_starts")]

    def __str__(self) -> str:
        return str(self.pk)


class ChangeRow(models.Model):
    """A row as it was and as it becomes, in the form of the files; without a key it is the order of its list."""

    change = models.ForeignKey(ChangeSet, models.CASCADE, related_name="rows", verbose_name=_("change"))
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=30)
    key = models.CharField(_("key"), max_length=200, blank=True)
    before = models.JSONField(_("before"), null=True, blank=True)
    after = models.JSONField(_("after"), null=True, blank=True)
    behind = models.JSONField(_("stands behind"), default=list, blank=True)

    class Meta:
        verbose_name = _("changed row")
        verbose_name_plural = _("changed rows")
        ordering = ("change", "number")
        indexes = [models.Index(fields=("kind", "key"), name="change_row_kind_key")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
