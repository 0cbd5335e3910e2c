"""What must be found out in an incident, because a duty hangs on it. An unknown answer keeps the duty open."""

import re
import unicodedata
from dataclasses import dataclass

from inmori.errors import InputError
from inmori.text import Text

YES, NO, UNKNOWN = "yes", "no", "unknown"
_WORDS = {
    YES: (YES, "y", "はい", "有", "あり", "ある"),
    NO: (NO, "n", "いいえ", "無", "なし", "ない"),
    UNKNOWN: (UNKNOWN, "?", "不明", "未確認", "わからない", "分からない"),
}
_SAID = {
    YES: Text(ja="はい", en="yes"),
    NO: Text(ja="いいえ", en="no"),
    UNKNOWN: Text(ja="まだ分からない", en="not known yet"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """One question; ``number``: the answer is the greatest number of persons there may be."""

    id: str
    words: Text
    why: Text
    number: bool = False


QUESTIONS: tuple[Question, ...] = (
    Question(
        "attack", Text(ja="不正アクセスなど、悪意のある人の行為か(疑いを含む)", en="Was it somebody's attack (or suspected to be)?"),
        Text(ja="「はい」なら個人情報保護委員会への確報は60日まで、届出先に警察が入る", en="if yes the final report to the PPC has 60 days and the police are told"),
    ),
    Question(
        "ransomware", Text(ja="ランサムウェア(身代金の表示、ファイルの暗号化)か", en="Is it ransomware (a note, encrypted files)?"),
        Text(ja="侵入されている以上、漏えいのおそれがあるものとして扱う。共通様式が使える", en="an intruder was inside, so that a leak is possible; the common form may be used"),
    ),
    Question(
        "leak", Text(ja="個人情報が漏れた・失われた・壊れた、またはそのおそれがあるか", en="Was personal data leaked, lost or damaged, or may it have been?"),
        Text(ja="「いいえ」と決めるには記録(ログ)での裏づけが要る", en="a no needs logs that show it"),
    ),
    Question(
        "sensitive", Text(ja="診療・調剤の情報など、要配慮個人情報が含まれるか", en="Is medical or other sensitive data among it?"),
        Text(ja="1人分でも報告の対象になる", en="one person is enough for a report"),
    ),
    Question(
        "payment", Text(ja="カード番号など、財産の被害につながる情報が含まれるか", en="Is payment data among it?"),
        Text(ja="1人分でも報告の対象になる", en="one person is enough for a report"),
    ),
    Question(
        "persons", Text(ja="本人の数は最大で何人か", en="How many persons at most?"),
        Text(ja="1,000人を超えると、ほかの条件がなくても報告の対象になる", en="above 1,000 it is reported whatever else holds"), number=True,
    ),
    Question(
        "public_body", Text(ja="県・市町村などが開設する病院か", en="Is it run by a prefecture or a municipality?"),
        Text(ja="人数の境が100人になることがある", en="the number of persons may then be 100"),
    ),
    Question(
        "eligibility", Text(ja="オンライン資格確認の回線・端末に影響があるか(切り離した場合を含む)", en="Are the line or the PCs of the eligibility check touched or cut off?"),
        Text(ja="支払基金などのコールセンターへ連絡し、つなぎ直す前に確かめる", en="the help desk is told and asked before reconnecting"),
    ),
    Question(
        "care", Text(ja="診療に影響が出ているか、出るおそれがあるか", en="Is care affected, or may it be?"),
        Text(ja="厚生労働省・都道府県への報告の中心になる", en="the heart of the report to the ministry and the prefecture"),
    ),
    Question(
        "insured", Text(ja="サイバー保険に入っているか", en="Is there a cyber insurance?"),
        Text(ja="調査会社に頼む前の連絡が条件のことが多い", en="often to be called before investigators are hired"),
    ),
)  # fmt: skip


def question(id: str) -> Question:
    """Return the question with this id.

    Raises:
        InputError: there is none.
    """
    for one in QUESTIONS:
        if one.id == id:
            return one
    names = [one.id for one in QUESTIONS]
    raise InputError(
        Text(ja=f"質問「{id}」はありません。次のどれかです: {'、'.join(names)}", en=f"No question {id}. It is one of: {', '.join(names)}")
    )


def read_answer(one: Question, written: str) -> str:
    """Return the answer as the log keeps it: yes, no, unknown, or a number of persons.

    Raises:
        InputError: the words are none of these.
    """
    cleaned = unicodedata.normalize("NFKC", written).strip().lower()
    for answer, words in _WORDS.items():
        if cleaned in words and not (one.number and answer != UNKNOWN):
            return answer
    if one.number and (match := re.fullmatch(r"(\d[\d,]{0,11})\s*(人|名)?", cleaned)):
        return str(int(match[1].replace(",", "")))
    allowed = "人数(例 1200)か unknown" if one.number else "yes / no / unknown(はい・いいえ・不明)"
    raise InputError(
        Text(
            ja=f"「{written}」は答えとして読めません。{allowed} で答えてください。",
            en=f"{written} is no answer here. Use {'a number or unknown' if one.number else 'yes, no or unknown'}.",
        )
    )


def said_answer(answer: str) -> Text:
    """Return an answer as people say it."""
    if answer in _SAID:
        return _SAID[answer]
    return Text(ja=f"最大{int(answer):,}人", en=f"at most {int(answer):,} persons")
