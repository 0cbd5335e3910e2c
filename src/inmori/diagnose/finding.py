"""Findings (指摘): what is wrong, where, with which evidence, how sure; and what could not be judged."""

from datetime import date
from typing import Literal

from inmori.catalogue.measure import ProblemClass
from inmori.model import Document, Frozen, Source
from inmori.text import Text

Severity = Literal["critical", "high", "medium", "low"]
SEVERITY_ORDER: dict[str, int] = {"critical": 3, "high": 2, "medium": 1, "low": 0}
SEVERITY_NAMES: dict[str, Text] = {
    "critical": Text(ja="緊急", en="Critical"),
    "high": Text(ja="重大", en="High"),
    "medium": Text(ja="注意", en="Medium"),
    "low": Text(ja="軽微", en="Low"),
}
PROBLEM_CLASS_NAMES: dict[str, Text] = {
    "info-1": Text(ja="情報系-1 患者情報が情報系に流れている", en="Info 1: patient data flows into the information network"),
    "info-2": Text(ja="情報系-2 守る人と仕組みが足りない", en="Info 2: no specialist, only patches and antivirus"),
    "closed-1": Text(ja="閉域-1 入口しか守られていない", en="Closed 1: only the entry is guarded"),
    "closed-2": Text(ja="閉域-2 閉域が閉じていない", en="Closed 2: the closed network is not closed"),
    "closed-3": Text(ja="閉域-3 サポート切れ製品を使い続けている", en="Closed 3: unsupported products stay"),
}

SEEN_NAMES: dict[str, Text] = {
    "account": Text(ja="アカウント", en="Account"),
    "comment": Text(ja="設定のコメント", en="Comment in the configuration"),
    "connections": Text(ja="観測した接続の数", en="Connections seen"),
    "count": Text(ja="台数", en="Number"),
    "date": Text(ja="日付", en="Date"),
    "device": Text(ja="機器", en="Device"),
    "disclosed": Text(ja="開示書の回答", en="Answer in the disclosure"),
    "disagreement": Text(ja="食い違い", en="Disagreement"),
    "exploited": Text(ja="悪用が確認された脆弱性", en="Vulnerability known to be exploited"),
    "gateway": Text(ja="ファイアウォール・ルータ", en="Firewall or router"),
    "management": Text(ja="管理画面の入口", en="Management service"),
    "media": Text(ja="控えの置き場所", en="Where the copies are"),
    "note": Text(ja="備考", en="Note"),
    "part": Text(ja="組み込まれた部品", en="Part inside"),
    "path": Text(ja="経路", en="From and to"),
    "product": Text(ja="製品", en="Product"),
    "remote": Text(ja="リモート保守", en="Remote maintenance"),
    "rule": Text(ja="許可の規則", en="Rule"),
    "services": Text(ja="通信の種類", en="Services"),
    "system": Text(ja="システム", en="System"),
    "told": Text(ja="聞き取り", en="Told"),
    "vendor": Text(ja="事業者", en="Vendor"),
    "weak": Text(ja="弱い通信方式", en="Weak protocol"),
    "zone": Text(ja="ネットワーク区画", en="Zone"),
}


class Finding(Frozen):
    """One problem. ``id`` is stable over runs: "<check>:<key of the thing>"."""

    id: str
    check: str
    family: str
    severity: Severity
    problem_class: ProblemClass
    title: Text
    why: Text
    how: Text
    device_ids: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()
    evidence: tuple[Source, ...] = ()
    seen: tuple[tuple[str, str], ...] = ()  # what was observed, as (key of SEEN_NAMES, value) pairs for the annex
    confidence: float = 1.0
    requirements: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()


class NotJudged(Frozen):
    """A check that could not decide, and what evidence would let it."""

    check: str
    problem_class: ProblemClass
    title: Text
    reason: Text
    needs: Text


class Diagnosis(Document):
    """The result of all checks; written to ``diagnosis.json``."""

    today: date
    checks_run: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    not_judged: tuple[NotJudged, ...] = ()
