"""Chapters 3 and 4: noticing (検知) and the first hours (初動対応)."""

from inmori.report.block import Bullets, Column, Paragraph, Subheading, Table
from inmori.report.documents.cyber_bcp.normal import watch_words
from inmori.report.documents.cyber_bcp.plan import OURS, Plan, how_to_reach
from inmori.report.documents.manuscript import Form, Part, Passage, blank, said
from inmori.report.wording import EMPTY, same
from inmori.text import Text


def chapters(plan: Plan) -> tuple[Part, ...]:
    """Return chapters 3 and 4."""
    return (_detection(plan), _response(plan))


def _detection(plan: Plan) -> Part:
    return Part("detection", said("3 検知(第2段階)", "3 Noticing (phase 2)"), (*_signs(plan), *_whom(plan), *_report(), *_levels(plan)), fresh=True)


def _signs(plan: Plan) -> tuple[Passage, ...]:
    controls = plan.drafts.hospital.controls
    rows = (
        (said("職員の気づき", "Staff"), said("身代金を求める画面、開けないファイル、見覚えのない動き、急に遅い", "a demand for money, files that do not open, strange or slow behaviour"), said("全職員", "everybody")),
        (said("端末の監視(EDR)", "Endpoint detection"), said("警報の画面と事業者からの電話", "alerts, a call by the vendor"), watch_words(controls.endpoint_detection.value)),
        (said("ネットワークの監視", "Network detection"), said("警報の画面と事業者からの電話", "alerts, a call by the vendor"), watch_words(controls.network_detection.value)),
        (said("事業者・外部からの知らせ", "From outside"), said("「貴院の装置から異常な通信」などの電話", "a call about strange traffic from here"), said("電話を受けた者", "whoever answers")),
    )  # fmt: skip
    columns = (Column(said("気づく道", "Way"), 2), Column(said("気づくこと", "What is noticed"), 4), Column(said("今の見張り(資料による)", "Watched now (evidence)"), 2.4))
    return (Subheading(said("3.1 気づく方法", "3.1 How it is noticed")), Table(said("気づく方法", "Ways"), columns, rows))


def _whom(plan: Plan) -> tuple[Passage, ...]:
    rows = tuple((one.name, how_to_reach(one), one.serves) for one in plan.contacts("inside"))
    columns = (Column(said("知らせる相手", "Whom"), 2.6), Column(said("番号", "Number"), 3.4), Column(said("決めること", "Decides"), 2.6))
    return (
        Subheading(said("3.2 気づいた人がすること、知らせる相手", "3.2 What to do, whom to tell")),
        Bullets((
            said("その端末のLANケーブルを抜く(無線は切る)。電源は切らない。再起動しない。", "Unplug the LAN cable, switch Wi-Fi off. Leave the power on. No restart."),
            said("画面を撮影し、時刻を書く。USBメモリを差さない。表示された連絡先に触らない。", "Take a picture, note the time. No USB stick. Do not touch the contact shown."),
            said("電話か口頭で次の順に知らせる。院内のメールやチャットは使わない(読まれているおそれがある)。", "Tell by telephone or in person, in this order. No mail or chat: they may be read."),
        )),
        Table(said("院内で知らせる順", "Inside, in this order"), columns, rows),
    )  # fmt: skip


def _report() -> tuple[Passage, ...]:
    wanted = (
        said("発見した者・部署・電話", "Found by, department, number"), said("発生した場所と機器の名前", "Place and machine"),
        said("気づいた日時", "When it was noticed"), said("症状(画面の文字をそのまま)", "What is seen, word by word"),
        said("直前にした操作・保守・データの移行", "What was done just before: work, maintenance, transfer"), said("触ったこと、抜いたもの", "What was touched or unplugged"),
        said("診療への影響", "Effect on care"),
    )  # fmt: skip
    return (
        Subheading(said("3.3 伝える内容", "3.3 What to report")),
        Paragraph(said("受けた者は次の用紙に書き、安全管理責任者と院長に伝える。", "Whoever is told writes it down and passes it on to safety officer and director.")),
        Form(tuple((one, EMPTY) for one in wanted)),
    )


