"""Addresses under /plans/."""

from django.urls import path

from samspel.plans.views import agreement, deciding, grid, measure, plan

app_name = "plans"

urlpatterns = [
    path("", plan.plans, name="plans"),
    path("new/", plan.new, name="new_plan"),
    path("grid/", grid.grid, name="grid"),
    path("grid/<uuid:measure>/", grid.row, name="row"),
    path("grid/export/<str:kind>/", grid.exported, name="export"),
    path("measures/new/", measure.new, name="new_measure"),
    path("measures/<uuid:measure>/", measure.measure, name="measure"),
    path("measures/<uuid:measure>/change/", measure.change, name="change_measure"),
    path("measures/<uuid:measure>/tell/", measure.tell, name="tell"),
    path("measures/<uuid:measure>/retire/", measure.retire, name="retire_measure"),
    path("<uuid:plan>/", plan.plan, name="plan"),
    path("<uuid:plan>/change/", plan.change, name="change_plan"),
    path("<uuid:plan>/retire/", plan.retire, name="retire_plan"),
    path("<uuid:plan>/measures/", plan.put_in, name="put_in"),
    path("<uuid:plan>/measures/<int:row>/", plan.place, name="place"),
    path("<uuid:plan>/measures/<int:row>/out/", plan.take_out, name="take_out"),
    path("<uuid:plan>/measures/<int:row>/up/", plan.up, name="move_up"),
    path("<uuid:plan>/measures/<int:row>/down/", plan.down, name="move_down"),
    path("<uuid:plan>/adopt/", deciding.adopt, name="adopt"),
    path("adopted/<uuid:adopted>/", deciding.adopted, name="adopted"),
    path("adopted/<uuid:adopted>/beside/<uuid:other>/", deciding.beside, name="beside"),
    path("agreements/", agreement.agreements, name="agreements"),
    path("agreements/new/", agreement.new, name="new_agreement"),
    path("agreements/<uuid:agreement>/", agreement.agreement, name="agreement"),
    path("agreements/<uuid:agreement>/change/", agreement.change, name="change_agreement"),
    path("agreements/<uuid:agreement>/retire/", agreement.retire, name="retire_agreement"),
    path("agreements/<uuid:agreement>/promises/", agreement.promise, name="promise"),
    path("promises/<int:promise>/change/", agreement.change_promise, name="change_promise"),
    path("promises/<int:promise>/retire/", agreement.retire_promise, name="retire_promise"),
    path("promises/<int:promise>/follow-up/", agreement.follow_up, name="follow_up"),
]
