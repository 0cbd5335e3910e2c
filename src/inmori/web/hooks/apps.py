"""Names the app for Django."""

from django.apps import AppConfig


class HooksConfig(AppConfig):
    """See the package's own docstring."""

    name = "inmori.web.hooks"
    label = "hooks"
    verbose_name = "知らせ"
