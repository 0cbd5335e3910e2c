"""Chapters 5 and 6: equipment, media and information; users, log-ins and rights."""

from inmori.report.documents.manuscript import Clause, Part, said
from inmori.report.documents.operation_rules.article import Rules, article


def chapters(rules: Rules) -> tuple[Part, ...]:
    """Return chapters 5 and 6."""
    return (_equipment(rules), _users(rules))


def _equipment(rules: Rules) -> Part:
    often = rules.often
    articles = (
        article(
            20, said("情報機器の台帳", "Ledger of equipment"),
            Clause(said("企画管理者は、当院のすべての情報機器について、次の各号の事項を記した台帳(様式F03)を備える。", "The planner keeps a ledger (form F03) of all equipment with:"), (
                said("機器の名称、種類、設置場所および管理する部門", "name, kind, place and department;"),
                said("OSまたはファームウェアの名称と版、ネットワークの区画とIPアドレス", "operating system or firmware with version, segment and address;"),
                said("保守する事業者、遠隔保守の有無、更新を行う者", "vendor, whether it is maintained remotely, who updates it;"),
                said("導入した日、保守の期限、入れ替えの予定", "day of purchase, end of support, planned replacement;"),
                said("患者の情報を保存しているかどうか", "whether it holds patients' data."),
            )),
            said("台帳に載っていない機器を、院内のネットワークに接続してはならない。", "What is not in the ledger is not connected."),
            said(f"部門責任者は、機器を入れ、移し、または廃棄したときは、7日以内に企画管理者に届け出る。企画管理者は、年2回、台帳と実物を突き合わせ(棚卸し)、差があればその理由と処置を記録(様式F04)に残す。{often.ja}",
                 f"Departments report machines bought, moved or scrapped within seven days. Twice a year the planner compares ledger and machines and records every difference (form F04). {often.en}"),
        ),
        article(
            21, said("構成図", "Diagram"),
            said("企画管理者は、区画、外部との接続、サーバおよび遠隔保守の経路を示す構成図を備え、変更のつど改める。構成図には作成した日を記す。", "The planner keeps a dated diagram of segments, outside lines, servers and remote paths, and renews it at each change."),
        ),
        article(
            22, said("外部記録媒体と持込機器", "Storage media and private devices"),
            said("USBメモリその他の外部記録媒体の接続は、原則として禁止する。業務に必要なときは、安全管理責任者が許可した当院の媒体だけを、貸出簿(様式F15)に記して使う。", "Storage media such as USB sticks are not connected. Where work needs one, only media approved and lent by the hospital are used (form F15)."),
            said("情報機器は、媒体を差しても自動で実行しない設定とし、媒体は使う前に、ネットワークから切り離した検査用の端末でウイルスの有無を調べる。", "Machines do not run anything from a medium by themselves; media are scanned on a separate PC before use."),
            said("私物の機器および媒体を、院内のネットワークまたは情報機器に接続してはならない。", "Private devices and media are not connected."),
            said(f"画像の媒体による受渡しその他やむを得ない例外は、手順を定めて安全管理責任者が承認する(様式F16)。設定が守られていることを年1回確かめる。{often.ja}", f"Exceptions, such as images on disc, need a procedure approved by the safety officer (form F16). The settings are checked once a year. {often.en}"),
        ),
        article(
            23, said("持出しと廃棄", "Taking out and disposal"),
            said("患者の情報を院外に持ち出すときは、部門責任者の許可を受け、暗号化した当院の機器または媒体による。", "Patients' data leave the hospital only with permission and on encrypted devices of the hospital."),
            said("情報機器または媒体を廃棄し、返却し、または転用するときは、情報を復元できない方法で消去し、その方法と日付の記録または事業者の証明書を残す。", "Before disposal, return or reuse data are erased beyond recovery; a record or the vendor's certificate is kept."),
        ),
    )  # fmt: skip
    return Part("chapter-5", said("第5章 情報機器、媒体および情報", "Chapter 5 Equipment, media and information"), articles)


