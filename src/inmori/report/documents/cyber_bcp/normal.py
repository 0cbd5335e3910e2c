"""Chapters 1 and 2: why the plan exists and what is in place before anything happens (平時)."""

from inmori.model import Backup, SystemKind, Watch
from inmori.prepare.service_here import services_here
from inmori.report.block import Bullets, Column, Paragraph, Subheading, Table
from inmori.report.documents.cyber_bcp.plan import OURS, SIMULATED, Plan
from inmori.report.documents.manuscript import Part, Passage, blank, or_blank, said
from inmori.report.documents.operation_rules.tables import (
    NOT_CONFIRMED,
    media_of,
    name_of_backup,
    other_backups,
)
from inmori.report.wording import EMPTY, chance, days_range, listed, plain, same
from inmori.simulate.outcome import AttackPath
from inmori.text import Text


def chapters(plan: Plan) -> tuple[Part, ...]:
    """Return chapters 1 and 2."""
    return (_general(plan), _normal(plan))


def _general(plan: Plan) -> Part:
    name = or_blank(plan.drafts.name, said("医療機関の名称", "name of the hospital"))
    return Part("general", said("1 総則", "1 General"), (
        Subheading(said("1.1 目的", "1.1 Purpose")),
        Paragraph(said(
            f"この計画は、サイバー攻撃により{name.ja}の医療情報システムが使えなくなったときに、患者の安全を守りながら診療を続け、情報の被害を抑え、早く元に戻すための行動を定める。",
            f"This plan says how {name.en} keeps patients safe, limits the harm to data and returns to normal when an attack takes its systems away.")),
        Subheading(said("1.2 基本方針", "1.2 Policy")),
        Bullets((
            said("患者の安全と、途切れない診療を第一とする。", "Safety of patients and continuing care come first."),
            said("サイバー攻撃を、起こりうる経営の危険として扱い、平時から備える。", "An attack is a risk of the business, to be prepared for."),
            said("平時も非常時も、何をしたかを説明できるように記録を残す。", "What was done is recorded, so that it can be accounted for."),
            said("急ぐために安全を省かない。汚染のないことを確かめてから戻す。", "Haste does not replace safety: nothing returns before it is clean."),
            said("分かった事実は、分からないことと分けて、早く正直に伝える。", "What is known is told early and honestly, apart from what is not."),
        )),
        Subheading(said("1.3 対象と想定する事象", "1.3 Scope")),
        Paragraph(said(
            "対象は、5.1の表に掲げるシステムと、これを使うすべての部門である。次の事象を想定する。自然災害と停電は、災害の計画による。",
            "The systems of the table in 5.1 and all departments that use them. Natural disasters and loss of power have their own plan.")),
        Bullets((
            said("記録を見られない。", "Records cannot be read."), said("入力と指示ができない。", "Nothing can be entered or ordered."),
            said("職員同士の連絡が取れない。", "Staff cannot reach each other."), said("機器が動かない、または誤って動く。", "Machines stop or act wrongly."),
            said("患者や職員の情報が外に出た、またはそのおそれがある。", "Data of patients or staff left the hospital, or may have."),
        )),
        *_paths(plan),
        Subheading(said("1.4 文書の管理", "1.4 This paper")),
        Paragraph(said(
            "原本は企画管理者が管理し、院長が承認する。紙に印刷したものを、本部となる部屋、各病棟、外来、当直室に置き、全職員に知らせる。年1回の訓練の後に見直す。",
            "The planner keeps the original, the director approves it. Printed copies lie in the headquarters' room, on every ward, in outpatients and with the staff on duty. It is reviewed after each yearly exercise.")),
    ))  # fmt: skip


