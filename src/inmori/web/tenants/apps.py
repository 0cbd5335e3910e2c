"""Names the app for Django."""

from django.apps import AppConfig


class TenantsConfig(AppConfig):
    """See the package's own docstring."""

    name = "inmori.web.tenants"
    label = "tenants"
    verbose_name = "テナント"
