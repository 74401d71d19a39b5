"""Where areas and the municipality end: GeoJSON by versions, each from a day, the earlier ones kept."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from samspel.municipality.models.places import Area


class BoundaryFile(models.Model):
    """A file that somebody has uploaded and looks through before it is imported; removed when that is done, or after
    a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("file"), max_length=200)
    content = models.TextField()
    at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("boundary file")
        verbose_name_plural = _("boundary files")

    def __str__(self) -> str:
        return self.name


class BoundaryVersion(models.Model):
    """What one import brought: it holds from a day, over whatever was imported before it, unless it is taken back."""

    starts = models.DateField(_("from"))
    file_name = models.CharField(_("file"), max_length=200)
    source = models.CharField(_("source"), max_length=200, blank=True)
    imported_at = models.DateTimeField()
    imported_by = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("boundary version")
        verbose_name_plural = _("boundary versions")
        ordering: ClassVar[list[str]] = ["-starts", "-pk"]

    def __str__(self) -> str:
        return f"{self.file_name} {self.starts:%Y-%m-%d}"


class Boundary(models.Model):
    """The boundary of an area, or of the municipality (no area), in one version: a MultiPolygon in EPSG:4326."""

    version = models.ForeignKey(BoundaryVersion, models.CASCADE, related_name="boundaries")
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="boundaries", verbose_name=_("area"))
    geometry = models.JSONField()
    digest = models.CharField(max_length=64)
    square_km = models.FloatField(_("square kilometres"))

    class Meta:
        verbose_name = _("boundary")
        verbose_name_plural = _("boundaries")
        constraints = (
            models.UniqueConstraint(
                fields=["version", "area"], name="boundary_once_in_a_version", nulls_distinct=False
            ),
        )

    def __str__(self) -> str:
        return f"{self.area or '–'} {self.version}"