def _paths(plan: Plan) -> tuple[Passage, ...]:
    outcomes = plan.drafts.outcomes
    if outcomes is None or not outcomes.paths:
        return ()
    sign = plan.foot.sign(SIMULATED)
    names = {one.archetype: one.name for one in outcomes.archetypes}
    rows = tuple(_path(path, names.get(path.archetype), sign) for path in outcomes.paths[:3] if path.steps)
    lead = said("当院で起こりやすい攻撃の道筋は、試算では次のとおりである。", "The likeliest ways of an attack here, as simulated:")
    return (Paragraph(lead), Bullets(rows))


def _path(path: AttackPath, name: Text | None, sign: Text) -> Text:
    first, share = path.steps[0], chance(path.share)
    place = plain(first.place, 30)
    where = same("") if place in first.text.ja else said(f"({place})", f" ({place})")
    called = name or same(path.archetype)
    return said(
        f"{called.ja}(被害の出る攻撃のうち{share.ja})。始まり: {first.text.ja}{where.ja}{sign.ja}",
        f"{called.en} ({share.en} of damaging attacks). Begins: {first.text.en}{where.en} {sign.en}",
    )


def _normal(plan: Plan) -> Part:
    return Part("normal", said("2 平時の備え(第1段階)", "2 Before (phase 1)"), (
        *_organisation(plan), *_equipment(plan), *_alternatives(plan), *_targets(plan), *_kit(), *_people(plan), *_backups(plan), *_vendors(plan),
    ), fresh=True)  # fmt: skip


def _organisation(plan: Plan) -> tuple[Passage, ...]:
    rows = [
        (one.title, or_blank(one.holder, said(f"{one.title.ja}の氏名と代行者", f"name and deputies of the {one.title.en}")), one.decides)
        for one in plan.drafts.roles
        if one.id in ("director", "safety_officer", "planner", "operator")
    ]
    rows += [
        (role, blank(said(f"対策本部の{role.ja}の氏名と代行者", f"{role.en} of the headquarters: name and deputy")), task)
        for role, task in (
            (said("診療統括", "head of care"), said("診療の制限、転院、手術と救急の判断の案", "proposals on limits to care, transfers, surgery, emergencies")),
            (said("看護統括", "head of nursing"), said("病棟と外来の紙の運用、人の配置", "paper on wards and in outpatients, staffing")),
            (said("記録係", "recorder"), said("時刻、決定、根拠の記録", "times, decisions and their grounds")),
            (said("広報(1名に固定)", "spokesperson (one person)"), said("患者、家族、報道への説明", "patients, families, press")),
        )
    ]  # fmt: skip
    columns = (Column(said("役割", "Role"), 2), Column(said("担う者", "Held by"), 3), Column(said("すること、決めること", "Does, decides"), 4))
    return (
        Subheading(said("2.1 体制", "2.1 Organisation")),
        Table(said("対策本部", "Headquarters"), columns, tuple(rows)),
        Paragraph(said("対応は12時間で交代する。情報担当者一人では続かないため、事業者またはほかの医療機関からの応援を、あらかじめ契約か覚書で決めておく。", "Shifts of twelve hours. One IT person cannot last: help from vendors or other hospitals is agreed beforehand.")),
    )  # fmt: skip


def _equipment(plan: Plan) -> tuple[Passage, ...]:
    hospital = plan.drafts.hospital
    used = [one for one in hospital.devices if one.in_use()]
    count = (
        said(f"資料で確かめられた情報機器は{len(used)}台である。", f"The evidence shows {len(used)} machines.")
        if used
        else blank(said("情報機器の台数(台帳による)", "number of machines, from the ledger"))
    )
    diagram = {
        True: said("ネットワークの構成図は、あると聞いている。今の状態と合うかを確かめる。", "A network diagram exists, as told; check that it is up to date."),
        False: said("ネットワークの構成図はないと聞いている。作成する。", "There is no network diagram, as told: draw one."),
        None: said("ネットワークの構成図があるかは未確認である。", "Whether there is a network diagram is not confirmed."),
    }[hospital.diagram_exists.value]
    place = blank(said("台帳と構成図の紙の写しを置く場所", "where paper copies of ledger and diagram lie"))
    return (
        Subheading(said("2.2 情報機器と構成図", "2.2 Equipment and diagram")),
        Paragraph(said(f"{count.ja}{diagram.ja}", f"{count.en} {diagram.en}")),
        Paragraph(said(f"台帳と構成図は、紙の写しを{place.ja}に置く。システムが止まると、画面では見られないためである。", f"Paper copies lie at {place.en}, since the screen will not show them.")),
    )  # fmt: skip


