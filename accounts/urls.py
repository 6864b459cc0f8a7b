"""People's pages. allauth's are listed one by one: each has our look, and no other is served."""

from allauth.account import views as account
from allauth.mfa.base import views as two_step_views
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from accounts import views
from accounts.passkeys import AddPasskeyView, ConfirmByPasskeyView
from accounts.views import correctable, needs_mail

signing_in = [
    path("login/", correctable(account.login), name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("signup/", correctable(views.SignupView.as_view()), name="account_signup"),
    path("reauthenticate/", correctable(account.reauthenticate), name="account_reauthenticate"),
]
by_mail = [
    path(
        "login/code/",
        needs_mail(correctable(account.request_login_code)),
        name="account_request_login_code",
    ),
    path(
        "login/code/confirm/",
        needs_mail(correctable(account.confirm_login_code)),
        name="account_confirm_login_code",
    ),
    path("email/", needs_mail(correctable(account.email)), name="account_email"),
    path(
        "confirm-email/",
        needs_mail(correctable(account.email_verification_sent)),
        name="account_email_verification_sent",
    ),
    path(
        "password/reset/confirm/",
        needs_mail(correctable(account.confirm_password_reset_code)),
        name="account_confirm_password_reset_code",
    ),
    path(
        "password/reset/complete/",
        needs_mail(correctable(account.complete_password_reset)),
        name="account_complete_password_reset",
    ),
]
passwords = [
    path("password/change/", correctable(account.password_change), name="account_change_password"),
    path("password/set/", correctable(account.password_set), name="account_set_password"),
    path("password/reset/", views.password_reset, name="account_reset_password"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        correctable(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/done/",
        account.password_reset_from_key_done,
        name="account_password_reset_completed",
    ),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]
two_step = [
    path("", two_step_views.index, name="mfa_index"),
    path("sign-in/", correctable(two_step_views.authenticate), name="mfa_authenticate"),
    path("confirm/", correctable(two_step_views.reauthenticate), name="mfa_reauthenticate"),
    path("app/", correctable(app.activate_totp), name="mfa_activate_totp"),
    path("app/remove/", correctable(app.deactivate_totp), name="mfa_deactivate_totp"),
    path("codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "codes/new/",
        correctable(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path("codes/download/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("passkeys/", RedirectView.as_view(pattern_name="mfa_index"), name="mfa_list_webauthn"),
    path("passkeys/add/", correctable(AddPasskeyView.as_view()), name="mfa_add_webauthn"),
    path("passkeys/sign-in/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path(
        "passkeys/confirm/",
        correctable(ConfirmByPasskeyView.as_view()),
        name="mfa_reauthenticate_webauthn",
    ),
    path("passkeys/<int:pk>/", correctable(passkeys.edit_webauthn), name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/remove/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
]
urlpatterns = [
    path("accounts/", include([*signing_in, *by_mail, *passwords])),
    path("accounts/two-step/", include(two_step)),
    path("privacy/", views.privacy, name="privacy"),
    path("settings/", views.settings_page, name="settings"),
    path("settings/skin/", views.skin_profile, name="skin-profile"),
    path("settings/skin/pregnancy/", views.skin_pregnancy, name="skin-pregnancy"),
    path("settings/theme/", views.theme, name="theme"),
    path("settings/unsent/", views.unsent_forget, name="unsent-drop"),
    path("settings/sessions/", views.sessions, name="sessions"),
]
