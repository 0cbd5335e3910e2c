"""Where the pages about oneself are."""

from django.urls import path

from inmori.web.people import views

app_name = "people"
urlpatterns = [
    path("second-factor/", views.second_factor, name="second_factor"),
    path("language/", views.language, name="language"),
]
