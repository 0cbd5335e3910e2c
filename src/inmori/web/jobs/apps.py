"""Names the app for Django."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """See the package's own docstring."""

    name = "inmori.web.jobs"
    label = "jobs"
    verbose_name = "処理"
