"""The forms of indicators, challenges and situation pictures."""

from samspel.situation.forms.challenge import (
    BasisForm,
    BecauseForm,
    CauseForm,
    ChallengeFilter,
    ChallengeForm,
    MoveForm,
)
from samspel.situation.forms.indicator import AreaFilter, ValueForm
from samspel.situation.forms.picture import (
    AnswerForm,
    BeginForm,
    CommentForm,
    ContentsForm,
    DayForm,
    SectionForm,
    UntilForm,
)

__all__ = [
    "AnswerForm",
    "AreaFilter",
    "BasisForm",
    "BecauseForm",
    "BeginForm",
    "CauseForm",
    "ChallengeFilter",
    "ChallengeForm",
    "CommentForm",
    "ContentsForm",
    "DayForm",
    "MoveForm",
    "SectionForm",
    "UntilForm",
    "ValueForm",
]
