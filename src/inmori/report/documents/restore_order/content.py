"""What the restore order says. Importance for patients and turn of restoring are two columns, and they differ."""

from inmori.prepare import Drafts, RestoreStep
from inmori.prepare.joining_proof import CLEAN, joining_proof
from inmori.prepare.seen_link import seen_links
from inmori.report.block import Column, Paragraph, Table
from inmori.report.documents.draft_imprint import draft_imprint
from inmori.report.documents.manuscript import Footing, Manuscript, Part, Passage, Ruled, SignOff, blank
from inmori.report.documents.restore_order.copy_words import copy_of
from inmori.report.documents.restore_order.first_cut import cut_blocks, ready_blocks
from inmori.report.wording import EMPTY, days_range, joined, same
from inmori.text import Text

TITLE = Text(ja="復旧順序", en="Restore order")
_DAYS = Text(
    ja="止まる日数は、被害が出た場合に限った試算(5%・50%・95%の範囲)です。中央が0日のものは、試算の半分以上で止まらなかったものです。実際の復旧の約束ではありません。",
    en="Days down are simulated, given damage (5, 50 and 95 %); a middle of 0 means that more than half of the cases left it running. They are no promise.",
)
_RANK = Text(
    ja="患者への重要度は、診療の記録・急変の監視、薬、検査、透析、画像、食事、資格確認、会計の順とした一般的な並びです。当院の診療に合わせて直してください。",
    en="The rank for patients is a general one: record and monitoring, drugs, tests, dialysis, images, meals, eligibility, bills.",
)
_ORDER = Text(
    ja="戻す順は、システムの種類ごとの一般的な依存関係と、資料に見えた通信から決めました。事業者に確かめるまでは案です。",
    en="The turn follows what kinds of systems usually rest on, and the traffic that was seen. A proposal until the vendors confirm it.",
)
_PROOFS = Text(
    ja="示すことと、抜き取る人数や件数は編者の案です。事業者と部門に確かめて直してください。",
    en="What is shown, and how many are picked, is our proposal; have vendors and departments confirm it.",
)
# How a sensor names traffic, in words that say what it is for.
_SERVICES = {
    "hl7": Text(ja="診療・検査の情報(HL7)", en="clinical messages (HL7)"),
    "dicom": Text(ja="画像(DICOM)", en="images (DICOM)"),
    "smb": Text(ja="ファイルの共有(SMB)", en="file sharing (SMB)"),
    "tns": Text(ja="データベース(Oracle)", en="database (Oracle)"),
    "tds": Text(ja="データベース(SQL Server)", en="database (SQL Server)"),
    "ldap": Text(ja="利用者の確認(LDAP)", en="log-ins (LDAP)"),
    "kerberos": Text(ja="利用者の確認(Kerberos)", en="log-ins (Kerberos)"),
    "rdp": Text(ja="画面の遠隔操作(RDP)", en="remote desktop (RDP)"),
    "http": Text(ja="Web(HTTP)", en="web (HTTP)"),
    "ssl": Text(ja="暗号化された通信(TLS)", en="encrypted (TLS)"),
}


def content(drafts: Drafts) -> Manuscript:
    """Build the paper."""
    foot = Footing()
    names = {step.system.id: step.name for step in drafts.restore}
    parts = (
        Part("why", Text(ja="この文書の考え方", en="How to read this"), _why(foot)),
        Part("cut", Text(ja="1 はじめに切る順番", en="1 What is cut first"), cut_blocks(drafts.cuts)),
        Part("ready", Text(ja="2 戻し始める条件", en="2 Before anything comes back"), ready_blocks()),
        Part("order", Text(ja="3 戻す順番", en="3 The order"), _order(drafts, names, foot), wide=True),
        Part("proof", Text(ja="4 つなぐ前に示すこと", en="4 What is shown before joining"), _proof(drafts, foot), wide=True),
        Part("together", Text(ja="5 一緒に試すシステム", en="5 Tried out together"), _together(drafts, names), fresh=True),
        Part("declare", Text(ja="6 目標の時間と、戻ったことの宣言", en="6 Targets, and calling it over"), _declare(drafts)),
    )
    return Manuscript(
        id="restore_order",
        title=TITLE,
        imprint=draft_imprint(drafts.name, TITLE, today=drafts.today, cut_off=drafts.cut_off),
        parts=parts,
        assumptions=foot.all(),
        about=Text(
            ja="サイバー攻撃を受けたとき、何を先に切り、どの順に、どの控えから、何を確かめて戻すかを定める。",
            en="What is cut first in an attack, and what comes back in which order, from which copy, after which proof.",
        ),
    )