def _levels(plan: Plan) -> tuple[Passage, ...]:
    sign = plan.foot.sign(OURS)
    rows = (
        (same("L0"), said("予兆、一つの警報", "a sign, one alert"), said("ウイルス対策などの警報、事業者からの注意", "an alert, a vendor's warning"), said("安全管理責任者", "safety officer"), said("通常どおり。連絡網を確かめる", "as usual; test the call chain")),
        (same("L1"), said("端末1台、または一つの部門システム", "one PC or one side system"), said("身代金の表示が1台、部門のシステムが一つ止まる", "a demand on one PC, one system stops"), said("安全管理責任者", "safety officer"), said("その部門を紙に切り替える", "that department on paper")),
        (same("L2"), said("電子カルテは見られるが、指示や部門が止まる", "EHR readable, orders or several systems off"), said("二つ以上の部門が止まる、または30分を超える", "two departments, or over 30 minutes"), said("院長(不在時は代行)", "director or deputy"), said("予約の外来だけ。救急は一件ずつ判断", "booked outpatients only; emergencies one by one")),
        (same("L3"), said("電子カルテが使えない、または自ら遮断した", "EHR off, or cut on purpose"), said("二つ以上の区画で暗号化、認証やバックアップに異常、または60分を超える", "encryption in two segments, log-ins or backups affected, or over 60 minutes"), said("院長(不在時は代行)", "director or deputy"), said("新しい外来・救急・予定手術を止める。入院は紙で続ける", "no new outpatients, emergencies or planned surgery; wards on paper")),
        (same("L4"), said("安全な診療を続けられない", "safe care cannot go on"), said("輸血・検査・薬の確認ができない、人が足りない", "blood, tests or drugs cannot be checked; too few people"), said("院長と行政", "director with the authorities"), said("転院、地域への応援の要請", "transfers, help from the region")),
    )  # fmt: skip
    columns = (Column(said("段階", "Level"), 0.8), Column(said("状態", "State"), 2.4), Column(said("目安(どれか)", "Any of these"), 2.8), Column(said("決める者", "Decided by"), 1.5), Column(said("診療", "Care"), 2.6))
    return (
        Subheading(said("3.4 段階と紙への切替えの基準", "3.4 Levels; when to change to paper")),
        Paragraph(said(f"L2からは対策本部を開く。迷うときは一つ上の段階とし、後で下げる。{sign.ja}", f"From L2 the headquarters meet. In doubt the higher level is taken and lowered later. {sign.en}")),
        Table(said("段階の判断", "Levels"), columns, rows, small=True),
    )


def _response(plan: Plan) -> Part:
    return Part("response", said("4 初動対応(第3段階)", "4 First hours (phase 3)"), (
        *_hours(plan), *_cuts(plan), *_cause(), *_decisions(), *_evidence(), *_outside(plan),
    ), fresh=True)  # fmt: skip


