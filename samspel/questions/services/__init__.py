"""Every change to a question: one verb each, permitted, logged, told in the timeline, and what is to be sent posted."""

from samspel.questions.services.answering import answer, answer_part, ask_back, could_not_reach
from samspel.questions.services.asker import Asker, not_solved, reply, solved
from samspel.questions.services.asking import Asked, Contact, Preview, ask, preview
from samspel.questions.services.contact import dispose_contacts, look_at_contact
from samspel.questions.services.exporting import note_export
from samspel.questions.services.handling import accept, forward, return_part
from samspel.questions.services.keeping import dispose_kept, drop_kept, keep_text, keeping, save_draft
from samspel.questions.services.reminding import ask_whether_solved, remind
from samspel.questions.services.steering import (
    add_department,
    change_area,
    change_lead,
    change_matter,
    choose_other_receiver,
    note,
)

__all__ = [
    "Asked",
    "Asker",
    "Contact",
    "Preview",
    "accept",
    "add_department",
    "answer",
    "answer_part",
    "ask",
    "ask_back",
    "ask_whether_solved",
    "change_area",
    "change_lead",
    "change_matter",
    "choose_other_receiver",
    "could_not_reach",
    "dispose_contacts",
    "dispose_kept",
    "drop_kept",
    "forward",
    "keep_text",
    "keeping",
    "look_at_contact",
    "not_solved",
    "note",
    "note_export",
    "preview",
    "remind",
    "reply",
    "return_part",
    "save_draft",
    "solved",
]
