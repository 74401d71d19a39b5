"""Questions with their parts and timeline; what joins them; what recurs; what is answered again and again."""

from samspel.questions.models.joint import JointQuestion
from samspel.questions.models.question import (
    Channel,
    ContactDetails,
    Entry,
    Kept,
    KeptText,
    Note,
    Part,
    Question,
    Reminder,
    ReplyBy,
    Verb,
)
from samspel.questions.models.recurrence import Recurrence
from samspel.questions.models.standard import StandardAnswer, StandardText

__all__ = [
    "Channel",
    "ContactDetails",
    "Entry",
    "JointQuestion",
    "Kept",
    "KeptText",
    "Note",
    "Part",
    "Question",
    "Recurrence",
    "Reminder",
    "ReplyBy",
    "StandardAnswer",
    "StandardText",
    "Verb",
]
