"""Makes the thin index of every hospital anew from the documents, which alone are the truth."""

from django.db import transaction

from inmori.web.tenants.models import Tenant
from inmori.web.tenants.scope import tenant_scope
from inmori.web.versions import index
from inmori.web.versions.models import Version


def rebuild_all() -> tuple[int, int]:
    """Rebuild each version's index; returns how many hospitals and versions."""
    tenants = list(Tenant.objects.order_by("pk").values_list("pk", flat=True))
    count = 0
    for tenant in tenants:
        with tenant_scope(tenant):
            for version in Version.objects.exclude(state=Version.DROPPED).order_by("number"):
                with transaction.atomic():
                    index.rebuild(version)
                count += 1
    return len(tenants), count
