"""The forms of measures, plans and promises: each says what it holds no names in, and keeps what was typed."""

from samspel.plans.forms.agreement import AgreementForm, FollowUpForm, PromiseForm
from samspel.plans.forms.filters import FilterForm
from samspel.plans.forms.measure import MeasureForm, RowForm, TellForm, initial_of
from samspel.plans.forms.plan import PlaceForm, PlanForm, PutInForm

__all__ = [
    "AgreementForm",
    "FilterForm",
    "FollowUpForm",
    "MeasureForm",
    "PlaceForm",
    "PlanForm",
    "PromiseForm",
    "PutInForm",
    "RowForm",
    "TellForm",
    "initial_of",
]
