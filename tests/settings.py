"""Settings of the tests: those of a trial, in a database of their own, under the rights of the application."""

import os

from tests.database import prepare

prepare(os.environ)

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES, ROOT  # noqa: E402

_suffix = os.environ.get("SAMSPEL_TEST_SUFFIX", "")
_database = DATABASES["default"]
_database["ENGINE"] = "tests.pgbackend"
_database["OPTIONS"] = {"assume_role": "samspel_app"}
_database["TEST"] = {"NAME": f"test_samspel_{_suffix}" if _suffix else "test_samspel"}
_database["CONN_MAX_AGE"] = 0

STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
STATIC_ROOT = ROOT
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