def _users(rules: Rules) -> Part:
    often = rules.often
    articles = (
        article(
            24, said("アカウントの管理", "Accounts"),
            said("アカウントは、利用者一人ごとに発行し、部門責任者の申請(様式F10)に基づき運用担当者が登録する。", "Accounts are personal; the operator registers them on the department's request (form F10)."),
            said("人事の担当者は、採用、異動および退職の予定を事前に運用担当者へ知らせる。運用担当者は、退職した者のアカウントを、退職の日のうちに使えなくする。", "Human resources announce arrivals, moves and departures; the operator disables a leaver's account on the last day."),
            said(f"運用担当者は、月1回、90日以上使われていないアカウントを抽出して使えなくし、結果を点検表(様式F11)に記す。操作の記録を残すため、アカウントは削除せずに無効とする。{often.ja}", f"Every month the operator disables accounts unused for 90 days (form F11); they are disabled, not deleted, so that the logs stay readable. {often.en}"),
            said("事業者は、保守に当たる要員が交代したときは直ちに当院へ届け出るものとし、その旨を契約に定める。", "Vendors report changes of their staff at once; contracts say so."),
        ),
        article(
            25, said("権限の区分", "Rights"),
            said("利用者が見ることおよび入力することのできる情報の範囲は、職種ごとに別表3に定める。", "What each profession may see and enter is laid down in Table 3."),
            said("管理者権限を持つ者は、安全管理責任者が承認した者に限り、その氏名と用途を名簿に記す。管理者権限を持つ者も、日常の業務には一般の権限のアカウントを用いる。", "Only persons approved by the safety officer hold administrator rights, listed with purpose; they use ordinary accounts for daily work."),
            said(f"企画管理者は、年2回、権限と名簿が実際の職務に合っているかを点検し、結果を記録(様式F09)に残す。{often.ja}", f"Twice a year the planner checks rights and list against actual duties (form F09). {often.en}"),
        ),
        article(
            26, said("パスワード", "Passwords"),
            said("パスワードは、13文字以上とする。二要素認証を併せて用いるシステムにあっては、8文字以上とすることができる。", "Passwords have 13 characters or more; eight where a second factor is used as well."),
            said("漏えいしたとき、またはその疑いがあるときは直ちに変更する。定期の変更は求めない。", "They are changed at once when leaked or suspected; regular changes are not asked."),
            said(f"続けて5回誤ったときは、アカウントを一定の時間使えなくする。システムにこの機能がないときは、その旨を記録(様式F14)に残す。{often.ja}", f"Five wrong entries lock the account for a while; where a system cannot do so, this is recorded (form F14). {often.en}"),
            said("同じパスワードを、二つ以上の機器、システムまたは事業者に使い回してはならない。出荷時のパスワードは、設置した日に変更する。端末の管理者のパスワードは、1台ごとに異なるものとする。", "No password is used for two machines, systems or vendors. Factory passwords are changed on the day of installation; the local administrator's password differs on every machine."),
            said("事業者が他の医療機関と同じパスワードを当院の機器に用いてはならないことを、契約に定める。", "Contracts forbid vendors to use the same password here and at other hospitals."),
        ),
        article(
            27, said("二要素認証", "Second factor"),
            said("端末およびサーバの利用開始、院外からの接続、クラウドのサービスの利用には、パスワードに加えてもう一つの要素(カード、生体、使い捨ての番号等)による認証(二要素認証)を用いる。", "PCs and servers, access from outside and cloud services ask for a second factor (card, fingerprint, one-time code) beside the password."),
            said("直ちに用いることのできないシステムについては、対応する日を定めた計画(様式F17)を作り、経営層の承認を受け、年1回進み具合を確かめる。", "Where that is not yet possible a dated plan (form F17) is approved by the board and followed up every year."),
            said("院外からの接続に二要素認証を用いることのできないものは、使うときだけ開き、終わったら閉じる。", "Access from outside without a second factor is opened for each use and closed afterwards."),
        ),
        article(
            28, said("共用のアカウントと非常時のアカウント", "Shared and emergency accounts"),
            said("アカウントを共用してはならない。やむを得ず共用するときは、使った者と時刻が後から分かる記録を残す。", "Accounts are not shared. Where that cannot be helped, a record shows who used one and when."),
            said("非常時にだけ使うアカウントは封をして保管し、使ったときは、事態が収まった後にパスワードを替える。", "Emergency accounts are kept sealed; after use their password is changed."),
        ),
    )  # fmt: skip
    return Part("chapter-6", said("第6章 利用者、認証および権限", "Chapter 6 Users, log-ins and rights"), articles)
