"""What a wave says to people: how to prepare, the night itself, the way back, and what must not be overlooked."""

from collections.abc import Sequence
from datetime import date

from inmori.catalogue.loader import Catalogue
from inmori.era import both_ja
from inmori.model import Hospital, Hosting, SystemKind
from inmori.plan.roads import ChosenMeasure
from inmori.plan.wave import Anchor, WaveNeed
from inmori.plan.wave_dates import months_between
from inmori.plan.wave_needs import name_of
from inmori.plan.wave_units import Unit
from inmori.text import Text

_PREPARE = (
    Text(
        ja="今の契約の終わりの通知期限と、データの返却の条件を契約書で確かめます。",
        en="Look up in the contract until when it must be ended, and how data is handed back.",
    ),
    Text(
        ja="移すデータの範囲を決め、件数を数えます。移さない記録は読める形で残します。",
        en="Decide which data moves and count it; what does not move stays readable.",
    ),
    Text(
        ja="回線を切った状態で開くか、印刷できるかを、業者の目の前で試します。",
        en="Try before the vendor whether it opens and prints with the line cut.",
    ),
    Text(
        ja="利用者への説明と通し稽古を2回行います。",
        en="Train the users and rehearse the whole twice.",
    ),
)
_RENEW = (
    Text(
        ja="見積りの条件に、二要素認証、更新プログラムを当てる責任、遠隔保守の入口の限定を入れます。",
        en="Put second factor, the duty to patch and a single guarded way in for maintenance among the terms of the quote.",
    ),
    Text(
        ja="移すデータの範囲を決め、件数を数えます。古いサーバは読むだけにして、決めた日まで残します。",
        en="Decide which data moves and count it; the old servers stay readable until an agreed day.",
    ),
    Text(
        ja="新しいサーバは、今の網につなぐ前に、不要な通信と共用のパスワードを外した状態を業者に示してもらいます。",
        en="Before new servers join the network, have the vendor show that needless services and shared passwords are gone.",
    ),
)
_INSTRUMENTS = Text(
    ja="院内に残る装置とのつなぎ直しを、装置の業者と一つずつ試します。",
    en="Try each connection to instruments that stay, with their vendors.",
)
_STEPS = (
    Text(ja="前日までに紙の伝票と患者一覧を印刷します。", en="By the day before, print forms and the list of patients."),
    Text(
        ja="土曜の診療後に古い方の入力を止め、最後のデータを写します。",
        en="After Saturday's work stop entry in the old system and copy the last data.",
    ),
    Text(
        ja="件数と、患者10人分の内容を新旧で見くらべます。合わなければ戻します。",
        en="Compare counts, and ten patients' records, in old and new; if they differ, go back.",
    ),
    Text(
        ja="紙に書いた分を月曜までに入力し、新しい方で始めます。",
        en="Enter what was written on paper by Monday and begin with the new system.",
    ),
)


def name_of_unit(hospital: Hospital, unit: Unit) -> Text:
    """Return the names of the systems that move together."""
    names = list(
        dict.fromkeys((name_of(one).ja, name_of(one).en) for one in hospital.systems if one.id in unit.systems)
    )
    ja, en = "・".join(ja for ja, _ in names), ", ".join(en for _, en in names)
    return Text(ja=f"{ja}(院内で更新)", en=f"{en} (renewed on site)") if unit.renewed else Text(ja=ja, en=en)


def none_because(hospital: Hospital, catalogue: Catalogue, chosen: Sequence[ChosenMeasure]) -> Text:
    """Say why there is no wave, and what a person can do about it."""
    known = [catalogue.measures[each.measure] for each in chosen if each.measure in catalogue.measures]
    if any(measure.paid_from == "system" for measure in known):
        return Text(
            ja="電子カルテの更新か移行が計画にありますが、電子カルテのシステムが資料に見つからないため、切替の日と手順を組めません。"
            "システムの一覧に電子カルテとそのサーバを加えてください。",
            en="The plan renews or moves the EHR, but no EHR was found in the papers, so no change-over can be laid out. "
            "Add it, with its servers, to the list of systems.",
        )
    if hospital.ehr_hosting.value is Hosting.CLOUD:
        return Text(
            ja="電子カルテはすでに院外にあり、この道ではほかに移すシステムもないため、切替の波はありません。対策は工程表の日付で進めます。",
            en="The EHR is off the site already and nothing else moves on this road: there is no wave, only dated tasks.",
        )
    return Text(
        ja="この道では、期間内に院外へ移すか入れ替える基幹のシステムがないため、切替の波はありません。対策は工程表の日付で進めます。",
        en="On this road no core system moves or is renewed within the period: there is no wave, only dated tasks.",
    )


