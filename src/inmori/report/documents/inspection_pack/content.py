"""The inspection pack as one paper: a cover with the state in numbers and what is inside, then part after part."""

from inmori.comply import ANSWER_NAMES, COURSE_NAMES
from inmori.comply.decision import fiscal_year
from inmori.report.block import KeyFigure, Packet, Section, Table
from inmori.report.documents.assessment.network import crossings_table, network_section
from inmori.report.documents.checklist.imprint import imprint_of
from inmori.report.documents.inspection_pack.answers import (
    answers_section,
    decisions_section,
    open_section,
    told_section,
)
from inmori.report.documents.inspection_pack.dossier import Dossier
from inmori.report.documents.inspection_pack.people import contacts_section, vendors_section
from inmori.report.documents.inspection_pack.proof import evidence_section
from inmori.report.documents.inspection_pack.roads import roads_section, route_section
from inmori.report.documents.inspection_pack.treatments import treatments_section
from inmori.report.wording import same
from inmori.text import Text

TITLE = Text(ja="立入検査の資料一式", en="Papers for the inspection")
NO_ORIGINALS = Text(
    ja="渡された資料の原本(設定ファイル、通信の記録、台帳など)は、パスワードや患者の情報を含みうるため、この一式には入れていません。"
    "原本は病院が保管し、証拠の一覧のハッシュ値(SHA-256)で同じものと確かめられます。",
    en="The originals (configurations, captures, ledgers) are not enclosed, because they may hold passwords or patients' data. "
    "The hospital keeps them; the hashes (SHA-256) in the list of evidence show that they are the same.",
)
NOT_OFFICIAL = Text(
    ja="公式の様式ではありません。項目の文は院守が自分の言葉で要約したものです。案は資料から導いたもので、答えは医療機関の責任で決めます。",
    en="Not an official form. Items are restated in our own words. Proposals come from the papers; the hospital answers for what it decides.",
)


def inspection_packet(dossier: Dossier) -> Packet:
    """Build the paper."""
    assessment = dossier.assessment
    return Packet(
        imprint=imprint_of(assessment, dossier.version, title=TITLE),
        lead=_lead(dossier),
        figures=tuple(_figures(dossier)),
        contents_title=Text(ja="中身", en="Contents"),
        notes=(NO_ORIGINALS, NOT_OFFICIAL, *((assessment.note,) if assessment.note else ())),
        sections=tuple(_sections(dossier)),
    )


def _sections(dossier: Dossier) -> list[Section]:
    network = network_section(dossier)
    leaks = [block for block in crossings_table(dossier) if isinstance(block, Table)] if dossier.hospital.zones else []
    border = Section(
        id="border", title=Text(ja="閉域の外とつながる想定外の経路", en="Unexpected ways across the border"), blocks=tuple(leaks), wide=True
    )
    found = [
        answers_section(dossier),
        open_section(dossier),
        told_section(dossier),
        evidence_section(dossier),
        network,
        *([border] if leaks else []),
        contacts_section(dossier),
        route_section(dossier),
        *roads_section(dossier),
        vendors_section(dossier),
        treatments_section(dossier),
        decisions_section(dossier),
    ]
    return [section for section in found if section.blocks]


def _lead(dossier: Dossier) -> tuple[Text, ...]:
    assessment = dossier.assessment
    year, decided = fiscal_year(assessment.today), sum(1 for one in assessment.items if one.decisions)
    course = COURSE_NAMES[assessment.route.course]
    return (
        Text(ja=f"{year}年度 {assessment.name.ja}", en=f"Fiscal {year}: {assessment.name.en}"),
        Text(
            ja=f"全{len(assessment.items)}項目のうち、人が決めた答え{decided}、資料からの案のまま{len(assessment.items) - decided}。",
            en=f"Of {len(assessment.items)} items {decided} were decided by people; the rest stand as proposed from the papers.",
        ),
        Text(ja=f"安全管理ガイドライン第7.0版: {course.ja}。", en=f"Guideline 7.0: {course.en}."),
    )


def _figures(dossier: Dossier) -> list[KeyFigure]:
    counts, total = dossier.assessment.counts(), len(dossier.assessment.items)
    return [
        KeyFigure(
            label=ANSWER_NAMES[answer],
            value=same(str(count)),
            range=Text(ja=f"全{total}項目中", en=f"of {total} items"),
        )
        for answer, count in counts.items()
    ]