_ALTERNATIVES: dict[SystemKind, tuple[Text, Text]] = {
    SystemKind.EHR: (said("紙の診療録。お薬手帳と、前夜に印刷した一覧で過去の情報を補う", "paper record; drug booklet and lists printed the night before"), said("過去の記録が見えないままの処方", "prescribing without the past record")),
    SystemKind.RECEIPT: (said("会計票と概算の預り金。後日精算する", "slips and provisional payment, settled later"), said("翌月10日の請求に間に合わない", "claims of the 10th are missed")),
    SystemKind.PACS: (said("撮影装置の画面で読影する", "reading on the console of the modality"), said("過去の画像と比べられない", "no comparison with earlier images")),
    SystemKind.RIS: (said("紙の依頼箋と撮影簿", "paper requests and register"), said("依頼と患者の取違え", "mix-up of requests")),
    SystemKind.LIS: (said("紙の依頼箋、手書きのラベル、装置から直接読む結果", "paper requests, handwritten labels, results off the analyser"), said("検体の取違え", "mix-up of samples")),
    SystemKind.PHARMACY: (said("手書きの処方箋と手作業の調剤", "handwritten prescriptions, dispensing by hand"), said("相互作用と腎機能の確認が手作業になる", "interactions and kidney function checked by hand")),
    SystemKind.NUTRITION: (said("前日に印刷した食数表と紙の食札", "list of meals printed the day before, paper cards"), said("アレルギーの見落とし", "allergies overlooked")),
    SystemKind.NURSING_SHIFT: (said("紙の勤務表", "shift plan on paper"), said("―", "-")),
    SystemKind.DIALYSIS: (said("毎回印刷した個人の条件表と、装置の単独運転", "conditions printed each time, machine alone"), said("条件の写し間違い", "wrong conditions")),
    SystemKind.MONITORING: (said("ベッドサイドの画面を見回る", "walking round the bedside screens"), said("離れた場所で警報に気づけない", "alarms unheard from afar")),
    SystemKind.OQS: (said("氏名、性別、生年月日、住所を控え、後で照会する", "note name, sex, birth date, address; look up later"), said("―", "-")),
    SystemKind.PHYSIOLOGY: (said("装置で印刷した結果", "printouts of the device"), said("過去の結果と比べられない", "no comparison")),
    SystemKind.ENDOSCOPY: (said("装置の画面と印刷", "screen and prints of the device"), said("過去の画像と比べられない", "no comparison")),
    SystemKind.HEALTH_CHECK: (said("紙の問診票と結果票。予約を延ばす", "paper forms; postpone bookings"), said("―", "-")),
}  # fmt: skip


def _alternatives(plan: Plan) -> tuple[Passage, ...]:
    sign = plan.foot.sign(OURS)
    known = [one for one in plan.drafts.restore if one.system.kind in _ALTERNATIVES]
    rows = [(one.name, *_ALTERNATIVES[one.system.kind]) for one in sorted(known, key=lambda one: one.clinical)]
    if not any(one.system.kind is SystemKind.EHR for one in known):
        rows.insert(0, (said("電子カルテ(資料では未確認)", "EHR (not in the evidence)"), *_ALTERNATIVES[SystemKind.EHR]))
    columns = (Column(said("システム", "System"), 2.4), Column(said("代わりの方法", "Instead"), 3.6), Column(said("気をつけること", "Watch"), 2.6))
    return (
        Subheading(said("2.3 止まったときの代わりの方法", "2.3 What is done instead")),
        Paragraph(said(f"部門ごとの細かな手順は、紙運用の手順書に定める。{sign.ja}", f"Details are in each department's procedure on paper. {sign.en}")),
        Table(said("システムごとの代わりの方法", "By system"), columns, tuple(rows), small=True),
    )  # fmt: skip


