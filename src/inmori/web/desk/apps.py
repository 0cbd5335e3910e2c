"""Names the app for Django."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """See the package's own docstring."""

    name = "inmori.web.desk"
    label = "desk"
    verbose_name = "画面"
