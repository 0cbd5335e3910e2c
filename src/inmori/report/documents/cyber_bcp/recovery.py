"""Chapters 5 and 6: bringing systems back (復旧処理) and what follows (事後対応)."""

from inmori.prepare.restore_order import RestoreStep
from inmori.report.block import Bullets, Column, Paragraph, Subheading, Table
from inmori.report.documents.cyber_bcp.plan import ORDER, SIMULATED, Plan
from inmori.report.documents.manuscript import Part, Passage, Ruled, blank, said
from inmori.report.documents.operation_rules.tables import MEDIUM_NAMES, NOT_CONFIRMED
from inmori.report.wording import EMPTY, days_range, listed, same
from inmori.text import Text


def chapters(plan: Plan) -> tuple[Part, ...]:
    """Return chapters 5 and 6 and the sheets to write on."""
    return (_recovery(plan), _afterwards(), _sheets())


def _recovery(plan: Plan) -> Part:
    return Part("recovery", said("5 復旧処理(第4段階)", "5 Recovery (phase 4)"), (
        *_order(plan), *_copies(), *_vendors(), *_checks(plan), *_departments(), *_entry(),
    ), fresh=True)  # fmt: skip


_BEFORE: tuple[tuple[str, Text, Text], ...] = (
    ("準備1", said("侵入された入口を塞ぎ、証拠の取得を終える", "close the way in, finish securing evidence"), said("遮断の記録と調査者の了承", "record of cuts, investigators agree")),
    ("準備2", said("きれいな管理用の端末と、切り離したネットワークを用意する", "a clean administrator's PC and a separate network"), said("新しく作ったもの、または検査したもの", "new or examined")),
    ("準備3", said("すべての管理者と利用者のパスワードを替える", "change all passwords"), said("古いものが使えないことを確かめた", "old ones no longer work")),
)


def _order(plan: Plan) -> tuple[Passage, ...]:
    order, days = plan.foot.sign(ORDER), EMPTY
    if plan.drafts.outcomes is not None:
        sign = plan.foot.sign(SIMULATED)
        days = said(f"止まる日数は試算である。{sign.ja}", f"Days are simulated. {sign.en} ")
    names = {one.system.id: one.name for one in plan.drafts.restore}
    rows: list[tuple[Text, ...]] = [(same(number), what, EMPTY, EMPTY, EMPTY, check) for number, what, check in _BEFORE]
    rows += [_row(one, names) for one in plan.drafts.restore]
    if not plan.drafts.restore:
        rows.append((same("1〜"), blank(said("復旧するシステムと順番", "systems and their order")), EMPTY, EMPTY, EMPTY, EMPTY))
    columns = (
        Column(said("復旧の順", "Turn"), 0.9, "center"), Column(said("システム", "System"), 2.4), Column(said("診療の重要度の順", "Clinical rank"), 1, "center"),
        Column(said("先に要るもの", "Rests on"), 2), Column(said("止まる日数(試算)", "Days down (simulated)"), 1.5), Column(said("戻してよい条件", "May return when"), 2.8),
    )  # fmt: skip
    return (
        Subheading(said("5.1 復旧の順", "5.1 Order of recovery")),
        Paragraph(said(
            f"復旧の順は、診療での重要度と同じではない。ほかのシステムの土台になるものから戻す。{order.ja}{days.ja}復旧の指示は対策本部が出し、変えたときは理由を記録する。",
            f"The order of recovery is not that of clinical weight: what others rest on returns first. {order.en} {days.en}The headquarters direct the recovery and record why they depart from this order.")),
        Table(said("復旧の順の一覧", "Order of recovery"), columns, tuple(rows), small=True),
    )  # fmt: skip


def _row(step: RestoreStep, names: dict[str, Text]) -> tuple[Text, ...]:
    rests = listed([names[one].ja for one in step.rests_on], limit=3)
    days = days_range(step.days) if step.days else said("試算なし", "not simulated")
    return (
        same(str(step.order)), said(f"{step.name.ja}({step.why.ja})", f"{step.name.en} ({step.why.en})"), same(str(step.clinical)),
        rests if rests.ja else said("なし", "nothing"), days, step.check,
    )  # fmt: skip


def _copies() -> tuple[Passage, ...]:
    return (
        Subheading(said("5.2 バックアップから戻す", "5.2 From backups")),
        Bullets((
            said("ネットワークにつながったバックアップは汚染を疑い、切り離した控えから先に調べる。", "Copies on the network are suspect; those off the network are examined first."),
            said("控えを、切り離した場所の検査済みの機器で開き、侵入されたと見られる日より前の世代を選ぶ。", "Open copies on an examined machine in a separate place; choose one from before the break-in."),
            said("元の媒体には書きこまず、写しを取ってから使う。", "Work on a copy, never on the medium itself."),
            said("OSから作り直し、更新を当て、新しいパスワードにしてから、データを戻す。", "Rebuild the system, update it, give it new passwords, then bring the data back."),
        )),
    )  # fmt: skip


def _vendors() -> tuple[Passage, ...]:
    return (
        Subheading(said("5.3 事業者への依頼", "5.3 Asking vendors")),
        Paragraph(said("復旧の順、時間、人員、費用の扱いを書面で依頼し、毎日決まった時刻に進み具合の報告を受ける。依頼は、4.6の連絡先による。", "Order, hours, people and cost are asked for in writing; progress is reported daily at a fixed hour. Numbers are in 4.6.")),
    )


