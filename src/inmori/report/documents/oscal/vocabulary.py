"""What all three OSCAL documents share: ids that follow from the content, days, and the words about the document itself.

An id is a name-based UUID (version 5), so that the same assessment gives the same bytes and a later one the same id for the
same thing.
"""

import re
from datetime import date
from typing import Any
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from inmori.comply import Assessment, EvidencePaper
from inmori.text import Text

OSCAL_VERSION = "1.2.1"
NS = "urn:inmori:oscal"
Json = dict[str, Any]

_ROOT = uuid5(NAMESPACE_URL, NS)
_NO_TOKEN = re.compile(r"[^\w.\-]")


def identity(*parts: str) -> str:
    """Return the id of the thing that ``parts`` name."""
    return str(uuid5(_ROOT, "\x1f".join(parts)))


def token(item: str) -> str:
    """Return an item's id as a control id: a name without slash or colon."""
    return _NO_TOKEN.sub("_", item)


def moment(day: date) -> str:
    """Return a day as a point in time, Japanese time."""
    return f"{day.isoformat()}T00:00:00+09:00"


def line(text: Text, *, otherwise: str = "-") -> str:
    """Return both languages on one line."""
    return _joined(text, " / ") or otherwise


def prose(text: Text, *, otherwise: str = "-") -> str:
    """Return both languages, one paragraph each."""
    return _joined(text, "\n\n") or otherwise


def _joined(text: Text, between: str) -> str:
    ja, en = " ".join(text.ja.split()), " ".join(text.en.split())
    return between.join(dict.fromkeys(part for part in (ja, en) if part))


def prop(name: str, value: str) -> Json:
    """Return a property of ours."""
    return {"name": name, "ns": NS, "value": " ".join(value.split())}


def metadata(title: Text, assessment: Assessment, *, version: str) -> Json:
    """Return who made the document, when and of what."""
    return {
        "title": line(title),
        "last-modified": moment(assessment.today),
        "version": assessment.today.isoformat(),
        "oscal-version": OSCAL_VERSION,
        "props": [prop("tool", f"Inmori {version}"), prop("edition", assessment.edition)],
        "remarks": prose(
            Text(
                ja="院守が書き出しました。公式の文書ではありません。項目の文は自分の言葉での要約です。",
                en="Written by Inmori. Not an official document; items are restated in our own words.",
            )
        ),
    }


def resource(paper: EvidencePaper, assessment: Assessment) -> Json:
    """Return a paper as a resource with its hash; the file itself is not enclosed."""
    return {
        "uuid": paper_id(paper, assessment),
        "title": f"{paper.label} {' '.join(paper.file.split())}",
        "description": prose(paper.shows),
        "props": [prop("version", str(paper.version)), prop("age", paper.age)],
        "rlinks": [{"href": quote(paper.file), "hashes": [{"algorithm": "SHA-256", "value": paper.sha256}]}],
        "remarks": prose(
            Text(ja="原本は医療機関が保管し、ここには入れていません。", en="The original is kept by the hospital and not enclosed.")
        ),
    }


def paper_id(paper: EvidencePaper, assessment: Assessment) -> str:
    """Return the id of a paper: that of its content."""
    return identity("paper", assessment.hospital, paper.file, paper.sha256)
