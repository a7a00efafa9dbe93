"""The app's name to Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People and their sign-in."""

    name = "conspectus.workspace.accounts"
