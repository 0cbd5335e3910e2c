"""Names the app for Django."""

from django.apps import AppConfig


class RoadmapConfig(AppConfig):
    """See the package's own docstring."""

    name = "inmori.web.roadmap"
    label = "roadmap"
    verbose_name = "工程表"
