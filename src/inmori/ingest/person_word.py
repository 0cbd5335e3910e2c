"""Takes persons out of what is kept: their names in the names of telephones, their addresses and numbers in remarks.

No reader needs to know who somebody is. The word stays where something was taken out, so that it can be seen.
"""

import re
import unicodedata

from inmori.ingest.secret_text import REMOVED, without_secrets

_GADGET = r"i-?phone|i-?pad|i-?pod|mac-?book(?:-?(?:air|pro))?|i-?mac|air-?pods|apple-?watch|galaxy|xperia|pixel|android"
_OWNED = re.compile(rf"^.+?(?:の\s?|[’']s[-\s]?|s[-\s]|-no-|(?-i:[a-z]s(?=i[PMp])))(?=(?:{_GADGET})(?:[-\s(].*)?$)", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\d.])(?:\+81[-\s]?|0)\d{1,4}[-(\s]\d{1,4}[-)\s]\d{3,4}(?!\d)|(?<![\d.])0[5789]0\d{8}(?!\d)")
_CHARGE = re.compile(r"((?:担当者?|記入者|作成者|回答者|連絡先|責任者|窓口担当)(?:名|氏名)?\s*[:：は]\s*)[^\s、。,;/()（）]+(?:[ \u3000](?![A-Za-z0-9])[^\s、。,;/()（）]{1,6}(?=$|[\s、。,;/()（）]))?")
_HONORIFIC = re.compile(r"[\u4e00-\u9fff々]{1,6}(?:[ \u3000][\u4e00-\u9fff々ぁ-んァ-ヶ]{1,6})?(?:様|氏|さん|殿)(?![\u4e00-\u9fff])")
_NOBODY = re.compile(r"(?:患者|利用者|医療機関|病院|貴院|御院|お客|施設|業者|皆|ユーザ|事業者|会社|メーカー?|同)(?:様|さん|殿|氏)$")


def device_name(name: str) -> str | None:
    """Return a host name, or ``None`` where it only says whose telephone or tablet it is (山田のiPhone, Taros-iPad)."""
    folded = unicodedata.normalize("NFKC", name).strip()
    return None if not folded or _OWNED.match(folded) or re.fullmatch(_GADGET, folded, re.IGNORECASE) else name


def is_gadget(name: str) -> bool:
    """Whether a host name is that of somebody's telephone, tablet or the like, with or without the owner's name."""
    folded = unicodedata.normalize("NFKC", name).strip()
    return bool(folded) and device_name(name) is None


def without_persons(text: str) -> str:
    """Return a remark without passwords, mail addresses, telephone numbers and names of persons."""
    cleaned = without_secrets(text)[0]
    cleaned = _PHONE.sub(REMOVED, _MAIL.sub(REMOVED, cleaned))
    cleaned = _CHARGE.sub(rf"\1{REMOVED}", cleaned)
    return _HONORIFIC.sub(lambda found: found[0] if _NOBODY.search(found[0]) else REMOVED, cleaned)
