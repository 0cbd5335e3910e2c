"""The interview (聞き取り票): what people said, as YAML. The least direct evidence, and the only one for much of it.

Every answer keeps its line. An answer that cannot be read, and a question that is not known, are reported: what
somebody took the trouble to write down must not vanish.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from ipaddress import IPv4Network
from typing import Any

from inmori.catalogue import Catalogue
from inmori.catalogue.zone_word import words_kind
from inmori.errors import InputError
from inmori.ingest.cell_value import dates_inside, line_of, says_none, says_unknown, text_of
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.header_word import SECRET_HEADING
from inmori.ingest.intake import Problem, Severity
from inmori.ingest.interview_answer import ANSWERS, media_of, restore_tested, with_offline
from inmori.ingest.interview_key import FIELD_OF, SECTION_OF, Reads, key_of, lookup, plain_forms
from inmori.ingest.kept_text import kept
from inmori.ingest.person_word import without_names, without_persons
from inmori.ingest.reading import Reading, ToldNetwork
from inmori.ingest.secret_text import without_secrets
from inmori.ingest.table import problem
from inmori.ingest.yaml_tree import Node, yaml_tree
from inmori.model import (
    Backup,
    BackupMedium,
    Count,
    Evidence,
    Network,
    Source,
    SourceKind,
    SystemKind,
    TextFact,
    YesNo,
    ZoneKind,
)
from inmori.text import Text

FORMAT = "interview"
KIND = SourceKind.TOLD
NAME = Text(ja="聞き取り票", en="Interview")

_KEY_LINE = re.compile(r"^\s*(?:-\s+)?[\"']?([^\s:#\"'{}\[\],&*!|>%@`][^:#\"'{}\[\]\t]{0,60}?)[\"']?\s*:(?:\s|$)", re.MULTILINE)
_HEAD = 64 * 1024
_NETWORK_KEYS = {
    "name": "name 名称 名前 用途 名 label",
    "cidr": "cidr network range アドレス 範囲 ネットワーク ipアドレス サブネット ネットワークアドレス address subnet ip",
    "vlan": "vlan vlanid vlan番号",
    "kind": "kind type 種類 区分 種別 zone",
}
_BACKUP_KEYS = {
    "system": "system 対象 システム 対象システム name システム名 名称",
    "method": "method 方式 方法 頻度 frequency schedule how やり方 取り方 取得方法 手段 手順 内容",
    "offline": "offlinecopy offline offlinebackup airgap airgapped オフライン オフラインコピー オフラインバックアップ オフライン保管 オフライン媒体 切り離し 切離し 隔離 隔離保管 ネットワークから切り離し 外した媒体",
    "media": "media medium 媒体 保存先 destination storage 保管先 保管 保管場所 取得先 バックアップ先",
    "generations": "generations 世代 世代数 retention",
    "restore": "restoretest restoretested restore 復旧試験 リストア試験 復元試験 リストアテスト 復旧訓練 復旧テスト",
}
_VLAN = re.compile(r"vlan\s*(?:id)?\s*[:=]?\s*(\d{1,4})(?!\d)", re.IGNORECASE)
_CIDR = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}\s*/\s*\d{1,2}")


def recognise(file: EvidenceFile) -> float:
    """Return how surely this is an interview: by how many of its keys are known questions."""
    if len(file.data) == 0 or file.data[:2] == b"PK":
        return 0.0
    text = file.text
    if text is None:
        return 0.0
    keys = [key_of(match[1]) for match in _KEY_LINE.finditer(text[:_HEAD])]
    leaves = {alias.rpartition(".")[2] for alias in FIELD_OF}
    known = {key for key in keys if key in leaves or key in SECTION_OF}
    if len(known) < 3:
        return 0.0
    share = sum(key in leaves or key in SECTION_OF for key in keys) / len(keys)
    if share < 0.3:
        return 0.3
    # A short file in which (nearly) every key is a question is an interview begun, not another kind of file.
    return min(0.95, (0.45 if share >= 0.8 else 0.35) + 0.06 * len(known))


def read(file: EvidenceFile, catalogue: Catalogue, *, today: date) -> Reading:
    """Read all answers.

    Raises:
        InputError: not well-formed (with its line), too large, or no interview at all.
    """
    tree = yaml_tree(file)
    if tree.pairs is None:
        raise InputError(
            Text(
                ja=f"聞き取り票 {file.name} が「項目: 答え」の形になっていません。",
                en=f"The interview {file.name} is not written as 'question: answer'.",
            )
        )
    told = _Told(file=file.name, catalogue=catalogue, as_of=_as_of(tree, file.text or "", today))
    for section, key, node in _questions(tree):
        told.take(section, key, node)
    return Reading(
        evidence=Evidence(file=file.name, sha256=file.sha256, size=len(file.data), format=FORMAT, kind=KIND,
                          records=told.records()),
        told=told.facts,
        networks=tuple(told.networks),
        backups=tuple(told.backups),
        incidents=tuple(told.incidents),
        problems=tuple(told.problems),
    )  # fmt: skip


def _questions(tree: Node) -> Iterator[tuple[str, str, Node]]:
    """Walk all keys in order; a mapping under a key that is no question of its own is a section."""
    waiting: list[tuple[str, str, Node]] = [("", _key(k), v) for k, v in reversed(tree.pairs or [])]
    while waiting:
        section, key, node = waiting.pop()
        found = lookup(section, key)
        takes_mapping = found is not None and found[1] in (Reads.NETWORKS, Reads.BACKUPS, Reads.INCIDENTS)
        if node.pairs and not takes_mapping:
            inner = SECTION_OF.get(key_of(key), section)
            waiting += [(inner, _key(k), v) for k, v in reversed(node.pairs)]
        else:
            yield section, key, node


def _key(node: Node) -> str:
    return line_of(text_of(node.text or ""))


def _as_of(tree: Node, text: str, today: date) -> date | None:
    """Return the day of the interview: told under a key, or written into the comments at its head."""
    for section, key, node in _questions(tree):
        found = lookup(section, key)
        if found is not None and found[1] is Reads.AS_OF and (dates := dates_inside(node.text or "")):
            return dates[0].first
    for line in text.split("\n", 8)[:8]:
        if line.startswith("#") and (dates := dates_inside(line)) and dates[0].first <= today:
            return dates[0].first
    return None


@dataclass
class _Told:
    """What has been told so far."""

    file: str
    catalogue: Catalogue
    as_of: date | None
    facts: dict[str, tuple[Any, Source]] = field(default_factory=dict)
    networks: list[ToldNetwork] = field(default_factory=list)
    backups: list[Backup] = field(default_factory=list)
    incidents: list[tuple[str, Source]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _standing_in: set[str] = field(default_factory=set)  # told by something that is nearly it

    def records(self) -> int:
        """Return how many answers were understood."""
        return len(self.facts) + len(self.networks) + len(self.backups) + len(self.incidents)

    def take(self, section: str, key: str, node: Node) -> None:
        """Take one answer."""
        found = lookup(section, key)
        if found is None:
            self._unknown_key(section, key, node)
            return
        name, reads = found
        if node.empty or reads is Reads.AS_OF:
            return
        if reads in _LISTS:
            _LISTS[reads](self, node)
            return
        text, removed = without_secrets(self._flat(node))
        text = without_persons(text) if reads is Reads.TEXT else without_names(text)
        if removed:
            self._report("warning", "secret_removed", node, _SECRET, _SECRET_DONE)
        if says_unknown(text):
            return
        if reads is Reads.STAND_IN:
            if name not in self.facts:
                self.facts[name] = (text, self._place(node))
                self._standing_in.add(name)
            return
        value, remark = ANSWERS[reads](text)
        if name in self._standing_in and value is not None:
            self._standing_in.discard(name)
            del self.facts[name]
        if value is None:
            self._not_understood(key, text, node, remark)
        elif name in self.facts and self.facts[name][0] != value:
            self._told_twice(key, node, self.facts[name][1])
        else:
            self.facts.setdefault(name, (value, self._place(node)))

    def take_networks(self, node: Node) -> None:
        """Take the networks that somebody named."""
        if node.pairs is not None and not any(_entry_key(_NETWORK_KEYS, k) == "cidr" for k, _ in node.pairs):
            entries = [({"name": self._flat(k), "cidr": self._flat(v)}, v) for k, v in node.pairs]  # 事務: 192.168.0.0/24
        else:
            entries = [(self._entry(_NETWORK_KEYS, item), item) for item in node.items or [node]]
        for entry, item in entries:
            self._network(entry, item)

    def take_backups(self, node: Node) -> None:
        """Take the backups, one entry for each system."""
        if node.pairs is not None and not any(_entry_key(_BACKUP_KEYS, k) for k, _ in node.pairs):
            for key, value in node.pairs:  # 電子カルテ: {方式: ...}
                self._backup({**self._entry(_BACKUP_KEYS, value), "system": self._flat(key)}, value)
            return
        for item in node.items or [node]:
            self._backup(self._entry(_BACKUP_KEYS, item), item)

    def take_incidents(self, node: Node) -> None:
        """Take past incidents as they were told."""
        for item in node.items or [node]:
            text = kept(self._flat(item))
            if text and not says_unknown(text) and not says_none(text):
                self.incidents.append((text, self._place(item)))

    def _network(self, entry: dict[str, str], node: Node) -> None:
        written = entry.get("cidr", "") or entry.get("", "")
        match = _CIDR.search(text_of(written))
        name = line_of(text_of(entry.get("name", "") or _CIDR.sub("", entry.get("", "")))).strip(" :=-、,")
        name = re.sub(r"\(\s*\)|^\(([^()]*)\)$|\($", r"\1", name).strip()
        try:
            cidr = IPv4Network(re.sub(r"\s", "", match[0]), strict=False) if match else None
        except ValueError:
            cidr = None
        place = self._place(node)
        if cidr is None:
            self._report("warning", "no_network", node, Text(
                ja=f"{{where}} の「{_short(written or name)}」はネットワークの範囲(例 192.168.0.0/24)として読めません。",
                en=f"'{_short(written or name)}' in {{where}} is no network (e.g. 192.168.0.0/24)."), _NOT_USED)  # fmt: skip
            return
        vlan = entry.get("vlan", "")
        if not vlan and (said := _VLAN.search(f"{written} {name}")):
            vlan = said[1]
        network = Network(cidr=str(cidr), name=name, vlan=int(vlan) if vlan.isdigit() and len(vlan) < 6 else None, sources=(place,))
        kind = self._kind("zone", entry.get("kind", "")) or self._kind("zone", name)
        self.networks.append(ToldNetwork(network=network, kind=ZoneKind(kind) if kind else None, source=place))

    def _backup(self, entry: dict[str, str], node: Node) -> None:
        place = self._place(node)
        system = entry.get("system", "") or entry.get("", "")
        generations = ANSWERS[Reads.COUNT](entry.get("generations", ""))[0]
        tested = restore_tested(entry.get("restore", ""))
        media, unknown = media_of(entry.get("media", ""))
        if media is None and not unknown:
            media = media_of(entry.get("method", ""))[0]  # 毎晩NASへ
        media = with_offline(media, entry.get("offline", ""))
        for word in unknown:
            self._report("note", "medium_unknown", node, Text(
                ja=f"{{where}} のバックアップ媒体「{_short(word)}」の種類が分かりません。",
                en=f"The backup medium '{_short(word)}' in {{where}} is not known."),
                Text(ja="この媒体は不明として扱います。", en="It is treated as unknown."))  # fmt: skip
        kind = self._kind("system", system)
        method = entry.get("method", "")
        self.backups.append(
            Backup(
                id=f"B{len(self.backups) + 1:02d}",
                system_kind=SystemKind(kind) if kind else SystemKind.OTHER,
                system_name=TextFact.of(system, place, confidence=0.6) if system else TextFact(),
                method=TextFact.of(method, place, confidence=0.6) if method else TextFact(),
                media=tuple(medium for medium in BackupMedium if medium in media) if media is not None else None,
                generations=Count.of(generations, place, confidence=0.6) if generations is not None else Count(),
                restore_tested=YesNo.of(tested, place, confidence=0.6) if tested is not None else YesNo(),
                sources=(place,),
            )
        )

    def _entry(self, keys: dict[str, str], node: Node) -> dict[str, str]:
        """Return the parts of one entry of a list by their field; "" holds an entry that is plain text."""
        if node.pairs is None:
            return {"": kept(self._flat(node))}
        entry: dict[str, str] = {}
        for key, value in node.pairs:
            field_name = _entry_key(keys, key)
            if field_name is None:
                self._unknown_key("", _key(key), value)
            elif not value.empty:
                entry[field_name] = kept(self._flat(value))
        return entry

    def _kind(self, vocabulary: str, text: str) -> str | None:
        rules = self.catalogue.words.get(vocabulary)
        return words_kind(rules, text) if rules and text else None

    def _flat(self, node: Node) -> str:
        if node.text is not None:
            return "" if node.empty else line_of(text_of(node.text))
        if node.items is not None:
            return "、".join(filter(None, map(self._flat, node.items)))
        return "、".join(f"{self._flat(k)}:{self._flat(v)}" for k, v in node.pairs or [])

    def _place(self, node: Node) -> Source:
        return Source(kind=KIND, file=self.file, line=node.line, as_of=self.as_of)

    def _report(self, severity: Severity, code: str, node: Node, text: Text, done: Text) -> None:
        place = self._place(node)
        self.problems.append(problem(severity, code, place, text.filled(where=place.place()), done=done))

    def _unknown_key(self, section: str, key: str, node: Node) -> None:
        secret = SECRET_HEADING.search(key_of(key)) is not None
        value = "" if secret or node.empty else kept(self._flat(node))
        path = _short(f"{section}.{key}" if section else key)
        answer = f"「{_short(value)}」" if value else ""
        self._report("note", "unknown_key", node, Text(
            ja=f"{{where}} の項目「{path}」{answer}は知らない項目です。",
            en=f"The question '{path}' in {{where}} is not known."),
            Text(ja="値は使わず、ここに残しました。", en="Its answer was not used, only kept here."))  # fmt: skip

    def _not_understood(self, key: str, text: str, node: Node, remark: Text | None) -> None:
        shown = "" if SECRET_HEADING.search(key_of(key)) else f"「{_short(text)}」"  # the answer may be a password
        why = remark or Text(ja="答えを読み取れません", en="the answer cannot be read")
        self._report("warning", "answer_not_understood", node, Text(
            ja=f"{{where}} の項目「{_short(key)}」{shown}は、{why.ja}。",
            en=f"'{_short(key)}' in {{where}}: {why.en}."),
            Text(ja="不明として扱います。", en="It is treated as unknown."))  # fmt: skip

    def _told_twice(self, key: str, node: Node, first: Source) -> None:
        self._report("warning", "told_twice", node, Text(
            ja=f"{{where}} の項目「{_short(key)}」は、{first.line}行目と違うことを述べています。",
            en=f"'{_short(key)}' in {{where}} differs from line {first.line}."),
            Text(ja="先に書かれた答えを使いました。", en="The first answer was used."))  # fmt: skip


_LISTS: dict[Reads, Callable[[_Told, Node], None]] = {
    Reads.NETWORKS: _Told.take_networks,
    Reads.BACKUPS: _Told.take_backups,
    Reads.INCIDENTS: _Told.take_incidents,
}
_NOT_USED = Text(ja="この値は使っていません。", en="It was not used.")
_SECRET = Text(ja="{where} にパスワードなどの秘密が書かれています。", en="A password or another secret is written in {where}.")
_SECRET_DONE = Text(ja="秘密の部分は読み込まずに捨てました。", en="The secret was thrown away.")


def _entry_key(keys: dict[str, str], node: Node) -> str | None:
    return next(
        (name for written in plain_forms(node.text or "") for name, aliases in keys.items() if written in aliases.split()), None
    )


def _short(text: str) -> str:
    shown = text if len(text) <= 60 else text[:59] + "…"
    return shown.replace("{", "{{").replace("}", "}}")
