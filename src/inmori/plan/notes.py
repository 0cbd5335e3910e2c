"""What a reader must know before the roadmap: no money, dates out of reach, no price, wishes without effect."""

from collections.abc import Iterator
from datetime import date

from inmori.catalogue.measure import Measure
from inmori.plan.duties import must_do, with_renewal
from inmori.plan.own_contract import ehr_contracts, place_of
from inmori.plan.renewal import months_after, plan_year
from inmori.plan.scene import Scene
from inmori.plan.wish import Wishes, priced, quoted_en, quoted_ja
from inmori.text import Text
from inmori.units import yen_en, yen_ja

NO_MONEY = Text(
    ja="予算が0円のため、費用のかからない対策と、期限のある義務だけを並べています。義務の費用は予算の外で要ります。",
    en="The budget is 0: only measures without cost and dated duties are planned; the duties need money from elsewhere.",
)


def notes_of(scene: Scene, wishes: Wishes) -> tuple[Text, ...]:
    """Return the notes, most general first."""
    found = [NO_MONEY] if scene.means.budget <= 0 else []
    for measure in scene.catalogue.measures.values():
        if measure.id in wishes.forbidden or measure.paid_from != "security" or not scene.useful(measure.id):
            continue
        found += _late(scene, measure, pinned=wishes.pins.get(measure.id))
        if not priced(scene, measure.id):
            found.append(_no_price(measure, pinned=measure.id in wishes.pins))
    found += _forbidden_duties(scene, wishes)
    for name in sorted(wishes.pins):
        found += _pinned(scene, wishes, name)
    return (*found, *_own_contract(scene))


def _own_contract(scene: Scene) -> Iterator[Text]:
    """Say which contract the EHR's yearly cost is taken from, and up to when."""
    own = ehr_contracts(scene.hospital, today=scene.today)
    if not own:
        return
    yen, numbers = sum(each.yearly_yen.value or 0.0 for each in own), "、".join(each.number.value or each.id for each in own)
    places = "、".join(place_of(each) for each in own)
    after, after_en = "", ""
    if scene.cloud_move() is not None:
        after = (
            "院内で更新した後も、いまの契約の額が続くと仮定しています(幅は一般の目安の額まで取っています)。"
            "更新後の保守の見積りがあれば --quotes で置き換えられます。契約が全部を含むかも業者に確かめてください。"
        )
        after_en = (
            " After a renewal on site today's amount is assumed to go on, its range reaching to the general figure. A quotation "
            "(--quotes) takes its place; ask whether the contract holds everything."
        )
    yield Text(
        ja=f"電子カルテの今の年間費用は、目安ではなく、病院の契約({numbers})の年額{yen_ja(yen)}で計算しています(出典: {places})。{after}",
        en=f"The EHR's yearly cost of today is the hospital's own contract ({numbers}), {yen_en(yen)} a year (source: {places}).{after_en}",
    )


def _late(scene: Scene, measure: Measure, *, pinned: int | None) -> Iterator[Text]:
    if measure.deadline is None:
        return
    on, ready = measure.deadline.isoformat(), months_after(scene.today, measure.lead_months)
    if pinned is not None and pinned > plan_year(measure.deadline, today=scene.today):
        yield Text(
            ja=f"「{measure.name.ja}」は指定どおり{pinned}年目に入れましたが、{on}までに求められています。遅れる理由と予定を文書に残してください。",
            en=f"{measure.name.en} is in year {pinned} as you asked, but asked for by {on}; put the reason and the date in writing.",
        )
    elif with_renewal(scene, measure):
        year = must_do(scene, measure)
        yield Text(
            ja=f"「{measure.name.ja}」の期限は{on}ですが、1年の予算に収まらないため、{year}年目の電子カルテの更新と一緒に入れる計画です。"
            "ガイドラインは、難しい場合に次の更新まで待つことを認めています。理由と予定を文書に残し、それまでの代わりの策を決めてください。",
            en=f"{measure.name.en} is asked for by {on}, but exceeds a year's budget: it is planned with the EHR's renewal in year "
            f"{year}, as the guideline allows where the date is hard to keep. Put the reason and the date in writing, and agree "
            "on what stands in until then.",
        )
    elif ready > measure.deadline:
        yield _out_of_reach(measure, on, ready)


def _out_of_reach(measure: Measure, on: str, ready: date) -> Text:
    return Text(
        ja=f"「{measure.name.ja}」は、期限の{on}に間に合いません。準備に{measure.lead_months}か月かかり、"
        f"今日始めても{ready.isoformat()}になります。すぐ始め、間に合うまでの代わりの策を決めてください。",
        en=f"{measure.name.en} cannot meet its date {on}: it takes {measure.lead_months} months, "
        f"begun today it is ready on {ready.isoformat()}. Begin now and agree on what stands in until then.",
    )


def _no_price(measure: Measure, *, pinned: bool) -> Text:
    if pinned:
        return Text(
            ja=f"「{measure.name.ja}」は指定どおり入れましたが、この規模の病院での値段の資料がないため、費用を0円と数えています。"
            "実際の費用は見積りで確かめ、--quotes で加えてください。",
            en=f"{measure.name.en} is in as you asked, but no price is known for a hospital of this size: it is counted as "
            "costing nothing. Ask for a quotation and add it with --quotes.",
        )
    return Text(
        ja=f"「{measure.name.ja}」は、この規模の病院での値段の資料がないため計画に入れていません。見積りがあれば --quotes で加えられます。",
        en=f"{measure.name.en} has no price for a hospital of this size and is left out; add a quotation with --quotes.",
    )


def _forbidden_duties(scene: Scene, wishes: Wishes) -> Iterator[Text]:
    for name in sorted(wishes.forbidden):
        deadline = scene.measure(name).deadline
        if deadline is not None and scene.useful(name):
            yield Text(
                ja=f"{quoted_ja(scene, name)}は{deadline.isoformat()}までに求められていますが、指定により外しています。"
                "行わない理由を文書に残してください。",
                en=f"{quoted_en(scene, name)} is asked for by {deadline.isoformat()} and left out as you asked; put the reason in writing.",
            )


def _pinned(scene: Scene, wishes: Wishes, name: str) -> Iterator[Text]:
    measure, wanted = scene.measure(name), wishes.pins[name]
    if scene.applied[name].changes == 0:
        yield Text(
            ja=f"{quoted_ja(scene, name)}は指定どおり入れましたが、この病院では何も変えません。",
            en=f"{quoted_en(scene, name)} is in as you asked, though it changes nothing here.",
        )
    elif measure.paid_from == "system":
        year = scene.renewal(measure).year
        if year > scene.years:
            yield Text(
                ja=f"{quoted_ja(scene, name)}は、電子カルテの更新が期間の外({year}年目)なので、この計画には入りません。期間を延ばすと比べられます。",
                en=f"{quoted_en(scene, name)} is not in: the EHR's renewal lies outside, in year {year}. A longer period compares it.",
            )
        elif wanted is not None and wanted != year:
            yield Text(
                ja=f"{quoted_ja(scene, name)}は、二重に払わないよう電子カルテの更新({year}年目)に合わせます。指定の{wanted}年目にはしていません。",
                en=f"{quoted_en(scene, name)} is set to the EHR's renewal in year {year}, not to year {wanted}, so that nothing is paid twice.",
            )
