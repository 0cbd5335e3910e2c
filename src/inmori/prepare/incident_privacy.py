"""Lines of the log that may name a patient: they stay in the house, because a report needs no name.

No rule finds every name. These find the usual spellings; whoever writes is asked not to name patients, and can keep a
line inside by hand.
"""

import re

from inmori.prepare.incident_entry import Entry
from inmori.text import Text

_NAMED = re.compile(r"[一-龥々ァ-ヶーぁ-ん]{1,7}\s*(?:さん|さま|様|殿|氏|ちゃん|君)(?![子式々名])")
_NOT_NAMED = re.compile(
    r"(?:患者|業者|事業者|職員|家族|御家族|皆|みな|お客|警察|看護師|技師|医師|当直|担当者?|先生|会社|保健所|役所|委員会|県|市|消防|救急隊|薬局|同|仕|多|各|有|一|何|模|異|"
    r"外|神|王|奥)\s*(?:さん|さま|様|殿|氏|君)"
)
_NUMBERED = re.compile(r"(?:患者|診察券|カルテ|保険証|被保険者)\s*(?:ID|番号|No\.?|№)?\s*[::#]?\s*\d{3,}|\d{4}年\d{1,2}月\d{1,2}日生|生年月日|[一-龥々ァ-ヶー]{2,8}[\s、((]*\d{1,3}\s*[歳才]", re.IGNORECASE)
KEPT_INSIDE = Text(ja="(院内だけの記載のため、ここには書いていません)", en="(kept inside the hospital)")


def may_name_a_person(text: str) -> bool:
    """Whether the text looks as if it named a patient or gave a patient's number or birth date."""
    return bool(_NUMBERED.search(text)) or bool(_NAMED.search(_NOT_NAMED.sub("", text)))


def outward(entry: Entry) -> Text:
    """Return what a line says as it may leave the house."""
    if entry.inside or may_name_a_person(entry.what):
        return KEPT_INSIDE
    words = " ".join(entry.what.split())
    return Text(ja=words, en=words)
