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
    AreaForm,
    BeginForm,
    CommentForm,
    ContentsForm,
    DayForm,
    SectionCommentForm,
    SectionForm,
    UntilForm,
)

__all__ = [
    "AnswerForm",
    "AreaFilter",
    "AreaForm",
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
    "SectionCommentForm",
    "SectionForm",
    "UntilForm",
    "ValueForm",
]
