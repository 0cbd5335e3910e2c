"""Reads an answer of a disclosure: a word, a ticked box among several, or a mark in one of several columns.

What cannot be told is UNKNOWN; a partial yes is no yes.
"""

import re
from collections.abc import Sequence

from inmori.ingest.cell_value import word_set
from inmori.model import DisclosedAnswer

_WORDS = {
    DisclosedAnswer.YES: word_set("はい yes y ○ ◯ 〇 ◎ 可 可能 有 有り あり 対応 対応済 対応済み 対応可 実施 実施済 適合 ok true"),
    DisclosedAnswer.NO: word_set("いいえ no n × ✕ ✖ ✗ x 不可 不可能 無 無し なし 未対応 非対応 対応不可 未実施 不適合 ng false"),
    DisclosedAnswer.NOT_APPLICABLE: word_set("対象外 該当なし 該当無し 非該当 該当せず 適用外 適用なし 適用除外 n/a na n.a notapplicable"),
    DisclosedAnswer.UNKNOWN: word_set("△ ▲ 一部 一部対応 条件付き 条件付 備考参照 備考 備考のとおり 別紙 別紙参照 seenote seenotes seebelow 不明 検討中 回答不可 未回答"),
}  # fmt: skip
_MEANING = {word: answer for answer, words in _WORDS.items() for word in words}
_OPTIONS = {"はい": DisclosedAnswer.YES, "いいえ": DisclosedAnswer.NO, "対象外": DisclosedAnswer.NOT_APPLICABLE,
            "該当なし": DisclosedAnswer.NOT_APPLICABLE, "非該当": DisclosedAnswer.NOT_APPLICABLE, "yes": DisclosedAnswer.YES,
            "no": DisclosedAnswer.NO, "n/a": DisclosedAnswer.NOT_APPLICABLE, "na": DisclosedAnswer.NOT_APPLICABLE,
            "有": DisclosedAnswer.YES, "無": DisclosedAnswer.NO, "有り": DisclosedAnswer.YES, "無し": DisclosedAnswer.NO,
            "あり": DisclosedAnswer.YES, "なし": DisclosedAnswer.NO, "適": DisclosedAnswer.YES, "否": DisclosedAnswer.NO,
            "対応": DisclosedAnswer.YES, "未対応": DisclosedAnswer.NO}  # fmt: skip
_TICKED, _ROUND, _EMPTY = "☑☒■●◉✓✔レ⦿", "○◯〇", "□☐"
_BOX = re.compile(
    rf"([{_TICKED}{_ROUND}{_EMPTY}]|[(\[]\s*[xXvV✓レ○]?\s*[)\]])?\s*(対象外|該当なし|非該当|はい|いいえ|あり|なし|(?<![a-z])(?:yes|no|n/a)(?![a-z]))",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"^(はい|いいえ|対象外|該当なし|非該当|yes|no|n/a|not applicable)\s*[、。,.:;(\s/-]+(.+)$", re.IGNORECASE)
_PARTLY = re.compile(r"一部|条件|部分|限り|場合(?:は|のみ)|予定|partial|limited|planned|except", re.IGNORECASE)


def option_of(heading: str) -> DisclosedAnswer | None:
    """Return the answer that a column of marks stands for, by its heading."""
    return _OPTIONS.get(re.sub(r"[\s()]+", "", heading).lower())


def answer_of(text: str) -> tuple[DisclosedAnswer, str] | None:
    """Return the answer in a cell and what else stands in it; ``None`` when the text is no answer at all.

    ``text`` is normalised (NFKC), so "Ｎ／Ａ" comes as "N/A".
    """
    squeezed = re.sub(r"\s+", "", text).rstrip("。.").lower()
    if not squeezed:
        return None
    if squeezed in _MEANING:
        return _MEANING[squeezed], ""
    boxes = _boxed(text)
    if boxes is not None:
        return boxes, ""
    begins = _BEGINS.match(text.replace("\n", " "))
    if begins:
        rest = begins[2].strip(" )")
        answer = _MEANING[re.sub(r"\s+", "", begins[1]).lower()]
        return (DisclosedAnswer.UNKNOWN if _PARTLY.search(rest) else answer), rest
    return None


def _boxed(text: str) -> DisclosedAnswer | None:
    """Read "☑はい □いいえ": the option with the mark that the others do not have."""
    found = [(mark, option.lower()) for mark, option in _BOX.findall(text)]
    if len({option for _, option in found}) < 2:
        return None
    rest = _BOX.sub("", text)
    if len(re.sub(r"[\s・/,、|]+", "", rest)) > 4:
        return None  # a sentence that mentions both words
    ticked = [option for mark, option in found if mark and (mark in _TICKED or re.search(r"[xXvV✓レ○]", mark))]
    if not ticked:
        ticked = [option for mark, option in found if mark and mark in _ROUND]
    elif any(mark and mark in _TICKED for mark, _ in found):
        ticked = [option for mark, option in found if mark and mark in _TICKED]
    return _OPTIONS[ticked[0]] if len(ticked) == 1 else DisclosedAnswer.UNKNOWN


def marked_answer(cells: Sequence[tuple[DisclosedAnswer, str]]) -> DisclosedAnswer:
    """Return the answer whose column holds the mark.

    A form that prints the options in every row and was circled by hand tells nothing here: UNKNOWN.
    """
    filled = [(answer, text) for answer, text in cells if text and text not in _EMPTY and not re.fullmatch(r"[-ー―−.]+", text)]
    if len(filled) > 1:
        ticked = [(answer, text) for answer, text in filled if text in _TICKED]
        round_marks = [(answer, text) for answer, text in filled if text in _ROUND]
        # ● among ○ is the chosen one; ○ among × too.
        filled = ticked if len(ticked) == 1 else round_marks if len(round_marks) == 1 and not ticked else filled
    return filled[0][0] if len(filled) == 1 else DisclosedAnswer.UNKNOWN
