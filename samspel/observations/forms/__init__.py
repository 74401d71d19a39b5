"""The forms of an observation: told, corrected, withdrawn, filtered."""

from samspel.observations.forms.filter import FilterForm
from samspel.observations.forms.telling import CorrectForm, ReportForm, WithdrawForm

__all__ = ["CorrectForm", "FilterForm", "ReportForm", "WithdrawForm"]
