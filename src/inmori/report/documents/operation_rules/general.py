"""Chapters 1 to 4: what the rules are for, who answers for what, papers and records, risks."""

from inmori.report.documents.manuscript import Article, Clause, Part, said
from inmori.report.documents.operation_rules.article import LAW, Rules, article


def chapters(rules: Rules) -> tuple[Part, ...]:
    """Return chapters 1 to 4."""
    return (_general(rules), _organisation(rules), _papers(rules), _risks(rules))


def _general(rules: Rules) -> Part:
    name, law = rules.hospital, rules.foot.sign(LAW)
    articles = (
        article(
            1, said("目的", "Purpose"),
            said(f"この規程は、{name.ja}(以下「当院」という。)が用いる医療情報システムについて、患者の情報を守り、診療を安全に続けるため、その運用と管理に必要な事項を定めることを目的とする。",
                 f"These rules lay down how {name.en} (\"the hospital\") runs its medical information systems, so that patients' data are protected and care goes on safely."),
            said(f"当院は、医療法施行規則第14条第2項に定める管理者の義務を果たすため、厚生労働省「医療情報システムの安全管理に関するガイドライン」の最新の版に沿って、この規程を運用する。{law.ja}",
                 f"The hospital follows the newest edition of the ministry's guideline, as the Enforcement Regulation of the Medical Care Act (Article 14, paragraph 2) obliges its administrator. {law.en}"),
        ),
        article(
            2, said("適用範囲", "Scope"),
            Clause(said("この規程は、次の各号に掲げるものに適用する。", "The rules apply to:"), (
                said("別表1に掲げる医療情報システムと、これにつながるサーバ、端末、ネットワーク機器および医療機器", "the systems of Table 1 and the servers, PCs, network devices and medical devices joined to them"),
                said("前号の機器で扱う情報(紙に印刷したもの、記録媒体に写したものを含む。)", "the information on them, printed or copied information included"),
                said("職員、派遣および委託により当院で働く者、実習生その他システムを使うすべての者(以下「利用者」という。)", "everybody who uses them: staff, temporary and contracted staff, trainees (\"users\")"),
                said("システムの提供または保守を行う事業者(以下「事業者」という。)", "the companies that supply or maintain them (\"vendors\")"),
            )),
        ),
        article(
            3, said("定義", "Definitions"),
            Clause(said("この規程において、次の各号に掲げる用語の意味は、それぞれ当該各号に定めるところによる。", "In these rules:"), (
                said("情報機器 サーバ、端末、ネットワーク機器、無線の中継機、資格確認の端末、医療機器に付属するコンピュータおよび事業者が置いた保守用の装置をいう。", "equipment: servers, PCs, network devices, wireless access points, PCs of the eligibility check, computers of medical devices, and boxes that vendors have placed."),
                said("区画 用途ごとに分けたネットワークの範囲をいい、当院の区画は別表6のとおりとする。", "segment: a part of the network with one purpose; those of the hospital are in Table 6."),
                said("遠隔保守 事業者が院外から情報機器に接続して行う保守をいう。", "remote maintenance: maintenance by a vendor from outside."),
                said("管理者権限 情報機器の設定の変更、利用者の登録その他すべての操作ができる権限をいう。", "administrator rights: rights to change settings, register users and do everything else."),
                said("非常時 サイバー攻撃(疑いを含む。)、システムの障害または災害により、システムを通常どおり使えない状態をいう。", "emergency: a system cannot be used normally because of an attack, even a suspected one, a failure or a disaster."),
            )),
        ),
        article(
            4, said("基本方針", "Policy"),
            said("当院は、診療の安全を第一とし、情報を正確に残し(真正性)、必要なときに読め(見読性)、定められた期間失わないこと(保存性)を確保する。", "Safety of care comes first; records are kept true, readable and for as long as required."),
            said("利用者が扱うことのできる情報は、その職務に必要な最小限とする。", "Users see what their duty needs and no more."),
            said("当院は、サイバー攻撃が起こりうるものとして平時から備え、起きたときは事実を速やかに関係者へ伝える。", "The hospital prepares for attacks as something that will happen, and tells those concerned at once when one does."),
        ),
        article(
            5, said("文書の体系", "Order of papers"),
            said("システムの運用に関する文書は、方針、この規程、手順書、記録の順に整え、内容が食い違うときは先に掲げた文書による。", "Papers are policy, these rules, procedures and records; where they differ the one named first prevails."),
            said("この規程は、厚生労働省が毎年公表するサイバーセキュリティ対策チェックリストの各項目について具体的な手順を定めるものとし、項目と条の対応は別表8に示す。", "The rules fix a procedure for every item of the ministry's yearly checklist; Table 8 shows which article answers which item."),
        ),
    )  # fmt: skip
    return Part("chapter-1", said("第1章 総則", "Chapter 1 General"), articles)


