"""The sheets of the scoring workbook; yellow columns are filled in, the rest is for reading."""

from inmori.model import exercise_form as form
from inmori.prepare.exercise import Exercise, Slot
from inmori.prepare.exercise_criterion import Criterion, numbers_of
from inmori.prepare.exercise_step import Inject
from inmori.report.block import Annex, Cell, Sheet, SheetColumn
from inmori.report.documents.draft_imprint import draft_imprint
from inmori.report.documents.exercise_guide.timetable import slot_title
from inmori.report.wording import EMPTY, same
from inmori.text import Text

TITLE = Text(ja="机上訓練 観察と採点", en="Table-top exercise: observation and scores")
_CHOICES = tuple(same(str(points)) for points in range(form.MOST_POINTS + 1))
_LESSONS = 12
_KEY = SheetColumn(form.KEY, 12, folded=True)


def annex(exercise: Exercise) -> Annex:
    """Build the workbook: record, scores, lessons, and the scenes to follow."""
    drafts = exercise.drafts
    return Annex(
        draft_imprint(drafts.name, TITLE, today=drafts.today, cut_off=drafts.cut_off),
        (_record(exercise), _scores(exercise), _lessons(), _scenes(exercise)),
    )


def _record(exercise: Exercise) -> Sheet:
    rows: tuple[tuple[Cell, ...], ...] = (
        (Text(ja="筋書き(そのまま)", en="Scenario (leave as it is)"), exercise.scene.name, form.FORM_MARK),
        (Text(ja="実施日(必須。2027-03-31 の形)", en="Day held (required, as 2027-03-31)"), EMPTY, form.HELD_ON),
        (Text(ja="参加した人数", en="Number of players"), EMPTY, form.PLAYERS),
        (Text(ja="「切り離す」と決まるまでの分(物語でなく実際の時計)", en="Minutes until cutting was decided (real clock)"), EMPTY, form.MINUTES_TO_CUT),
        (Text(ja="決める人(院長か代行)が決まるまでの分", en="Minutes until somebody decided for the director"), EMPTY, form.MINUTES_TO_DIRECTOR),
        (Text(ja="連絡体制図の誤り・空欄の数", en="Errors and gaps found in the contact chart"), EMPTY, form.WRONG_CONTACTS),
    )  # fmt: skip
    return Sheet(
        form.RECORD_SHEET,
        Text(
            ja="黄色い欄を埋め、保存して資料フォルダに入れると、訓練を行った日として読まれます。個人の名前は書かないでください",
            en="Fill in the yellow cells, save, put it into the evidence folder: the day is read. Write no personal names",
        ),
        (SheetColumn(form.QUESTION, 54), SheetColumn(form.WRITTEN, 44, editable=True), _KEY),
        rows,
    )


def _scores(exercise: Exercise) -> Sheet:
    return Sheet(
        form.SCORES_SHEET,
        Text(
            ja="0 できなかった・決まらなかった / 1 遅れた・一部だけ / 2 時間内にできた。場面に出なかったものは空欄のまま",
            en="0 not done, 1 late or in part, 2 done in time. Leave empty what did not come up",
        ),
        (
            SheetColumn(Text(ja="分野", en="Area"), 10),
            SheetColumn(Text(ja="場面", en="Scenes"), 12),
            SheetColumn(form.GOOD, 46),
            SheetColumn(form.POINTS, 8, editable=True, choices=_CHOICES),
            SheetColumn(form.NOTE, 28, editable=True),
            SheetColumn(form.SERVES, 36),
            SheetColumn(form.MEND, 34),
            _KEY,
        ),
        tuple(_score(exercise, one) for one in exercise.criteria),
    )


def _score(exercise: Exercise, one: Criterion) -> tuple[Cell, ...]:
    seen = [slot.number for slot in exercise.slots if isinstance(slot.item, Inject) and one.id in slot.item.criteria]
    where = "・".join(map(str, seen))
    serves = numbers_of(one, exercise.drafts.catalogue)
    return (one.area, same(where), one.good, EMPTY, EMPTY, serves, one.mend, one.id)


def _lessons() -> Sheet:
    return Sheet(
        form.LESSONS_SHEET,
        Text(ja="一行に一つ。担当は役職で一人、期限は 2027-03-31 の形", en="One a line; one post each; days as 2027-03-31"),
        (
            SheetColumn(form.HAPPENED, 40, editable=True),
            SheetColumn(form.CAUSE, 22, editable=True, choices=(
                Text(ja="決まりがない", en="no rule"), Text(ja="知らない", en="not known"), Text(ja="物がない", en="thing lacking"), Text(ja="契約がない", en="no contract"))),
            SheetColumn(form.TO_MEND, 40, editable=True),
            SheetColumn(form.WHO, 18, editable=True),
            SheetColumn(form.BY, 14, editable=True),
            SheetColumn(form.CHECKED, 14, editable=True),
            _KEY,
        ),
        tuple((*(EMPTY,) * 6, f"lesson-{number}") for number in range(1, _LESSONS + 1)),
    )  # fmt: skip


def _scenes(exercise: Exercise) -> Sheet:
    return Sheet(
        Text(ja="場面(見るだけ)", en="Scenes (to read)"),
        Text(ja="進行に合わせて見ます。参加者に見せない", en="To follow the exercise; not for players"),
        (
            SheetColumn(Text(ja="分", en="Minute"), 10),
            SheetColumn(Text(ja="場面", en="Scene"), 30),
            SheetColumn(Text(ja="期待される行動", en="Good answers"), 80),
        ),
        tuple(_scene(slot) for slot in exercise.slots if slot.item is not None),
    )


def _scene(slot: Slot) -> tuple[Cell, ...]:
    expected = slot.item.expected if slot.item else ()
    return (
        f"{slot.start}-{slot.start + slot.minutes}",
        slot_title(slot),
        Text(ja="\n".join(f"・{one.ja}" for one in expected), en="\n".join(f"- {one.en}" for one in expected)),
    )
