"""Signing in and out, and a person's own second factor; no sign-up."""

from allauth.account import views
from django.urls import include, path

from conspectus.workspace.accounts import resetting
from conspectus.workspace.accounts.organisation import views as organisation

urlpatterns = [
    path("sign-in/", organisation.sign_in_page, name="account_login"),
    path("sign-in/<slug:provider_id>/", organisation.sign_in, name="organisation_login"),
    path("sign-in/<slug:provider_id>/back/", organisation.callback, name="organisation_callback"),
    path("sign-out/", views.logout, name="account_logout"),
    path("signup/", views.signup, name="account_signup"),  # closed; the library looks its name up
    path("again/", views.reauthenticate, name="account_reauthenticate"),
    path("password/", views.password_change, name="account_change_password"),
    path("password/set/", views.password_set, name="account_set_password"),
    path("password/reset/", resetting.password_reset, name="account_reset_password"),
    path("password/reset/done/", views.password_reset_done, name="account_reset_password_done"),
    path(
        "password/reset/key/<str:uidb36>-<str:key>/",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("email/", views.email, name="account_email"),
    path("second-factor/", include("allauth.mfa.urls")),
]
