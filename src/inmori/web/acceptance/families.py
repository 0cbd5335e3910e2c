"""The fields of the checks (分野), as people see them named."""

from inmori.text import Text

FAMILIES: dict[str, Text] = {
    "closed": Text(ja="閉域ネットワーク", en="Closed network"),
    "remote": Text(ja="業者の保守接続", en="Vendor access"),
    "identity": Text(ja="IDとパスワード", en="Identity"),
    "info": Text(ja="情報系ネットワーク", en="Information network"),
    "wireless": Text(ja="無線", en="Wireless"),
    "backup": Text(ja="バックアップ", en="Backup"),
    "lifecycle": Text(ja="サポート切れ", en="Out of support"),
    "monitoring": Text(ja="見張りと記録", en="Detection and records"),
    "papers": Text(ja="書類・台帳・契約", en="Papers and contracts"),
}


def family_name(family: str) -> Text:
    """Return a field's name; one that is not listed says its own."""
    return FAMILIES.get(family, Text(ja=family, en=family))
