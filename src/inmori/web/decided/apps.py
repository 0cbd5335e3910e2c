"""Names the app for Django."""

from django.apps import AppConfig


class DecidedConfig(AppConfig):
    """See the package's own docstring."""

    name = "inmori.web.decided"
    label = "decided"
    verbose_name = "機器について決めたこと"
