"""What the log's verbs about interventions are called, and that a list taken along is a look."""

from django.utils.translation import gettext_lazy as _

from samspel.core import looks


def register() -> None:
    """At start-up."""
    looks.call(
        {
            "intervention.written": _("wrote down an intervention"),
            "intervention.changed": _("changed an intervention"),
            "intervention.accept": _("took a proposed intervention on"),
            "intervention.begin": _("said that it has begun"),
            "intervention.end": _("said that it has ended"),
            "intervention.resume": _("took it up again"),
            "intervention.confirmed": _("said that it is still true"),
            "intervention.asked": _("asked whether the interventions are still true"),
            "intervention.cost_added": _("wrote down a cost"),
            "intervention.cost_changed": _("changed a cost"),
            "intervention.cost_removed": _("took a cost away"),
            "intervention.counted": _("wrote down how many took part"),
            "intervention.exported": _("took a list of interventions along"),
        }
    )