def _checks(plan: Plan) -> tuple[Passage, ...]:
    kept = [one for one in plan.drafts.restore if one.backup and one.backup.restore_tested.value is False]
    names = listed([one.name.ja for one in kept], limit=4)
    warn = said(
        f"{names.ja}は、復元を試したことがないと聞いている。戻せないことがありうるため、平時に試しておく。",
        f"{names.en}: restoring was never tried, as told. It may fail: try it before it is needed.",
    )
    media = sorted({medium for one in kept if one.backup for medium in one.backup.media or ()})
    where = said("、".join(MEDIUM_NAMES[one].ja for one in media), ", ".join(MEDIUM_NAMES[one].en for one in media)) if media else NOT_CONFIRMED
    note = said(f"{warn.ja}(控えの置き場所: {where.ja})", f"{warn.en} (copies: {where.en})")
    return (
        Subheading(said("5.4 結果の確認と復帰の宣言", "5.4 Checking the result, declaring the return")),
        Paragraph(said("部門の職員が一連の操作を試し、患者20人を抜き出して紙の記録と照らす。安全管理責任者が汚染のないことを確かめ、院長が復帰を宣言する。", "The department tries one whole round and compares 20 patients with paper; the safety officer confirms that it is clean, the director declares the return.")),
        *((Paragraph(note, "caution"),) if kept else ()),
    )  # fmt: skip


def _departments() -> tuple[Passage, ...]:
    columns = (
        (said("部門", "Department"), 2.0), (said("紙をやめる日時", "Paper ends on"), 1.6), (said("並行する期間", "Both until"), 1.6),
        (said("遡及入力の残り", "Left to enter"), 1.6), (said("確認した者", "Checked by"), 1.4),
    )  # fmt: skip
    return (
        Subheading(said("5.5 部門ごとの切替日", "5.5 Change by department")),
        Ruled(said("部門は同じ速さでは戻らない。部門ごとに決める", "Departments return at different speed: decide for each"), columns, empty=8),
    )


def _entry() -> tuple[Passage, ...]:
    return (
        Subheading(said("5.6 紙の記録の入力", "5.6 Entering what is on paper")),
        Paragraph(said("入力する範囲と期限は院長が決める。次の受診までに要るもの(アレルギー、薬、検査結果、次の予約)を先に入力し、入力を二人で確かめるまで紙を原本として保管する。", "The director decides what is entered and by when. What the next visit needs comes first; until two people have checked it, paper is the original.")),
    )


def _afterwards() -> Part:
    return Part("afterwards", said("6 事後対応(第5段階)", "6 Afterwards (phase 5)"), (
        Subheading(said("6.1 結果と漏えいの有無の報告", "6.1 Result, and whether data leaked")),
        Paragraph(said("安全管理責任者は、復旧の結果、止まった診療、漏えいの有無(分からないときはその理由)を経営層に報告する。", "The safety officer reports to the board: result, care lost, whether data leaked, or why that cannot be told.")),
        Subheading(said("6.2 再発防止策の検討", "6.2 Measures")),
        Paragraph(said("事象ごとに、規程がない、知らなかった、物がない、契約がない、のどれが原因かを分け、直す文書、担当者の氏名、期限を書いて委員会で審議し、経営層が決める。", "For each event: was it a missing rule, knowledge, thing or contract? The committee proposes paper, person and day; the board decides.")),
        Subheading(said("6.3 周知と実施", "6.3 Made known and carried out")),
        Paragraph(said("決めた対策を全職員に知らせ、日々の点検の項目に加え、終わったことを経営層が確かめる。", "Staff are told, the daily checks take them up, and the board sees them done.")),
        Subheading(said("6.4 事業者への指示と確認", "6.4 Vendors")),
        Paragraph(said("事業者に対策を書面で求め、契約と責任分界表を改め、年1回実施を確かめる。", "Vendors are asked in writing, contracts and responsibilities are changed, and the result is checked every year.")),
        Subheading(said("6.5 外部への報告と公表", "6.5 Reports and publication")),
        Bullets((
            said("第1報は当日に出し、次に知らせる時刻を約束する。分からないことは「調査中」と書く。", "The first notice goes out the same day and names the hour of the next; what is unknown is \"under investigation\"."),
            said("個人情報保護委員会の確報、厚生労働省と都道府県への続報、警察への情報の提供を終えたことを確かめる。", "See that final reports to commission, ministry, prefecture and police are made."),
            said("本人への通知は、概要、情報の項目、原因、二次被害の有無、問い合わせ先を含める。", "Persons are told what happened, which data, why, what harm, and whom to ask."),
            said("ほかの医療機関が学べるよう、原因と対策を公表する。機器の型番や網の構成は書かない。", "Cause and measures are published so that others learn; no product names, no network details."),
        )),
    ), fresh=True)  # fmt: skip


def _sheets() -> Part:
    columns = ((said("時刻", "Time"), 1.0), (said("起きたこと・決めたこと・連絡したこと", "Event, decision, contact"), 4.5), (said("決めた者・根拠", "By whom, on what"), 2.0), (said("保留", "Open"), 1.2))
    return Part("sheets", said("用紙 時系列の記録", "Sheet: log of events"), (
        Paragraph(said("記録係が手書きで続ける。書き直さず、誤りは次の行で正す。", "The recorder writes by hand; nothing is erased, errors are corrected in a new line.")),
        Ruled(said("記録(枚数が要るだけ写す)", "Log (copy as needed)"), columns, empty=18),
    ), fresh=True)  # fmt: skip
