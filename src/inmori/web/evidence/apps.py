"""Names the app for Django."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """See the package's own docstring."""

    name = "inmori.web.evidence"
    label = "evidence"
    verbose_name = "資料"