def preparation(reconnect: tuple[Text, ...], *, renewed: bool = False) -> tuple[Text, ...]:
    """Return what is done before the day; a system that stays has no line to be cut and no data to be handed back."""
    if renewed:
        names = Text(ja="、".join(one.ja for one in reconnect), en="; ".join(one.en for one in reconnect))
        told = Text(ja=f"{_INSTRUMENTS.ja}対象: {names.ja}", en=f"{_INSTRUMENTS.en} These are: {names.en}")
        return (*_RENEW, *((told,) if reconnect else ()), _PREPARE[3])
    if not reconnect:
        return _PREPARE
    names = Text(ja="、".join(one.ja for one in reconnect), en="; ".join(one.en for one in reconnect))
    told = Text(ja=f"{_INSTRUMENTS.ja}対象: {names.ja}", en=f"{_INSTRUMENTS.en} These are: {names.en}")
    return (*_PREPARE[:3], told, _PREPARE[3])


def steps() -> tuple[Text, ...]:
    """Return what is done on the day."""
    return _STEPS


def fallback(until: date, off: date) -> Text:
    """Return the way back: until when, and what stays readable."""
    return Text(
        ja=f"{until.isoformat()}までは古い方へ戻せます。戻すかどうかは院長が決め、その間の記録は紙から入れ直します。"
        f"古い方は{off.isoformat()}に網から外し、読むだけの形で保存期間(診療録は5年)残します。",
        en=f"Until {until.isoformat()} the old system can be taken up again; the director decides, and records made "
        f"meanwhile are entered from paper. It leaves the network on {off.isoformat()} and stays readable for the "
        "years records must be kept (five).",
    )


def why_then(cut_over: date, *, target: date | None, core: bool) -> Text:
    """Return why the wave changes over on this day."""
    if target is None:
        return Text(
            ja="契約の終わりが資料にないため、準備ができて職員の手が空く最初の土曜日に置いた仮の日です。",
            en="No end of a contract is known: a provisional day, the first Saturday for which the work and the staff allow.",
        )
    held = "。診療報酬改定の前後も避けました" if core else ""
    if cut_over <= target:
        return Text(
            ja=f"今の契約などの終わり({both_ja(target)})の1か月前から後で、月初の請求と重ならない土曜日です{held}。",
            en=f"A Saturday within a month before what is paid for ends ({target.isoformat()}), clear of the monthly claims"
            + (" and of the fee revision." if core else "."),
        )
    return Text(
        ja=f"今の契約などの終わり({both_ja(target)})の後で、ほかの切替・請求・診療報酬改定と重ならない最初の土曜日です。",
        en=f"The first Saturday after what is paid for ends ({target.isoformat()}) that is clear of other moves, claims and the fee revision.",
    )


def warnings(
    hospital: Hospital, unit: Unit, *, anchors: tuple[Anchor, ...], off: date, outside: float, needs: tuple[WaveNeed, ...]
) -> tuple[Text, ...]:
    """Return what must be settled by a person before the wave is agreed; ``off`` is the day the old system goes."""
    papers = {one.on for one in anchors if one.kind in ("contract", "lease")}
    late = [a for a in anchors if a.on < off and not (a.kind == "renewal" and a.on in papers)]
    found = list(dict.fromkeys(_late(anchor, off) for anchor in late))
    if outside >= 0.5:
        found.append(
            Text(
                ja=f"職員の手が{outside:,.0f}時間足りません。委託するか、ほかの対策を後ろへずらしてください。",
                en=f"The staff lacks {outside:,.0f} hours: buy them, or move other measures back.",
            )
        )
    kinds = {system.id: system for system in hospital.systems}
    left = [
        name_of(kinds[need.system])
        for need in needs
        if need.on in unit.systems
        and need.system not in unit.systems
        and kinds[need.on].kind is SystemKind.DIRECTORY
    ]
    if left:
        found.append(
            Text(
                ja=f"古い認証サーバは、{'、'.join(one.ja for one in left)}が使い終わるまで止められないことがあります。",
                en=f"The old directory may have to run until these are done with it: {', '.join(one.en for one in left)}.",
            )
        )
    return tuple(found)


def _late(anchor: Anchor, off: date) -> Text:
    months = months_between(anchor.on, off)
    if anchor.kind == "support":
        return Text(
            ja=f"{anchor.text.ja}を過ぎて{months}か月使うことになります。その間の守りを業者と決めてください。",
            en=f"{anchor.text.en}; it will be used {months} months longer. Agree with the vendor how it is guarded meanwhile.",
        )
    if anchor.rolls:
        return Text(
            ja=f"{anchor.text.ja}。切替の年で止まるよう、期限までに更新しない旨を伝えてください(1年ごとの更新と仮定)。",
            en=f"{anchor.text.en}: give notice in time for the year of the move (taken to renew by the year).",
        )
    if months > 12:
        return Text(
            ja=f"{anchor.text.ja}から旧システムを止めるまで{months}か月あります。1年ごとの更新でつなぎ、長い契約は結び直さないでください。",
            en=f"{anchor.text.en}, {months} months before the old system goes: renew by the year, sign nothing longer.",
        )
    return Text(
        ja=f"{anchor.text.ja}から旧システムを止めるまで{months}か月あります。その間だけの延長を頼んでください。",
        en=f"{anchor.text.en}, {months} months before the old system goes: ask for an extension that bridges them.",
    )