def _targets(plan: Plan) -> tuple[Passage, ...]:
    here = {one.service: one.here for one in services_here(plan.drafts.hospital)}
    goal = blank(said("診療ごとの再開の目標(何時間・何日以内に、どの水準まで)", "goal for each service: within how many hours or days, to what level"))
    rows = []
    for one in plan.drafts.targets:
        present = here.get(one.service)  # type: ignore[call-overload]
        if present is False:
            continue
        doubt = EMPTY if present else said("(当院にあるか未確認)", " (not confirmed here)")
        shown = days_range(one.days) if one.days and one.days.high > 0 else said("試算なし", "not simulated")
        week = chance(one.p_seven_days) if one.p_seven_days is not None and one.days and one.days.high > 0 else said("―", "-")
        rows.append((said(one.name.ja + doubt.ja, one.name.en + doubt.en), shown, week, goal))
    columns = (
        Column(said("診療", "Service"), 2.2), Column(said("被害が出たとき、通常どおりにできない日数(試算)", "Days not running normally, given damage (simulated)"), 3),
        Column(said("7日を超える見込み", "Over 7 days"), 1.2), Column(said("再開の目標(病院が決める)", "Goal (the hospital decides)"), 3),
    )  # fmt: skip
    return (
        Subheading(said("2.4 診療ごとの見込みと目標", "2.4 Expectation and goal by service")),
        Paragraph(_goal(plan)),
        Table(said("診療ごとの見込みと目標", "By service"), columns, tuple(rows), small=True),
    )  # fmt: skip


def _goal(plan: Plan) -> Text:
    if plan.drafts.outcomes is None:
        return said(
            "停止の日数の試算は、まだ行っていない。目標は、紙で安全に続けられる長さから決める。",
            "Days of standstill were not simulated yet; goals are set from how long paper can carry on safely.",
        )
    sign = plan.foot.sign(SIMULATED)
    return said(
        f"目標は、試算の日数を見て、紙で安全に続けられる長さと比べて決める。{sign.ja}",
        f"Goals are set by comparing the simulated days with how long paper can carry on safely. {sign.en}",
    )


def _kit() -> tuple[Passage, ...]:
    place = blank(said("紙運用の用紙とプリンタを置く場所", "where forms and printers for paper operation lie"))
    return (
        Subheading(said("2.5 紙運用の道具", "2.5 Kit for paper operation")),
        Paragraph(said(
            f"用紙、筆記具、USBでつなぐプリンタ、予備のトナー、電話番号の紙の一覧を{place.ja}に置き、四半期ごとに数を確かめる。用紙の種類と枚数は、紙運用キットの一覧による。",
            f"Forms, pens, printers on USB, spare toner and the printed list of numbers lie at {place.en} and are counted every quarter; kinds and numbers are in the paper kit.")),
    )  # fmt: skip


def _people(plan: Plan) -> tuple[Passage, ...]:
    controls = plan.drafts.hospital.controls
    last = controls.last_training.value
    trained = (
        said(f"最後の職員研修は{last.isoformat()}と聞いている。", f"The last training was on {last.isoformat()}, as told.")
        if last
        else said("最後の職員研修の日は未確認である。", "The day of the last training is not confirmed.")
    )
    drill = {
        True: said("紙の運用の訓練は行ったと聞いている。", "Paper operation has been exercised, as told."),
        False: said("紙の運用の訓練は行っていないと聞いている。", "Paper operation has never been exercised, as told."),
        None: said("紙の運用の訓練を行ったかは未確認である。", "Whether paper operation was exercised is not confirmed."),
    }[controls.paper_drill.value]
    return (
        Subheading(said("2.6 弱点の情報の収集", "2.6 News of weaknesses")),
        Paragraph(said("運用担当者は、事業者、厚生労働省、IPA、JPCERT/CCの注意喚起を受け取り、台帳と照らし、対象の機器があれば7日以内に事業者と対応を決める。", "The operator receives warnings, compares them with the ledger and settles with the vendor within seven days what is done.")),
        Subheading(said("2.7 教育と訓練", "2.7 Training and exercises")),
        Paragraph(said(f"{trained.ja}{drill.ja}年1回、職員研修と、この計画による訓練を行い、見つかった点を計画に反映する。", f"{trained.en} {drill.en} Training and an exercise of this plan take place every year.")),
    )  # fmt: skip


