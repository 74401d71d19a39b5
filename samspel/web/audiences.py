"""The audiences of the frame's own pages."""

from samspel.accounts.audiences import holders
from samspel.accounts.rules import OUTSIDE
from samspel.municipality.functions import Function

AT_WORK = holders(*Function)
"""Everybody who holds a function, whichever."""

INSIDE = holders(*(one for one in Function if one not in OUTSIDE))
"""Those who work in the administration: they see who to call."""
