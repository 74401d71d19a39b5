"""Reads of the thread, each for the one who asks: the thread of a thing, and what is broken anywhere."""

from samspel.thread.queries.broken import Broken, Group, Sought, broken, found
from samspel.thread.queries.law import facts
from samspel.thread.queries.one import Found, Thread, is_tied, thread_of, thread_of_area

__all__ = [
    "Broken",
    "Found",
    "Group",
    "Sought",
    "Thread",
    "broken",
    "facts",
    "found",
    "is_tied",
    "thread_of",
    "thread_of_area",
]
