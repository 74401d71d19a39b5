"""Settings for checks that need no database: types, templates, translations, migrations."""

import os

os.environ.setdefault("SAMSPEL_ENV", "trial")

from config.settings import *  # noqa: F403
