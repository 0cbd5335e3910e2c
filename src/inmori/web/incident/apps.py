"""Names the app for Django."""

from django.apps import AppConfig


class IncidentConfig(AppConfig):
    """See the package's own docstring."""

    name = "inmori.web.incident"
    label = "incident"
    verbose_name = "インシデントの記録"
