"""The addresses of the screens. Everything about one hospital stands below ``h/<tenant>/`` and goes through the door."""

from django.urls import include, path

from inmori.web.desk.screens.home import views as home
from inmori.web.desk.screens.start import views as start
from inmori.web.desk.screens.today import views as today

app_name = "desk"

hospital = [
    path("", today.today, name="today"),
    path("start/", start.start, name="start"),
    path("start/read/", start.read, name="start_read"),
    path("start/reading/", start.reading, name="start_reading"),
    path("start/outside/", start.outside, name="start_outside"),
    path("start/confirm/", start.confirm, name="start_confirm"),
    path("start/undo/", start.undo, name="start_undo"),
    path("start/remove/<int:upload>/", start.remove, name="start_remove"),
    path("jobs/<int:job>/", start.job, name="job"),
    path("jobs/<int:job>/stop/", start.stop, name="job_stop"),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("new/", home.new, name="new"),
    path("h/<uuid:tenant_id>/", include(hospital)),
]
