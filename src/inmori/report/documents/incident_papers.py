"""The drafts that an incident can have, by id: what each is called, what its file is called, and who writes it."""

from collections.abc import Callable
from dataclasses import dataclass

from inmori.prepare.incident_brief import Brief
from inmori.report.documents.incident_eligibility.content import content as eligibility
from inmori.report.documents.incident_insurer.content import content as insurer
from inmori.report.documents.incident_ministry.content import ministry, prefecture
from inmori.report.documents.incident_patients.content import content as patients
from inmori.report.documents.incident_police.content import content as police
from inmori.report.documents.incident_ppc.content import final_report, first_report
from inmori.report.documents.incident_shared_form.content import content as common_form
from inmori.report.documents.incident_staff.content import content as staff
from inmori.report.documents.incident_vendors.content import content as vendors
from inmori.report.documents.manuscript import Manuscript
from inmori.text import Text


@dataclass(frozen=True, slots=True)
class IncidentPaper:
    """One draft. ``file`` is its name without .docx."""

    id: str
    name: Text
    file: str
    content: Callable[[Brief], Manuscript]


PAPERS: tuple[IncidentPaper, ...] = (
    IncidentPaper("staff", Text(ja="職員へのお知らせ", en="notice to staff"), "職員へのお知らせ", staff),
    IncidentPaper("vendors", Text(ja="事業者への緊急の連絡", en="notice to vendors"), "事業者への連絡", vendors),
    IncidentPaper("insurer", Text(ja="保険会社への事故の連絡", en="notice to the insurer"), "保険会社への連絡", insurer),
    IncidentPaper("mhlw", Text(ja="厚生労働省への報告", en="report to the ministry"), "厚生労働省への報告", ministry),
    IncidentPaper("prefecture", Text(ja="都道府県・保健所への報告", en="report to prefecture and health centre"), "都道府県・保健所への報告", prefecture),
    IncidentPaper("police", Text(ja="警察への相談票", en="sheet for the police"), "警察への相談票", police),
    IncidentPaper("eligibility", Text(ja="オンライン資格確認の窓口への連絡", en="notice to the eligibility check"), "資格確認の窓口への連絡", eligibility),
    IncidentPaper("patients", Text(ja="患者・地域へのお知らせ", en="notice to patients"), "患者さんへのお知らせ", patients),
    IncidentPaper("ppc_first", Text(ja="個人情報保護委員会への速報", en="first report to the PPC"), "個人情報保護委員会_速報", first_report),
    IncidentPaper("ppc_final", Text(ja="個人情報保護委員会への確報", en="final report to the PPC"), "個人情報保護委員会_確報", final_report),
    IncidentPaper("common_form", Text(ja="ランサムウェア事案共通様式に写す内容", en="for the common form on ransomware"), "ランサムウェア共通様式に写す内容", common_form),
)  # fmt: skip
