"""The register of vendors on the desk: taken up where it was left, changed by what came back, put down with its papers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from inmori.catalogue import Catalogue
from inmori.catalogue.requirement import Framework
from inmori.cli.stage_files import bytes_of, must_belong, read_stage, stamped, write_text
from inmori.cli.vendor_files import file_names, write_papers
from inmori.comply import Assessment
from inmori.comply.official_compare import compared
from inmori.comply.official_form import OfficialForm, official_form
from inmori.comply.official_reply import official_replies
from inmori.comply.treatment import decided_rows
from inmori.comply.vendor_matrix import DAYS_TO_ANSWER, Request
from inmori.comply.vendor_question import VendorQuestion, vendor_questions, vendor_sheet
from inmori.comply.vendor_register import (
    VendorRegister,
    asked_of,
    named_vendors,
    noted_as_answered,
    noted_as_sent,
    open_points,
    requests_after,
    vendor_register,
)
from inmori.comply.vendor_reply import Reply, taken_in
from inmori.diagnose import Diagnosis, diagnose
from inmori.errors import InputError
from inmori.model import Hospital
from inmori.text import Language, Text

STATE, BOOK, COMPLIANCE, LETTERS = "vendors.json", "vendors.xlsx", "compliance.json", "letters"


@dataclass
class Desk:
    """The register being worked on, with what it is made from and what is to be told."""

    hospital: Hospital
    diagnosis: Diagnosis
    catalogue: Catalogue
    questions: tuple[VendorQuestion, ...]
    register: VendorRegister
    told: list[Text] = field(default_factory=list)
    changes: int = 0

    @classmethod
    def at(cls, place: Path, target: Path, catalogue: Catalogue, *, edition: str, today: date) -> "Desk":
        """Set up from the results in ``place`` and the register of an earlier run in ``target``."""
        hospital = read_stage(place, Hospital, name="hospital.json")
        questions = vendor_questions(catalogue, edition)
        if (place / "diagnosis.json").exists():
            diagnosis = read_stage(place, Diagnosis, name="diagnosis.json")
            must_belong(diagnosis, "diagnosis.json", hospital, "hospital.json")
        else:
            diagnosis = diagnose(hospital, catalogue, today=today)
        before = read_stage(target, VendorRegister, name=STATE) if (target / STATE).exists() else None
        requests = before.requests if before else _requests_of_checklist(place, target)
        register = vendor_register(
            hospital, diagnosis, catalogue, edition=edition, today=today, requests=requests,
            replies=before.replies if before else (), treatments=before.treatments if before else (),
        )  # fmt: skip
        register = register.model_copy(update={"written": before.written if before else ()})
        return cls(hospital, diagnosis, catalogue, questions, register)

    def read(self, path: Path, *, vendor: str | None) -> None:
        """Take in an answer sheet, the register, or the official sheet as ``vendor`` filled it in."""
        from inmori.report.documents.vendor_answers import is_answer_sheet, read_answers
        from inmori.report.documents.vendor_register import is_register, read_register
        from inmori.report.documents.vendor_register.edited_rows import foreign
        from inmori.report.writers.xlsx_back import rows_of

        data = bytes_of(path)
        sheets = rows_of(data, name=path.name)
        today = self.register.today
        if is_answer_sheet(sheets):
            back = read_answers(sheets, self.register, self.questions, name=path.name, today=today)
            self._answered(back.replies, back.rows)
            self.told += _remarks(back.missing, back.cleaned)
        elif is_register(sheets):
            rows = read_register(sheets, self.register, name=path.name, today=today)
            requests, asked, empty = requests_after(self.register, rows.requests)
            treatments, treated, left = decided_rows(self.register.treatments, rows.treatments)
            self._again(requests=requests, treatments=treatments)
            self._tell([*asked, *(one.told() for one in treated)], (*empty, *left))
        elif (form := self._official(path)) is not None:
            self._read_official(form, path, vendor)
        else:
            raise foreign(data, path.name)

    def _answered(self, replies: Sequence[Reply], rows: Sequence[str]) -> None:
        after = taken_in(
            self.register.replies, replies, names=self.register.names(), questions=self.questions, today=self.register.today
        )
        self._again(replies=after.replies, requests=noted_as_answered(self.register, rows))
        self._tell([one.told() for one in after.changes], after.kept)

    def _official(self, path: Path) -> OfficialForm | None:
        """Return the official vendors' sheet in a file, if it is one."""
        from inmori.ingest.evidence_file import EvidenceFile
        from inmori.ingest.workbook import open_workbook

        year = self._sheet().fiscal_year
        form = official_form(open_workbook(EvidenceFile.load(path, name=path.name)).tables, name=path.name, fiscal_year=year)
        return form if form.for_vendors and form.items else None

    def _sheet(self) -> Framework:
        return vendor_sheet(self.catalogue, self.register.edition)

    def _read_official(self, form: OfficialForm, path: Path, vendor: str | None) -> None:
        """Take the answers of the official sheet for every system of the one vendor that filled it in."""
        chosen = named_vendors(self.register, vendor) if vendor else ()
        if len(chosen) != 1:
            raise InputError(
                Text(
                    ja=f"{path.name} は公式の「事業者確認用」のようです。だれの回答か、--vendor で1社を指定してください。",
                    en=f"{path.name} seems to be the official vendors' sheet. Say whose it is with --vendor.",
                )
            )
        sheet, rows = self._sheet(), self.register.of_vendor(chosen[0])
        comparison = compared(form, self.catalogue, sheet)
        replies, left = official_replies(form, comparison, self.catalogue, sheet, rows=rows, questions=self.questions)
        self._answered(replies, [row.id for row in rows] if replies else [])
        if left:
            names = "、".join(left)
            self.told.append(
                Text(ja=f"番号の内容が手元の版と違うため取りこまなかったもの: {names}", en=f"Not taken in, the number means something else here: {names}")
            )

    def note_sent(self, vendors: Sequence[str]) -> None:
        """Note that the letters to these vendors went out today."""
        before = len([one for one in self.register.requests if one.asked])
        self._again(requests=noted_as_sent(self.register, vendors))
        count = len([one for one in self.register.requests if one.asked]) - before
        self.told.append(Text(ja=f"依頼を記録しました: {count}件(書類とシステムごと)", en=f"Noted as asked: {count} (papers by system)"))

    def write(self, target: Path, vendors: Sequence[str], *, language: Language, read: Path | None) -> list[Path]:
        """Write the register and the papers for these vendors; return the files."""
        papers = [*self._register_book(language), *self._letters(vendors, language)]
        self.register, files, left = write_papers(target, papers, self.register, read=read)
        self.told += left
        self.register = stamped(self.register, hospital=self.hospital, diagnosis=self.diagnosis)
        write_text(target / STATE, self.register.to_json())
        return [target / STATE, *files]

    def summary(self, files: Sequence[Path]) -> dict[str, object]:
        """Return the counts for ``--json``."""
        return {
            "vendors": len(self.register.vendors()), "rows": len(self.register.rows), "changes": self.changes,
            "open_treatments": len(self.register.open_treatments()), "contradictions": len(self.register.contradictions),
            "overdue": len(self.register.waiting()), "files": [str(file) for file in files],
            "told": [one.model_dump() for one in self.told],
        }  # fmt: skip

    def _again(self, **change: object) -> None:
        """Work the register out anew after something people wrote has changed."""
        kept: dict[str, object] = {
            "requests": self.register.requests, "replies": self.register.replies, "treatments": self.register.treatments, **change,
        }  # fmt: skip
        written = self.register.written
        self.register = vendor_register(
            self.hospital, self.diagnosis, self.catalogue, edition=self.register.edition, today=self.register.today, **kept,  # type: ignore[arg-type]
        ).model_copy(update={"written": written})

    def _tell(self, changes: Sequence[Text], kept: Sequence[str]) -> None:
        self.changes += len(changes)
        self.told.append(Text(ja=f"変わったところ: {len(changes)}件", en=f"Changes: {len(changes)}"))
        self.told += changes
        self.told += [Text(ja=f"空欄(前のまま): {one}", en=f"empty (kept): {one}") for one in kept]

    def _register_book(self, language: Language) -> list[tuple[str, bytes]]:
        from inmori import __version__
        from inmori.report.documents.vendor_register import register_book
        from inmori.report.writers.xlsx import xlsx

        return [(BOOK, xlsx(register_book(self.register, self.questions, version=__version__), language=language))]

    def _letters(self, vendors: Sequence[str], language: Language) -> list[tuple[str, bytes]]:
        from inmori import __version__
        from inmori.report.documents.vendor_answers import answers_book
        from inmori.report.documents.vendor_letter import letter_to
        from inmori.report.writers.docx import docx
        from inmori.report.writers.xlsx import xlsx

        names = file_names(self.register.vendors())
        due = self.register.today + timedelta(days=DAYS_TO_ANSWER)
        found: list[tuple[str, bytes]] = []
        for vendor in vendors:
            book = answers_book(self.register, vendor, self.questions, due=due, version=__version__)
            found.append((f"{LETTERS}/回答票_{names[vendor]}.xlsx", xlsx(book, language=language)))
            wanted = any(paper or sheet for _, paper, sheet in asked_of(self.register.of_vendor(vendor)))
            if wanted or open_points(self.register, vendor):
                found.append((f"{LETTERS}/依頼書_{names[vendor]}.docx", docx(letter_to(self.register, vendor, due=due), language=language)))
            else:
                self.told.append(Text(ja=f"{vendor}: お願いすることが残っていないので、依頼書は作りません。", en=f"{vendor}: nothing is left to ask, no letter."))
        return found


def _remarks(missing: int, cleaned: int) -> list[Text]:
    found = []
    if missing:
        found.append(Text(ja=f"回答票から消された行が{missing}行あります(前のまま)。", en=f"{missing} rows were taken out of the sheet (kept as they were)."))
    if cleaned:
        found.append(
            Text(ja=f"{cleaned}か所の説明から、パスワードや人の名前・番号と思われる文字を取り除きました。", en=f"Passwords or persons were taken out of {cleaned} remarks.")
        )
    return found


def _requests_of_checklist(place: Path, target: Path) -> tuple[Request, ...]:
    """Return what was noted in the checklist's own sheet of vendors, so that nobody has to write it twice."""
    for folder in (target, place):
        if (folder / COMPLIANCE).exists():
            return read_stage(folder, Assessment, name=COMPLIANCE).requests
    return ()
