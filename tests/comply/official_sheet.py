"""Workbooks laid out as ministries lay out forms: merged categories, rounds side by side, numbers in rings or brackets.

The sentences are our own; the real form's words are nowhere in this repository.
"""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook

SENTENCES: dict[tuple[int, int], str] = {
    (1, 1): "安全管理の責任者を病院の中に置いていること",
    (2, 1): "サーバや端末PC、ネットワークの機器を台帳に載せて管理していること",
    (2, 2): "遠隔保守(リモートメンテナンス)をしている機器があるかを事業者に確かめていること",
    (2, 3): "事業者から開示書(MDS/SDS)を受け取っていること",
    (2, 4): "職種や担当ごとに見られる情報を決めていること",
    (2, 5): "退職した人のものなど使っていないアカウントを削除していること",
    (2, 6): "更新プログラムやファームウェアのセキュリティ更新を当てていること",
    (3, 1): "事故のときの院内と外部の連絡の体制を図にしていること",
    (3, 3): "サイバー攻撃の場合を含む業務継続計画を作っていること",
    (4, 1): "上の項目ごとの具体的な手順を運用管理規程などに定めていること",
}
SECTIONS = {1: "１　体制構築", 2: "２　医療情報システムの管理・運用", 3: "３　インシデント発生に備えた対応", 4: "４　規程類の整備"}
RINGS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬"
Filled = dict[tuple[int, int], tuple[Any, ...]]  # per round: answer, day[, target]


def marked(filled: Filled | None = None, *, sentences: dict[tuple[int, int], str] = SENTENCES, title: str = "医療機関・薬局確認用") -> bytes:
    """Categories merged down the side, はい and いいえ as columns with a circle, day and target day, two rounds."""
    book = Workbook()
    page = book.active
    page.title = title
    page["A1"] = f"サイバーセキュリティ対策チェックリスト({title})"
    page.append([])
    page.append(["分類", "番号", "チェック項目", "1回目", None, None, None, "2回目", None, None, None])
    page.append([None, None, None, "はい", "いいえ", "確認日", "目標日", "はい", "いいえ", "確認日", "目標日"])
    page.merge_cells("D3:G3")
    page.merge_cells("H3:K3")
    row = 5
    for section, name in SECTIONS.items():
        first = row
        for (at, number), words in sentences.items():
            if at != section:
                continue
            page.cell(row, 1).value = name if row == first else None
            page.cell(row, 2).value = RINGS[number - 1]
            page.cell(row, 3).value = words
            for index, one in enumerate((filled or {}).get((at, number), ())):
                base = 4 + 4 * index
                page.cell(row, base + (0 if one[0] == "yes" else 1)).value = "○"
                for offset, day in enumerate(one[1:], start=2):
                    page.cell(row, base + offset).value = day
            row += 1
        if row - first > 1:
            page.merge_cells(start_row=first, end_row=row - 1, start_column=1, end_column=1)
    return saved(book)


def worded(filled: Filled | None = None) -> bytes:
    """Section lines across the sheet, numbers in brackets in front of the sentence, one cell that prints the choices."""
    book = Workbook()
    page = book.active
    page.append(["サイバーセキュリティ対策チェックリスト 医療機関確認用"])
    page.append(["", "項目", "結果", "確認日", "目標日"])
    for section, name in SECTIONS.items():
        page.append([name])
        for (at, number), words in SENTENCES.items():
            if at == section:
                one = next(iter((filled or {}).get((at, number), ())), None)
                said = {"yes": "はい", "no": "いいえ"}[one[0]] if one else "はい ・ いいえ"
                page.append(["", f"({number}){words}", said, *(one[1:] if one else ("　年　月　日",))])
    return saved(book)


def in_one_cell(filled: Filled | None = None) -> bytes:
    """Answer and day share a cell under 1回目, as on paper; the target day stands beside it."""
    book = Workbook()
    page = book.active
    page.append(["サイバーセキュリティ対策チェックリスト 医療機関確認用"])
    page.append(["", "", "確認結果(日付)", None, None, None])
    page.append(["", "チェック項目", "1回目", "目標日", "2回目", "3回目"])
    page.merge_cells("C2:F2")
    for section, name in SECTIONS.items():
        for (at, number), words in SENTENCES.items():
            if at == section:
                said: list[Any] = ["はい・いいえ\n(　/　)", "(　/　)", "はい・いいえ\n(　/　)", "はい・いいえ\n(　/　)"]
                for index, one in enumerate((filled or {}).get((at, number), ())):
                    said[2 * index] = {"yes": "はい", "no": "いいえ"}[one[0]] + (f"\n({one[1]})" if len(one) > 1 else "")
                    if len(one) > 2:
                        said[1] = f"( {one[2]} )"
                page.append([name, f"{RINGS[number - 1]} {words}", *said])
    return saved(book)


def saved(book: Any, *, parts: dict[str, str] | None = None) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    if parts:
        with zipfile.ZipFile(buffer, "a") as package:
            for name, content in parts.items():
                package.writestr(name, content)
    return buffer.getvalue()


def with_parts(data: bytes, **parts: str) -> bytes:
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


ANSWERED: Filled = {
    (1, 1): (("yes", datetime(2026, 6, 1)),),
    (2, 1): (("no", "令和8年6月1日", "令和9年2月1日"), ("yes", "10/5")),
    (2, 6): (("no", date(2026, 6, 1)),),  # no target day
    (3, 3): (("yes",),),  # no day
}
