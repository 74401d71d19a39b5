"""The door that gunicorn opens; what every page needs is loaded before the first is asked for."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
import_module(settings.ROOT_URLCONF)
import_module("scipy.stats")

# What is loaded by now stays as long as the process does. Walking through it again and again, in search of what can be
# thrown away, was half the time of a page that draws on some thousand rows (docs/performance.md).
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 10, 10)
