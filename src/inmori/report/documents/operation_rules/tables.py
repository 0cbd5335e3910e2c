"""The tables behind the articles: systems, people, rights, backups, who answers, segments, remote paths, forms."""

from inmori.model import (
    REMOTE_METHOD_NAMES,
    SYSTEM_NAMES,
    ZONE_NAMES,
    Backup,
    BackupMedium,
    Hosting,
    RemoteAccess,
    SystemKind,
)
from inmori.prepare import Drafts
from inmori.prepare.responsibility import NOT_SEEN, SIDE_NAMES, TOPIC_NAMES, Responsibility
from inmori.report.block import Column, Paragraph, Table
from inmori.report.documents.manuscript import Form, Part, Passage, blank, or_blank, said
from inmori.report.documents.operation_rules.article import Rules
from inmori.report.wording import EMPTY, listed, plain, same
from inmori.text import Text

MEDIUM_NAMES: dict[BackupMedium, Text] = {
    BackupMedium.ONLINE: said("ネットワーク上の装置(同じIDで届く)", "on the network, same log-ins"),
    BackupMedium.SEPARATE_LOGIN: said("別のIDで守った装置", "separate log-in"),
    BackupMedium.IMMUTABLE: said("書き換えのできない領域", "unchangeable"),
    BackupMedium.OFFLINE: said("切り離した媒体", "off the network"),
    BackupMedium.CLOUD: said("クラウド事業者の控え", "provider's cloud"),
}
HOSTING_NAMES: dict[Hosting, Text] = {Hosting.ON_PREMISES: said("院内", "on site"), Hosting.CLOUD: said("クラウド", "cloud")}
NOT_CONFIRMED = said("未確認", "not confirmed")


def tables(rules: Rules) -> tuple[Part, ...]:
    """Return Tables 1 to 7 and the annex on copies off the network."""
    return (_systems(rules), _people(rules), _rights(), _backups(rules), _sides(rules), _segments(rules), _remote(rules), _offline(rules))


def _part(number: int, ja: str, en: str, *blocks: Passage) -> Part:
    return Part(f"table-{number}", said(f"別表{number} {ja}", f"Table {number} {en}"), blocks, fresh=number == 1)


def _or_line(rows: tuple[tuple[Text, ...], ...], what: Text, wide: int) -> tuple[tuple[Text, ...], ...]:
    """Return the rows, or one row that asks for them: an empty table would look like nothing to tell."""
    return rows or ((blank(what), *(EMPTY,) * (wide - 1)),)


def _known(value: str | None) -> Text:
    return same(plain(value)) if value else NOT_CONFIRMED


def _systems(rules: Rules) -> Part:
    rows = tuple(
        (
            one.name,
            SYSTEM_NAMES[one.system.kind],
            HOSTING_NAMES[one.system.hosting.value] if one.system.hosting.value else NOT_CONFIRMED,
            _known(one.system.vendor.value),
            same(one.system.renewal.value.isoformat()) if one.system.renewal.value else NOT_CONFIRMED,
        )
        for one in sorted(rules.drafts.restore, key=lambda step: step.clinical)
    )
    columns = (
        Column(said("名称", "Name"), 3), Column(said("種類", "Kind"), 2), Column(said("置き場所", "Where"), 1),
        Column(said("事業者", "Vendor"), 2.4), Column(said("更新の時期", "Renewal"), 1.4),
    )  # fmt: skip
    asked = said("当院の医療情報システムの名称と事業者", "the hospital's systems and their vendors")
    return _part(1, "対象とするシステム(第2条)", "Systems (Article 2)",
                 Table(said("資料で確かめられたシステム", "Systems the evidence shows"), columns, _or_line(rows, asked, 5)),
                 Paragraph(said("このほかに診療に用いるシステムがあれば書き加える。", "Add any other system used in care."), "note"))  # fmt: skip


