"""What the police will ask at the first talk, and what must be left as it is until then."""

from inmori.prepare.incident_brief import Brief
from inmori.report.block import Bullets
from inmori.report.documents.incident_sheet import (
    BEGUN,
    answer,
    course,
    house_rows,
    known_row,
    paper,
    route_words,
    summary,
    systems_table,
    told_rows,
)
from inmori.report.documents.manuscript import Form, Manuscript, Part, Ruled, blank, said
from inmori.report.wording import joined, same

_EVIDENCE = (
    ("画面・脅迫文・変わったファイルの名前の写真", "photos of screens, the note, file names"),
    ("脅迫文のファイル、暗号化されたファイルの見本", "the note itself, samples of encrypted files"),
    ("動いている機器のメモリの写し", "memory images of running machines"),
    ("VPN装置・ファイアウォール・ルータの設定と記録", "settings and logs of VPN, firewall, routers"),
    ("認証サーバ・管理者の操作の記録", "logs of log-ins and administrators"),
    ("サーバ・端末の記録、ウイルス対策の検知記録", "event logs, detections"),
    ("仮想基盤・バックアップの操作記録", "logs of virtual hosts and backups"),
    ("リモート保守の記録(事業者にもある)", "records of remote maintenance, vendors' too"),
    ("ディスクの写し(最初の1台、侵入口、認証、電子カルテ、バックアップ)", "disk images of the key machines"),
)


def content(brief: Brief) -> Manuscript:
    """Build the paper."""
    about = joined((
        said("相談に持っていく紙です。連絡先: ", "To take along. Route: "), route_words(brief, "police"),
        said("。急ぐときは110。", ". In an emergency 110."),
    ))  # fmt: skip
    title = said("警察への相談票", "Sheet for the police")
    facts = Form((
        *house_rows(brief), known_row(brief), BEGUN,
        (said("何が起きたか", "What happened"), summary(brief)),
        (said("ランサムウェアか", "Ransomware"), answer(brief, "ransomware", said("ランサムウェアか", "whether it is ransomware"))),
        (said("脅迫文・連絡先・要求", "Note, address, demand"), blank(said("脅迫文の有無と要求の内容(相手に連絡していないこと)", "whether there is a note and what it demands"))),
        (said("変わったファイルの拡張子", "Extension of files"), blank(said("暗号化されたファイルの拡張子", "extension of encrypted files"))),
        (said("電源", "Power"), said("□切っていない □切った(時刻・理由:\u3000\u3000\u3000\u3000)", "[ ] left on [ ] switched off (when, why:        )")),
        (said("記録(ログ)の有無", "Logs"), blank(said("どの機器の記録が、いつから残っているか", "which logs exist, since when"))),
        (said("外からの入口", "Ways in"), blank(said("VPN・リモート保守・遠隔操作の有無と、疑わしい通信先", "VPN, remote maintenance; suspicious addresses"))),
        *told_rows(brief, ("mhlw", "prefecture", "ppc_first", "vendors")),
    ))  # fmt: skip
    evidence = Ruled(
        said("証拠の一覧(消えやすい順)", "Evidence, the most fleeting first"),
        ((said("もの", "What"), 3.4), (said("残した日時・人", "When, by"), 1.8), (said("保管場所", "Where"), 1.6), (said("ハッシュ値", "Hash"), 1.8)),
        tuple((said(ja, en), same(""), same(""), same("")) for ja, en in _EVIDENCE), 2,
    )  # fmt: skip
    parts = (
        Part("keep", said("相談まで手を付けない", "Leave as it is"), (Bullets((
            said("電源を切らない・再起動しない。通信の線を抜いて、そのまま置く。", "Power on, no restart, cables out."),
            said("初期化・復旧を始めない。警察と調査会社に残し方を聞いてから行う。", "No wiping, no restore before police and investigators were asked."),
            said("表示された連絡先に触らない。金の支払いを約束しない。", "Do not answer the note, promise nothing."),
        )),)),
        Part("facts", said("相談すること", "Facts"), (facts,)),
        Part("systems", said("被害を受けたもの", "What was hit"), (systems_table(brief),)),
        Part("evidence", said("証拠", "Evidence"), (evidence,), wide=True),
        Part("course", said("経過", "Course"), course(brief), fresh=True),
        Part("ask", said("警察に聞くこと", "To ask the police"), (Bullets((
            said("復旧を始めてよい時期と、渡す証拠の形", "when recovery may begin, in which form evidence is wanted"),
            said("同じ種類のランサムウェアの解除の道具があるか", "whether this family can be decrypted"),
            said("公表する文に入れないほうがよいこと", "what not to publish"),
            said("担当者の氏名と直通の番号", "name and number of the officer"),
        )),)),
    )  # fmt: skip
    return paper(brief, "police", title, about, parts)
