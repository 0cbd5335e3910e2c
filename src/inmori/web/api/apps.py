"""Names the app for Django."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """See the package's own docstring."""

    name = "inmori.web.api"
    label = "api"
    verbose_name = "連携"