def _people(rules: Rules) -> Part:
    rows = []
    for one in rules.drafts.roles:
        if one.id in ("users", "committee", "department"):
            continue
        example = said(f"(例: {one.typical.ja})", f"(e.g. {one.typical.en})") if one.typical != one.title else said("―", "-")
        post = same(one.holder) if one.holder else example
        deputies = one.id in ("director", "safety_officer")
        rows.append((
            one.title, post, blank(said(f"{one.title.ja}の職名と氏名", f"post and name of the {one.title.en}")),
            blank(said(f"{one.title.ja}の代行者(第1順位から第3順位)", f"deputies of the {one.title.en}, first to third")) if deputies else same("―"),
            one.decides,
        ))  # fmt: skip
    columns = (
        Column(said("役割", "Role"), 2), Column(said("資料で分かった職", "Post as known"), 1.6), Column(said("職名と氏名", "Post and name"), 2.4),
        Column(said("代行", "Deputies"), 2.2), Column(said("決めること", "Decides"), 2.6),
    )  # fmt: skip
    aliases = "、".join(f"{one.title.ja}={one.aliases.ja}" for one in rules.drafts.roles if one.id in ("safety_officer", "planner", "operator"))
    note = said(
        f"ほかの呼び名で定めている場合は読み替える({aliases})。医療法人では、重要な役割の職員の選任を理事一人に任せることができないため、理事会の議決の日を任命書に記す。",
        "Read other titles of the hospital accordingly. In a medical corporation the letter of appointment names the day of the board's resolution.",
    )
    return _part(2, "役割と代行(第6条から第14条まで)", "Roles and deputies (Articles 6 to 14)",
                 Table(said("役割を担う者", "Who holds which role"), columns, tuple(rows), small=True), Paragraph(note, "note"))  # fmt: skip


def _rights() -> Part:
    rows = (
        (said("医師", "Doctors"), said("可", "yes"), said("記録・指示", "records, orders"), said("可", "yes"), said("不可", "no")),
        (said("看護職員", "Nurses"), said("可", "yes"), said("看護記録・実施", "nursing records"), said("可", "yes"), said("不可", "no")),
        (said("薬剤師・技師等", "Pharmacists, technicians"), said("業務に要る範囲", "as needed"), said("部門の記録", "own records"), said("業務に要る範囲", "as needed"), said("不可", "no")),
        (said("医事職員", "Billing staff"), said("業務に要る範囲", "as needed"), said("会計", "billing"), said("業務に要る範囲", "as needed"), said("不可", "no")),
        (said("運用担当者", "Operator"), said("原則不可", "in principle no"), said("不可", "no"), said("不可", "no"), said("承認した者だけ", "if approved")),
        (said("事業者の要員", "Vendors"), said("作業に要る範囲", "for the job"), said("不可", "no"), said("不可", "no"), said("承認した者だけ", "if approved")),
    )  # fmt: skip
    columns = (
        Column(said("職種", "Profession"), 2), Column(said("診療記録を見る", "See records"), 1.5), Column(said("入力する", "Enter"), 1.5),
        Column(said("印刷・出力", "Print, export"), 1.5), Column(said("管理者権限", "Administrator"), 1.5),
    )  # fmt: skip
    warn = said(
        "電子カルテの実際の権限の設定は、渡された資料からは分からない。この表はひな型であり、実際の設定と照らして直すこと。",
        "What the EHR really allows is not in the evidence; this is a pattern to be compared with its settings.",
    )
    return _part(3, "権限の区分(第25条)", "Rights (Article 25)", Paragraph(warn, "caution"),
                 Table(said("職種ごとの権限(ひな型)", "Rights by profession (pattern)"), columns, rows))  # fmt: skip


def _backups(rules: Rules) -> Part:
    kept = [one for one in rules.drafts.restore if one.backup or one.system.kind is not SystemKind.BACKUP]
    rows = tuple(_backup_row(one.name, one.backup) for one in kept)
    rows += tuple(_backup_row(name_of_backup(one), one) for one in other_backups(rules.drafts))
    columns = (
        Column(said("システム", "System"), 2.4), Column(said("方式と頻度", "Method"), 2), Column(said("置き場所", "Media"), 2.6),
        Column(said("世代", "Generations"), 0.9), Column(said("復元の試験", "Restore tried"), 1.6),
    )  # fmt: skip
    asked = said("バックアップを取るシステム、方式、世代", "systems backed up, method, generations")
    return _part(4, "バックアップ(第42条)", "Backups (Article 42)",
                 Table(said("今のバックアップ(資料による)", "Backups as the evidence shows them"), columns, _or_line(rows, asked, 5), small=True),
                 Paragraph(said("「資料になし」は、バックアップを取っていないという意味ではない。実際を確かめて書き直す。", "\"Not in the evidence\" does not mean that there is none: find out and correct."), "note"))  # fmt: skip


def other_backups(drafts: Drafts) -> tuple[Backup, ...]:
    """Return the copies that stand beside no system: second ones, and those of systems that nothing else shows."""
    shown = {one.backup.id for one in drafts.restore if one.backup}
    return tuple(one for one in drafts.hospital.backups if one.id not in shown)


