"""Names the app for Django."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """See the package's own docstring."""

    name = "inmori.web.audit"
    label = "audit"
    verbose_name = "記録"
