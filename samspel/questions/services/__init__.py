"""Every change to a question: one verb each, permitted, logged, told in the timeline, and what is to be sent posted."""

from samspel.questions.services.answering import answer, answer_part, ask_back, could_not_reach
from samspel.questions.services.asked import Asked, Contact
from samspel.questions.services.asker import Asker, not_solved, reply, solved
from samspel.questions.services.asking import Preview, ask, preview
from samspel.questions.services.contact import dispose_contacts, look_at_contact
from samspel.questions.services.exporting import note_export
from samspel.questions.services.handling import accept, forward, return_part
from samspel.questions.services.joint import (
    AnsweredJointly,
    Joined,
    answer_joint,
    join,
    leave,
    merge,
    rename,
    unmerge,
)
from samspel.questions.services.keeping import dispose_kept, drop_kept, keep_text, keeping, save_draft
from samspel.questions.services.recurring import find_recurring, take_up
from samspel.questions.services.reminding import ask_whether_solved, remind
from samspel.questions.services.standards import change_standard, retire_standard, still_true, write_standard
from samspel.questions.services.steering import (
    add_department,
    change_area,
    change_lead,
    change_matter,
    choose_other_receiver,
    note,
)

__all__ = [
    "AnsweredJointly",
    "Asked",
    "Asker",
    "Contact",
    "Joined",
    "Preview",
    "accept",
    "add_department",
    "answer",
    "answer_joint",
    "answer_part",
    "ask",
    "ask_back",
    "ask_whether_solved",
    "change_area",
    "change_lead",
    "change_matter",
    "change_standard",
    "choose_other_receiver",
    "could_not_reach",
    "dispose_contacts",
    "dispose_kept",
    "drop_kept",
    "find_recurring",
    "forward",
    "join",
    "keep_text",
    "keeping",
    "leave",
    "look_at_contact",
    "merge",
    "not_solved",
    "note",
    "note_export",
    "preview",
    "remind",
    "rename",
    "reply",
    "retire_standard",
    "return_part",
    "save_draft",
    "solved",
    "still_true",
    "take_up",
    "unmerge",
    "write_standard",
]
