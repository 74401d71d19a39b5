"""All addresses: the frame's own, and where each module's begin."""

from django.urls import URLPattern, URLResolver, include, path

from samspel.web import api
from samspel.web.boundaries import views as boundaries
from samspel.web.editing import urls as editing
from samspel.web.imports import urls as imports
from samspel.web.views import areas, docs, municipality, plain, search, today

own: list[URLPattern | URLResolver] = [
    path("", today.today, name="today"),
    path("menu/", plain.menu, name="menu"),
    path("search/", search.search, name="search"),
    path("about/", plain.about, name="about"),
    path("accessibility/", plain.accessibility, name="accessibility"),
    path("language/", plain.language, name="language"),
    path("robots.txt", plain.robots, name="robots"),
    path("favicon.ico", plain.favicon, name="favicon"),
    path("manifest.webmanifest", plain.manifest, name="manifest"),
    path(".well-known/security.txt", plain.security, name="security"),
    path("api/v1/docs", docs.api, name="api"),
    path("areas/", areas.areas, name="areas"),
    path("areas/<slug:code>/", areas.area, name="area"),
    path("municipality/", municipality.overview, name="municipality"),
    path("municipality/boundaries/", boundaries.boundaries, name="boundaries"),
    path("municipality/boundaries/<uuid:file>/", boundaries.file, name="boundary_file"),
    path("municipality/boundaries/<int:version>/take-back/", boundaries.take_back, name="boundary_take_back"),
    path("municipality/responsibility/", municipality.responsibility, name="responsibility"),
    path("municipality/departments/<slug:code>/", municipality.department, name="department"),
    path("municipality/bodies/", municipality.bodies, name="bodies"),
    path("municipality/bodies/<slug:code>/", municipality.body, name="body"),
    path("municipality/hours/", municipality.hours, name="hours"),
    path("municipality/lines/", municipality.lines, name="lines"),
    path("municipality/functions/", municipality.functions, name="functions"),
    path("municipality/goals/", municipality.goals, name="goals"),
    path("municipality/services/", municipality.services, name="services"),
    *editing.pages,
    *imports.pages,
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((own, "web"))),
    path("", include("samspel.ui.urls")),
    path("", include("samspel.accounts.urls")),
    path("ask/", include("samspel.portal.urls")),
    path("questions/", include("samspel.questions.urls")),
    path("escalations/", include("samspel.escalation.urls")),
    path("duty/", include("samspel.duty.urls")),
    path("protection/", include("samspel.protection.urls")),
    path("observations/", include("samspel.observations.urls")),
    path("situation/", include("samspel.situation.urls")),
    path("targets/", include("samspel.targets.urls")),
    path("plans/", include("samspel.plans.urls")),
    path("interventions/", include("samspel.interventions.urls")),
    path("money/", include("samspel.commissions.urls")),
    path("thread/", include("samspel.thread.urls")),
    path("maps/", include("samspel.municipality.urls")),
    path("api/v1/", api.urls()),
]
