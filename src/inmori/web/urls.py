"""Every address of the application."""

from django.urls import include, path

from inmori.web.api.urls import urls as api

handler500 = "inmori.web.desk.unavailable.unavailable"
handler400 = "inmori.web.desk.screens.start.refused.bad_request"
urlpatterns = [
    path("account/", include("allauth.urls")),
    path("me/", include("inmori.web.people.urls")),
    path("api/v1/", api),
    path("", include("inmori.web.desk.urls")),
]
