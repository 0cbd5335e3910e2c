"""Names the app for Django."""

from django.apps import AppConfig


class VersionsConfig(AppConfig):
    """See the package's own docstring."""

    name = "inmori.web.versions"
    label = "versions"
    verbose_name = "版"