def name_of_backup(backup: Backup) -> Text:
    """Return what a copy is of, as written."""
    return same(plain(backup.system_name.value)) if backup.system_name.value else SYSTEM_NAMES[backup.system_kind]


def media_of(backup: Backup) -> Text:
    """Return where a copy is kept, in words."""
    media = [MEDIUM_NAMES[one] for one in backup.media or ()]
    return said("、".join(one.ja for one in media), ", ".join(one.en for one in media)) if media else NOT_CONFIRMED


def _backup_row(name: Text, backup: Backup | None) -> tuple[Text, ...]:
    if backup is None:
        return (name, said("資料になし", "not in the evidence"), NOT_CONFIRMED, NOT_CONFIRMED, NOT_CONFIRMED)
    tried = {True: said("行った", "yes"), False: said("行っていない", "never"), None: NOT_CONFIRMED}[backup.restore_tested.value]
    count = same(str(backup.generations.value)) if backup.generations.known else NOT_CONFIRMED
    return (name, _known(backup.method.value), media_of(backup), count, tried)


def _sides(rules: Rules) -> Part:
    own = [one for one in rules.drafts.responsibilities if one.system_id is not None]
    more = len(rules.drafts.responsibilities) - len(own)
    rows = tuple((one.system, _known(one.vendor), _known(one.contract), _side(one), _else(one)) for one in own)
    columns = (
        Column(said("システム", "System"), 2.2), Column(said("事業者", "Vendor"), 2), Column(said("契約番号", "Contract"), 1.2),
        Column(said("更新を行う者", "Who updates"), 1.8), Column(said("そのほか資料で分かったこと", "What else is known"), 3),
    )  # fmt: skip
    asked = said("システムごとの事業者と、更新を行う者", "vendor of each system and who updates it")
    extra_ja = f"システムの載らない契約が、このほかに{more}件ある。" if more else ""
    extra_en = f"Another {more} contracts are about machines only. " if more else ""
    asked_ja, asked_en = "、".join(one.ja for one in TOPIC_NAMES.values()), ", ".join(one.en for one in TOPIC_NAMES.values())
    note = said(
        f"{extra_ja}ここにないことは契約書で確かめ、責任分界表に書く: {asked_ja}。",
        f"{extra_en}What is not here is looked up in the contracts and put into the table of responsibilities: {asked_en}.",
    )
    return _part(5, "責任の分界(第29条、第34条)", "Who answers for what (Articles 29 and 34)",
                 Table(said("システムごとの分担(契約一覧による)", "By system, as the list of contracts says"), columns, _or_line(rows, asked, 5), small=True),
                 Paragraph(note, "note"))  # fmt: skip


def _side(row: Responsibility) -> Text:
    share = next(one for one in row.shares if one.topic == "updates")
    if share.side is None:
        return NOT_CONFIRMED
    return SIDE_NAMES[share.side]


def _else(row: Responsibility) -> Text:
    """Return what is known of the other topics; what is not is asked for once, below the table."""
    known = [one for one in row.shares if one.topic != "updates" and one.words != NOT_SEEN]
    if not known:
        return said("―", "-")
    ja = "。".join(f"{TOPIC_NAMES[one.topic].ja}: {one.words.ja}" for one in known)
    return said(ja, "; ".join(f"{TOPIC_NAMES[one.topic].en}: {one.words.en}" for one in known))


def _segments(rules: Rules) -> Part:
    rows = tuple(
        (
            _known(zone.name.value),
            ZONE_NAMES[zone.kind],
            listed([network.cidr for network in zone.networks], limit=6),
            said("閉じる", "closed") if zone.kind.closed else said("―", "-"),
        )
        for zone in rules.drafts.hospital.zones
        if zone.networks and not zone.kind.outside
    )
    columns = (
        Column(said("区画の名称", "Segment"), 2.5), Column(said("用途", "Purpose"), 2), Column(said("アドレスの範囲", "Addresses"), 3),
        Column(said("外部に対して", "To the outside"), 1.2),
    )  # fmt: skip
    asked = said("ネットワークの区画と用途", "segments of the network and their purpose")
    return _part(6, "ネットワークの区画(第31条)", "Segments (Article 31)",
                 Table(said("資料で確かめられた区画", "Segments the evidence shows"), columns, _or_line(rows, asked, 4)))  # fmt: skip


