"""The addresses of the screens. Everything about one hospital stands below ``h/<tenant>/`` and goes through the door."""

from django.urls import include, path

from inmori.web.desk.screens.checklist import views as checklist
from inmori.web.desk.screens.devices import bringing as devices_bringing
from inmori.web.desk.screens.devices import bulk as devices_bulk
from inmori.web.desk.screens.devices import deciding as devices_deciding
from inmori.web.desk.screens.devices import views as devices
from inmori.web.desk.screens.documents import drafts
from inmori.web.desk.screens.documents import views as documents
from inmori.web.desk.screens.exercise import views as exercise
from inmori.web.desk.screens.findings import views as findings
from inmori.web.desk.screens.fleet import views as fleet
from inmori.web.desk.screens.history import views as history
from inmori.web.desk.screens.home import views as home
from inmori.web.desk.screens.incident import views as incident
from inmori.web.desk.screens.incident import writing as incident_writing
from inmori.web.desk.screens.map import views as zone_map
from inmori.web.desk.screens.outsiders import inspector, vendor
from inmori.web.desk.screens.people import joining
from inmori.web.desk.screens.people import views as people
from inmori.web.desk.screens.roadmap import papers as roadmap_papers
from inmori.web.desk.screens.roadmap import views as roadmap
from inmori.web.desk.screens.roadmap import workbook as roadmap_workbook
from inmori.web.desk.screens.roads import views as roads
from inmori.web.desk.screens.settings import views as settings
from inmori.web.desk.screens.start import columns as start_columns
from inmori.web.desk.screens.start import views as start
from inmori.web.desk.screens.start import zones as start_zones
from inmori.web.desk.screens.today import views as today
from inmori.web.desk.screens.tokens import views as tokens
from inmori.web.desk.screens.vendors import views as vendors
from inmori.web.desk.screens.what_if import views as what_if

app_name = "desk"

