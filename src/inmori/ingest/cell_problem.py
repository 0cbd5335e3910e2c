"""The sentences for cells that could not be used as they stand; each names its place and what was done.

``{where}`` is filled with the place by the reader.
"""

from datetime import date

from inmori.ingest.person_word import without_names
from inmori.ingest.secret_text import without_secrets
from inmori.text import Text

Sentences = tuple[Text, Text]  # what is wrong, what was done

_NOT_USED = Text(ja="この値は使わず、他の項目だけで照合しました。", en="This value was not used; the other cells were.")
SECRET_REMOVED: Sentences = (
    Text(ja="{where} にパスワードなどの秘密が書かれています。", en="A password or another secret is written in {where}."),
    Text(
        ja="秘密の部分は読み込まずに捨てました。台帳からも消し、そのパスワードは変更してください。",
        en="The secret was thrown away. Remove it from the list too, and change that password.",
    ),
)


def address_slip(written: str) -> Sentences:
    """Return the sentences for: what was meant as an address and is none."""
    shown = _quoted(written)
    return (
        Text(ja=f"{{where}} の「{shown}」はIPアドレスとして読めません。", en=f"'{shown}' in {{where}} is no IP address."),
        Text(
            ja="住所としては使っていません(推測で直していません)。正しい値を確かめてください。",
            en="It was not used and not mended. Please check what is right.",
        ),
    )


def address_in_remark(address: str) -> Sentences:
    """Return the sentences for: the remark holds the address that the column of addresses leaves out."""
    return (
        Text(
            ja=f"{{where}} は、IPアドレスの欄に値がなく、備考に {address} とだけ書かれています。",
            en=f"{{where}} has no address in its column, and {address} alone in its remarks.",
        ),
        Text(ja="この機器のIPアドレスとして使いました。", en="It was used as the machine's address."),
    )


def address_pair(written: str) -> Sentences:
    """Return the sentences for: two last octets, or an address with the length of its prefix."""
    shown = _quoted(written)
    return (
        Text(
            ja=f"{{where}} の「{shown}」は、二つのアドレスとも、ネットワークの長さ付きの一つのアドレスとも読めます。",
            en=f"'{shown}' in {{where}} may be two addresses, or one with the length of its prefix.",
        ),
        Text(
            ja="初めのアドレスだけを使いました。二台分なら、アドレスを省かずに書いてください。",
            en="Only the first address was used. If two are meant, please write both out.",
        ),
    )


def mac_slip(written: str) -> Sentences:
    """Return the sentences for: what was meant as a MAC and is none."""
    shown = _quoted(written)
    return (
        Text(
            ja=f"{{where}} の「{shown}」はMACアドレスとして読めません。",
            en=f"'{shown}' in {{where}} is no MAC address.",
        ),
        _NOT_USED,
    )


def ipv6_not_used(written: str) -> Sentences:
    """Return the sentences for: an IPv6 address, which the model does not hold."""
    return (
        Text(ja=f"{{where}} にIPv6アドレス({written})があります。", en=f"{{where}} holds an IPv6 address ({written})."),
        Text(ja="IPv4だけを使いました。", en="Only IPv4 was used."),
    )


def zeros_may_be_lost(written: str) -> Sentences:
    """Return the sentences for: an asset number that a spreadsheet holds as a number."""
    return (
        Text(
            ja=f"{{where}} の管理番号「{written}」は数値で入力されており、先頭の0が失われている可能性があります。",
            en=f"The asset number {written} in {{where}} was typed as a number; leading zeros may be lost.",
        ),
        Text(ja="表示された値のまま使いました。", en="It was used as it stands."),
    )


def era_border(written: str) -> Sentences:
    """Return the sentences for: a day that its era did not include."""
    shown = _quoted(written)
    return (
        Text(
            ja=f"{{where}} の「{shown}」は、その元号に存在しない日付です。",
            en=f"'{shown}' in {{where}}: that era did not include this day.",
        ),
        _NOT_USED,
    )


def date_from_number(written: str, day: date) -> Sentences:
    """Return the sentences for: a bare number in a date column."""
    return (
        Text(
            ja=f"{{where}} の数値 {written} は、日付の列にあるため {day.isoformat()} と読みました。",
            en=f"The number {written} in {{where}} stands in a date column and was read as {day.isoformat()}.",
        ),
        Text(ja="違う場合は日付の書式にして保存してください。", en="If that is wrong, format the cell as a date."),
    )


def no_date(written: str) -> Sentences:
    """Return the sentences for: a text in a date column that is no date."""
    shown = _quoted(written)
    return (
        Text(ja=f"{{where}} の「{shown}」は日付として読めません。", en=f"'{shown}' in {{where}} is no date."),
        _NOT_USED,
    )


def _quoted(written: str) -> str:
    """Return what was written, without names and secrets, short and safe to fill into a sentence."""
    written = without_names(without_secrets(written)[0])
    shown = written if len(written) <= 40 else written[:39] + "…"
    return shown.replace("{", "{{").replace("}", "}}")
