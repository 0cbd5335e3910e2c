"""What the columns of a list may mean, in words: the fields a person can name when correcting how a list is read.

The words by which headings are found (``header_word``) are many; these are the meanings behind them, one line each.
"""

from collections.abc import Mapping

from inmori.ingest.header_word import DROPPED
from inmori.text import Text

UNUSED = ""  # a column that is known and not used
NO_LIST = "none"  # a sheet that is no list

KIND_NAMES: Mapping[str, Text] = {
    "device": Text(ja="機器の一覧", en="machines"),
    "contract": Text(ja="保守契約の一覧", en="maintenance contracts"),
    "remote_access": Text(ja="リモート接続の一覧", en="remote connections"),
    NO_LIST: Text(ja="一覧ではない(読まない)", en="no list (not read)"),
}

_DEVICE: Mapping[str, Text] = {
    "index": Text(ja="通し番号", en="running number"),
    "asset_number": Text(ja="管理番号", en="asset number"),
    "name": Text(ja="機器名", en="name of the machine"),
    "purpose": Text(ja="用途", en="purpose"),
    "type": Text(ja="種別", en="kind of machine"),
    "category": Text(ja="ネットワークの区分", en="network it belongs to"),
    "zone_mark": Text(ja="見出しのネットワークにつながる機器に○を付けた欄", en="marked if connected to the network of the heading"),
    "connected": Text(ja="ネットワーク接続の有無", en="connected or not"),
    "hostname": Text(ja="ホスト名", en="host name"),
    "address": Text(ja="IPアドレス", en="IP address"),
    "mac": Text(ja="MACアドレス", en="MAC address"),
    "serial": Text(ja="製造番号", en="serial number"),
    "maker": Text(ja="メーカー", en="maker"),
    "model": Text(ja="型番", en="model"),
    "os": Text(ja="OS", en="operating system"),
    "os_version": Text(ja="OSの版", en="version of the OS"),
    "os_build": Text(ja="OSのビルド番号", en="build of the OS"),
    "version": Text(ja="版(OSの列があればOSの、なければファームウェアの)", en="version (of the OS if there is one, else firmware)"),
    "firmware": Text(ja="ファームウェアの版", en="firmware"),
    "database": Text(ja="データベース", en="database"),
    "office": Text(ja="Officeの版", en="office suite"),
    "department": Text(ja="部署", en="department"),
    "location": Text(ja="設置場所", en="location"),
    "vendor": Text(ja="保守・納入業者", en="vendor"),
    "purchased": Text(ja="購入日", en="bought on"),
    "support_until": Text(ja="保守期限", en="supported until"),
    "replacement_planned": Text(ja="更新予定(入れ替えの期限)", en="to be replaced by"),
    "antivirus": Text(ja="ウイルス対策ソフト", en="antivirus"),
    "antivirus_updated": Text(ja="定義ファイルの日付", en="day of the antivirus patterns"),
    "edr": Text(ja="EDR(挙動の監視)", en="endpoint detection"),
    "local_admin": Text(ja="ローカル管理者の名前", en="name of the local administrator"),
    "shared_local_admin": Text(ja="ローカル管理者のパスワードが共通か", en="local administrator's password shared or not"),
    "last_patched": Text(ja="最後に更新プログラムを適用した日", en="last patched on"),
    "last_seen": Text(ja="最後に通信・確認された日", en="last seen on"),
    "agent": Text(ja="管理ツールのエージェントの版", en="version of the tool's agent"),
    "ae_title": Text(ja="DICOMのAEタイトル", en="DICOM AE title"),
    "backup": Text(ja="バックアップ", en="backup"),
    "patient_data": Text(ja="患者情報の有無", en="holds patient data or not"),
    "remote": Text(ja="リモート保守の有無", en="maintained remotely or not"),
    "patch_forbidden": Text(ja="更新してはいけないか", en="must not be patched"),
    "patchable": Text(ja="更新できるか", en="may be patched"),
    "status": Text(ja="使用状況", en="in use or not"),
    "retired_on": Text(ja="廃棄日", en="scrapped on"),
    "dhcp": Text(ja="アドレスが自動取得(DHCP)か", en="address by DHCP or not"),
    "note": Text(ja="備考", en="remarks"),
}

_CONTRACT: Mapping[str, Text] = {
    "index": Text(ja="通し番号", en="running number"),
    "vendor": Text(ja="契約先", en="vendor"),
    "covers": Text(ja="対象", en="what it covers"),
    "number": Text(ja="契約番号", en="contract number"),
    "start": Text(ja="開始日", en="start"),
    "end": Text(ja="終了日", en="end"),
    "period": Text(ja="期間(開始と終了を一つの欄に書く場合)", en="period (start and end in one cell)"),
    "yearly_yen": Text(ja="年額", en="yearly fee"),
    "monthly_yen": Text(ja="月額", en="monthly fee"),
    "contact": Text(ja="連絡先", en="contact"),
    "remote": Text(ja="リモート保守", en="remote maintenance"),
    "auto_renewal": Text(ja="自動更新", en="renews by itself"),
    "update_clause": Text(ja="更新プログラムは誰の責任か", en="who has to update"),
    "coverage": Text(ja="対応時間・保守の区分", en="hours of service"),
    "note": Text(ja="備考", en="remarks"),
}

_REMOTE_ACCESS: Mapping[str, Text] = {
    "index": Text(ja="通し番号", en="running number"),
    "vendor": Text(ja="業者", en="vendor"),
    "system": Text(ja="対象システム・目的", en="system, purpose"),
    "method": Text(ja="接続方法", en="way of connecting"),
    "peer": Text(ja="接続元", en="source"),
    "target": Text(ja="接続先", en="destination"),
    "product": Text(ja="使う機器・ソフト", en="device or tool"),
    "firmware": Text(ja="ファームウェアの版", en="firmware"),
    "authentication": Text(ja="認証方式", en="authentication"),
    "second_factor": Text(ja="二要素認証の有無", en="second factor or not"),
    "shared_account": Text(ja="IDの共用", en="account shared or not"),
    "always_on": Text(ja="常時接続か都度接続か", en="always on or on demand"),
    "source_limited": Text(ja="接続元の制限", en="source limited or not"),
    "last_used": Text(ja="最後に使った日", en="last used on"),
    "approval": Text(ja="承認・立会・記録", en="approval, attendance, records"),
    "status": Text(ja="使用状況", en="in use or not"),
    "note": Text(ja="備考", en="remarks"),
}

FIELD_NAMES: Mapping[str, Mapping[str, Text]] = {
    "device": _DEVICE,
    "contract": _CONTRACT,
    "remote_access": _REMOTE_ACCESS,
    NO_LIST: {},
}

DROPPED_NAME = Text(ja="決して読まない(パスワード、個人名など)", en="never read (passwords, names of people)")


def may_mean(field: str, kind: str) -> bool:
    """Whether a column of a list of some kind may be said to mean ``field``."""
    return field in (UNUSED, DROPPED) or field in FIELD_NAMES.get(kind, {})