def _backups(plan: Plan) -> tuple[Passage, ...]:
    held = [(one.name, one.backup) for one in plan.drafts.restore if one.backup]
    held += [(name_of_backup(one), one) for one in other_backups(plan.drafts)]
    asked = (blank(said("バックアップの対象、方式、世代", "systems backed up, method, generations")), EMPTY, EMPTY, EMPTY)
    rows = tuple(_backup(name, one) for name, one in held) or (asked,)
    columns = (Column(said("システム", "System"), 2.2), Column(said("方式", "Method"), 2), Column(said("置き場所", "Media"), 3), Column(said("世代・試験", "Generations, trial"), 2))
    missing = listed([one.name.ja for one in plan.drafts.restore if not one.backup and one.system.kind is not SystemKind.BACKUP], limit=6)
    note = said(f"資料にバックアップの記載がないシステム: {missing.ja}。実際を確かめる。", f"Systems without a backup in the evidence: {missing.en}. Find out.") if missing.ja else EMPTY
    return (
        Subheading(said("2.8 バックアップの体制", "2.8 Backups")),
        Table(said("今のバックアップ(資料による)", "Backups as the evidence shows them"), columns, rows, small=True),
        *((Paragraph(note, "note"),) if missing.ja else ()),
    )  # fmt: skip


def _backup(name: Text, backup: Backup) -> tuple[Text, ...]:
    tried = {True: said("復元を試した", "restored once"), False: said("復元を試していない", "never restored"), None: said("復元の試験は未確認", "trial not confirmed")}[backup.restore_tested.value]
    count = f"{backup.generations.value}世代、" if backup.generations.known else ""
    kept = f"{backup.generations.value} generations, " if backup.generations.known else ""
    method = same(plain(backup.method.value)) if backup.method.value else NOT_CONFIRMED
    return (name, method, media_of(backup), said(count + tried.ja, kept + tried.en))


def _vendors(plan: Plan) -> tuple[Passage, ...]:
    unwritten = [
        one.system for one in plan.drafts.responsibilities
        if one.system_id and any(share.topic == "updates" and share.side == "unwritten" for share in one.shares)
    ]  # fmt: skip
    names = listed([one.ja for one in unwritten], limit=5)
    extra = said(f"更新の責任が契約に書かれていないもの: {names.ja}。", f"No contract says who updates: {names.en}.") if unwritten else EMPTY
    return (
        Subheading(said("2.9 事業者との責任の分かれ目", "2.9 Who answers for what")),
        Paragraph(said(
            f"非常時の連絡の時間、復旧の支援、記録の提供、費用の分担を、事業者ごとに契約で確かめ、責任分界表にまとめる。{extra.ja}",
            f"Hours of call, help, logs and costs in an emergency are looked up in each contract and kept in the table of responsibilities. {extra.en}".strip())),
    )  # fmt: skip


def watch_words(watch: Watch | None) -> Text:
    """Return how a place is watched, in words."""
    return {
        Watch.NONE: said("ない", "none"), Watch.OFFICE_HOURS: said("日中だけ見ている", "watched in office hours"),
        Watch.ALWAYS: said("24時間見ている", "watched day and night"), None: NOT_CONFIRMED,
    }[watch]  # fmt: skip
