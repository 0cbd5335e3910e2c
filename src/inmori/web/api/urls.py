"""The addresses of the API, version 1; its description is at ``openapi.json``."""

from ninja import NinjaAPI

from inmori import __version__
from inmori.web.api import checklist, findings, history, papers, reading, roadmap, working
from inmori.web.api.access import Key

api = NinjaAPI(
    title="Inmori 院守",
    version=__version__,
    description="One key opens one hospital. Texts come in both languages; None is not known, which is never the same as safe.",
    auth=Key(),
    docs_url=None,  # the page of ninja loads its script from elsewhere
    urls_namespace="api",
)
for each in (reading, findings, checklist, roadmap, papers, history, working):
    api.add_router("", each.router)

# ninja makes new views each time it is asked, so it is asked once. They have their own guard: being led to a page for
# signing in, as the middleware would do, helps no program.
urls = api.urls
for address in urls[0]:
    address.callback.login_required = False  # type: ignore[union-attr]