def _why(foot: Footing) -> tuple[Passage, ...]:
    return (
        Paragraph(
            joined((
                Text(
                    ja="患者にとって大切な順と、システムを戻す順は同じではない。ネットワークと利用者認証が動かなければ、電子カルテは戻せないためである。",
                    en="What matters most to patients is not what comes back first: without network and log-ins no EHR can return.",
                ),
                Text(ja="本書の表は、二つの順を別の欄に示す。", en="The tables show both in columns of their own."),
                foot.sign(_RANK),
            ))
        ),
        Paragraph(
            Text(
                ja="戻すのは、バックアップへの経路を切り、外部の回線を切り、証拠を残し、侵入の経路をふさいだ後である。急いで戻すと、控えまで暗号化されるか、同じ被害を繰り返す。",
                en="Nothing returns before the path to the backups and the outside lines are cut, evidence is kept and the way in is closed.",
            ),
            tone="lead",
        ),
    )


def _order(drafts: Drafts, names: dict[str, Text], foot: Footing) -> tuple[Passage, ...]:
    if not drafts.restore:
        return (
            Paragraph(
                joined((
                    Text(ja="資料からはシステムの構成が分からない。", en="The evidence shows no systems."),
                    blank(Text(ja="システムの一覧と事業者", en="list of systems and vendors")),
                )),
                tone="caution",
            ),
        )
    rows = [_network_row(drafts)]
    rows += [_step_row(step, names) for step in drafts.restore]
    lead = joined((
        Text(ja="「順」の小さいものから戻す。", en="Lower numbers return first."),
        foot.sign(_ORDER),
        Text(ja="日数は試算である。", en="Days are simulated."),
        foot.sign(_DAYS),
    ))
    table = Table(
        caption=Text(ja="戻す順番", en="The order"),
        columns=(
            Column(Text(ja="順", en="Turn"), 0.5, "right"),
            Column(Text(ja="システム", en="System"), 2.0),
            Column(Text(ja="患者への重要度", en="Rank for patients"), 0.9, "right"),
            Column(Text(ja="先に動いている必要があるもの", en="Rests on"), 2.0),
            Column(Text(ja="戻す元(控え)", en="Copy to restore from"), 2.4),
            Column(Text(ja="止まる日数(試算)", en="Days down (simulated)"), 1.5),
            Column(Text(ja="戻す者", en="Who"), 1.8),
            Column(Text(ja="この順にする理由", en="Why this turn"), 2.2),
        ),
        rows=tuple(rows),
        small=True,
    )
    return (Paragraph(lead), table)


def _network_row(drafts: Drafts) -> tuple[Text, ...]:
    gateways = sorted({gateway.name.value or gateway.id for gateway in drafts.hospital.gateways})
    named = same("、".join(gateways)) if gateways else blank(Text(ja="中核のネットワーク機器", en="core network gear"))
    return (
        same("0"),
        joined((Text(ja="ネットワーク・管理端末・時刻: ", en="Network, administrators' PCs, time:"), named)),
        same("—"),
        Text(ja="2章の条件", en="chapter 2"),
        Text(ja="機器の設定の控え", en="saved settings"),
        Text(ja="試算に含まない", en="not simulated"),
        Text(ja="システム運用担当者とネットワークの事業者", en="operator and network vendor"),
        Text(ja="すべてがこの上で動く。", en="All else stands on it."),
    )


def _step_row(step: RestoreStep, names: dict[str, Text]) -> tuple[Text, ...]:
    rests = [names[one] for one in step.rests_on if one in names]
    vendor = step.system.vendor.value
    return (
        same(str(step.order)),
        step.name,
        same(str(step.clinical)),
        Text(ja="、".join(one.ja for one in rests), en=", ".join(one.en for one in rests))
        if rests
        else Text(ja="ネットワーク", en="network"),
        copy_of(step),
        days_range(step.days) if step.days else Text(ja="試算していない", en="not simulated"),
        joined((
            Text(ja="システム運用担当者、", en="operator,"),
            same(vendor) if vendor else blank(Text(ja=f"{step.name.ja}の事業者", en=f"vendor of {step.name.en}")),
        )),
        step.why,
    )


