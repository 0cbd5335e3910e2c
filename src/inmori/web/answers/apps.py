"""Names the app for Django."""

from django.apps import AppConfig


class AnswersConfig(AppConfig):
    """See the package's own docstring."""

    name = "inmori.web.answers"
    label = "answers"
    verbose_name = "チェックリストの答え"
