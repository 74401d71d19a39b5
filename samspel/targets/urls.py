"""Addresses under /targets/."""

from django.urls import include, path

from samspel.targets.views import drafts, goals, pictures

app_name = "targets"
DRAFT = "drafts/<uuid:picture>/"
GOAL = "goals/<uuid:goal>/"

urlpatterns = [
    path("", pictures.overview, name="pictures"),
    path("areas/<slug:code>/", pictures.area, name="area"),
    path("adopted/<int:picture>/", pictures.adopted, name="adopted"),
    path("adopted/<int:picture>/changes/", pictures.compared, name="compared"),
    path("drafts/new/", drafts.begin, name="begin"),
    path(DRAFT, include(drafts.PAGES.paths())),
    path(f"{DRAFT}write/", drafts.write, name="write"),
    path("goals/", goals.goals, name="goals"),
    path("goals/score/", goals.score, name="score"),
    path("goals/new/", goals.new, name="new_goal"),
    path("goals/preview/", goals.preview, name="preview"),
    path(GOAL, goals.goal, name="goal"),
    path(f"{GOAL}change/", goals.change, name="change_goal"),
    path(f"{GOAL}<slug:step>/", goals.end, name="end_goal"),
]
