"""What a remark says in passing that its own column leaves out: the machine's address, and its operating system.

People write the address of an access point into the remarks because the column has room for one network only, and
"iPadOS14 更新できず" where there is no column for systems. Only what can be nothing else is taken: one address that is
introduced as nobody else's, one system with its version that nothing is to be made of.
"""

import re
from collections.abc import Sequence
from ipaddress import ip_address

_ADDRESS = re.compile(r"(?<![0-9A-Za-z_.])\d{1,3}(?:\.\d{1,3}){3}(?![0-9A-Za-z_.])")
_INTRODUCE = 16  # characters before an address that may say whose it is
# Before the address: another machine's, what the machine talks to, or what the address was.
_ANOTHERS = re.compile(
    r"先|サーバ|ゲートウェイ|ルータ|スイッチ|プリンタ|複合機|カメラ|親機|相手|業者|拠点|許可|除外|共有|参照|通信|送信|転送|接続|監視|宛|同期|保存|バックアップ|旧|以前|前の|変更前|移行前|移設前|当初|元は|もと|"
    r"(?<![a-z])(?:gw|gateway|dns|ntp|proxy|wins|sv|server|ap|hub|sw|nas|vpn|dhcp|vip|pacs|ris|his|ping|from|to|old|was|former)(?![a-z])|[→⇒>]\s*$",
    re.IGNORECASE,
)
# Behind it: something is done to or from it, it is a network, or it gave way to another.
_DONE_TO_IT = re.compile(r"^\s*(?:/\d|[-~〜]\s*\d|:\d|[にへとをがのよか]|から|まで|経由|宛|番|系|台(?!帳)|サーバ|[→⇒]|->|だった|より)")
_CLAUSE = re.compile(r"[、。,;\n]|(?<=\S)\s*[・/](?=\s*\S)")
_SYSTEM = re.compile(
    r"^(?:(?:制御|本体|内部|中身|搭載|組込)?(?:pc|端末)?(?:の|は)?(?:os|基本ソフト)?\s*(?:は|が|[:：=])?\s*)"
    r"((?:ipad\s?os|ios|android(?:\s?os)?|mac\s?os|chrome\s?os|windows(?:\s?server)?|win(?:sv)?|red ?hat|rhel|centos|ubuntu|debian)\s*(?:ver\.?|version)?\s*"
    r"(?:xp|vista|\d+(?:\.\d+)*)(?:\s?(?:pro|home|enterprise|embedded|iot|ltsc|ltsb|r2|sp\d|\d{2}h\d|20\d\d|lts)\b)*)"
    r"(?=$|[\s()（）]|のまま|で(?:稼働|動作|運用|使用)|搭載|使用中|稼働|更新(?:でき|不可|未)|アップデート(?:でき|不可)|サポート(?:終了|切れ)|(?:まで|より上)?(?:から|より)?(?:更新|上げ)?(?:できず|できない|不可))"
    r"(?!\s*(?:から|より)(?:更新|移行|変更|アップ)|\s*(?:へ|に)|\s*(?:非?対応|対象|用|予定|ライセンス|端末|待ち|化|版ソフト|update))",
    re.IGNORECASE,
)
_OF_THE_PAST_OR_PLAN = re.compile(r"予定|検討|計画|候補|旧|以前|だった|までに|アップグレード(?:済|した)?|へ更新|に更新|へ移行|に移行|へ変更|に変更|非対応|未対応")


def address_in(remarks: Sequence[str]) -> str | None:
    """Return the one address in all remarks of a machine where it must be its own, else ``None``."""
    found = [(match, remark) for remark in remarks for match in _ADDRESS.finditer(remark)]
    if len(found) != 1:
        return None
    match, remark = found[0]
    if _ANOTHERS.search(remark[max(0, match.start() - _INTRODUCE) : match.start()]) or _DONE_TO_IT.match(remark[match.end() :]):
        return None
    octets = match[0].split(".")
    if any(int(octet) > 255 for octet in octets):
        return None
    address = ip_address(".".join(str(int(octet)) for octet in octets))
    usable = address.is_private and not (address.is_loopback or address.is_link_local or address.is_unspecified)
    return str(address) if usable and octets[3].strip("0") else None


def system_in(remarks: Sequence[str]) -> str | None:
    """Return the one operating system with a version that the remarks state as running, else ``None``."""
    clauses = [clause.strip() for remark in remarks for clause in _CLAUSE.split(remark)]
    found = [match[1].strip() for clause in clauses if not _OF_THE_PAST_OR_PLAN.search(clause) and (match := _SYSTEM.match(clause))]
    return found[0] if len(set(found)) == 1 else None