def _remote(rules: Rules) -> Part:
    live = [one for one in rules.drafts.hospital.remote_accesses if one.enabled and not one.ended.value]
    rows = tuple(_remote_row(one) for one in live)
    columns = (
        Column(said("事業者", "Vendor"), 2), Column(said("対象", "System"), 1.8), Column(said("方法と装置", "Method and box"), 2.4),
        Column(said("常時接続", "Always on"), 0.9), Column(said("二要素認証", "Second factor"), 1), Column(said("病院の一覧", "On the list"), 0.9),
        Column(said("所有者と更新者", "Owner, updater"), 2.2),
    )  # fmt: skip
    asked = said("遠隔保守の経路(なければ「なし」)", "paths of remote maintenance, or \"none\"")
    note = said(
        "資料に現れた接続をすべて載せた。病院の一覧に「ない」ものは、第32条により、理由を確かめて載せるか撤去する。保守でない接続が混じっているときは消す。",
        "All connections that the evidence shows. What is not on the hospital's list is explained or removed under Article 32. Strike out what is no maintenance.",
    )
    return _part(7, "遠隔保守の経路(第32条)", "Remote maintenance (Article 32)",
                 Table(said("資料に現れた接続", "Connections the evidence shows"), columns, _or_line(rows, asked, 7), small=True),
                 Paragraph(note, "note"))  # fmt: skip


def _remote_row(one: RemoteAccess) -> tuple[Text, ...]:
    method = REMOTE_METHOD_NAMES[one.method.value] if one.method.value else NOT_CONFIRMED
    box = plain(one.product.value or "")
    yes, no = said("はい", "yes"), said("いいえ", "no")
    words = {True: yes, False: no, None: NOT_CONFIRMED}
    listing = {True: said("ある", "yes"), False: said("ない", "no"), None: NOT_CONFIRMED}[one.listed.value]
    return (
        _known(one.vendor.value), _known(one.system.value), said(f"{method.ja} {box}".strip(), f"{method.en} {box}".strip()),
        words[one.always_on.value], words[one.second_factor.value], listing,
        blank(said("遠隔保守の回線と装置の所有者、更新を行う者", "owner of line and box, and who updates them")),
    )  # fmt: skip


def _offline(rules: Rules) -> Part:
    off = [one for one in rules.drafts.restore if one.backup and BackupMedium.OFFLINE in (one.backup.media or ())]
    fixed = [one for one in rules.drafts.restore if one.backup and BackupMedium.IMMUTABLE in (one.backup.media or ())]
    names = "、".join(one.name.ja for one in (*off, *fixed))
    lead = said(
        f"資料では、{names}に、ネットワークから切り離した控え、または書き換えのできない控えがある。" if names
        else "資料では、ネットワークから切り離した控えも、書き換えのできない控えも確かめられなかった。",
        f"The evidence shows copies off the network or unchangeable ones of: {', '.join(one.name.en for one in (*off, *fixed))}." if names
        else "The evidence shows no copy off the network and no unchangeable one.",
    )  # fmt: skip
    rows = tuple(
        (label, or_blank(None, what))
        for label, what in (
            (said("切り離す方法と時刻(誰が、いつ、何を抜くか)", "How it is cut off (who, when, what)"), said("控えを切り離す方法、時刻、担当者", "how, when and by whom copies are cut off")),
            (said("書き換えを防ぐ仕組みと期間", "How change is prevented, and for how long"), said("書き換えを防ぐ仕組みと期間(使わなければ「なし」)", "how change is prevented, or \"none\"")),
            (said("保管する場所と鍵の管理", "Where it is kept, who has the key"), said("控えを保管する場所と鍵", "where copies are kept and who has the key")),
            (said("非常時に復元する手順と、かかる時間", "How it is restored in an emergency, and how long that takes"), said("控えから復元する手順と時間", "how copies are restored and how long it takes")),
        )
    )  # fmt: skip
    about = said(
        "この別紙は、切り離した保管を病院が自ら行う場合に、診療報酬の届出に添える頁を兼ねる。",
        "Where the hospital keeps copies off the network by itself, this annex is also the page handed in for the fee.",
    )
    return Part("annex", said("別紙 バックアップの切り離しの具体的な方法(第42条)", "Annex: copies off the network (Article 42)"),
                (Paragraph(lead), Paragraph(about, "note"), Form(rows, height=2)), fresh=True)  # fmt: skip
