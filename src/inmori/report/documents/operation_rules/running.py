"""Chapters 7 and 8: updates, networks, remote maintenance and vendors; logs, checks, audit and training."""

from inmori.report.documents.manuscript import Article, Clause, Part, said
from inmori.report.documents.operation_rules.article import Rules, article
from inmori.report.wording import listed


def chapters(rules: Rules) -> tuple[Part, ...]:
    """Return chapters 7 and 8."""
    return (_upkeep(rules), _checks(rules))


def _upkeep(rules: Rules) -> Part:
    articles = (*_machines(rules), *_networks(rules), *_vendors(rules))
    return Part("chapter-7", said("第7章 運用、保守およびネットワーク", "Chapter 7 Upkeep and networks"), articles)


def _machines(rules: Rules) -> tuple[Article, ...]:
    often = rules.often
    return (
        article(
            29, said("セキュリティ更新", "Security updates"),
            said("運用担当者は、OS、ソフトウェアおよびファームウェアの弱点に関する情報を、事業者、厚生労働省および公的な機関から受け取り、当院の台帳と照らして対象の機器を調べる。", "The operator receives news of weaknesses from vendors, the ministry and public bodies and compares them with the ledger."),
            said(f"更新は、外部とつながる機器の緊急のものは7日以内に、その他のものは四半期ごとに行い、結果を記録(様式F12)に残す。事業者が行うものは、報告書の提出を受ける。{often.ja}", f"Urgent updates of machines that face outside are made within seven days, others every quarter, and recorded (form F12); vendors report theirs. {often.en}"),
            said("更新を行う者は、システムごとに別表5に定める。契約に定めのないものは、契約の更新のときまでに定め、それまでの間は企画管理者が事業者に実施の有無を照会する。", "Table 5 names for each system who updates it. What no contract says is settled at its renewal; until then the planner asks the vendor."),
            said("診療への影響等により更新を行うことのできない機器、およびメーカーの支援が終わった機器は、区画を分け、通信の相手を限ったうえで、例外として安全管理責任者の承認(様式F13)を受け、入れ替えの時期を定める。", "Machines that cannot be updated or are out of support are separated, limited in whom they talk to, approved as exceptions (form F13), and given a date of replacement."),
            *_antivirus(rules),
        ),
        article(
            30, said("不要な機能の停止", "Unneeded functions"),
            said("運用担当者は、サーバおよび端末の設置のときに、業務に要らないソフトウェア、サービスおよび通信の口を止め、標準の設定を確認表(様式F19)に記す。", "At installation unneeded software, services and ports are switched off and the standard setting is noted (form F19)."),
            said(f"更新または変更を行ったとき、および年1回、標準の設定が守られていることを確かめる。{often.ja}", f"The setting is checked after changes and once a year. {often.en}"),
        ),
    )  # fmt: skip


def _antivirus(rules: Rules) -> tuple[Clause, ...]:
    product = rules.drafts.hospital.controls.antivirus.value
    named = said(f"({product})", f" ({product})") if product else said("", "")
    words = said(
        f"端末およびサーバには、ウイルス対策ソフト{named.ja}を入れ、定義の更新が止まっていないことを月1回確かめる。事業者から停止または除外を求められたときは、理由を書面で受け、安全管理責任者が承認する。{rules.often.ja}",
        f"PCs and servers run antivirus software{named.en}; every month the operator checks that it is up to date. Where a vendor asks to stop or exclude something, it gives the reason in writing and the safety officer approves. {rules.often.en}",
    )
    return (Clause(words),)


def _networks(rules: Rules) -> tuple[Article, ...]:
    often, unknown = rules.often, [one for one in rules.drafts.hospital.remote_accesses if one.listed.value is False]
    strange: tuple[Clause, ...] = ()
    if unknown:
        names = listed([one.vendor.value or "使う者が分からない接続" for one in unknown], limit=4)
        strange = (
            Clause(said(
                f"この規程の作成のときに当院の一覧になかった接続({names.ja})は、施行の日までに、使う理由を確かめて一覧に載せるか、撤去する。",
                f"Connections that were not on the hospital's list when these rules were drafted ({names.en}) are explained and listed, or removed, before the rules come into force.",
            )),
        )  # fmt: skip
    return (
        article(
            31, said("ネットワークと接続元の制限", "Networks and who may connect"),
            said("ネットワークは別表6の区画に分け、区画をまたぐ通信は、業務に必要なものだけを許可一覧(様式F20)に載せて許し、その他は止める。", "The network has the segments of Table 6; between them only listed traffic passes (form F20)."),
            said("外部から内部への接続は、相手を特定したものに限る。情報機器の管理画面は、外部から開けないようにし、内部でも決めた端末からだけ開けるようにする。", "From outside only named parties get in. Management pages cannot be opened from outside, and inside only from chosen PCs."),
            said("院内の無線は、登録した機器だけがつながるようにする。来客用の無線は、診療に用いる区画と通信できないようにする。", "Only registered machines join the clinical Wi-Fi; the guests' Wi-Fi reaches no clinical segment."),
            said(f"一台の端末を二つ以上の区画に同時につないではならない。運用担当者は、年2回、許可一覧と実際の設定を突き合わせ、使われていない許可を消す。{often.ja}", f"No PC is joined to two segments. Twice a year the operator compares list and settings and removes what is unused. {often.en}"),
        ),
        article(
            32, said("遠隔保守", "Remote maintenance"),
            said("遠隔保守は、別表7に載せた経路だけを用いる。載っていない経路、装置およびソフトウェアによる接続を禁止する。", "Remote maintenance uses the paths of Table 7 only; other paths, boxes and software are forbidden."),
            said("経路は常時開けておかず、作業のつど事業者の申請を受けて開き、終わったら閉じる。常時の接続がやむを得ないものは、接続元を限り、通信の記録を残し、安全管理責任者が承認する。", "Paths are opened for each job on request and closed afterwards. A path that must stay open is limited in its source, logged and approved."),
            said("事業者の要員は、一人ずつ別のアカウントを用いる。回線と装置の所有者、更新を行う者を別表7に記す。", "The vendor's people use personal accounts. Table 7 names who owns and who updates line and box."),
            said("事業者は、作業の前に計画と影響を届け出て、作業の後に結果を報告する。運用担当者は、報告と接続の記録を突き合わせる。", "Vendors announce plan and effect beforehand and report afterwards; the operator compares report and log."),
            *strange,
        ),
    )  # fmt: skip


