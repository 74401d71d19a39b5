"""Addresses of accounts. Only those of allauth's views that are used are here, each with its audience."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from samspel.accounts import demo
from samspel.accounts.views import holding, mine, people, signing

own: list[URLPattern | URLResolver] = [
    path("account/", mine.mine, name="mine"),
    path("account/sessions/", mine.sessions, name="sessions"),
    path("account/sessions/<int:pk>/end/", mine.end_session, name="end_session"),
    path("account/sessions/end-others/", mine.end_other_sessions, name="end_other_sessions"),
    path("account/stand-in/", mine.stand_in, name="my_stand_in"),
    path("account/stand-in/<int:pk>/end/", mine.end_stand_in, name="end_my_stand_in"),
    path("people/", people.people, name="people"),
    path("people/new/", people.new, name="new"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/function/", holding.assign, name="assign"),
    path("people/<int:pk>/stand-in/", holding.stand_in, name="stand_in"),
    path("people/<int:pk>/password/", people.reset_password, name="reset_password"),
    path("people/<int:pk>/second-factor/", people.reset_factor, name="reset_factor"),
    path("people/<int:pk>/close/", people.deactivate, name="deactivate"),
    path("people/<int:pk>/open/", people.activate, name="activate"),
    path("people/<int:pk>/token/", holding.token, name="token"),
    path("people/functions/<int:pk>/end/", holding.end_assignment, name="end_assignment"),
    path("people/stand-ins/<int:pk>/end/", holding.end_stand_in, name="end_stand_in"),
    path("people/tokens/<int:pk>/end/", holding.revoke_token, name="revoke_token"),
]

door: list[URLPattern | URLResolver] = [path("demo/<str:username>/", demo.come_in, name="demo")]

urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in/", signing.sign_in, name="account_login"),
    path("sign-in/code/", signing.code, name="mfa_authenticate"),
    path("sign-out/", signing.sign_out, name="account_logout"),
    path("again/", signing.again, name="account_reauthenticate"),
    path("again/code/", signing.code_again, name="mfa_reauthenticate"),
    path("account/password/", signing.password, name="account_change_password"),
    path("account/second-factor/", signing.second_factor, name="mfa_index"),
    path("account/second-factor/activate/", signing.activate, name="mfa_activate_totp"),
    path("account/second-factor/deactivate/", signing.deactivate, name="mfa_deactivate_totp"),
    path("account/recovery-codes/", signing.recovery_codes, name="mfa_view_recovery_codes"),
    path("account/recovery-codes/new/", signing.new_recovery_codes, name="mfa_generate_recovery_codes"),
    path("", include((own, "accounts"))),
    *(door if settings.DEMO else []),
]
