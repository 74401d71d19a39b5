"""Whom the pages of pictures, challenges and indicators are for."""

from samspel.accounts.audiences import holders
from samspel.situation.permissions import ADOPTED_READERS, COMMENTERS, DRAFTERS, READERS

GET = ("GET",)
POST = ("POST",)
READS = holders(*READERS)
READS_ADOPTED = holders(*ADOPTED_READERS)
COMMENTS = holders(*COMMENTERS)
DRAFTS = holders(*DRAFTERS)
