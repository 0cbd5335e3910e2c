"""What goes into the government's common form for ransomware. Its sheet was not seen by us, so this is matched by meaning.

The form is a workbook on the site of the National Cyber Office; one paper may serve the PPC, the police and others.
"""

from inmori.prepare.incident_brief import Brief
from inmori.report.block import Paragraph
from inmori.report.documents.incident_sheet import (
    BEGUN,
    answer,
    answers_table,
    course,
    house_rows,
    known_row,
    paper,
    summary,
    system_names,
    told_rows,
)
from inmori.report.documents.manuscript import Form, Manuscript, Part, blank, said


def content(brief: Brief) -> Manuscript:
    """Build the paper."""
    title = said("ランサムウェア事案共通様式に写す内容", "For the common form on ransomware")
    about = said(
        "2025年10月1日から、国家サイバー統括室(NCO)の共通様式(Excel)一つで、個人情報保護委員会への報告、警察への相談などに使えます。様式はNCOのサイトから取り、この紙の内容を写してください。",
        "Since 2025-10-01 one common form (Excel, National Cyber Office) may serve the PPC, the police and others. Get it from the NCO's site and copy this into it.",
    )
    general = Form((
        *house_rows(brief), known_row(brief), BEGUN,
        (said("事案の概要", "Outline"), summary(brief)),
        (said("影響を受けたシステム", "Systems"), system_names(brief)),
        (said("診療への影響", "Effect on care"), answer(brief, "care", said("診療への影響", "effect on care"))),
        (said("個人データの漏えい等(おそれを含む)", "Leak or risk"), answer(brief, "leak", said("漏えい等のおそれの有無", "whether data may have leaked"))),
        (said("本人の数", "Persons"), answer(brief, "persons", said("本人の数(最大)", "persons at most"))),
        (said("対応の状況", "Response"), blank(said("切離し、証拠の保全、調査、復旧の状況", "isolation, evidence, investigation, recovery"))),
        (said("公表", "Publication"), blank(said("公表の有無、方法、時期", "whether, how, when"))),
        (said("再発防止", "Prevention"), blank(said("再発を防ぐ手当て", "measures"))),
    ))  # fmt: skip
    technical = Form((
        (said("脅迫文(画像・本文)", "Note"), blank(said("脅迫文の写真と文面(別紙でよい)", "photo and text of the note"))),
        (said("暗号化されたファイルの拡張子", "Extension"), blank(said("暗号化されたファイルの拡張子", "extension"))),
        (said("ランサムウェアの種類", "Family"), blank(said("種類の名前(分からなければ「不明」)", "family, or \"unknown\""))),
        (said("侵入の方法", "Way in"), blank(said("侵入の方法(VPN、リモート操作、メールなど)", "way in"))),
        (said("手がかり(通信先、ハッシュ値など)", "Indicators"), blank(said("IPアドレス、ドメイン、ハッシュ値", "addresses, domains, hashes"))),
    ))  # fmt: skip
    consent = Form((
        (said("NCOへの提供", "Passing on to the NCO"), said("□同意する □同意しない(受け取った役所は、同意があるときだけNCOに渡します)", "[ ] agreed [ ] not agreed (passed on only with consent)")),
        *told_rows(brief, ("ppc_first", "police", "mhlw", "prefecture")),
    ))  # fmt: skip
    fits = () if brief.case.is_yes("ransomware") else (Paragraph(said(
        "この記録では、ランサムウェアとまだ確かめられていません(または違うと答えられています)。DDoS攻撃には別の共通様式があります。",
        "The log does not (yet) say that it is ransomware. There is another common form for DDoS.",
    ), "caution"),)  # fmt: skip
    parts = (
        Part("general", said("共通の事項", "General"), (
            *fits, Paragraph(said("様式の欄の名前と並びは未確認のため、意味の合う欄に写してください。", "Names and order of the form's fields were not confirmed; copy by meaning."), "note"), general,
        )),
        Part("technical", said("技術の事項", "Technical"), (technical,)),
        Part("consent", said("同意と提出先", "Consent, recipients"), (consent,)),
        Part("answers", said("分かっていること", "What is known"), (answers_table(brief),), fresh=True),
        Part("course", said("経過", "Course"), course(brief)),
    )  # fmt: skip
    return paper(brief, "common_form", title, about, parts)