def _hours(plan: Plan) -> tuple[Passage, ...]:
    sign = plan.foot.sign(OURS)
    rows = (
        (said("0〜5分", "0-5 min"), said("LANを抜く、撮影、通報", "unplug, picture, report"), said("電源を切る、再起動、自分で駆除", "power off, restart, cleaning"), said("発見者", "finder")),
        (said("5〜30分", "5-30 min"), said("ほかの端末の症状を確かめ、4.2の順に遮断する。抜いた線に札を付ける", "look at other PCs; cut in the order of 4.2; label what was pulled"), said("ネットワーク機器の電源を切る、復旧を始める", "switching network devices off, beginning to restore"), said("運用担当者", "operator")),
        (said("30〜60分", "30-60 min"), said("段階を決める。院内放送。外来・救急・手術の可否。記録係を置く", "decide the level, announce, outpatients, emergencies, surgery, recorder"), said("遮断の可否を会議で長引かせる", "long meetings on cutting"), said("院長", "director")),
        (said("1〜3時間", "1-3 h"), said("事業者、保険会社、警察、厚生労働省、都道府県・保健所に連絡。初動対応支援を頼む。紙の運用", "vendors, insurer, police, ministry, prefecture; first-response support; paper"), said("疑わしい端末からパスワードを変える", "changing passwords from a suspected PC"), said("企画管理者", "planner")),
        (said("3〜24時間", "3-24 h"), said("証拠の取得の順を決める。影響の一覧。患者・職員・地域への第1報", "order of securing evidence, list of what is affected, first notice"), said("攻撃者への連絡、支払いの約束", "contact with attackers, promises to pay"), said("対策本部", "headquarters")),
        (said("24〜72時間", "24-72 h"), said("調査の契約、復旧の順、漏えいのおそれの判断、個人情報保護委員会への速報", "investigators, order of recovery, whether data leaked, first report to the commission"), said("確かめずに「漏えいはない」と言い切る", "saying \"no leak\" without knowing"), said("院長", "director")),
    )  # fmt: skip
    columns = (Column(said("時間", "Time"), 1.1), Column(said("すること", "Do"), 4), Column(said("しないこと", "Do not"), 2.6), Column(said("誰が", "Who"), 1.2))
    return (
        Subheading(said("4.1 最初の72時間", "4.1 The first 72 hours")),
        Paragraph(said(f"時間は目安である。{sign.ja}", f"Times are a guide. {sign.en}")),
        Table(said("時間ごとの行動", "By the hour"), columns, rows, small=True),
    )


def _cuts(plan: Plan) -> tuple[Passage, ...]:
    rows = tuple(
        (same(str(one.order)), one.what,
         one.where if one.known else blank(said(f"{one.what.ja}を切る装置と差し込み口", f"where to cut: {one.what.en}")), one.stops, same("□"))
        for one in plan.drafts.cuts
    )  # fmt: skip
    columns = (
        Column(said("順", "No."), 0.5, "center"), Column(said("切るもの", "What"), 2.8), Column(said("どこで、どうやって", "Where, how"), 3.4),
        Column(said("切ると止まること", "What stops"), 2.4), Column(said("済", "Done"), 0.5, "center"),
    )  # fmt: skip
    return (
        Subheading(said("4.2 遮断の順", "4.2 Order of cutting")),
        Paragraph(said(
            "まずバックアップへの経路を切って最後の控えを守り、次に外部の回線(遠隔保守を含む)、広がりを見て区画の境を切る。機器の電源は切らない。切った者と時刻を記録する。",
            "First the path to the backups, to save the last copies; then outside lines with remote maintenance; then borders of segments as the extent becomes clear. Power stays on. Note who cut what and when.")),
        Table(said("切る順の一覧(資料による)", "What to cut, from the evidence"), columns, rows, small=True),
    )  # fmt: skip


def _cause() -> tuple[Passage, ...]:
    return (
        Subheading(said("4.3 原因の調査", "4.3 Cause")),
        Bullets((
            said("故障や停電ではないか(ケーブル、電源、機器、ソフト)。", "Is it a failure: cables, power, machines, software?"),
            said("直前に保守、更新、データの移行がなかったか。事業者に尋ねる。", "Was there maintenance, an update or a transfer just before? Ask the vendors."),
            said("症状の出た機器の一覧と、出ていない機器の一覧を作る。", "List the machines with symptoms, and those without."),
            said("遠隔保守の記録、認証の記録、ファイアウォールの記録を保存してから見る。", "Save the logs of remote maintenance, log-ins and firewall, then read them."),
            said("原因が分からないうちは、攻撃として扱う。", "While the cause is unknown it counts as an attack."),
        )),
    )  # fmt: skip


