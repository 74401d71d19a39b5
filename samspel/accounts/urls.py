"""Addresses of accounts. Only those of allauth's views that are used are here, each with its audience."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from samspel.accounts import demo
from samspel.accounts.views import holding, mine, passkeys, people, provider, signing

own: list[URLPattern | URLResolver] = [
    path("account/", mine.mine, name="mine"),
    path("account/sessions/", mine.sessions, name="sessions"),
    path("account/sessions/<int:pk>/end/", mine.end_session, name="end_session"),
    path("account/sessions/end-others/", mine.end_other_sessions, name="end_other_sessions"),
    path("account/stand-in/", mine.stand_in, name="my_stand_in"),
    path("account/stand-in/<int:pk>/end/", mine.end_stand_in, name="end_my_stand_in"),
    path("account/factor-needed/", signing.factor_needed, name="factor_needed"),
    path("account/passkeys/add/", passkeys.add, name="passkey"),
    path("account/provider/", provider.link, name="link"),
    path("sign-in/provider/", provider.enter, name="provider"),
    path("sign-in/provider/back/", provider.back, name="provider_back"),
    path("sign-in/provider/signed-out/", provider.signed_out, name="provider_signed_out"),
    path("again/provider/", provider.again, name="again_provider"),
    path("people/seals/", people.seals, name="seals"),
    path("people/", people.people, name="people"),
    path("people/new/", people.new, name="new"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/function/", holding.assign, name="assign"),
    path("people/<int:pk>/stand-in/", holding.stand_in, name="stand_in"),
    path("people/<int:pk>/password/", people.reset_password, name="reset_password"),
    path("people/<int:pk>/second-factor/", people.reset_factor, name="reset_factor"),
    path("people/<int:pk>/close/", people.deactivate, name="deactivate"),
    path("people/<int:pk>/leave/", people.leave, name="leave"),
    path("people/<int:pk>/unlink/", people.unlink, name="unlink"),
    path("people/<int:pk>/open/", people.activate, name="activate"),
    path("people/<int:pk>/token/", holding.token, name="token"),
    path("people/functions/<int:pk>/end/", holding.end_assignment, name="end_assignment"),
    path("people/stand-ins/<int:pk>/end/", holding.end_stand_in, name="end_stand_in"),
    path("people/tokens/<int:pk>/end/", holding.revoke_token, name="revoke_token"),
]

door: list[URLPattern | URLResolver] = [path("demo/<str:username>/", demo.come_in, name="demo")]

urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in/", signing.sign_in, name="account_login"),
    path("sign-in/code/", passkeys.code, name="mfa_authenticate"),
    path("sign-in/passkey/", passkeys.sign_in, name="mfa_login_webauthn"),
    path("sign-out/", signing.sign_out, name="account_logout"),
    path("again/", signing.again, name="account_reauthenticate"),
    path("again/code/", signing.code_again, name="mfa_reauthenticate"),
    path("again/passkey/", passkeys.again, name="mfa_reauthenticate_webauthn"),
    path("account/passkeys/", passkeys.all_of_mine, name="mfa_list_webauthn"),
    path("account/passkeys/<int:pk>/remove/", passkeys.remove, name="mfa_remove_webauthn"),
    path("account/password/", signing.password, name="account_change_password"),
    path("account/second-factor/", signing.second_factor, name="mfa_index"),
    path("account/second-factor/activate/", signing.activate, name="mfa_activate_totp"),
    path("account/second-factor/deactivate/", signing.deactivate, name="mfa_deactivate_totp"),
    path("account/recovery-codes/", signing.recovery_codes, name="mfa_view_recovery_codes"),
    path("account/recovery-codes/new/", signing.new_recovery_codes, name="mfa_generate_recovery_codes"),
    path("", include((own, "accounts"))),
    *(door if settings.DEMO else []),
]
