"""How a hospital writes down the way a vendor comes in, and which method of the model that is.

"インターネットVPN" alone names no method: the box at the hospital's end decides, and without one it stays unknown.
"""

import re

from inmori.model import RemoteMethod

# In order: the first that fits decides. A way in that needs no VPN box of the hospital comes before the VPN words.
_CLEAR: tuple[tuple[RemoteMethod, str], ...] = (
    (RemoteMethod.REMOTE_TOOL, r"team ?viewer|any ?desk|splashtop|log ?me ?in|rescue|screen ?connect|connect ?wise|chrome ?リモート|chrome remote|rust ?desk|"
     r"isl ?(online|light)|リモートサポート(?:ツール|ソフト)|遠隔操作(?:ソフト|ツール|アプリ)|リモート操作(?:ソフト|ツール)|リモートツール|リモートソフト|画面共有|remote ?view|"
     r"bomgar|beyondtrust|(?<![a-z])vnc(?![a-z])|remote (?:control|support) (?:tool|software)"),
    (RemoteMethod.SSLVPN, r"ssl[\s_-]*vpn|any ?connect|forti ?client|global ?protect|pulse|ivanti|net ?extender|openvpn"),
    (RemoteMethod.LTE_ROUTER, r"(?<![a-z])(?:lte|4g|5g|wimax|sim)(?![a-z])|携帯(?:回線|網|電話)|モバイル(?:ルーター?|回線|通信|wi-?fi)|閉域sim|閉域モバイル|無線wan|データ通信端末|mobile router|cellular"),
    (RemoteMethod.VENDOR_BOX, r"保守(?:用)?(?:装置|ボックス|box|機器|アダプタ)|(?:業者|ベンダー?|メーカー?)(?:設置|持込|持ち込み|支給|貸与|専用)|持(?:ち)?込(?:み)?|リモート(?:保守|監視|メンテナンス?)(?:装置|機器|ボックス|ユニット)|"
     r"遠隔(?:保守|監視)(?:装置|機器|ユニット)|専用(?:装置|端末装置)|vendor(?:'s)? (?:own )?box|service gateway"),
    (RemoteMethod.RDP_PORT_FORWARD, r"ポート(?:開放|フォワード|フォワーディング|転送|公開)|port ?forward|dnat|静的nat|^(?!.*vpn).*(?:リモートデスクトップ|rdp)|3389"),
)  # fmt: skip
_VPN = re.compile(r"vpn|ipsec|拠点間|l2tp|ike|専用線|閉域網|フレッツ|広域イーサ|広域ether|トンネル|tunnel|ルーター?(?:接続|経由)")
_ROUTER = re.compile(r"ルーター?|router|rtx|nvr\d|(?<![a-z])ix\d{4}|univerge|ヤマハ|yamaha|isr|(?<![a-z])c[189]\d{2}(?![a-z])|si-r|ar\d{4}|fitelnet")
_FIREWALL = re.compile(
    r"fortigate|forti ?os|(?<![a-z])fw(?![a-z])|utm|ファイアー?ウォール|ファイヤーウォール|firewall|palo ?alto|pa-\d|asa ?55|sonicwall|watchguard|firebox|sophos|check ?point|srx|firepower"
)


def remote_method(method: str, product: str = "") -> RemoteMethod | None:
    """Return the method that the words for way and box name, or ``None`` when they do not decide."""
    way, box = method.lower(), product.lower()
    for found, pattern in _CLEAR:
        if re.search(pattern, way):
            return found
    if _VPN.search(way) or not way:
        for text in (way, box):
            if _FIREWALL.search(text):
                return RemoteMethod.SSLVPN if re.search(r"ssl[\s_-]*vpn", box) else RemoteMethod.IPSEC_FIREWALL
            if _ROUTER.search(text):
                return RemoteMethod.IPSEC_ROUTER if way else None
    for found, pattern in _CLEAR:
        if box and re.search(pattern, box):
            return found
    return None