def _vendors(rules: Rules) -> tuple[Article, ...]:
    often = rules.often
    return (
        article(
            33, said("事業者への確認", "Asking vendors"),
            said(f"企画管理者は、契約のときおよび年1回、台帳に基づき、すべての事業者に遠隔保守の有無、方法および装置を文書(様式F05)で照会し、回答の日付とともに台帳と経路の一覧(様式F06)に反映する。{often.ja}", f"At contract and once a year the planner asks every vendor in writing (form F05) about remote maintenance, and enters the dated answers in ledger and list (form F06). {often.en}"),
            said("企画管理者は、システムを入れるとき、大きく改修するときおよび年1回、事業者から医療情報セキュリティ開示書(MDS/SDS)とチェックリスト(事業者確認用)の提出を受け、版と日付を受領台帳(様式F07)に記す。", "When a system is bought or changed, and once a year, the vendor's disclosure (MDS/SDS) and sheet are received and registered with edition and date (form F07)."),
            said("開示書に「いいえ」または条件の付いた回答があるときは、当院がとる対策と担当者を定め、リスク対応票(様式F08)に記す。事業者が提出できないときは、理由書の提出を受ける。", "For every \"no\" or conditional answer a measure and a person are named (form F08); a vendor that cannot answer gives its reason in writing."),
        ),
        article(
            34, said("責任の分界", "Who answers for what"),
            said("更新、遠隔保守、アカウント、バックアップ、記録の提供、非常時の連絡と復旧の支援、契約が終わるときの返却と撤去について、当院と事業者のどちらが行うかを、契約または別表5に定める。", "For updates, remote maintenance, accounts, backups, logs, help in an emergency and the end of the contract, contract or Table 5 says whether hospital or vendor acts."),
            said("事業者が業務を再び委託するときは、同等の保護を契約で義務付けさせる。", "Vendors bind their own contractors to equal protection."),
            said("契約が終わったときは、接続の経路と装置を撤去し、アカウントを無効にしたことを確かめて記録する。", "When a contract ends, paths and boxes are removed and accounts disabled, and this is recorded."),
        ),
    )  # fmt: skip


def _checks(rules: Rules) -> Part:
    often = rules.often
    articles = (
        article(
            35, said("記録(ログ)の取得と確認", "Logs"),
            said("サーバ、認証の仕組みおよびネットワーク機器について、時刻、利用者、接続元および操作を記録し、元の機器とは別の機器に保存して、書き換えと消去から守る。機器の時刻は合わせておく。", "Servers, log-ins and network devices log time, user, source and action on another machine, protected from change; clocks are kept in step."),
            said(f"保存する期間は、認証と操作の記録は3年、ネットワーク機器の記録は1年とする。{often.ja}", f"Logs of log-ins and actions are kept for three years, those of network devices for one. {often.en}"),
            said(f"運用担当者は、月1回、深夜の接続、失敗の続く利用開始、管理者権限の使用、事業者の接続を確認して記録(様式F18)に残し、四半期ごとに安全管理責任者に報告する。{often.ja}", f"Every month the operator looks at night access, repeated failures, administrators and vendors (form F18) and reports each quarter. {often.en}"),
        ),
        article(
            36, said("自己点検", "Own checks"),
            said("企画管理者は、毎年、厚生労働省の最新のチェックリストにより点検を行い、「いいえ」の項目には年度内の目標日を定め、委員会に報告する。", "Every year the planner answers the newest checklist, sets a date within the fiscal year for every \"no\", and reports to the committee."),
        ),
        article(
            37, said("監査", "Audit"),
            said(f"監査担当者は、年1回、この規程が守られていることを記録と実物によって監査し、結果を院長に報告する。院長は、指摘について改善の期限と担当者を定め、終わったことを確かめる。{often.ja}", f"Once a year the auditor compares rules, records and reality and reports to the director, who sets date and person for every finding and sees it done. {often.en}"),
        ),
        article(
            38, said("教育と訓練", "Training and exercises"),
            said(f"安全管理責任者は、利用者に対し、働き始めるときおよび年1回、情報の取扱いとサイバー攻撃への対応の研修を行い、日付、対象者、参加者および教材の記録を残す。{often.ja}", f"Users are trained when they begin and once a year; day, persons and material are recorded. {often.en}"),
            said(f"当院は、年1回、サイバー攻撃によりシステムが止まったことを想定した訓練を行い、結果(様式F24)を業務継続計画に反映する。{often.ja}", f"Once a year the hospital exercises a stop of its systems by an attack; the results (form F24) go into the continuity plan. {often.en}"),
        ),
    )  # fmt: skip
    return Part("chapter-8", said("第8章 点検、監査および教育", "Chapter 8 Checks, audit and training"), articles)
