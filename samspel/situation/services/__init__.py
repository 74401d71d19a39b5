"""Every change of indicators, challenges and situation pictures."""

from samspel.situation.services.challenges import (
    Rests,
    add_cause,
    change_challenge,
    close_challenge,
    move_cause,
    open_challenge,
    remove_cause,
    reopen_challenge,
    rest_no_more,
    rest_on,
    reword_cause,
)
from samspel.situation.services.fetching import ask_for_fetch, fetch, fetch_all
from samspel.situation.services.indicators import HAND, NewValue, Recorded, record_values, take_back_value
from samspel.situation.services.pictures import (
    adopt_picture,
    answer_comment,
    ask_for_comments,
    begin_picture,
    choose_contents,
    comment,
    drop_picture,
    take_back,
    write_section,
)
from samspel.situation.services.reminding import remind_due

__all__ = [
    "HAND",
    "NewValue",
    "Recorded",
    "Rests",
    "add_cause",
    "adopt_picture",
    "answer_comment",
    "ask_for_comments",
    "ask_for_fetch",
    "begin_picture",
    "change_challenge",
    "choose_contents",
    "close_challenge",
    "comment",
    "drop_picture",
    "fetch",
    "fetch_all",
    "move_cause",
    "open_challenge",
    "record_values",
    "remind_due",
    "remove_cause",
    "reopen_challenge",
    "rest_no_more",
    "rest_on",
    "reword_cause",
    "take_back",
    "take_back_value",
    "write_section",
]
