"""Which company a tunnel is for: configurations label it "harbor" or "MINORI-KARTE", the papers say ハーバーメディカル.

A label is no company. Where the rules of the tunnel name a company in their comments, or the label sounds like the kana
of exactly one company that the hospital knows, the path gets that company's name; the label stays among its references.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from inmori.ingest.vendor_stem import company_in
from inmori.ingest.vendors import vendor_key
from inmori.model import Gateway, RemoteAccess, RemoteMethod, Source, TextFact

_BY_COMMENT = 0.7
_BY_SOUND = 0.5
_SHORTEST = 3  # consonants that a likeness of sound must share
_WAYS = (RemoteMethod.IPSEC_FIREWALL, RemoteMethod.IPSEC_ROUTER, RemoteMethod.RDP_PORT_FORWARD)
_ROWS = (
    ("アイウエオ", ""), ("カキクケコ", "k"), ("ガギグゲゴ", "g"), ("サシスセソ", "s"), ("ザジズゼゾ", "s"), ("タチツテト", "t"), ("ダヂヅデド", "d"),
    ("ナニヌネノ", "n"), ("ハヒフヘホ", "h"), ("バビブベボ", "b"), ("パピプペポ", "p"), ("マミムメモ", "m"), ("ラリルレロ", "r"), ("ン", "n"),
    ("ヴ", "b"), ("ヤユヨワヲッャュョァィゥェォ", ""),
)  # fmt: skip
_KANA = {ord(kana): consonant for kanas, consonant in _ROWS for kana in kanas}
_HIRAGANA = {ord("ぁ") + step: ord("ァ") + step for step in range(83)}
_SPELT = (
    ("sch", "s"), ("sh", "s"), ("ch", "t"), ("ts", "t"), ("ph", "h"), ("th", "s"), ("ck", "k"), ("ce", "s"), ("ci", "s"), ("cy", "s"),
    ("qu", "k"), ("x", "ks"), ("c", "k"), ("q", "k"), ("l", "r"), ("f", "h"), ("v", "b"), ("j", "s"), ("z", "s"),
)  # fmt: skip
_GENERAL = frozenset(
    ["ipsec", "ike", "vpn", "gre", "tunnel", "tun", "site", "peer", "maint", "mainte", "maintenance", "hosyu", "hoshu", "remote", "rmt", "vendor", "support", "link", "net", "line", "fw", "rt", "to", "from", "for", "the", "new", "old", "main", "backup", "medical", "system", "systems", "soft", "hospital", "karte", "pacs"]
)


def with_companies(
    paths: Sequence[RemoteAccess], gateways: Sequence[Gateway], companies: Iterable[str]
) -> tuple[RemoteAccess, ...]:
    """Return the paths that configurations show, labels replaced by the company they are for where that can be told."""
    known = {key: name for name in companies if len(key := vendor_key(name)) >= 2}
    return tuple(_named(path, gateways, known) for path in paths)


def _named(path: RemoteAccess, gateways: Sequence[Gateway], known: dict[str, str]) -> RemoteAccess:
    label = path.vendor.value or ""
    if path.method.value not in _WAYS or vendor_key(label) in known:
        return path
    told = _by_comment(path, gateways, known)
    if told is not None:
        return path.model_copy(update={"vendor": TextFact.of(told[0], told[1], confidence=_BY_COMMENT)})
    name = company_in(label, known) or _by_sound(label, known)
    if name is None:
        return path
    refs = tuple(dict.fromkeys((*path.refs, label)))
    return path.model_copy(update={"vendor": TextFact.of(name, *path.sources, confidence=_BY_SOUND), "refs": refs})


def _by_comment(
    path: RemoteAccess, gateways: Sequence[Gateway], known: dict[str, str]
) -> tuple[str, Source] | None:
    """Return the one company that the comments of a path's rules name, and where."""
    refs = frozenset(path.refs)
    found: dict[str, tuple[str, Source]] = {}
    for gateway in gateways:
        if not path.id.startswith(f"{gateway.id}/"):
            continue
        for rule in gateway.rules:
            if f"policy:{rule.id}" in refs and rule.comment:
                text = vendor_key(rule.comment)
                hits = [key for key in known if len(key) >= _SHORTEST and key in text]
                # 北斗 inside 北斗メディカル is no second company.
                for key in hits:
                    if not any(key != other and key in other for other in hits):
                        found.setdefault(key, (known[key], rule.source_ref))
    return next(iter(found.values())) if len(found) == 1 else None


def _by_sound(label: str, known: dict[str, str]) -> str | None:
    words = [word for word in re.findall(r"[a-z]+", unicodedata.normalize("NFKC", label).lower()) if word not in _GENERAL]
    sounds = [sound for word in words if len(sound := _sound_of_letters(word)) >= _SHORTEST]
    found = {
        name
        for key, name in known.items()
        if any(kana.startswith(sound) for kana in _sounds_of_kana(key) for sound in sounds)
    }
    return found.pop() if len(found) == 1 else None


def _sound_of_letters(word: str) -> str:
    for letters, sound in _SPELT:
        word = word.replace(letters, sound)
    return re.sub(r"[aeiouyw]|(?<=[aeiou])h(?![aeiou])", "", re.sub(r"(.)\1", r"\1", word))


def _sounds_of_kana(name: str) -> tuple[str, ...]:
    """Return the consonants of a name's first kana, the long vowel read as nothing and as an English r."""
    kana = re.match(r"[ァ-ヴー]+", name.translate(_HIRAGANA))
    if kana is None:
        return ()
    return tuple(kana[0].replace("ー", mark).translate(_KANA) for mark in ("", "r"))
