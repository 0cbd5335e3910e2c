"""Every address of the application."""

from django.urls import include, path

urlpatterns = [
    path("account/", include("allauth.urls")),
    path("me/", include("inmori.web.people.urls")),
    path("", include("inmori.web.desk.urls")),
]
