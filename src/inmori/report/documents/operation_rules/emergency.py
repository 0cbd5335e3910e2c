"""Chapters 9 and 10 and the supplementary provision: the emergency, patients, breaches, changes of the rules."""

from inmori.report.documents.manuscript import Article, Clause, Part, SignOff, blank, said
from inmori.report.documents.operation_rules.article import Rules, article


def chapters(rules: Rules) -> tuple[Part, ...]:
    """Return chapters 9 and 10 and the supplementary provision."""
    return (_emergency(rules), _others(), _supplement())


def _emergency(rules: Rules) -> Part:
    articles = (*_first(rules), *_after())
    return Part("chapter-9", said("第9章 非常時の対応", "Chapter 9 Emergencies"), articles)


def _first(rules: Rules) -> tuple[Article, ...]:
    often, officer = rules.often, rules.officer
    return (
        article(
            39, said("発見した者の行動", "Whoever notices"),
            Clause(said("システムの異常(身代金を求める表示、ファイルを開けないこと、見覚えのない動き等)に気づいた利用者は、次の各号の順に行動する。", "Whoever notices something odd (a demand for money, files that do not open, strange behaviour):"), (
                said("その端末のLANケーブルを抜き、または無線を切る。電源は切らない。", "unplugs the LAN cable or switches off Wi-Fi, and leaves the power on;"),
                said("画面を撮影し、時刻を書き留める。", "takes a picture of the screen and notes the time;"),
                said("運用担当者(夜間および休日は当直の事務職員)に、電話または口頭で知らせる。", "tells the operator, at night the clerk on duty, by telephone or in person;"),
                said("指示があるまで、その端末に触れない。", "does not touch the machine until told."),
            )),
            said(f"通報を受けた者は、連絡体制図に従い、安全管理責任者({officer.ja})および院長に直ちに伝える。", f"Whoever is told passes it on at once to the safety officer ({officer.en}) and the director by the contact chart."),
        ),
        article(
            40, said("遮断と診療の縮小の決定", "Cutting lines, reducing care"),
            said("回線およびシステムの遮断は、安全管理責任者が決定する。連絡がつかないときは、別表2の順位により代行者が決定する。", "The safety officer decides on cutting lines and systems; deputies act in the order of Table 2."),
            said("遮断は、バックアップへの経路、外部の回線(遠隔保守を含む。)、区画の境の順に行う。ネットワーク機器の電源は、記録が失われるため切らない。", "The path to the backups is cut first, then outside lines with remote maintenance, then borders of segments. Network devices stay powered, because their logs would be lost."),
            said("紙による運用への切替え、診療の縮小、停止および再開は、院長が決定する。", "The director decides on paper operation and on reducing, stopping and resuming care."),
            said("決定した者、時刻および根拠とした情報を、記録係が記録する。", "Who decided, when and on what information is written down."),
        ),
        article(
            41, said("連絡体制図", "Contact chart"),
            said(f"企画管理者は、院内、事業者、行政機関、警察その他の連絡先を、昼間と夜間・休日に分けて示した連絡体制図(様式F21)を作り、紙で各部署に掲示する。半年ごとおよび人事異動のときに、電話番号を確かめて改める。{often.ja}",
                 f"The planner keeps a contact chart (form F21) by day and by night and hangs it up on paper in every department; numbers are checked every half year and when people change. {often.en}"),
        ),
        article(
            42, said("バックアップと復元", "Backups"),
            said("運用担当者は、別表4に定めるシステムについて、定めた方式、頻度および世代によりバックアップを取り、結果を実施簿(様式F22)に記す。", "The operator makes the copies of Table 4 and notes the results (form F22)."),
            said("電子カルテその他の診療に欠かせないシステムのバックアップは、二つ以上の方式で取り、少なくとも一つはネットワークから切り離すか、書き換えのできない領域に置く。その具体的な方法は、別紙に定める。", "Of the systems care rests on there are copies of two kinds, at least one off the network or unchangeable; the annex says how."),
            said("バックアップの管理に用いるアカウントは、他のシステムと別のものとする。", "Backups are managed with accounts of their own."),
            said(f"復元の試験は、電子カルテは年2回、その他の主なシステムは年1回行い、かかった時間と結果を記録(様式F23)に残す。復元するときは、事前にバックアップが汚染されていないことを確かめる。{often.ja}", f"Restoring is tried twice a year for the EHR, once for other main systems, with time and result (form F23). Before restoring, a copy is checked to be clean. {often.en}"),
        ),
    )  # fmt: skip


