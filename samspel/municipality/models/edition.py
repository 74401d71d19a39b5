"""Which edition of the description stands, and the keys of other modules' rows that point into it."""

import uuid
from typing import Any, TypeVar

from django.db import models
from django.db.models import Q
from django.db.models.fields.related_descriptors import ForwardManyToOneDescriptor
from django.utils.translation import gettext_lazy as _

from samspel.municipality import known

_ST = TypeVar("_ST")
_GT = TypeVar("_GT")


class Edition(models.Model):
    """The only row of its table: the database gives it a new mark at every change of the description."""

    mark = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    only = models.BooleanField(default=True, unique=True, editable=False)

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [models.CheckConstraint(condition=Q(only=True), name="edition_only_one")]

    def __str__(self) -> str:
        return str(self.mark)


class _Known(ForwardManyToOneDescriptor):  # type: ignore[type-arg]
    """Finds the row among those that are known; in the database only when it is newer than they."""

    def get_object(self, instance: models.Model) -> models.Model:
        pk = getattr(instance, self.field.attname)
        found = known.row(self.field.remote_field.model, pk)
        return super().get_object(instance) if found is None else found


class KnownKey(models.ForeignKey[_ST, _GT]):
    """A foreign key to a row of the description: following it costs no query, however many rows are followed."""

    forward_related_accessor_class = _Known

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """To the database it is a foreign key like any other."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.ForeignKey", args, kwargs
