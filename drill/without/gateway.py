"""A gateway for text messages, such as a municipality would connect: one line in a file for each."""

import json
import os
from pathlib import Path

from samspel.core.models import OutboxMessage


class Texts:
    """Writes to the file that DRILL_TEXTS names."""

    def send(self, message: OutboxMessage) -> None:
        """Takes everything."""
        with Path(os.environ["DRILL_TEXTS"]).open("a") as file:
            file.write(json.dumps([message.to, message.body]) + "\n")