def _organisation(rules: Rules) -> Part:
    articles = (*_officers(rules), *_bodies(rules), *_standing_in())
    return Part("chapter-2", said("第2章 体制", "Chapter 2 Organisation"), articles)


def _officers(rules: Rules) -> tuple[Article, ...]:
    officer, often = rules.officer, rules.often
    # Nobody appoints himself: where the director holds the office, the board appoints.
    own = "院長" in officer.ja.replace("副院長", "")
    appoints = said("経営層", "board") if own else said("院長", "director")
    return (
        article(
            6, said("管理者および経営層", "Administrator and board"),
            said("医療情報システムの安全管理の最終の責任は、医療法上の管理者である院長が負う。", "The director, as administrator under the Medical Care Act, answers for the safety of the systems."),
            said("経営層は、安全管理の方針、予算、人員および残る危険の引受けを決定し、点検と監査の結果について報告を受ける。", "The board decides on policy, budget, staff and risks to be taken, and receives the results of checks and audits."),
        ),
        article(
            7, said("医療情報システム安全管理責任者", "Safety officer"),
            said(f"当院に医療情報システム安全管理責任者(以下「安全管理責任者」という。)を置き、{officer.ja}をもって充てる。氏名は別表2に記載し、{appoints.ja}が任命書(様式F01)により任命する。",
                 f"The hospital has a safety officer; the office is held by: {officer.en}. The name stands in Table 2; the {appoints.en} appoints by letter (form F01)."),
            Clause(said("安全管理責任者の職務は、次の各号のとおりとする。", "The safety officer:"), (
                said("安全管理の方針と計画の案を作ること。", "drafts policy and plans;"),
                said("職員の教育と訓練を行わせること。", "sees to training and exercises;"),
                said("点検と監査の結果を経営層に報告すること。", "reports the results of checks and audits to the board;"),
                said("非常時に対応を指揮すること。", "leads the response in an emergency."),
            )),
            Clause(said("安全管理責任者は、次の各号の権限を持つ。", "The safety officer may:"), (
                said("回線の遮断および情報機器の切離しを命ずること。", "order lines cut and machines unplugged;"),
                said("部門が行うシステムの導入、変更または接続を止めさせること。", "stop a department's purchase, change or connection;"),
                said("安全管理に必要な予算を経営層に求めること。", "ask the board for money."),
            )),
            said(f"任期は2年とし、再任を妨げない。任命は年1回見直す。{often.ja}", f"The term is two years and may be renewed; the appointment is reviewed every year. {often.en}"),
        ),
        article(
            8, said("企画管理者", "Planner"),
            said("安全管理責任者の下に企画管理者を置き、この規程と手順書の整備、情報機器の台帳、契約と責任分界、点検の計画に関する事務を行わせる。", "A planner below the safety officer keeps rules and procedures, ledger, contracts and the plan of checks."),
            said("安全管理責任者は、企画管理者を兼ねることができる。", "The safety officer may be the planner as well."),
        ),
        article(
            9, said("システム運用担当者", "System operator"),
            said("当院にシステム運用担当者(以下「運用担当者」という。)を置き、情報機器の設定、更新、記録の確認、バックアップおよび利用者からの通報の受付を行わせる。", "A system operator looks after settings, updates, logs and backups, and takes reports from users."),
            said("運用担当者は、感染が疑われる端末1台の切離しを、承認を待たずに行うことができる。", "The operator may unplug a single suspected machine without waiting for approval."),
            *_outsourced(rules),
        ),
    )  # fmt: skip


def _bodies(rules: Rules) -> tuple[Article, ...]:
    often = rules.often
    return (
        article(
            10, said("部門責任者", "Heads of departments"),
            said("各部門の長を部門責任者とし、部門の情報機器を台帳に届け出ること、部門のシステムが止まったときの手順を整えること、部門の利用者にこの規程を守らせることを行わせる。", "The head of each department reports its machines to the ledger, keeps a procedure for when its system stops, and sees that its users keep the rules."),
        ),
        article(
            11, said("利用者", "Users"),
            said("利用者は、この規程を守り、当院で働き始めるときに誓約書を提出しなければならない。", "Users keep these rules and sign an undertaking when they begin."),
            said("利用者は、システムの異常に気づいたときは、その大小を問わず、直ちに第39条の定めにより通報しなければならない。通報したことを理由に不利益な取扱いを受けることはない。", "Whoever notices something odd, however small, reports it at once under Article 39; nobody suffers for reporting."),
        ),
        article(
            12, said("委員会", "Committee"),
            said(f"この規程の改廃の案、点検と監査の結果、訓練の振返りを審議するため、医療情報システム安全管理委員会(以下「委員会」という。)を置き、年2回以上開く。既存の委員会に併せて開くことができる。{often.ja}",
                 f"A committee discusses drafts of the rules, results of checks and audits and the lessons of exercises, twice a year or more; it may sit with an existing committee. {often.en}"),
        ),
        article(
            13, said("監査担当者", "Auditor"),
            said("院長は、システムの運用に関わらない者(院外の者を含む。)を監査担当者に指名し、第37条の監査を行わせる。", "The director names an auditor who has no part in running the systems, or somebody from outside, for the audit of Article 37."),
        ),
    )  # fmt: skip


