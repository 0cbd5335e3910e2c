"""Names the app for Django."""

from django.apps import AppConfig


class CorrectionsConfig(AppConfig):
    """See the package's own docstring."""

    name = "inmori.web.corrections"
    label = "corrections"
    verbose_name = "読み方の訂正"