def _decisions() -> tuple[Passage, ...]:
    rows = tuple(
        (what, who, EMPTY)
        for what, who in (
            (said("システムの使用中止と遮断の範囲", "which systems stop, what is cut"), said("安全管理責任者→院長", "safety officer, director")),
            (said("紙への切替え(全体・部門)", "paper: whole hospital or departments"), said("院長", "director")),
            (said("新しい外来、救急、予定手術、検査、透析の可否", "new outpatients, emergencies, surgery, tests, dialysis"), said("院長", "director")),
            (said("転院と地域への応援の要請", "transfers, help from the region"), said("院長", "director")),
            (said("調査会社、弁護士への依頼", "investigators, lawyer"), said("院長", "director")),
            (said("患者・報道への第1報", "first notice"), said("院長", "director")),
            (said("身代金(支払わないことを方針とする)", "ransom: the policy is not to pay"), said("経営層", "board")),
        )
    )  # fmt: skip
    columns = (Column(said("決めること", "To decide"), 4), Column(said("決める者", "By whom"), 2), Column(said("決めた時刻と内容", "When, what"), 3))
    return (
        Subheading(said("4.4 経営層への報告と、診療の続け方の決定", "4.4 Report to the board; how care goes on")),
        Paragraph(said("経営層には、分かったこと、分からないこと、次に分かる時刻の三つを分けて報告する。", "The board is told what is known, what is not, and when more will be known.")),
        Table(said("決定の一覧(その場で書きこむ)", "Decisions, to be filled in then"), columns, rows),
    )


def _evidence() -> tuple[Passage, ...]:
    return (
        Subheading(said("4.5 証拠を残す", "4.5 Evidence")),
        Paragraph(said("消えやすいものから順に残す。取った者、日時、方法、置き場所を記録し、警察と保険会社が了承するまで元の機器に手を加えない。", "What vanishes first is saved first. Note who, when, how and where; leave machines untouched until police and insurer agree.")),
        Bullets((
            said("画面、身代金の文面、ファイルの拡張子の写真", "pictures of screens, note and file extensions"),
            said("動いている機器のメモリ(調査会社が取る。電源を切ると失われる)", "memory of running machines, by investigators"),
            said("ファイアウォール、VPN装置、コアスイッチの設定と記録", "settings and logs of firewall, VPN box, core switch"),
            said("認証、サーバ、端末、ウイルス対策の記録", "logs of log-ins, servers, PCs, antivirus"),
            said("バックアップの作業の記録、遠隔保守の記録(事業者側のものも)", "logs of backups and remote maintenance, the vendor's too"),
            said("代表の機器のディスクの写し(最初の1台、侵入された機器、認証、電子カルテ、バックアップ)", "disk images: first machine, point of entry, log-ins, EHR, backups"),
        )),
    )  # fmt: skip


def _outside(plan: Plan) -> tuple[Passage, ...]:
    vendors = tuple((one.name, one.serves, how_to_reach(one)) for one in plan.contacts("vendor")) or (
        (blank(said("システムとネットワークの事業者、緊急の番号", "vendors of systems and network, emergency numbers")), EMPTY, EMPTY),
    )
    columns = (Column(said("事業者", "Vendor"), 2.6), Column(said("担当するシステム", "Systems"), 3), Column(said("緊急の連絡先", "Emergency number"), 3.4))
    outside = tuple((one.name, _when(one.serves, one.when), how_to_reach(one), one.ready) for one in plan.contacts("authority", "support", "region"))
    more = (
        Column(said("連絡先", "Whom"), 2.2), Column(said("いつ、何を", "When, what"), 3), Column(said("番号・窓口", "Number, desk"), 3), Column(said("手元に用意すること", "At hand"), 2.6),
    )  # fmt: skip
    return (
        Subheading(said("4.6 事業者と外部の機関への連絡", "4.6 Vendors and bodies outside")),
        Table(said("事業者", "Vendors"), columns, vendors, small=True),
        Table(said("行政機関、警察、支援を受ける先", "Authorities, police, support"), more, outside, small=True),
        Paragraph(said("報告の期限は、当院のいずれかの部署が知った日から数える。遅れても報告する。", "Time runs from the day any department knew. Late reports are made all the same.")),
    )


def _when(what: Text, when: Text) -> Text:
    return said(f"{when.ja}。{what.ja}", f"{when.en}: {what.en}")
