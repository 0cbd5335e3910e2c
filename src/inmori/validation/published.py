"""The published shares, each beside what the model says of its drawn population. Counts come from the catalogue.

The population of the police statistics is all sectors and only those who reported; where that matters, the row says
so. Rows whose figure was in view when the catalogue's rates were set are marked as fitted: they cannot validate.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inmori.catalogue import Catalogue
from inmori.simulate.base_rate import WAYS
from inmori.simulate.beta_law import counted
from inmori.text import Text
from inmori.units import Interval
from inmori.validation.marginal import Marginal
from inmori.validation.tally import Tally

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_ALL_SECTORS = Text(ja="警察庁の数は全業種で、届け出た組織だけ", en="police counts are of all sectors, and only of those who reported")
_SEEN = Text(
    ja="復旧の組み立て(ADR 0007)を直すときに見ていた。" + _ALL_SECTORS.ja,
    en="in view when recovery was rebuilt (ADR 0007); " + _ALL_SECTORS.en,
)


def marginals(tally: Tally, catalogue: Catalogue) -> tuple[Marginal, ...]:
    """Return all comparisons, in the order of an attack: how often, how in, how far, how long, how much."""
    return (*_often(tally), *_ways(tally, catalogue), *_backups(tally, catalogue), *_lasting(tally, catalogue), *_bills(tally, catalogue))


def _often(tally: Tally) -> tuple[Marginal, ...]:
    import numpy as np

    stopped = 1 - tally.rates.sum() / tally.entered.sum()
    low, high = (float(each) for each in np.quantile(1 - tally.rates / tally.entered, (0.05, 0.95)))
    return (
        Marginal(
            "yearly_rate",
            Text(ja="1病院が1年に被害を受ける割合", en="Yearly rate of damage per hospital"),
            Interval(low=0.001, mid=0.004, high=0.015, unit="a year"),
            tally.per_hospital(tally.rates),
            "公知の件数(年6-12件、約8,100病院)の約4倍、保険の請求率から(推定)",
            Text(ja="入口の率はこれに合わせて定めた", en="entry rates were set to meet this"),
            fitted=True,
        ),
        Marginal(
            "stopped",
            Text(ja="侵入されたが暗号化の前に止まった割合", en="Share of entries stopped before encryption"),
            Interval(low=0.26, mid=0.45, high=0.66, unit="share"),
            Interval(low=min(low, stopped), mid=float(stopped), high=max(high, stopped), unit="share"),
            "Sophos 医療版 2024・2025(海外、年により大きく違う)",
        ),
        Marginal(
            "machines",
            Text(ja="被害にあった端末・サーバの割合(中央値)", en="Share of computers hit (median)"),
            Interval(low=0.49, mid=0.58, high=0.91, unit="share"),
            tally.middle(tally.machines, unit="share"),
            "Sophos 医療版 2024(海外、100-5,000人の組織)",
        ),
    )


def _ways(tally: Tally, catalogue: Catalogue) -> tuple[Marginal, ...]:
    entry = catalogue.statistics["npa-entry-2025"]
    counts, patch = dict(entry.counts), dict(catalogue.statistics["npa-patch-2025"].counts)
    rows = (
        ("vpn", Text(ja="侵入経路: VPN機器・保守回線", en="Way in: VPN box or maintenance line")),
        ("rdp", Text(ja="侵入経路: リモートデスクトップ", en="Way in: remote desktop")),
        ("mail", Text(ja="侵入経路: メール", en="Way in: mail")),
        ("other", Text(ja="侵入経路: その他", en="Way in: other")),
    )
    boxes = _by_way(tally, ("vpn_hole", "weak_login"))
    return (
        *(
            Marginal(f"entry_{way}", name, counted(counts[way], entry.total), tally.share(_by_way(tally, WAYS[way][1])),
                     entry.source, _ALL_SECTORS, fitted=True)
            for way, name in rows
        ),
        Marginal(
            "entry_unpatched",
            Text(ja="入られた機器が更新されていなかった割合", en="Share of entered devices that lacked updates"),
            counted(patch["missing"], catalogue.statistics["npa-patch-2025"].total),
            tally.share(_by_way(tally, ("vpn_hole",)), boxes),
            catalogue.statistics["npa-patch-2025"].source,
            Text(ja="モデルでは、VPN機器の穴と破られたパスワードのうち穴の割合", en="in the model: holes among holes and weak logins"),
        ),
    )  # fmt: skip


def _by_way(tally: Tally, archetypes: tuple[str, ...]) -> NDArray[np.bool_]:
    import numpy as np

    return np.asarray(np.isin(tally.archetype, archetypes))


def _backups(tally: Tally, catalogue: Catalogue) -> tuple[Marginal, ...]:
    restored = catalogue.statistics["npa-backup-restored-2025"]
    return (
        Marginal(
            "restored",
            Text(ja="バックアップから戻せた割合", en="Share restored from backup"),
            counted(dict(restored.counts)["restored"], restored.total),
            tally.share(tally.restored, tally.had_backup),
            restored.source,
            Text(ja="モデルでは、止まったシステムのすべてを戻せる場合。" + _ALL_SECTORS.ja, en="in the model: all that was stopped can be restored; " + _ALL_SECTORS.en),
        ),
    )


def _lasting(tally: Tally, catalogue: Catalogue) -> tuple[Marginal, ...]:
    known, effect = catalogue.statistics["npa-recovery-time-2025"], catalogue.statistics["npa-stop-2025"]
    counts, total = dict(known.counts), known.total
    month = counts["1_to_2_months"] + counts["2_months_or_more"]
    week, going = counts["under_1_week"], counts["still_going"]
    return (
        Marginal(
            "all_stopped", Text(ja="すべてが止まった割合", en="Share in which everything stopped"),
            counted(dict(effect.counts)["full_stop"], effect.total), tally.share(tally.all_stopped), effect.source,
            Text(ja="公表は「業務の全部の停止」、モデルは全システムの停止で、同じものではない。" + _ALL_SECTORS.ja,
                 en="published: all business stopped; model: all systems stopped, not quite the same; " + _ALL_SECTORS.en),
            fitted=True,
        ),
        Marginal(
            "under_week", Text(ja="1週間以内に復旧した割合", en="Share recovered within a week"),
            counted(week, total), tally.share(tally.days < 7), known.source, _SEEN, fitted=True,
        ),
        Marginal(
            "month", Text(ja="復旧に1か月以上かかった割合", en="Share that took a month or more"),
            counted(month, total, most=month + going), tally.share(tally.days >= 30), known.source,
            Text(ja=f"回答時に復旧中の{going}件は上端にだけ数えた。" + _SEEN.ja, en=f"the {going} still going are counted at the upper end only; " + _SEEN.en),
            fitted=True,
        ),
    )  # fmt: skip


def _bills(tally: Tally, catalogue: Catalogue) -> tuple[Marginal, ...]:
    known = catalogue.statistics["npa-cost-2025"]
    counts = list(known.counts)
    rows = ((1e6, "100万円"), (10e6, "1,000万円"), (50e6, "5,000万円"), (100e6, "1億円"))
    found = []
    for yen, ja in rows:
        above = sum(number for label, number in counts if _floor_of(label) >= yen)
        name = Text(ja=f"調査・復旧に{ja}以上かかった割合", en=f"Share with {yen / 1e6:,.0f} million yen or more to investigate and recover")
        published = counted(above, known.total)
        found.append(Marginal(f"cost_{yen / 1e6:.0f}m", name, published, tally.share(tally.bill >= yen), known.source, _SEEN, fitted=True))
    loss = Marginal(
        "loss",
        Text(ja="損失全体の中央値(円)", en="Median of the whole loss (yen)"),
        Interval(low=20e6, mid=38e6, high=60e6, unit="yen"),
        tally.middle(tally.loss, unit="yen"),
        "JNSA 損害額調査(n=21、全業種): 中央値3,800万円・平均6,000万円",
        Text(ja="全業種。病院は診療収入が減るため、これより大きいはず", en="all sectors; hospitals lose income as well and should lie above"),
    )
    return (*found, loss)


def _floor_of(label: str) -> float:
    """Yen at which a class of the cost table begins, from its name ("1m_to_5m_yen", "under_1m_yen", "100m_yen_or_more")."""
    if label.startswith("under"):
        return 0.0
    return float(label.split("m_")[0]) * 1e6