def _proof(drafts: Drafts, foot: Footing) -> tuple[Passage, ...]:
    first = (
        same("0"),
        Text(ja="ネットワーク・管理端末・時刻", en="Network, administrators' PCs, time"),
        Text(ja="許可した通信だけが通ることを試し、設定を控えと比べた。", en="Only allowed traffic passes; settings compared with the saved ones."),
    )
    rows = (first, *((same(str(step.order)), step.name, joining_proof(step.system)) for step in drafts.restore))
    return (
        Paragraph(
            Text(
                ja="次のことを示せるまで、そのシステムを診療の網につながない。判定する者は、戻す作業をした者と別の者とする。",
                en="No system joins the clinical network before this is shown. Whoever judges is not the one who restored it.",
            ),
            tone="lead",
        ),
        Paragraph(joined((CLEAN, Text(ja="そのうえで、次の表のことを示す。", en="Beyond that, what the table says."), foot.sign(_PROOFS)))),
        Ruled(
            Text(ja="つなぐ前の判定", en="Judged before joining"),
            (
                (Text(ja="順", en="Turn"), 0.5),
                (Text(ja="システム", en="System"), 2.2),
                (Text(ja="示すこと", en="What is shown"), 5.0),
                (Text(ja="使った控えの日付", en="Day of the copy"), 1.3),
                (Text(ja="判定した日時", en="When"), 1.3),
                (Text(ja="判定者", en="Judged by"), 1.3),
            ),
            tuple((*row, EMPTY, EMPTY, EMPTY) for row in rows),
            empty=0,
        ),
    )


def _together(drafts: Drafts, names: dict[str, Text]) -> tuple[Passage, ...]:
    links = [link for link in seen_links(drafts.hospital) if link.asks in names and link.answers in names]
    tail = Paragraph(
        Text(
            ja="観測は短い期間のものであり、ここにないつながりもある。事業者に、連携の一覧を出させる。",
            en="What was observed covers a short time; more links exist. Have the vendors hand over a list.",
        ),
        tone="note",
    )
    if not links:
        none = Text(
            ja="資料の通信記録からは、システム同士のつながりが分からない。受付、検査、診察、処方、予約、会計を通した試験で確かめる。",
            en="The evidence shows no traffic between systems. Try the whole way from reception to billing.",
        )
        return (Paragraph(none), tail)
    rows = tuple(
        (names[link.asks], names[link.answers], _services(link.services), same(f"{link.connections:,}")) for link in links
    )
    return (
        Paragraph(
            Text(
                ja="次の組は、実際に通信していた。片方だけを戻しても仕事はつながらないので、二つを同じ日に試す。",
                en="These pairs were seen talking. One without the other is of little use, so both are tried on one day.",
            )
        ),
        Table(
            Text(ja="通信していた組", en="Pairs seen talking"),
            (
                Column(Text(ja="問い合わせる側", en="Asks"), 2.5),
                Column(Text(ja="応える側", en="Answers"), 2.5),
                Column(Text(ja="通信の種類", en="Service"), 2.2),
                Column(Text(ja="観測した回数", en="Connections"), 1.0, "right"),
            ),
            rows,
            small=True,
        ),
        tail,
    )


def _services(names: tuple[str, ...]) -> Text:
    known = [_SERVICES.get(name, same(name)) for name in names]
    return Text(ja="、".join(one.ja for one in known), en=", ".join(one.en for one in known))


def _declare(drafts: Drafts) -> tuple[Passage, ...]:
    names = tuple(step.name for step in drafts.restore)
    return (
        Paragraph(
            Text(
                ja="目標の時間は、診療の責任者と情報の担当者が話し合って書き入れる。紙で続けられる限界より短くなければならない。",
                en="Targets are agreed between clinicians and IT, and must be shorter than paper can carry.",
            )
        ),
        Ruled(
            Text(ja="目標の時間と切替の日", en="Targets and day of the change"),
            (
                (Text(ja="システム", en="System"), 2.6),
                (Text(ja="戻す目標(平日の昼)", en="Target, weekday"), 1.3),
                (Text(ja="戻す目標(夜間・休日)", en="Target, night"), 1.3),
                (Text(ja="紙で続けられる限界", en="Limit of paper"), 1.3),
                (Text(ja="部門が紙から戻した日", en="Back from paper on"), 1.3),
            ),
            tuple((name, EMPTY, EMPTY, EMPTY, EMPTY) for name in names),
            empty=1 if names else 6,
        ),
        Paragraph(
            Text(
                ja="部門ごとに戻る日は違ってよい。紙の記録の入力が終わったこと、または紙のまま保存すると決めたことを確かめ、院長が通常運用に戻ったことを宣言する。",
                en="Departments may return on different days. When the paper is typed in, or kept as paper by decision, the director declares normal running.",
            )
        ),
        SignOff((Text(ja="院長", en="Director"), Text(ja="安全管理責任者", en="Safety officer"), Text(ja="システム運用担当者", en="Operator"))),
    )