def _after() -> tuple[Article, ...]:
    return (
        article(
            43, said("業務継続計画", "Continuity plan"),
            said("院長は、サイバー攻撃により医療情報システムが使えない場合の業務継続計画(以下「BCP」という。)を定め、年1回の訓練の結果により改める。災害のBCPのうち紙による運用の部分は、共用することができる。", "The director lays down a continuity plan for a cyber attack and revises it after each yearly exercise; its part on paper operation may be shared with the plan for disasters."),
        ),
        article(
            44, said("外部への報告", "Reports"),
            Clause(said("サイバー攻撃(疑いを含む。)のときは、院長の指示により、次の各号の者に速やかに報告または連絡する。", "In an attack, even a suspected one, the director has these told without delay:"), (
                said("事業者(システムおよびネットワークの保守を行う者)", "the vendors of systems and network;"),
                said("厚生労働省、都道府県および保健所", "the ministry, the prefecture and the health centre;"),
                said("警察", "the police;"),
                said("個人情報の漏えい(おそれを含む。)があるときは、個人情報保護委員会(速報は知った日からおおむね3日から5日以内、確報は30日以内、不正の目的によるときは60日以内)および本人", "where personal data leaked or may have, the commission (first report within about three to five days, final within 30, or 60 with evil intent) and the persons themselves;"),
                said("オンライン資格確認の実施機関、近隣の医療機関その他影響の及ぶ者", "the body of the eligibility check, hospitals nearby and others affected."),
            )),
            said("報告の起点となる「知った日」は、当院のいずれかの部署が知った日とする。", "Time runs from the day any department of the hospital knew."),
        ),
        article(
            45, said("復旧の宣言と遡及入力", "Return to normal"),
            said("システムは、汚染のないことと、部門の操作の試験に合格したことを確かめた順に戻し、通常の診療への復帰は院長が宣言する。", "Systems return one by one when found clean and tried by the department; the director declares the return to normal."),
            said("紙に記録した内容のうち、システムに入力するものの範囲と期限は、院長が決定する。入力を確かめるまで、紙の記録を原本として保管する。", "The director decides what of the paper is entered and by when; until then paper is the original."),
        ),
    )  # fmt: skip


def _others() -> Part:
    articles = (
        article(
            46, said("患者への説明と窓口", "Patients"),
            said("当院は、患者の情報の利用の目的、管理の方法および問い合わせの窓口を院内に掲示する。苦情と質問は、窓口で受け、内容と回答を記録する。", "Purpose and care of patients' data and the desk for questions are posted; complaints are recorded with their answers."),
        ),
        article(
            47, said("違反の扱い", "Breaches"),
            said("利用者がこの規程に違反したときは、就業規則その他の定めによる。事業者の要員が違反したときは、契約による。ただし、異常の速やかな通報は、その扱いにおいて考慮する。", "Breaches by users follow the work rules, by vendors the contract; prompt reporting counts in their favour."),
        ),
        article(
            48, said("改廃", "Changes"),
            said("企画管理者は、毎年、チェックリストおよびガイドラインの公表の後にこの規程を見直し、見直しの結果を、変更がないときも含めて記録(様式F25)に残す。", "Every year, after checklist and guideline appear, the planner reviews these rules and records the result even where nothing changes (form F25)."),
            said("この規程の改廃は、委員会の審議を経て、院長が決定する。改めたときは、新旧の対照表により利用者に知らせる。", "The director changes the rules after the committee has discussed them; users are told by a comparison of old and new."),
        ),
    )  # fmt: skip
    return Part("chapter-10", said("第10章 患者その他", "Chapter 10 Patients and others"), articles)


def _supplement() -> Part:
    day = blank(said("規程の施行日", "day of coming into force"))
    return Part(
        "supplement",
        said("附則", "Supplementary provision"),
        (
            article(1, said("施行の日", "Coming into force"), said(f"この規程は、{day.ja}から施行する。", f"These rules come into force on {day.en}.")),
            SignOff((said("院長", "Director"), said("安全管理責任者", "Safety officer"), said("作成者", "Drafted by"))),
        ),
    )
