"""What an observer scores in an exercise, 0, 1 or 2, and which requirement each criterion serves."""

from dataclasses import dataclass

from inmori.catalogue import Catalogue
from inmori.text import Text


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing to watch for. ``good`` is what earns 2; ``serves`` are ids of requirements in the catalogue.

    ``mend`` is what to do within the year when it went badly.
    """

    id: str
    area: Text
    good: Text
    serves: tuple[str, ...]
    mend: Text


_CARE, _LEAD = Text(ja="診療", en="care"), Text(ja="指揮", en="command")
_TECH, _OUT = Text(ja="技術", en="technical"), Text(ja="外部", en="outside")
_NOTE = Text(ja="記録", en="record")

CRITERIA: tuple[Criterion, ...] = (
    Criterion("report", _LEAD, Text(ja="気づいた人が、決まった相手に電話か口頭ですぐ知らせた", en="whoever noticed told the right person at once, by voice"),
              ("bcp-table/2-1", "checklist-r8/3-1"), Text(ja="通報先を一つに決め、番号を全部の部署に貼る", en="one number to report to, hung up everywhere")),
    Criterion("hands_off", _TECH, Text(ja="端末の電源を切らず、LANを抜き、画面を撮り、時刻を書いた", en="power left on, cable out, picture, time noted"),
              ("bcp-table/3-5",), Text(ja="「気づいた人がすること」の掲示を端末のそばに貼る", en="a notice beside each terminal")),
    Criterion("cut", _TECH, Text(ja="バックアップへの経路、外部回線の順に、どれを抜くかを名前で言えた", en="named what to pull: path to the backups first, then outside lines"),
              ("bcp-table/3-3", "bcp-table/1-1"), Text(ja="抜く物の順番の表を作り、線に札を付ける", en="a list in order, and tags on the lines")),
    Criterion("authority", _LEAD, Text(ja="院長に届かないとき、誰が決めるかがすぐ分かった", en="knew who decides when the director cannot be reached"),
              ("checklist-r8/1-1", "bcp-table/2-3"), Text(ja="代行者を3名まで氏名で決めて規程に書く", en="name up to three deputies in the rules")),
    Criterion("paper", _CARE, Text(ja="紙に切り替える部署と時刻を決め、帳票の置き場所を言えた", en="said which departments change to paper, when, and where the forms are"),
              ("bcp-table/3-4", "checklist-r8/3-3"), Text(ja="紙の帳票をそろえ、置き場所を部署ごとに知らせる", en="prepare forms and tell each department where they are")),
    Criterion("patients", _CARE, Text(ja="今日行う診療と延ばす診療を分け、安全の確かめ方を決めた", en="sorted what care goes on and how safety is checked"),
              ("bcp-table/3-4",), Text(ja="診療を縮小する段階の表を医師と看護で作る", en="a table of levels of care, by doctors and nurses")),
    Criterion("vendor", _TECH, Text(ja="事業者の緊急の番号と契約の範囲を手元の紙で確かめた", en="checked the vendor's number and contract on paper"),
              ("bcp-table/3-2", "checklist-r8/3-1"), Text(ja="事業者の夜間の番号と契約番号を連絡体制図に書く", en="night numbers and contract numbers on the chart")),
    Criterion("backup", _TECH, Text(ja="バックアップをつながずに、切り離した写しの有無と世代を確かめた", en="checked for a detached copy and its age without plugging it in"),
              ("checklist-r8/3-2", "bcp-table/4-3"), Text(ja="写しの置き場所と復元を試した日を一覧にする", en="list where copies are and when a restore was tried")),
    Criterion("duties", _OUT, Text(ja="報告する先、期限、担当を決めた(個人情報保護委員会の速報3〜5日を含む)", en="named bodies, time limits and people, the first report within 3 to 5 days included"),
              ("bcp-table/3-6",), Text(ja="報告先と期限の一覧を業務継続計画に綴じる", en="file bodies and limits with the plan")),
    Criterion("one_voice", _OUT, Text(ja="患者・職員・報道に答える窓口と言葉を一つにした", en="one desk and one wording for patients, staff and press"),
              ("bcp-table/5-6",), Text(ja="第1報と電話の応対文を前もって作る", en="prepare the first notice and words for the telephone")),
    Criterion("restore", _TECH, Text(ja="証拠を残してから、戻す順番とどう確かめるかを決めた", en="kept evidence first, then order of restoring and how to check"),
              ("bcp-table/4-1", "bcp-table/4-4", "bcp-table/3-5"), Text(ja="復旧の順番の表を部門と事業者で確かめる", en="agree on the order with departments and vendors")),
    Criterion("log", _NOTE, Text(ja="時刻・決めた人・根拠・保留を途切れず書いた", en="time, who decided, on what, and what was left open, without gaps"),
              ("bcp-table/3-5", "fee-2026/drill"), Text(ja="記録係を決め、用紙を本部に置く", en="name a recorder, keep forms at the headquarters")),
)  # fmt: skip


def numbers_of(criterion: Criterion, catalogue: Catalogue) -> Text:
    """Return the requirements it serves as people write them; those that the catalogue lacks are left out."""
    found: dict[str, list[str]] = {}
    for one in criterion.serves:
        if (asked := catalogue.requirements.get(one)) is not None:
            found.setdefault(asked.framework, []).append(asked.number)
    return Text(
        ja="、".join(f"{catalogue.frameworks[frame].name.ja} {'・'.join(numbers)}" for frame, numbers in found.items()),
        en="; ".join(f"{catalogue.frameworks[frame].name.en} {', '.join(numbers)}" for frame, numbers in found.items()),
    )


def criterion(wanted: str) -> Criterion:
    """Return the criterion with this id."""
    return next(one for one in CRITERIA if one.id == wanted)