def _standing_in() -> tuple[Article, ...]:
    return (
        article(
            14, said("代行", "Deputies"),
            said("院長および安全管理責任者が不在または連絡のつかないときは、別表2に定める順位により、代行者がその権限を行う。", "When director or safety officer cannot be reached, the deputies of Table 2 act in their order."),
            said("夜間および休日における情報機器1台の切離しは、当直の医師または当直の事務職員が命ずることができる。", "At night and on holidays the doctor or clerk on duty may order one machine unplugged."),
        ),
        article(
            15, said("導入と変更の承認", "Approval of purchases and changes"),
            said("医療情報システムまたは情報機器を新たに入れ、変更し、つなぎ、または廃止しようとする部門責任者は、事前に安全管理責任者の承認を受けなければならない。", "Whoever wants to buy, change, connect or retire a system or machine has it approved by the safety officer first."),
            said("緊急の更新または障害の復旧のため事前の承認を受けられないときは、事後速やかに承認を受けるものとする。", "For urgent updates and repairs approval follows as soon as possible."),
        ),
    )  # fmt: skip


def _outsourced(rules: Rules) -> tuple[Clause, ...]:
    company = rules.drafts.hospital.staff.outsourced_to.value
    if not company:
        return ()
    words = said(
        f"運用担当者の業務の一部は、{company}に委託する。委託しても、当院の責任は移らない。",
        f"Part of the operator's work is contracted to {company}; the hospital's responsibility stays with the hospital.",
    )
    return (Clause(words),)


def _papers(rules: Rules) -> Part:
    often = rules.often
    articles = (
        article(
            16, said("文書の管理", "Keeping of papers"),
            said("企画管理者は、この規程、手順書、契約書、構成図、台帳および連絡体制図に版と日付を付けて管理する。", "The planner keeps rules, procedures, contracts, diagrams, ledger and contact chart with edition and date."),
            said("非常時に要る文書(台帳、構成図、連絡体制図、業務継続計画、契約の緊急連絡先)は、紙に印刷したものとネットワークにつながない媒体の双方を、決めた場所に置く。", "What is needed in an emergency is kept on paper and on a medium off the network, in a fixed place."),
        ),
        article(
            17, said("記録の保存", "Keeping of records"),
            said(f"この規程に基づく記録は、別に定めるものを除き3年間保存する。法令にこれより長い定めがあるときは、法令による。{often.ja}", f"Records under these rules are kept for three years unless said otherwise, longer where a law asks for it. {often.en}"),
            said("記録には、様式の番号、記入した者、承認した者および日付を記す。", "A record bears the number of its form, who wrote it, who approved it, and the day."),
        ),
    )  # fmt: skip
    return Part("chapter-3", said("第3章 文書と記録", "Chapter 3 Papers and records"), articles)


def _risks(rules: Rules) -> Part:
    often = rules.often
    articles = (
        article(
            18, said("リスクの評価", "Assessment of risks"),
            said(f"企画管理者は、年1回およびシステムの導入または大きな変更のときに、システムごとに起こりうる被害、起こりやすさおよび診療への影響を評価し、委員会に報告する。{often.ja}", f"Once a year and at every larger change the planner assesses for each system what can happen, how likely it is and what it means for care, and reports to the committee. {often.en}"),
        ),
        article(
            19, said("リスクへの対応", "Treatment of risks"),
            said("前条の評価の結果、対策を行うもの、期限を定めて先に延ばすもの、引き受けるものを区分し、リスク対応票(様式F08)に担当者の氏名と期限を記して、安全管理責任者の承認を受ける。", "Each risk is treated, put off to a date or taken; form F08 names the person and the day, and the safety officer approves."),
            said("引き受けるもののうち診療に大きな影響を及ぼしうるものは、経営層が決定する。", "Risks that may weigh on care are taken by the board alone."),
        ),
    )  # fmt: skip
    return Part("chapter-4", said("第4章 リスクの管理", "Chapter 4 Risks"), articles)