hospital = [
    path("", today.today, name="today"),
    path("start/", start.start, name="start"),
    path("start/read/", start.read, name="start_read"),
    path("start/reading/", start.reading, name="start_reading"),
    path("start/columns/", start_columns.columns, name="start_columns"),
    path("start/columns/<str:shape>/", start_columns.sheet, name="start_sheet"),
    path("start/zones/", start_zones.zones, name="start_zones"),
    path("start/discard/", start.discard, name="start_discard"),
    path("start/outside/", start.outside, name="start_outside"),
    path("start/confirm/", start.confirm, name="start_confirm"),
    path("start/undo/", start.undo, name="start_undo"),
    path("start/remove/<int:upload>/", start.remove, name="start_remove"),
    path("devices/", devices.devices, name="devices"),
    path("devices/export/", devices.export, name="devices_export"),
    path("devices/bulk/", devices_bulk.bulk, name="devices_bulk"),
    path("devices/confirm/", devices_bulk.confirm, name="devices_confirm"),
    path("devices/bring/", devices_bringing.read, name="devices_bring"),
    path("devices/decisions/", devices_deciding.decisions, name="devices_decisions"),
    path("devices/take-back/", devices_deciding.take_back, name="devices_take_back"),
    path("devices/<str:device>/", devices.device, name="device"),
    path("devices/<str:device>/decide/", devices_deciding.decide, name="device_decide"),
    path("findings/", findings.findings, name="findings"),
    path("findings/<str:finding>/", findings.finding, name="finding"),
    path("findings/<str:finding>/accept/", findings.accept, name="finding_accept"),
    path("findings/<str:finding>/take-back/", findings.take_back, name="finding_take_back"),
    path("map/", zone_map.zone_map, name="map"),
    path("map/way/<str:way>/", zone_map.way, name="map_way"),
    path("documents/", documents.documents, name="documents"),
    path("documents/make/", documents.make, name="documents_make"),
    path("documents/take/<str:name>/", documents.take, name="document_take"),
    path("documents/drafts/", drafts.make, name="drafts_make"),
    path("documents/drafts/<int:number>/<str:name>/", drafts.take, name="draft_take"),
    path("roads/", roads.roads, name="roads"),
    path("roads/search/", roads.search, name="roads_search"),
    path("roadmap/", roadmap.roadmap, name="roadmap"),
    path("roadmap/road/", roadmap.road, name="roadmap_road"),
    path("roadmap/task/<str:measure>/", roadmap.task, name="roadmap_task"),
    path("roadmap/take/<str:name>/", roadmap_papers.take, name="roadmap_take"),
    path("roadmap/read/", roadmap_workbook.read, name="roadmap_read"),
    path("roadmap/confirm/", roadmap_workbook.confirm, name="roadmap_confirm"),
    path("what-if/", what_if.what_if, name="what_if"),
    path("checklist/", checklist.checklist, name="checklist"),
    path("checklist/<str:edition>/", checklist.table, name="checklist_table"),
    path("checklist/<str:edition>/take/<str:name>/", checklist.take, name="checklist_take"),
    path("checklist/<str:edition>/<str:item>/", checklist.one, name="checklist_one"),
    path("checklist/<str:edition>/<str:item>/decide/", checklist.decide, name="checklist_decide"),
    path("checklist/<str:edition>/<str:item>/take-back/", checklist.take_back, name="checklist_take_back"),
    path("exercise/", exercise.exercises, name="exercises"),
    path("exercise/make/", exercise.make, name="exercise_make"),
    path("exercise/<int:exercise>/", exercise.exercise, name="exercise"),
    path("exercise/<int:exercise>/scene/<int:scene>/", exercise.scene, name="exercise_scene"),
    path("exercise/<int:exercise>/begin/", exercise.begin, name="exercise_begin"),
    path("exercise/<int:exercise>/write/", exercise.write, name="exercise_write"),
    path("exercise/<int:exercise>/result/", exercise.result, name="exercise_result"),
    path("exercise/<int:exercise>/take/<str:name>/", exercise.take, name="exercise_take"),
    path("exercise/<int:exercise>/hand-in/", exercise.hand_in, name="exercise_hand_in"),
    path("incident/", incident.incident, name="incident"),
    path("incident/begin/", incident.begin, name="incident_begin"),
    path("incident/form/", incident_writing.form, name="incident_form"),
    path("incident/<int:incident>/", incident.log, name="incident_log"),
    path("incident/<int:incident>/clocks/", incident.clocks, name="incident_clocks"),
    path("incident/<int:incident>/write/", incident_writing.write, name="incident_write"),
    path("incident/<int:incident>/verify/", incident.verify, name="incident_verify"),
    path("incident/<int:incident>/end/", incident.end, name="incident_end"),
    path("incident/<int:incident>/take/<str:name>/", incident_writing.take, name="incident_take"),
    path("incident/<int:incident>/questions/<str:question>/", incident_writing.question, name="incident_question"),
    path("incident/<int:incident>/questions/<str:question>/answer/", incident_writing.answer, name="incident_answer"),
    path("vendors/", vendors.vendors, name="vendors"),
    path("vendors/days/", vendors.days, name="vendor_days"),
    path("vendors/link/", vendors.hand_out, name="vendor_link"),
    path("vendors/form/<int:form>/", vendors.form, name="vendor_answers"),
    path("vendors/inspector/", vendors.hand_out_inspector, name="inspector_link"),
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite, name="people_invite"),
    path("people/<int:place>/", people.change, name="people_change"),
    path("passes/<int:given>/stop/", people.take_back, name="pass_take_back"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/make/", tokens.make, name="token_make"),
    path("tokens/<int:token>/stop/", tokens.revoke, name="token_revoke"),
    path("tokens/hooks/", tokens.hook, name="hook_make"),
    path("tokens/hooks/<int:hook>/stop/", tokens.hook_stop, name="hook_stop"),
    path("settings/", settings.settings, name="settings"),
    path("settings/take/", settings.take, name="settings_take"),
    path("settings/delete/", settings.delete, name="settings_delete"),
    path("history/", history.history, name="history"),
    path("jobs/<int:job>/", start.job, name="job"),
    path("jobs/<int:job>/stop/", start.stop, name="job_stop"),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("new/", home.new, name="new"),
    path("join/<str:secret>/", joining.join, name="join"),
    path("fleet/", fleet.fleet, name="fleet"),
    path("fleet/act/", fleet.act, name="fleet_act"),
    path("v/<str:secret>/", vendor.form, name="vendor_form"),
    path("v/<str:secret>/answer/", vendor.answer, name="vendor_answer"),
    path("v/<str:secret>/send/", vendor.send, name="vendor_send"),
    path("i/<str:secret>/", inspector.pack, name="inspector"),
    path("i/<str:secret>/read/", inspector.read, name="inspector_read"),
    path("h/<uuid:tenant_id>/", include(hospital)),
]
