"""Names the app for Django."""

from django.apps import AppConfig


class VendorsConfig(AppConfig):
    """See the package's own docstring."""

    name = "inmori.web.vendors"
    label = "vendors"
    verbose_name = "事業者"
