"""Addresses under /situation/."""

from django.urls import include, path

from samspel.situation.views import causes, challenges, drafts, indicators, pictures

app_name = "situation"
ONE = "challenges/<uuid:challenge>/"
DRAFT = "drafts/<uuid:picture>/"

urlpatterns = [
    path("", pictures.overview, name="pictures"),
    path("areas/<slug:code>/", pictures.area, name="area"),
    path("adopted/<int:picture>/", pictures.adopted, name="adopted"),
    path("adopted/<int:picture>/changes/", pictures.compared, name="compared"),
    path("drafts/new/", drafts.begin, name="begin"),
    path(DRAFT, include(drafts.PAGES.paths())),
    path(f"{DRAFT}texts/<slug:section>/", drafts.write, name="write"),
    path(f"{DRAFT}contents/", drafts.contents, name="contents"),
    path("challenges/", challenges.listing, name="challenges"),
    path("challenges/new/", challenges.new, name="new_challenge"),
    path(ONE, challenges.one, name="challenge"),
    path(f"{ONE}change/", challenges.change, name="change_challenge"),
    path(f"{ONE}close/", challenges.close, name="close"),
    path(f"{ONE}reopen/", challenges.reopen, name="reopen"),
    path(f"{ONE}causes/", causes.add, name="add_cause"),
    path(f"{ONE}causes/<int:cause>/", causes.change, name="change_cause"),
    path(f"{ONE}causes/<int:cause>/remove/", causes.remove, name="remove_cause"),
    path(f"{ONE}rests/", causes.rest, name="rest"),
    path(f"{ONE}rests/<int:basis>/remove/", causes.rest_no_more, name="rest_no_more"),
    path("indicators/", indicators.listing, name="indicators"),
    path("indicators/<slug:code>/", indicators.one, name="indicator"),
    path("indicators/<slug:code>/enter/", indicators.enter, name="enter"),
    path("indicators/<slug:code>/values/<int:value>/take-back/", indicators.take_back, name="take_back_value"),
    path("indicators/<slug:code>/fetch/", indicators.fetch, name="fetch"),
]
