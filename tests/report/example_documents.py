"""Invented hospitals for the papers: a small one, a large one with hostile names, one with nothing found, one unknown.

Built by hand, so that a paper can be judged without any other stage, and so that no test follows our own output.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import cache

from inmori.catalogue import Catalogue, load_catalogue
from inmori.diagnose.finding import Diagnosis, Finding, NotJudged
from inmori.ingest.intake import ColumnMapping, FileRead, Intake, Merge, Problem, Proposal
from inmori.model import (
    Claim,
    Device,
    DeviceKind,
    DeviceStatus,
    Evidence,
    Fact,
    Flow,
    Gateway,
    Hospital,
    Hosting,
    MergedRecord,
    Network,
    RemoteAccess,
    RemoteMethod,
    Source,
    SourceKind,
    System,
    SystemKind,
    TextFact,
    Zone,
    ZoneKind,
)
from inmori.plan.roads import ChosenMeasure, DirectionResult, NextStep, Roads, ServiceDays
from inmori.reach.answer import Verdict
from inmori.reach.crossing_kind import Crossing, CrossingKind
from inmori.reach.matrix import ZoneMatrix, ZoneReach
from inmori.reach.zones import RealZone
from inmori.report.documents.assessment import Materials
from inmori.simulate.outcome import (
    ArchetypeOutcome,
    Assumption,
    AttackPath,
    Driver,
    LossPart,
    Outcomes,
    PathStep,
    ServiceOutcome,
    SystemOutcome,
)
from inmori.text import Text
from inmori.units import Interval

TODAY = date(2026, 11, 24)
LEDGER = Source(kind=SourceKind.LEDGER, file="機器台帳.xlsx", sheet="端末PC", row=14, cell="C14", as_of=date(2026, 10, 30))
WIRE = Source(kind=SourceKind.WIRE, file="conn.log", line=812, as_of=date(2026, 11, 17))
CONFIG = Source(kind=SourceKind.CONFIG, file="fortigate.conf", line=233, as_of=date(2026, 11, 12))
TOLD = Source(kind=SourceKind.TOLD, file="hospital.yaml", line=9, as_of=date(2026, 11, 10))

HOSTILE = (
    "=cmd|'/c calc'!A1",
    "<script>alert(1)</script>",
    "#[evil] *x* $y$ @ref <label> _under_ `raw` \\ #pagebreak()",
    "長い名前" * 50,
    "電子カルテ😀端末👩‍⚕️",
    "髙﨑①㈱ 𠮷田 内科受付 葛\U000e0100城",
    "+81-3-0000-0000",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    "逆\u202e向き\x00\x07終",
    "</svg></title><img src=x onerror=alert(1)>",
    "W" * 200,
    "http://evil.example/x.js",
    "',);}{{%s}}{0}",
)


def text(ja: str, en: str = "") -> Text:
    return Text(ja=ja, en=en or f"[{ja}]")


def span(low: float, mid: float, high: float, unit: str = "yen") -> Interval:
    return Interval(low=low, mid=mid, high=high, unit=unit)


@cache
def catalogue() -> Catalogue:
    return load_catalogue()


def device(
    number: int, name: str, *, zones: tuple[str, ...], kind: DeviceKind = DeviceKind.CLIENT, os: str | None = "Windows 10 22H2"
) -> Device:
    source = LEDGER.model_copy(update={"row": number + 3, "cell": f"C{number + 3}"})
    return Device(
        id=f"dev-{number:04d}",
        name=TextFact.of(name, source),
        kind=Fact[DeviceKind].of(kind, source),
        hostnames=(TextFact.of(name, source, confidence=0.8),) if number % 3 else (),
        addresses=(TextFact.of(f"10.1.{number // 250}.{number % 250 + 1}", source),),
        zones=tuple(TextFact.of(zone, source) for zone in zones),
        os=TextFact.of(os, source) if os else TextFact(),
        records=(MergedRecord(source=source, score=8.0, reasons=(("mac", 6.0), ("hostname_differs", -2.0))),),
    )


def disputed(plain: Device) -> Device:
    """The ledger says scrapped, the wire says alive."""
    status = Fact[DeviceStatus](
        value=DeviceStatus.ACTIVE,
        confidence=0.55,
        sources=(WIRE,),
        others=(Claim(value=DeviceStatus.RETIRED, source=LEDGER),),
    )
    system = TextFact(
        value="Windows 7 Professional",
        confidence=0.55,
        sources=(WIRE,),
        others=(Claim(value="Windows 10 Pro", source=LEDGER), Claim(value="Windows 8.1", source=TOLD)),
    )
    return plain.model_copy(update={"status": status, "os": system})


def zone(zone_id: str, kind: ZoneKind, name: str, cidr: str = "", *, closed: bool | None = None) -> Zone:
    return Zone(
        id=zone_id,
        kind=kind,
        name=TextFact.of(name, TOLD) if name else TextFact(),
        networks=(Network(cidr=cidr),) if cidr else (),
        closed_by_intent=Fact[bool](value=closed),
    )


def crossing(
    number: int, kind: CrossingKind, source: str, target: str, *, inbound: bool, gateway: str | None = "fw", seen: int = 0
) -> Crossing:
    return Crossing(
        id=f"x{number:02d}",
        kind=kind,
        from_zone=source,
        to_zone=target,
        inbound=inbound,
        gateway_id=gateway,
        rule_id=f"policy:{number}" if gateway else None,
        rule_name="TEMP_ANY",
        allowed=Verdict.ALLOW if gateway else Verdict.UNKNOWN,
        seen=seen,
        source="all",
        destination="10.1.0.0/16",
        services=("ALL",),
        device_ids=("dev-0001",),
        sources=(CONFIG, WIRE) if seen else (CONFIG,),
    )


def gateway(gateway_id: str, name: str) -> Gateway:
    return Gateway(id=gateway_id, name=TextFact.of(name, CONFIG), product="FortiOS", version="7.2.11", source_ref=CONFIG)


def remote(number: int, vendor: str, method: RemoteMethod, *, listed: bool) -> RemoteAccess:
    return RemoteAccess(
        id=f"ra-{number}",
        vendor=TextFact.of(vendor, CONFIG),
        method=Fact[RemoteMethod].of(method, CONFIG),
        targets=("10.1.0.10",),
        system=TextFact.of("電子カルテ", LEDGER),
        second_factor=Fact[bool].of(False, CONFIG),
        listed=Fact[bool].of(listed, LEDGER),
        refs=(f"policy:{number}",),
        sources=(CONFIG,),
    )


def small_hospital() -> Hospital:
    zones = (
        zone("info", ZoneKind.INFO, "事務・インターネット", "192.168.0.0/24"),
        zone("clinical", ZoneKind.CLINICAL, "電カル", "10.1.0.0/23", closed=True),
        zone("dept", ZoneKind.DEPT, "部門・検査", "10.1.30.0/24"),
    )
    devices = (
        device(1, "EHR-AP01", zones=("clinical",), kind=DeviceKind.SERVER, os="Windows Server 2012 R2"),
        device(2, "EHR-DB01", zones=("clinical",), kind=DeviceKind.SERVER, os="Windows Server 2016"),
        device(3, "PACS01", zones=("dept",), kind=DeviceKind.SERVER, os=None),
        disputed(device(4, "PC-UKETSUKE", zones=("clinical", "info"))),
        *(device(number, f"PC-{number:03d}", zones=("clinical" if number % 2 else "info",)) for number in range(5, 40)),
    )
    return Hospital(
        name=TextFact.of("医療法人社団 汐見会 しおみ台病院", TOLD),
        beds=Fact[int].of(98, TOLD),
        believes_closed=Fact[bool].of(True, TOLD),
        diagram_exists=Fact[bool].of(False, TOLD),
        device_count_believed=Fact[int].of(30, TOLD),
        remote_count_believed=Fact[int].of(1, TOLD),
        zones=zones,
        devices=devices,
        systems=(
            System(id="ehr", kind=SystemKind.EHR, device_ids=("dev-0001", "dev-0002"), hosting=Fact[Hosting].of(Hosting.ON_PREMISES, TOLD)),
            System(id="receipt", kind=SystemKind.RECEIPT, device_ids=("dev-0001",)),
            System(id="pacs", kind=SystemKind.PACS, device_ids=("dev-0003",)),
        ),
        gateways=(gateway("fw", "FW01"),),
        remote_accesses=(
            remote(1, "サンプル電子カルテ", RemoteMethod.IPSEC_ROUTER, listed=True),
            remote(2, "画像システム販売", RemoteMethod.RDP_PORT_FORWARD, listed=False),
        ),
        flows=(Flow(src="10.1.0.11", dst="198.51.100.7", protocol="tcp", port=443, connections=12, sources=(WIRE,),
                    last=datetime(2026, 11, 17, 9, 30)),),
        evidence=(Evidence(file="機器台帳.xlsx", sha256="ab" * 32, size=1000, format="ledger_workbook", kind=SourceKind.LEDGER, records=39),),
    )  # fmt: skip


SMALL_CROSSINGS = (
    crossing(12, CrossingKind.PUBLISHED_SERVICE, "internet", "clinical", inbound=True, seen=41),
    crossing(14, CrossingKind.ANY_RULE, "info", "clinical", inbound=True, seen=3),
    crossing(15, CrossingKind.FILE_TO_INFO, "clinical", "info", inbound=False, seen=9),
    crossing(16, CrossingKind.DUAL_HOMED_PC, "clinical", "info", inbound=False, gateway=None),
    crossing(17, CrossingKind.VENDOR_BOX, "dept", "198.51.100.0/28", inbound=False, gateway=None, seen=120),
    crossing(20, CrossingKind.SANCTIONED, "203.0.113.0/29", "clinical", inbound=True, seen=6),
)


def finding(number: int, severity: str, problem_class: str, title: str, *, check: str = "", devices: tuple[str, ...] = ()) -> Finding:
    return Finding(
        id=f"check-{number}:{title[:10]}",
        check=check or f"check-{number}",
        family="closed",
        severity=severity,  # type: ignore[arg-type]
        problem_class=problem_class,  # type: ignore[arg-type]
        title=text(title, f"Finding {number}"),
        why=text("一台が乗っ取られると、ここを通ってほかの区画まで広がります。", "One taken machine spreads from here."),
        how=text("要らない許可を止め、要るものは相手と種類を絞ります。業者には事前に知らせます。", "Disable what is not needed and narrow the rest."),
        device_ids=devices,
        refs=() if devices else (f"policy:{number}",),
        evidence=(CONFIG, WIRE),
        seen=(("rule", f"policy:{number}"), ("service", "ALL")),
        confidence=0.9 if number % 2 else 0.6,
        measures=("offline_backup",),
    )


def outcomes(*, paths: bool = True, unknowns: tuple[Text, ...] = ()) -> Outcomes:
    steps = (
        PathStep(technique="rdp", text=text("公開されたリモートデスクトップに総当たりで入る", "Guess the published remote desktop"), place="EHR-AP01", hours=30),
        PathStep(technique="dump", text=text("管理者のパスワードを取り出す", "Take the administrator password"), place="EHR-AP01", hours=0.4),
        PathStep(technique="spread", text=text("同じパスワードでほかの機器に広がる", "Spread with the same password"), place="診療系(閉域)", hours=3),
        PathStep(technique="wipe", text=text("バックアップを消す", "Delete the backups"), place="NAS-BK01", hours=2),
        PathStep(technique="encrypt", text=text("電子カルテを暗号化する", "Encrypt the EHR"), place="EHR-DB01", hours=1.5),
    )  # fmt: skip
    return Outcomes(
        seed=7,
        trials=20_000,
        yearly_rate=span(0.02, 0.06, 0.15, "1/year"),
        p_damage_five_years=span(0.09, 0.26, 0.53, "probability"),
        ehr_down_days=span(4.2, 17.6, 58.0, "days"),
        p_ehr_seven_days=span(0.61, 0.78, 0.9, "probability"),
        p_ehr_seven_days_yearly=span(0.012, 0.047, 0.13, "probability"),
        loss_given_damage=span(46e6, 118e6, 324e6),
        expected_yearly_loss=span(1.9e6, 7.3e6, 21e6),
        tail_loss=324e6,
        p_backup_lost=span(0.31, 0.55, 0.77, "probability"),
        monte_carlo_error=0.018,
        parameter_spread=span(2.1e6, 7.3e6, 19e6),
        archetypes=(
            ArchetypeOutcome(archetype="rdp_open", name=text("公開したリモートデスクトップから", "Published remote desktop"), yearly_rate=span(0.01, 0.03, 0.09, "1/year"), share=0.52),
            ArchetypeOutcome(archetype="supplier", name=text("業者のネットワークから", "Supplier network"), yearly_rate=span(0.005, 0.02, 0.05, "1/year"), share=0.31),
            ArchetypeOutcome(archetype="mail", name=text("メールの添付から", "Mail"), yearly_rate=span(0.001, 0.008, 0.03, "1/year"), share=0.17),
        ),
        services=(
            ServiceOutcome(service="outpatient", name=text("外来", "Outpatients"), days=span(2, 11, 41, "days"), p_seven_days=0.64),
            ServiceOutcome(service="surgery", name=text("手術", "Surgery"), days=span(1, 8, 33, "days"), p_seven_days=0.55),
            ServiceOutcome(service="billing", name=text("会計・請求", "Billing"), days=span(4, 19, 62, "days"), p_seven_days=0.81),
        ),
        systems=(
            SystemOutcome(system="ehr", name=text("電子カルテ", "EHR"), days=span(4.2, 17.6, 58, "days"), p_down=0.93),
            SystemOutcome(system="pacs", name=text("画像(PACS)", "PACS"), days=span(0, 9, 40, "days"), p_down=0.71),
        ),
        loss_parts=(
            LossPart(part="income", name=text("診療収入の減少", "Income lost"), yen=span(20e6, 66e6, 210e6)),
            LossPart(part="recovery", name=text("復旧の費用", "Recovery"), yen=span(12e6, 31e6, 80e6)),
            LossPart(part="notice", name=text("患者への連絡", "Notice"), yen=span(0, 4e6, 9e6)),
        ),
        histogram_days=tuple((float(day), float(day + 2), share) for day, share in
                             zip(range(0, 80, 2), (0.03, 0.05, 0.08, 0.1, *(0.74 / 36,) * 36), strict=True)),
        paths=(AttackPath(archetype="rdp_open", share=0.41, steps=steps), AttackPath(archetype="supplier", share=0.22, steps=steps[2:])) if paths else (),
        drivers=(
            Driver(quantity="threat.rdp", name=text("公開したリモートデスクトップ1つあたりの侵入回数", "Entries a year per published service"), basis="assumption", low=0.02, high=0.3, result_low=2.2e6, result_high=18.4e6),
            Driver(quantity="loss.income", name=text("病床1日あたりの収入", "Income per bed and day"), basis="reported", low=20000, high=60000, result_low=5.1e6, result_high=9.9e6),
        ),
        assumptions=(
            Assumption(quantity="threat.rdp", name=text("公開したリモートデスクトップ1つあたりの侵入回数", "Entries a year per published service"), value=0.1, low=0.02, high=0.3, unit="entries a year per published service", source="編者の想定", basis="assumption"),
            Assumption(quantity="loss.income", name=text("病床1日あたりの収入", "Income per bed and day"), value=38000, low=20000, high=60000, unit="yen per bed and day", source="病院報告(2024年)", basis="reported"),
            Assumption(quantity="p.notice", name=text("気づく確率", "Chance to notice"), value=0.35, low=0.1, high=0.6, unit="probability", source="公表事例の集計", basis="reported"),
        ),
        unknowns=unknowns,
    )  # fmt: skip


def direction(direction_id: str, name: str, factor: float, *, measures: tuple[ChosenMeasure, ...] = ()) -> DirectionResult:
    stay = direction_id == "stay"
    return DirectionResult(
        id=direction_id,  # type: ignore[arg-type]
        name=text(name, {"stay": "Stay", "harden": "Harden", "cloud": "Move to the cloud"}[direction_id]),
        summary=text(f"{name}を五年間続けた場合の見込みです。", "Five years on this road."),
        rule=text("効き目を費用で割り、大きい順に予算に収まるまで選びました。", "By effect over cost, within the budget."),
        measures=measures,
        capital=span(0 if stay else 6e6, 0 if stay else 11e6, 0 if stay else 19e6),
        running=span(2e6, 5e6, 9e6),
        system_renewal=span(90e6, 150e6, 240e6),
        total_cost=span(92e6, 155e6 + 1e7 * factor, 268e6),
        cost_by_year=(3e6, 3e6, 150e6, 3e6, 3e6),
        expected_loss=span(9.4e6 * factor, 36e6 * factor, 105e6 * factor),
        tail_loss=324e6 * factor,
        yearly_rate=span(0.02 * factor, 0.06 * factor, 0.15 * factor, "1/year"),
        p_ehr_seven_days=span(0.06 * factor, 0.21 * factor, 0.45 * factor, "probability"),
        ehr_down_days=span(4.2 * factor, 17.6 * factor, 58 * factor, "days"),
        planned_outage_hours=span(1, 4, 12, "hours"),
        service_days=(ServiceDays(service="outpatient", name=text("外来", "Outpatients"), days=0.71 * factor),),
        requirements_met=tuple(f"r{index}" for index in range(14 if stay else 24)),
        requirements_open=tuple(f"r{index}" for index in range(14 if stay else 24, 30)),
        staff_hours=span(100, 240 if stay else 620, 900, "hours"),
        remains_on_site=("ehr", "receipt", "pacs") if direction_id != "cloud" else ("pacs",),
        leaves_site=() if direction_id != "cloud" else ("ehr", "receipt"),
        open_crossings=5 if stay else 0,
        difference_to_stay=None if stay else span(-48e6, -20e6, 7e6) if direction_id == "cloud" else span(-44e6, -21e6, -3e6),
        over_budget=direction_id == "cloud",
    )  # fmt: skip


def chosen(number: int, measure: str, name: str) -> ChosenMeasure:
    return ChosenMeasure(
        measure=measure, name=text(name, f"Measure {number}"), start_year=1 + number % 3, capital=span(0, 1.2e6 * number, 3e6 * number),
        yearly=span(0, 2e5, 4e5), staff_hours=16.0 * number, changes=number * 3,
    )  # fmt: skip


def next_step(rank: int, *, extra: str = "") -> NextStep:
    titles = (
        "インターネットに公開したリモートデスクトップを止める",
        "電子カルテの控えを、ネットワークから切り離して持つ",
        "全台同じ管理者パスワードをやめ、1台ごとに変える",
        "業者の保守接続を一つの記録付きの入口にまとめる",
        "「何でも通す」許可を見直し、要るものだけにする",
        "サイバー攻撃のときの業務継続計画を作り、紙の運用を一度試す",
    )
    return NextStep(
        rank=rank,
        measure="offline_backup" if rank == 2 else None,
        title=text(titles[(rank - 1) % 6] + extra, f"Step {rank}"),
        why=text("今の被害の半分は、この入口から始まるためです。ここを閉じるだけで見込み損失が大きく減ります。", "Half of all damage begins here."),
        how=text("保守業者に別の入り方を用意したうえで、ファイアウォールの該当する許可を無効にし、一週間ようすを見ます。", "Give the vendor another way in, disable the rule, watch for a week."),
        who=text("情報担当とネットワーク保守会社", "IT staff and the network company"),
        cost=span(0, 0, 0) if rank == 1 else span(1e5 * rank, 4e5 * rank, 9e5 * rank) if rank != 6 else None,
        staff_hours=8.0 * rank,
        by=date(2027, 3, 31) if rank < 4 else None,
    )  # fmt: skip


def roads(*, steps: int = 6, directions: bool = True, extra: str = "") -> Roads:
    measures = tuple(chosen(number, "offline_backup", f"対策その{number}{extra}") for number in range(1, 9))
    return Roads(
        today=TODAY,
        years=5,
        budget_yen=2_000_000,
        seed=7,
        trials=4_000,
        directions=(
            direction("stay", "現状維持", 1.0),
            direction("harden", "閉域強化", 0.42, measures=measures),
            direction("cloud", "クラウド移行", 0.31, measures=measures[:5]),
        ) if directions else (),
        verdict=text(
            "閉域強化とクラウド移行は、費用と見込み損失の合計では同じ程度です。どちらの道でも、最初の一年にする六つのことは同じです。"
            "2029年の電子カルテ更新までに、クラウドの見積もりを取って決めるのがよいでしょう。",
            "Both roads come out alike. The first six steps are the same on either.",
        ),
        next_steps=tuple(next_step(rank, extra=extra) for rank in range(1, steps + 1)),
        assumptions=tuple(sorted(catalogue().quantities)[:5]),
        not_applicable=(("offline_backup", text("すでに実施済みです。", "Already in place.")),),
    )  # fmt: skip


def intake() -> Intake:
    return Intake(
        files=(
            FileRead(evidence=Evidence(file="機器台帳.xlsx", sha256="ab" * 32, size=1000, format="ledger_workbook", kind=SourceKind.LEDGER, records=39),
                     recognised_by=text("機器台帳(表)", "device ledger"), used=True),
            FileRead(evidence=Evidence(file="scan.bin", sha256="cd" * 32, size=10, format="unknown", kind=SourceKind.EXPORT),
                     recognised_by=text("どの読み方にも合いません", "no reader fits"), used=False),
        ),
        problems=(
            Problem(severity="error", code="not_recognised", where=Source(kind=SourceKind.EXPORT, file="scan.bin"), text=text("種類が分かりません。", "Unknown kind."), done=text("使いませんでした。", "Left out.")),
            Problem(severity="warning", code="bad_address", where=LEDGER, text=text("IPアドレスの書き方が正しくありません。", "Not an address."), done=text("空欄として扱いました。", "Taken as blank.")),
            Problem(severity="note", code="merged_header", where=LEDGER, text=text("見出しが2段です。", "Two header rows."), done=text("つないで読みました。", "Joined.")),
        ),
        mappings=(ColumnMapping(file="機器台帳.xlsx", sheet="端末PC", header_rows=(1, 2), columns=(("A", "管理No.", "asset_numbers"), ("Z", "ハンコ", ""))),),
        merges=(Merge(device_id="dev-0001", label="EHR-AP01", records=(MergedRecord(source=LEDGER, score=8.0, reasons=(("mac", 6.0),)),)),),
        proposals=(Proposal(where=LEDGER, written="10.1.O.5", proposed="10.1.0.5", reason=text("数字の0と英字のO", "letter O for zero")),),
    )  # fmt: skip


def small() -> Materials:
    """A small hospital in which everything that can be shown is there."""
    return Materials(
        hospital=small_hospital(),
        intake=intake(),
        diagnosis=Diagnosis(
            today=TODAY,
            checks_run=tuple(f"check-{index}" for index in range(24)),
            findings=(
                finding(1, "critical", "closed-2", "電子カルテのサーバがインターネットに公開されています", devices=("dev-0001",)),
                finding(2, "high", "closed-2", "情報系から診療系へ何でも通す許可があります"),
                finding(3, "high", "info-1", "患者のファイルが情報系の共有フォルダに写されています", devices=("dev-0004",)),
                *(finding(4, "high", "closed-3", "サポートの切れたWindowsを使っています", check="old-os", devices=(f"dev-{index:04d}",)) for index in range(5, 30)),
                finding(5, "medium", "info-2", "職員の研修が一年以上ありません"),
                finding(6, "low", "closed-1", "診療系に検知の仕組みがありません", devices=("dev-0001", "dev-0002")),
            ),
            not_judged=(NotJudged(check="backup", problem_class="closed-1", title=text("控えの切り離し", "Detached backup"), reason=text("方式が台帳にありません", "no method in the ledger"), needs=text("バックアップの設定か聞き取り", "backup settings or an interview")),),
        ),
        outcomes=outcomes(unknowns=(text("病床利用率が不明のため、80%と仮定しました。", "Occupancy unknown: 80% assumed."),)),
        roads=roads(),
        catalogue=catalogue(),
        crossings=SMALL_CROSSINGS,
        today=TODAY,
        version="0.1.0",
        real_zones=(RealZone(networks=("10.1.0.0/23", "10.1.30.0/24"), zone_ids=("clinical", "dept")),),
        matrix=ZoneMatrix(zone_ids=("info", "internet"), cells=(ZoneReach(from_zone="info", to_zone="internet", verdict=Verdict.ALLOW),)),
        lifecycle_snapshot=date(2026, 8, 7),
    )  # fmt: skip


LARGE_ZONES = (
    ("info", ZoneKind.INFO, "情報系(事務・医局・インターネット利用)"),
    ("clinical", ZoneKind.CLINICAL, "電子カルテ端末"),
    ("clinsrv", ZoneKind.CLINICAL, "電子カルテサーバ"),
    ("dept", ZoneKind.DEPT, "部門システム・検査・放射線・内視鏡・リハビリテーション"),
    ("modality", ZoneKind.DEPT, "<script>alert('zone')</script>"),
    ("oqs", ZoneKind.OQS, "オンライン資格確認"),
    ("wifi", ZoneKind.WIFI, "院内無線(看護・回診)"),
    ("guest", ZoneKind.GUEST, "来客用Wi-Fi"),
    ("mgmt", ZoneKind.MGMT, "機器管理"),
    ("vendor", ZoneKind.VENDOR, "保守用"),
    ("camera", ZoneKind.UNKNOWN, "#[監視カメラ] *y*"),
    ("cloud", ZoneKind.CLOUD, "クラウド(給与・グループウェア)"),
)


def large_crossings() -> tuple[Crossing, ...]:
    inner = ("clinical", "clinsrv", "dept", "modality", "wifi")
    outer = ("internet", "198.51.100.0/28", "info", "mgmt", "vendor", "camera", "cloud", "guest", "oqs")
    kinds = [kind for kind in CrossingKind if kind is not CrossingKind.SANCTIONED]
    found = [
        crossing(index, kind, outer[index % 9], inner[index % 5], inbound=True, gateway=("fw", "rtx", None)[index % 3], seen=index % 4)
        for index, kind in enumerate(kinds * 2, start=1)
    ]
    found += [
        crossing(60 + index, CrossingKind.SANCTIONED, inner[index % 5], outer[index % 9], inbound=False, seen=5) for index in range(9)
    ]
    return tuple(found)


def large() -> Materials:
    """Twelve zones, hostile and endless names, many findings: everything that can break a page."""
    names = [HOSTILE[index % len(HOSTILE)] if index % 7 == 0 else f"PC-B{index:04d}" for index in range(1, 900)]
    devices = tuple(
        device(index, name, zones=(LARGE_ZONES[index % 11][0],)) for index, name in enumerate(names, start=1)
    )
    hospital = small_hospital().model_copy(
        update={
            "name": TextFact.of("社会医療法人財団 <b>高度</b>地域医療連携推進機構 #髙﨑記念①病院 附属東部総合医療センター", TOLD),
            "zones": tuple(zone(zone_id, kind, name, f"10.{index}.0.0/16") for index, (zone_id, kind, name) in enumerate(LARGE_ZONES)),
            "devices": tuple(disputed(one) if index % 40 == 0 else one for index, one in enumerate(devices)),
            "gateways": (gateway("fw", "FW01"), gateway("rtx", "=RTX1210 <b>本館</b>")),
            "remote_accesses": tuple(remote(index, HOSTILE[index], RemoteMethod.SSLVPN, listed=False) for index in range(len(HOSTILE))),
        }
    )
    severities = ("critical", "high", "medium", "low")
    classes = ("info-1", "info-2", "closed-1", "closed-2", "closed-3")
    findings = tuple(
        finding(index, severities[index % 4], classes[index % 5], f"指摘{index} {HOSTILE[index % len(HOSTILE)]}", check=f"check-{index % 30}",
                devices=tuple(f"dev-{one:04d}" for one in range(index, index + 9)))
        for index in range(1, 160)
    )  # fmt: skip
    base = small()
    problems = tuple(
        Problem(severity="warning", code="row", where=LEDGER.model_copy(update={"row": row, "cell": None, "file": HOSTILE[row % len(HOSTILE)]}),
                text=text(f"{HOSTILE[row % len(HOSTILE)]} は読めません。"), done=text("使いませんでした。"))
        for row in range(300)
    )  # fmt: skip
    return Materials(
        hospital=hospital,
        intake=base.intake.model_copy(update={"problems": problems}),
        diagnosis=base.diagnosis.model_copy(update={"findings": findings, "not_judged": base.diagnosis.not_judged * 12}),
        outcomes=outcomes(unknowns=tuple(text(f"不明な点{index} {name}") for index, name in enumerate(HOSTILE * 3))).model_copy(
            update={"assumptions": tuple(Assumption(quantity=f"q{index}", name=text(f"数値{index}"), value=index / 7, low=0, high=index, unit=unit, source=HOSTILE[index % len(HOSTILE)], basis="assumption")
                                         for index, unit in enumerate(["yen per PC", "days (median)", "share", "probability given damage", "yen/bed/month", "gremlins per moon"] * 20))}
        ),
        roads=roads(extra=HOSTILE[2] + HOSTILE[3]),
        catalogue=base.catalogue,
        crossings=large_crossings(),
        today=TODAY,
        version="0.1.0",
        real_zones=base.real_zones,
        matrix=base.matrix,
        lifecycle_snapshot=date(2026, 11, 1),
    )  # fmt: skip


def nothing_found() -> Materials:
    """Read well, no finding, no leak, no path: it must not be called safe."""
    base = small()
    return Materials(
        hospital=base.hospital, intake=Intake(), diagnosis=base.diagnosis.model_copy(update={"findings": (), "not_judged": ()}),
        outcomes=outcomes(paths=False), roads=roads(steps=0), catalogue=base.catalogue, crossings=(), today=TODAY, version="0.1.0",
        lifecycle_snapshot=date(2026, 11, 1),
    )  # fmt: skip


def all_unknown() -> Materials:
    """A hospital of which nothing is known at all."""
    zero = span(0, 0, 0)
    return Materials(
        hospital=Hospital(), intake=Intake(), diagnosis=Diagnosis(today=TODAY),
        outcomes=Outcomes(
            yearly_rate=zero, p_damage_five_years=zero, ehr_down_days=zero, p_ehr_seven_days=zero, p_ehr_seven_days_yearly=zero,
            loss_given_damage=zero, expected_yearly_loss=zero, tail_loss=0, p_backup_lost=zero, monte_carlo_error=0, parameter_spread=zero,
        ),
        roads=Roads(today=TODAY, verdict=text("資料がなく、比べられません。", "Nothing to compare.")), catalogue=catalogue(), crossings=(),
        today=TODAY, version="0.1.0",
    )  # fmt: skip


ALL = {"small": small, "large": large, "nothing_found": nothing_found, "all_unknown": all_unknown}
