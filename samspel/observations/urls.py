"""Where the pages of observations are, under /observations/."""

from django.urls import path

from samspel.observations import week_urls
from samspel.observations.views import listing, one, telling

app_name = "observations"

urlpatterns = [
    path("", listing.listing, name="list"),
    path("export.<slug:kind>", listing.exported, name="export"),
    path("new/", telling.new, name="new"),
    path("new/ready.json", telling.ready, name="ready"),
    path("worker.js", telling.worker, name="worker"),
    path("<uuid:observation>/", one.one, name="one"),
    path("<uuid:observation>/picture/", one.picture, name="picture"),
    path("<uuid:observation>/correct/", one.correct, name="correct"),
    path("<uuid:observation>/withdraw/", one.withdraw, name="withdraw"),
    *week_urls.urlpatterns,
]
