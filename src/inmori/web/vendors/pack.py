"""The inspector's pack: made once from what counts now, kept as it was handed out."""

from __future__ import annotations

import hashlib
import zlib
from datetime import date

from django.db import transaction

from inmori import __version__
from inmori.catalogue.requirement import Framework
from inmori.text import Language
from inmori.web.answers.services import rows
from inmori.web.answers.standing import ground, standing
from inmori.web.tenants import services as tenants
from inmori.web.tenants.access import Here
from inmori.web.tenants.models import Pass
from inmori.web.tenants.secret_link import digest_of
from inmori.web.vendors.models import InspectorPack
from inmori.web.vendors.services import register
from inmori.web.versions.models import Version

DAYS = 14


def hand_out_pack(here: Here, version: Version, framework: Framework, *, today: date, language: Language) -> str | None:
    """Make the pack and its link; returns the link's secret, shown once, or None where nothing was assessed yet."""
    from inmori.report.documents.inspection_pack import dossier_of, inspection_packet
    from inmori.report.writers.pdf import packet_pdf

    on = ground(version)
    if on is None:
        return None
    assessment = standing(on, framework, decided=[row.decision() for row in rows(framework.id)], today=today)
    dossier = dossier_of(on.hospital, assessment, version=__version__, register=register(today=today))
    data = packet_pdf(inspection_packet(dossier), language=language)
    with transaction.atomic():
        label = framework.name.in_(language)[:120]
        secret = tenants.hand_out(here, kind=Pass.INSPECTOR, subject=framework.id, label=label, days=DAYS)
        given = Pass.objects.get(digest=digest_of(secret))
        InspectorPack(given=given, sha256=hashlib.sha256(data).hexdigest(), body=zlib.compress(data, 6)).save()
    return secret


def bytes_of(pack: InspectorPack) -> bytes:
    """Return the pack's PDF."""
    return zlib.decompress(bytes(pack.body))
