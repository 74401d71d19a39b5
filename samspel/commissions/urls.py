"""Addresses under /money/."""

from django.urls import path

from samspel.commissions.views import commissions, funding, index

app_name = "commissions"

urlpatterns = [
    path("", funding.money, name="money"),
    path("save/<str:kind>/", funding.save, name="save"),
    path("index/", index.index, name="index"),
    path("index/<int:year>/withdraw/", index.withdraw, name="withdraw_index"),
    path("funding/new/", funding.new, name="new_funding"),
    path("funding/<uuid:funding>/", funding.funding, name="funding"),
    path("funding/<uuid:funding>/change/", funding.change, name="change_funding"),
    path("funding/<uuid:funding>/withdraw/", funding.withdraw, name="withdraw_funding"),
    path("commissions/", commissions.commissions, name="commissions"),
    path("commissions/new/", commissions.new, name="new_commission"),
    path("commissions/<slug:code>/", commissions.commission, name="commission"),
    path("commissions/<slug:code>/increase/", commissions.increase, name="increase"),
    path(
        "commissions/<slug:code>/increase/<int:increase>/withdraw/",
        commissions.withdraw_increase,
        name="withdraw_increase",
    ),
    path("commissions/<slug:code>/version/", commissions.version, name="version"),
    path("commissions/<slug:code>/notice/", commissions.notice, name="notice"),
    path("commissions/<slug:code>/notice/back/", commissions.take_back_notice, name="take_back_notice"),
    path("commissions/<slug:code>/<int:year>/", commissions.working, name="working"),
]
