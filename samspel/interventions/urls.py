"""Addresses under /interventions/."""

from django.urls import path

from samspel.interventions.views import budget, joint, keeping, listing, money, one, tying, writing

app_name = "interventions"

urlpatterns = [
    path("", listing.listing, name="list"),
    path("export/<str:kind>/", listing.exported, name="export"),
    path("joint/", joint.joint, name="joint"),
    path("budget/", budget.budget, name="budget"),
    path("keep/", keeping.keep, name="keep"),
    path("new/", writing.new, name="new"),
    path("tie/measure/<uuid:measure>/", tying.tie_measure, name="tie_measure"),
    path("tie/goal/<uuid:goal>/", tying.tie_goal, name="tie_goal"),
    path("cost/<int:cost>/", money.change_cost, name="change_cost"),
    path("cost/<int:cost>/remove/", money.remove_cost, name="remove_cost"),
    path("<uuid:intervention>/", one.one, name="one"),
    path("<uuid:intervention>/change/", writing.change, name="change"),
    path("<uuid:intervention>/move/", one.move, name="move"),
    path("<uuid:intervention>/still-true/", one.still_true, name="still_true"),
    path("<uuid:intervention>/cost/", money.add_cost, name="add_cost"),
    path("<uuid:intervention>/heads/", money.count_heads, name="heads"),
]
