"""The addresses of the screens. Everything about one hospital stands below ``h/<tenant>/`` and goes through the door."""

from django.urls import include, path

from inmori.web.desk.screens.devices import views as devices
from inmori.web.desk.screens.documents import views as documents
from inmori.web.desk.screens.findings import views as findings
from inmori.web.desk.screens.history import views as history
from inmori.web.desk.screens.home import views as home
from inmori.web.desk.screens.people import joining
from inmori.web.desk.screens.people import views as people
from inmori.web.desk.screens.roads import views as roads
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
    path("devices/", devices.devices, name="devices"),
    path("devices/export/", devices.export, name="devices_export"),
    path("devices/<str:device>/", devices.device, name="device"),
    path("findings/", findings.findings, name="findings"),
    path("documents/", documents.documents, name="documents"),
    path("documents/make/", documents.make, name="documents_make"),
    path("documents/take/<str:name>/", documents.take, name="document_take"),
    path("roads/", roads.roads, name="roads"),
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite, name="people_invite"),
    path("people/<int:place>/", people.change, name="people_change"),
    path("passes/<int:given>/stop/", people.take_back, name="pass_take_back"),
    path("history/", history.history, name="history"),
    path("jobs/<int:job>/", start.job, name="job"),
    path("jobs/<int:job>/stop/", start.stop, name="job_stop"),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("new/", home.new, name="new"),
    path("join/<str:secret>/", joining.join, name="join"),
    path("h/<uuid:tenant_id>/", include(hospital)),
]
