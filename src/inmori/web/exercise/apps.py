"""Names the app for Django."""

from django.apps import AppConfig


class ExerciseConfig(AppConfig):
    """See the package's own docstring."""

    name = "inmori.web.exercise"
    label = "exercise"
    verbose_name = "机上訓練"
