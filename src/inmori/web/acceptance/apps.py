"""Names the app for Django."""

from django.apps import AppConfig


class AcceptanceConfig(AppConfig):
    """See the package's own docstring."""

    name = "inmori.web.acceptance"
    label = "acceptance"
    verbose_name = "指摘の受け入れ"
