"""The words of a direction: its name, what it does here, and the rule by which its measures were chosen."""

from inmori.plan.cost import cost_lines, summed
from inmori.plan.directions import Direction
from inmori.plan.scene import Scene
from inmori.text import Text
from inmori.units import yen_en, yen_ja

NAMES: dict[str, Text] = {
    "stay": Text(ja="現状維持", en="Stay as it is"),
    "harden": Text(ja="閉域強化", en="Harden the closed network"),
    "cloud": Text(ja="クラウド移行", en="Move to the cloud and shrink"),
    "best": Text(ja="最適", en="Best mix found"),
}


def name_of(direction: Direction) -> Text:
    """Return the direction's name."""
    return NAMES[direction.id]


def summary_of(scene: Scene, direction: Direction) -> Text:
    """Say in a few sentences what the direction does at this hospital, and where it asks for more than there is."""
    parts = [_does(scene, direction), _system(scene, direction)]
    parts += _saves(scene, direction)
    parts += [_bought_with_renewal(scene, name, direction.starts[name]) for name in direction.with_renewal]
    if any(yen >= 1 for yen in direction.overspend):
        most = max(direction.overspend)
        parts.append(
            Text(
                ja=f"期限のある義務や指定された対策だけで予算を超える年があり、不足は多い年で{yen_ja(most)}です。",
                en=f"Dated duties and what was insisted on exceed the budget in some year, by up to {yen_en(most)}.",
            )
        )
    if any(hours >= 1 for hours in direction.overtime):
        most = max(direction.overtime)
        parts.append(
            Text(
                ja=f"担当者の時間が足りない年があり、不足は多い年で約{most:.0f}時間です。外部の手が要ります。",
                en=f"Staff time falls short in some year, by up to {most:.0f} hours; outside hands are needed.",
            )
        )
    return joined(parts)


def rule_of(scene: Scene, direction: Direction) -> Text:
    """Say how the measures were chosen, so that a person can check it."""
    if direction.id == "stay":
        return Text(
            ja="新しい対策は何も加えません。サポートの切れる製品はそのまま増え、電子カルテは更新時期に院内で更新するとしています。",
            en="No new measure. Products run out of support as time passes; the EHR is renewed on site when due.",
        )
    if direction.id == "best":
        return _best_rule(scene)
    means = scene.means
    per_hour = f"{means.hours:.0f}"
    return Text(
        ja=(
            "期限のある義務(法令やガイドラインが日付を示すもの)は必ず行います。"
            f"ほかは、年{yen_ja(means.budget)}({means.basis.ja})と担当者の年{per_hour}時間の中で、減る予想損失が最も大きくなる組合せと順番です"
            f"(満たしていない要求一つを年{yen_ja(_duty(scene))}と数え、費用の{_share(scene)}%も損失を減らさないものは選びません)。"
            "費用と手間の小さいものは、それだけを欠いたときに増える損失で測ります(入口は一つでも残ると、ほかを閉じた意味が薄れるため)。"
            "電子カルテの更新費・利用料は別枠とし、使う年数に均して数えます。金額はすべて今の価値です。"
            "半年を超えて準備のかかる対策は、翌年から効くとしています。"
        ),
        en=(
            "Duties to which a law or guideline gives a date are always done. For the rest, the set and order that avoid the most "
            f"expected loss within {yen_en(means.budget)} ({means.basis.en}) and {per_hour} staff hours a year "
            f"(an open requirement counts as {yen_en(_duty(scene))} a year; what avoids less than {_share(scene)} % of its cost is left out). "
            "What costs little is worth what would be missed if it alone were left out: one way in left open spoils the others' closing. "
            "The EHR's renewal or fee is paid apart and spread over its life. All money is of today. "
            "A measure that takes over half a year works from the next year."
        ),
    )


def joined(parts: list[Text]) -> Text:
    """Join sentences."""
    return Text(ja="".join(part.ja for part in parts), en=" ".join(part.en for part in parts))


