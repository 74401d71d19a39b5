"""Indicators' values, challenges with their causes, and the situation picture from draft to adopted."""

from samspel.situation.models.challenge import Basis, BasisKind, Cause, Challenge
from samspel.situation.models.indicator import Fetch, IndicatorValue, Sex
from samspel.situation.models.picture import (
    AdoptedChallenge,
    AdoptedPicture,
    DueReminder,
    PictureComment,
    PictureFigure,
    PictureText,
    PictureWeek,
    SituationPicture,
)

__all__ = [
    "AdoptedChallenge",
    "AdoptedPicture",
    "Basis",
    "BasisKind",
    "Cause",
    "Challenge",
    "DueReminder",
    "Fetch",
    "IndicatorValue",
    "PictureComment",
    "PictureFigure",
    "PictureText",
    "PictureWeek",
    "Sex",
    "SituationPicture",
]
