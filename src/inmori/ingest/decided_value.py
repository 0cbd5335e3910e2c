"""Which fields of a machine a person may decide, and how a value is written, read and kept.

Fields and their kinds come from the model: a field with a single fact can be decided. What tells one machine from
another (numbers, names on the network, addresses) and what was seen on the wire is evidence's to say.
"""

from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from inmori.era import EraBorderError, both_ja, read_date
from inmori.errors import InputError
from inmori.ingest.cell_value import says_unknown, yes_no
from inmori.ingest.secret_text import without_secrets
from inmori.model import DEVICE_KIND_NAMES, Device, DeviceKind, DeviceStatus, Fact
from inmori.text import Text

LONGEST = 200  # signs of one value
_YEARS = range(1980, 2101)
_YES_NO = {True: Text(ja="はい", en="yes"), False: Text(ja="いいえ", en="no")}
_STATUS = {
    DeviceStatus.ACTIVE: Text(ja="使用中", en="in use"),
    DeviceStatus.RETIRED: Text(ja="廃棄・撤去済み", en="retired"),
}
UNKNOWN = Text(ja="不明", en="unknown")


def _kind_of(annotation: Any) -> type[Any] | None:
    if not (isinstance(annotation, type) and issubclass(annotation, Fact)):
        return None
    held = annotation.__pydantic_generic_metadata__["args"]
    return held[0] if held else None


# Field name -> str, bool, date, DeviceKind or DeviceStatus.
DECIDABLE: MappingProxyType[str, type[Any]] = MappingProxyType(
    {
        name: kind
        for name, info in Device.model_fields.items()
        if name not in ("last_seen", "ae_title") and (kind := _kind_of(info.annotation)) is not None
    }
)


def choices(field: str) -> tuple[tuple[str, Text], ...]:
    """Return the values among which a field is chosen, as kept and as said; none where it is written freely."""
    kind = DECIDABLE[field]
    if kind is bool:
        return tuple(("yes" if value else "no", words) for value, words in _YES_NO.items())
    names: dict[Any, Text] = DEVICE_KIND_NAMES if kind is DeviceKind else _STATUS if kind is DeviceStatus else {}
    return tuple((member.value, words) for member, words in names.items())


def written(value: Any) -> str | None:
    """Return a value of the model as it is kept in a decision."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value.value if isinstance(value, StrEnum) else value)


def value_of(field: str, text: str | None) -> Any:
    """Return the model's value for what is kept; None stays unknown."""
    kind = DECIDABLE[field]
    if text is None:
        return None
    if kind is bool:
        return text == "yes"
    return date.fromisoformat(text) if kind is date else kind(text)


def said(field: str, text: str | None) -> Text:
    """Return the words for what is kept."""
    if text is None:
        return UNKNOWN
    words = dict(choices(field)).get(text)
    if words is None and DECIDABLE.get(field) is date:
        return Text(ja=both_ja(date.fromisoformat(text)), en=text)
    return words or Text(ja=text, en=text)


def read_value(field: str, text: str) -> str | None:
    """Read what a person wrote for a field; 不明 gives None.

    Raises:
        InputError: it cannot be meant, with a sentence that says what can.
    """
    text, kind = text.strip(), DECIDABLE[field]
    if not text:
        raise _wrong("値を書いてください(わからないときは「不明」)", "Write a value, or “unknown”")
    if says_unknown(text) or text in (UNKNOWN.ja, UNKNOWN.en):
        return None
    if kind is date:
        return _day(text)
    if kind is not str:
        return _choice(field, text)
    if len(text) > LONGEST or "\n" in text or not text.isprintable():
        raise _wrong(f"{LONGEST}字までの一行で書いてください", f"Write one line of at most {LONGEST} characters")
    if without_secrets(text)[1]:
        raise _wrong("パスワードや鍵らしいものは書けません", "This looks like a password or a key, which is never kept")
    return text


def _choice(field: str, text: str) -> str:
    offered = choices(field)
    for value, words in offered:
        if text.casefold() in (value, words.ja.casefold(), words.en.casefold()):
            return value
    if DECIDABLE[field] is bool and (told := yes_no(text)) is not None:
        return "yes" if told else "no"
    raise _wrong(
        f"「{text[:40]}」は選べません({'、'.join(words.ja for _, words in offered)} のどれか)",
        f"“{text[:40]}” is not one of {', '.join(words.en for _, words in offered)}",
    )


def _day(text: str) -> str:
    try:
        # Pages say 令和9年3月31日(2027-03-31).
        read = read_date(text.rpartition("(")[2].rstrip(")"))
    except EraBorderError:
        read = None
    if read is None or read.exactness not in ("day", "month") or read.first.year not in _YEARS:
        raise _wrong(f"「{text[:40]}」は日付として読めません(2027-03-31 の形で)", f"“{text[:40]}” is no date (write 2027-03-31)")
    return read.first.isoformat()


def _wrong(ja: str, en: str) -> InputError:
    return InputError(Text(ja=ja, en=en))