def _best_rule(scene: Scene) -> Text:
    means = scene.means
    return Text(
        ja=(
            f"期限のある義務を必ず含め、年{yen_ja(means.budget)}({means.basis.ja})と担当者の年{means.hours:.0f}時間の中で、"
            f"費用と予想損失の合計から、満たす要求の値打ち(一つ年{yen_ja(_duty(scene))})を引いた額が最も小さくなる組合せと順番を探しました。"
            "電子カルテを院内に置く場合とクラウドへ移す場合の両方を調べています。いくつもの出発点から入れ替えを繰り返し、"
            "探すのに使わなかった試行で選び直しました。これより良いものが見つからなかった、という意味での「最適」です。"
        ),
        en=(
            f"Dated duties are in. Within {yen_en(means.budget)} ({means.basis.en}) and {means.hours:.0f} staff hours a year, the set and order "
            f"with the least sum of costs and expected loss, less {yen_en(_duty(scene))} a year for each open requirement met, with the EHR "
            "on site or in the cloud. Several starts, improved by exchanges, and chosen on trials that the search had not seen: "
            '"best" means that no better was found.'
        ),
    )


def _saves(scene: Scene, direction: Direction) -> list[Text]:
    lines = [line for line in cost_lines(scene, direction) if line.saved]
    if not lines:
        return []
    amount, guessed = -summed(lines).mid, any(line.line.price.basis == "assumption" for line in lines)
    ja, en = ("(契約書に金額のないものは想定)", " (assumed where no contract names an amount)") if guessed else ("", "")
    return [
        Text(
            ja=f"院外へ移す部門システムの保守とサーバ更新が要らなくなる分、約{yen_ja(amount)}を費用から引いています{ja}。",
            en=f"About {yen_en(amount)} is taken off for maintenance and servers of departments' systems that leave{en}.",
        )
    ]


def _bought_with_renewal(scene: Scene, name: str, year: int) -> Text:
    capital, measure = scene.prices[name].capital.mid, scene.measure(name)
    return Text(
        ja=f"「{measure.name.ja}」は1年の予算に収まらないため、{year}年目の電子カルテの更新と一緒に買い、初期費用{yen_ja(capital)}は"
        "年の予算とは別に用意する前提です。",
        en=f"{measure.name.en} exceeds a year's budget: it is bought with the EHR's renewal in year {year}, its first cost of "
        f"{yen_en(capital)} paid apart from the yearly budget.",
    )


def _does(scene: Scene, direction: Direction) -> Text:
    count = sum(scene.measure(name).paid_from == "security" for name in direction.starts)
    if direction.id == "stay":
        return Text(ja="新しい対策は加えません。", en="No new measure is taken.")
    if count == 0:
        return Text(ja="選べる対策がありませんでした。", en="No measure could be chosen.")
    first = sum(
        year == 1 and scene.measure(name).paid_from == "security" for name, year in direction.starts.items()
    )
    return Text(
        ja=f"対策を{count}件行います(うち1年目に{first}件)。",
        en=f"{count} measures, {first} of them in the first year.",
    )


def _system(scene: Scene, direction: Direction) -> Text:
    move, kept = scene.cloud_move(), scene.on_premises_renewal()
    if move is None:
        return Text(
            ja="電子カルテはすでにクラウドにあり、利用料を続けて払います。",
            en="The EHR is in the cloud already; its fee goes on.",
        )
    moves = direction.id == "cloud" or move.id in direction.starts
    own = move if moves else kept
    if own is None:
        return Text(ja="", en="")
    renewal = scene.renewal(own)
    basis = Text(ja=f"({renewal.basis.ja})", en=f" ({renewal.basis.en})")
    if renewal.year > scene.years:
        return Text(
            ja=f"電子カルテの更新は期間の外の{renewal.year}年目で{basis.ja}、それまでは院内に置いたままです。",
            en=f"The EHR's renewal lies outside, in year {renewal.year}{basis.en}; until then it stays on site.",
        )
    if moves:
        return Text(
            ja=f"電子カルテと医事会計を、更新に合わせて{renewal.year}年目からクラウドで使います{basis.ja}。",
            en=f"EHR and billing run in the cloud from year {renewal.year}, at their renewal{basis.en}.",
        )
    return Text(
        ja=f"電子カルテは{renewal.year}年目に院内で更新します{basis.ja}。",
        en=f"The EHR is renewed on site in year {renewal.year}{basis.en}.",
    )


def _duty(scene: Scene) -> float:
    return scene.catalogue.quantity("rule.duty_value").value


def _share(scene: Scene) -> str:
    return f"{scene.catalogue.quantity('rule.worth_share').value * 100:.0f}"
