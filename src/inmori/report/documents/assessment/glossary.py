"""The words of this paper, explained for readers who have other things to do than computers."""

from inmori.report.block import Section, Terms
from inmori.text import Text

_TERMS: tuple[tuple[Text, Text], ...] = (
    (
        Text(ja="閉域(へいいき)", en="Closed network"),
        Text(
            ja="インターネットなど外とつながっていないつもりの院内の網。電子カルテが動いている所です。",
            en="A network inside the hospital that is meant to have no way to the outside; the EHR runs there.",
        ),
    ),
    (
        Text(ja="区画", en="Zone"),
        Text(
            ja="用途ごとに分けたネットワークの一部分。情報系(事務・インターネット)、診療系、部門系などがあります。",
            en="A part of the network with one purpose: information (office, Internet), clinical, departments and so on.",
        ),
    ),
    (
        Text(ja="想定外の経路", en="Unexpected way"),
        Text(
            ja="閉域のはずの区画と外との間を通れる道で、申請・契約・理由の記録がない、または危ない形のもの。",
            en="A way between a zone meant to be closed and the outside that nobody asked for, or that is made in a risky way.",
        ),
    ),
    (
        Text(ja="ファイアウォール", en="Firewall"),
        Text(
            ja="網と網の間に置き、決めた通信だけを通す装置。建物でいえば守衛のいる門です。",
            en="A device between networks that lets only chosen traffic through, like a guarded gate.",
        ),
    ),
    (
        Text(ja="リモート保守", en="Remote maintenance"),
        Text(
            ja="業者が院外から院内の機器につないで行う点検や修理。その通り道は、外からの入口にもなります。",
            en="Work that a vendor does on a device from outside. The way they use is also a way in.",
        ),
    ),
    (
        Text(ja="VPN", en="VPN"),
        Text(
            ja="インターネットの上に作る専用の通り道。装置の弱点やパスワードの使い回しがあると、侵入の入口になります。",
            en="A private path over the Internet. With an unmended flaw or a reused password it becomes the way in.",
        ),
    ),
    (
        Text(ja="ランサムウェア(身代金ウイルス)", en="Ransomware"),
        Text(
            ja="データを読めなくして金銭を要求する攻撃。バックアップも一緒に壊されることがあります。",
            en="An attack that makes data unreadable and asks for money. Backups are often destroyed as well.",
        ),
    ),
    (
        Text(ja="EDR", en="EDR"),
        Text(
            ja="端末やサーバの怪しい動きを見つけ、止めるための仕組み。見張る人(夜間も)がいて初めて役に立ちます。",
            en="Software that notices suspicious behaviour on machines. It helps only if somebody watches, also at night.",
        ),
    ),
    (
        Text(ja="二要素認証", en="Second factor"),
        Text(
            ja="パスワードに加え、スマートフォンの確認などもう一つの証拠を求めること。盗まれたパスワードだけでは入れません。",
            en="Asking for a second proof besides the password, so that a stolen password alone does not open the door.",
        ),
    ),
    (
        Text(ja="サポート切れ", en="Out of support"),
        Text(
            ja="メーカーが弱点の修理をやめた状態。見つかった弱点が、直らないまま残ります。",
            en="The maker no longer mends flaws, so known ones stay open for good.",
        ),
    ),
    (
        Text(ja="切り離したバックアップ", en="Detached backup"),
        Text(
            ja="ふだんは網につながっていない、または書き換えられない控え。攻撃を受けても残る可能性が高いものです。",
            en="A copy that is not on the network or cannot be overwritten, and so is likely to survive an attack.",
        ),
    ),
    (
        Text(ja="見込み損失", en="Expected loss"),
        Text(
            ja="起きる頻度と、起きたときの損失を掛け合わせた平均の額。毎年この額を払うという意味ではありません。",
            en="How often times how much, on average. It is not a bill that comes every year.",
        ),
    ),
    (
        Text(ja="90%の範囲", en="90% range"),
        Text(
            ja="かっこ内の数字。試算の結果の90%がこの間に入ります。20回に1回は下回り、20回に1回は上回ります。",
            en="The figures in brackets: 90% of simulated results lie between; 1 in 20 is lower, 1 in 20 higher.",
        ),
    ),
)


def glossary_section() -> Section:
    """Build the section."""
    return Section(id="words", title=Text(ja="ことばの説明", en="Words explained"), blocks=(Terms(_TERMS),))
