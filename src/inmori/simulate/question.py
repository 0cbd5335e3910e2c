"""Which fact, if known, would change the answer: what to ask first of the many things that nobody could say.

A fact that was not known went in as a mixture of both answers (see ``prior.py``). Here each is answered yes and no
in turn, with the same luck: the wider apart the two results, the more the question is worth asking.
"""

from __future__ import annotations

from collections.abc import Mapping

from inmori.catalogue.quantity import Quantity
from inmori.simulate.compile import Compiled
from inmori.simulate.driver import LOSS, Experiment
from inmori.simulate.outcome import Question
from inmori.text import Text
from inmori.units import yen_en, yen_ja

LEAST = 0.04  # of the expected loss: below that the answer changes nothing worth telling
FACTS: dict[str, Text] = {
    "prior.always_on": Text(ja="保守回線が常時つながったままか", en="whether maintenance links are always on"),
    "prior.dns_filter": Text(ja="メール・Webのフィルタがあるか", en="whether mail and web are filtered"),
    "prior.endpoint_watch": Text(ja="EDRがあり、警告を見る人がいるか", en="whether endpoint detection is there and watched"),
    "prior.generations": Text(ja="バックアップを何世代か残しているか", en="whether backups are kept for generations"),
    "prior.info_linked": Text(ja="情報系から診療系へ抜けられるか", en="whether the information network leads into the clinical one"),
    "prior.logs_kept": Text(ja="機器の記録(ログ)が残るか", en="whether logs are kept"),
    "prior.mfa_clinical": Text(ja="診療系の端末に二要素認証があるか", en="whether clinical systems have a second factor"),
    "prior.mfa_cloud": Text(ja="クラウドに二要素認証があるか", en="whether cloud services have a second factor"),
    "prior.network_watch": Text(ja="院内の通信を見張る人がいるか", en="whether the network is watched"),
    "prior.offline_backup": Text(ja="網から切り離したバックアップがあるか", en="whether there is an offline copy"),
    "prior.patched": Text(ja="端末・サーバを毎月更新しているか", en="whether machines are updated monthly"),
    "prior.peer_block": Text(ja="端末どうしの通信を止めているか", en="whether PC-to-PC traffic is blocked"),
    "prior.remote_second_factor": Text(ja="リモート接続に二要素認証があるか", en="whether remote access has a second factor"),
    "prior.restore_tested": Text(ja="バックアップから戻す試験をしたか", en="whether a restore has been tested"),
    "prior.same_local_admin": Text(ja="管理者パスワードが全台同じか", en="whether all machines share one administrator password"),
    "prior.segmented": Text(ja="診療系の中が区切られているか", en="whether the clinical network is separated inside"),
    "prior.shared_account": Text(ja="保守のIDを共用しているか", en="whether maintenance logins are shared"),
    "prior.source_limited": Text(ja="リモート接続の相手を限っているか", en="whether remote access is limited to named peers"),
    "prior.usb_control": Text(ja="USBメモリを制限しているか", en="whether USB media are restricted"),
    "prior.vendor_gateway": Text(ja="保守の入口を一つにまとめているか", en="whether vendors come in by one recorded door"),
    "prior.vendor_vpn": Text(ja="保守用のVPNがあるか", en="whether there is a vendor VPN"),
    "threat.hole.open_prior": Text(ja="VPN機器に、知られた穴が残っているか", en="whether VPN boxes have a known hole left"),
}


def unknown_facts(compiled: Compiled) -> tuple[str, ...]:
    """Return the mixtures that this hospital's answer rests on: what is known leaves none."""
    return tuple(id_ for id_ in sorted(FACTS) if id_ in compiled.quantities)


def questions_of(
    experiment: Experiment, quantities: Mapping[str, Quantity], *, trials: int, shown: float
) -> tuple[Question, ...]:
    """Return the facts worth asking, the strongest first.

    ``shown`` is the expected yearly loss that the reader sees, over all draws of the figures; the runs here stand at
    their centre, so their results are told in proportion to it.
    """
    base = experiment.campaigns(experiment.reference, trials=trials)
    scale = shown / max(experiment.answer(base)[LOSS], 1e-9)
    found = []
    for id_ in unknown_facts(experiment.compiled):
        yes, no = (end[LOSS] * scale for end in experiment.ends(id_, (1.0, 0.0), base))
        if abs(yes - no) >= LEAST * shown:
            found.append(
                Question(quantity=id_, name=FACTS[id_], assumed=quantities[id_].value, if_yes=yes, if_no=no,
                         text=_told(FACTS[id_], shown, yes, no))
            )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (-abs(one.if_yes - one.if_no), one.quantity)))


def _two_figures(yen: float) -> float:
    """More would claim a precision that a simulated amount lacks."""
    return float(f"{yen:.2g}")


def _told(fact: Text, shown: float, yes: float, no: float) -> Text:
    (yes_ja, yes_en), (no_ja, no_en) = (_side(shown, each) for each in (yes, no))
    now = _two_figures(shown)
    return Text(
        ja=f"「{fact.ja}」が分かれば、1年あたりの見込み損失は、はいなら{yes_ja}、いいえなら{no_ja}になります"
        f"(分からないままでは約{yen_ja(now)})。",
        en=f"Knowing {fact.en}, the expected yearly loss would be {yes_en} if so, {no_en} if not ({yen_en(now)} while unknown).",
    )


def _side(shown: float, yen: float) -> tuple[str, str]:
    told = _two_figures(yen)
    return ("ほぼ同じ", "about the same") if told == _two_figures(shown) else (f"約{yen_ja(told)}", yen_en(told))
