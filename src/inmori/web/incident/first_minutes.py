"""What to do in the first ten minutes, restated with where it comes from; and whom to call, as far as the papers know.

Times are ours (an assumption). Nothing here asks for a number that the hospital's papers do not have: it becomes a line to
fill in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from inmori.model import Hospital
from inmori.prepare.authority import authority, on_day
from inmori.prepare.contact import Contact
from inmori.prepare.contact_list import contacts_of
from inmori.prepare.cut_order import Cut, cuts_of
from inmori.prepare.role import roles_of
from inmori.text import Text


@dataclass(frozen=True)
class Step:
    """One thing to do. ``never`` is what must not be done meanwhile; ``source`` says whose advice it is."""

    do: Text
    never: Text
    who: Text
    source: Text


_TEMPLATE = "厚生労働省「サイバー攻撃を想定したBCP」のひな形", "the ministry's template of a continuity plan for cyber attacks"
_TRADE = Text(
    ja="医療安全の専門誌の解説(ml.medica.co.jp/series/cybersecurity/3219)の要約。確かさ: 中",
    en="summary of a trade journal (ml.medica.co.jp/series/cybersecurity/3219); confidence: medium",
)
STEPS: tuple[Step, ...] = (
    Step(
        Text(ja="その端末のLANの線を抜く。無線は切る。", en="Unplug that machine's LAN cable. Switch Wi-Fi off."),
        Text(ja="電源は切らない。再起動しない。自分でウイルスを消さない。", en="Leave the power on. No restart. No cleaning by yourself."),
        Text(ja="気づいた人", en="whoever noticed"), _TRADE,
    ),
    Step(
        Text(ja="画面を写真に撮り、時刻を紙に書く。", en="Take a picture of the screen; write the time on paper."),
        Text(ja="USBメモリを差さない。画面に出た連絡先に触らない。", en="No USB stick. Do not touch the contact on the screen."),
        Text(ja="気づいた人", en="whoever noticed"), _TRADE,
    ),
    Step(
        Text(ja="電話か口頭で、情報担当、安全管理責任者、院長の順に知らせる。", en="Tell IT, the safety officer and the director, by telephone or in person."),
        Text(ja="院内のメールやチャットは使わない(読まれているおそれがある)。", en="No mail or chat: they may be read."),
        Text(ja="気づいた人", en="whoever noticed"),
        Text(ja=f"{_TEMPLATE[0]} 3.2 の要約", en=f"summary of {_TEMPLATE[1]}, 3.2"),
    ),
    Step(
        Text(ja="バックアップへの経路、外とつながる回線(遠隔保守を含む)、区画の境の順に抜く。抜いた線に札を付ける。", en="Unplug the path to the backups first, then outside lines with remote maintenance, then borders of segments. Tag each cable."),
        Text(ja="ネットワーク機器とサーバの電源は切らない(記録が消える)。バックアップの媒体をつながない。復旧を始めない。", en="Leave network gear and servers on (their records would be lost). Plug in no backup. Begin no recovery."),
        Text(ja="情報担当。指示は安全管理責任者(不在なら代行)", en="IT; ordered by the safety officer or a deputy"),
        Text(ja=f"{_TEMPLATE[0]} 3.3.2 の要約。電源については福井県警の案内を引いた記事から(確かさ: 中)", en=f"summary of {_TEMPLATE[1]}, 3.3.2; on power, an article citing the Fukui police (medium)"),
    ),
    Step(
        Text(ja="記録係を一人決め、この画面か紙に、時刻・したこと・した人を書き始める。", en="Name one recorder, who writes time, what and who, here or on paper."),
        Text(ja="患者さんの名前を書かない。SNSに書かない。", en="Write no patient's name. Nothing on social media."),
        Text(ja="事務長か当直の責任者", en="administrator, or whoever is in charge at night"),
        Text(ja="院守の仮定(厚生労働省のひな形に時刻の定めはない)", en="our assumption (the template sets no minutes)"),
    ),
)  # fmt: skip
OUTSIDE = ("mist", "police", "oqs", "jma", "insurer")


@dataclass(frozen=True)
class FirstMinutes:
    """Whom to call inside, which vendors, who helps from outside; what to cut in which order. Empty: not in the papers."""

    inside: tuple[Contact, ...]
    vendors: tuple[Contact, ...]
    outside: tuple[Contact, ...]
    cuts: tuple[Cut, ...]


def first_minutes(hospital: Hospital, *, today: date) -> FirstMinutes:
    """Return what the hospital's papers give; every number that is lacking carries what is to be filled in."""
    contacts = contacts_of(hospital, roles_of(hospital), today=today)
    outside = tuple(on_day(authority(one), today=today) for one in OUTSIDE)
    own = {one.id: one for one in contacts}
    return FirstMinutes(
        inside=tuple(one for one in contacts if one.circle == "inside"),
        vendors=tuple(one for one in contacts if one.circle == "vendor"),
        outside=tuple(own.get(one.id, one) for one in outside),
        cuts=cuts_of(hospital),
    )
