"""Names the app for Django."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People and invitations."""

    name = "inmori.web.people"
    label = "people"
    verbose_name = "利用者"
