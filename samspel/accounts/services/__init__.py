"""Every change to users, to what they hold, to who stands in for whom, and to how somebody comes in."""

from samspel.accounts.services.holding import assign, end_assignment, end_stand_in, stand_in
from samspel.accounts.services.people import (
    activate,
    change_details,
    create_user,
    deactivate,
    invented_password,
    leave,
    reset_second_factor,
    set_password,
)
from samspel.accounts.services.provided import link, not_vouched, provide, unlink, vouch
from samspel.accounts.services.seals import look_at_seals, open_seal, seal
from samspel.accounts.services.signing import end_other_sessions, end_session, note, note_failed_sign_in
from samspel.accounts.services.tokens import (
    digest,
    issue_token,
    new_calendar_link,
    revoke_calendar_link,
    revoke_token,
)

__all__ = [
    "activate",
    "assign",
    "change_details",
    "create_user",
    "deactivate",
    "digest",
    "end_assignment",
    "end_other_sessions",
    "end_session",
    "end_stand_in",
    "invented_password",
    "issue_token",
    "leave",
    "link",
    "look_at_seals",
    "new_calendar_link",
    "not_vouched",
    "note",
    "note_failed_sign_in",
    "open_seal",
    "provide",
    "reset_second_factor",
    "revoke_calendar_link",
    "revoke_token",
    "seal",
    "set_password",
    "stand_in",
    "unlink",
    "vouch",
]
