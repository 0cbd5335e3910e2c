"""Takes secrets out of free text before anything is stored, logged or shown: ledgers do hold passwords.

This is the one place that knows how people write them; every reader of free text comes here.

The word stays ("パスワード:[削除]") so that a person sees that something was written there.
"""

import re

_TRIGGER = re.compile(r"パス|pass|p/?w|暗証|合言葉|psk|community|コミュニティ|key|キー|鍵|pin|id\s*[:/=]|admin|root|kanri|user|secret|token|シークレット|トークン|管理者|wi-?fi|ssid|hash|ハッシュ|ntlm|aad3b435|snmp|radius|\$", re.IGNORECASE)
# The same for ASCII in lower case: four times faster, and most cells are host names, numbers and the like.
_ASCII_TRIGGER = re.compile(r"pass|p/?w|psk|community|key|pin|id\s*[:/=]|admin|root|kanri|user|secret|token|wi-?fi|ssid|hash|ntlm|aad3b435|snmp|radius|\$")
_LABEL = (
    r"(?:(?:初期|共通|管理者|ログイン|ログオン|bios|wi-?fi|vpn)?(?:パスワード|パスコード|パスフレーズ|password|passwd|pass[ _-]?phrase|passcode)"
    r"|(?<![a-z])(?:pass|p/?w|pwd|psk|pin|secret|token)(?![a-z])|暗証番号|暗証|合言葉|(?:事前)?共有(?:鍵|キー|シークレット)|プリシェアードキー|秘密鍵|シークレット|トークン"
    r"|(?:snmp\s*)?(?:コミュニティ名?|community)|(?:暗号化?|wep|wpa[23]?|セキュリティ|アクセス|api|ネットワーク|無線)\s*キー|(?:pre-?shared|product|license|security|api|access|network|wpa[23]?)[\s_-]*key"
    r"|(?:プロダクト|ライセンス)キー)"
)
# After the label: a mark and a value, は and a value, or a blank and something that looks like a password.
_LABELLED = re.compile(
    rf"({_LABEL})([)\]）】]?\s*(?:[:=→⇒]|->|は|が)\s*|[)\]）】]?\s+(?=[!-~]{{3}})|[)\]）】](?=[!-~]{{3}})|(?=[!-~]*\d)|\s*(?=[\"'「『【〔]))[「『\"'【〔]?([!-~]+|[^\s、。,;)」』】〕]+)[」』\"'】〕]?",
    re.IGNORECASE,
)
# Name and password joined by a slash: admin/P@ss, ID/PW: root / abc123
_PAIR = re.compile(
    r"(?<![a-z0-9_/])((?:id\s*/\s*(?:pw|pass\w*|パスワード)\s*[:=]?\s*)?(?:admin\w*|root|kanri\w*|user\d*|guest|sa))\s*/\s*(?!pw\b|pass)([!-~]{3,})",
    re.IGNORECASE,
)
_ID_PAIR = re.compile(r"(id\s*/\s*(?:pw|pass\w*|パスワード)\s*[:=]\s*)([!-~]+)\s*/\s*([!-~]+)", re.IGNORECASE)
_WORD = r"(?:パスワード|パスフレーズ|パス(?!ワード|コード|スルー|フレーズ)|暗証番号|password|pass(?![a-z])|pw(?![a-z])|psk(?![a-z]))"
_WHOSE = r"(?:初期|共通|管理者?|保守|ログイン|wi-?fi|無線|vpn|ルータ[ー]?)?の?"
# The secret first: abc123 ←パスワード, Kaki#77 が管理パスワード. Before が or は only what looks like one (no address).
_BEFORE_ARROW = re.compile(rf"([!-~]{{4,}})(\s*(?:←|<-|<=|⇐|⇦)\s*{_WHOSE}{_WORD})", re.IGNORECASE)
_BEFORE_WORD = re.compile(
    rf"(?<![!-~])((?=[!-~]*[a-z])(?=[!-~]*[\d!#-/:-@])[!-~]{{5,}})(\s*(?:が|は|を)\s*{_WHOSE}{_WORD}(?!を?(?:の|変更|設定|未|共通|共用|同|なし|無|あり|有|不|別|要|管理|認証|ロック)))",
    re.IGNORECASE,
)
# パス alone: a secret unless it is a place on a disk (パス C:\data, パス /mnt/x).
_PATH_OR_SECRET = re.compile(r"((?:(?:wi-?fi|無線|ssid|ルータ[ー]?|管理者?|初期|共通|保守|ログイン|vpn)\s*の?|^|[\s、。,(/])パス\s*[:=は→]?\s*)(?![\\/]|[a-z]:)([!-~]{4,})", re.IGNORECASE)
# A name of somebody who administers, a colon and what looks like a password: Administrator:P@ssw0rd
_NAME_COLON = re.compile(r"(?<![a-z0-9_/])((?:admin\w*|root|kanri\w*|管理者(?:id|アカウント)?)\s*[:：=]\s*)((?=[!-~]*[a-z])(?=[!-~]*[\d!@#$%^&*?])[!-~]{5,})", re.IGNORECASE)
# KEY:abc-123 and 鍵:abc123 beside the name of a wireless network or a device, and "hosp / abc123" behind it.
_KEY_VALUE = re.compile(r"((?<![a-z])key|鍵)(\s*[:=]\s*)(?=[!-~]*[a-z])(?=[!-~]*[\d!-/:-@])([!-~]{6,})", re.IGNORECASE)
_WIRELESS = re.compile(r"((?:wi-?fi|ssid)\s*[:=]\s*[!-.0-~]+\s*/\s*)(?=[!-~]*[a-z])(?=[!-~]*\d)([!-~]{8,})", re.IGNORECASE)
# SNMP and RADIUS are opened by one word, which people write right behind: SNMP wkbPublic33, SNMPv2c(RO) kango-7.
_OPENED_BY_WORD = re.compile(
    r"((?<![a-z-])(?:snmp|radius)(?:\s*v?[123]c?(?![a-z\d]))?(?:用|の)?(?:設定|監視|読取|書込|認証|名|文字列|string)?"
    r"(?:[\s,/(]*(?:ro|rw|read-?only|read-?write|read|write)(?![a-z\d]))?[)\s]*(?:[:=→⇒(「]|->|は|が)?\s*)"
    r"(?!v?[123]c?(?![a-z\d])|mib|trap|(?:tcp|udp)/?\d|(?:win|server|nps|net-snmp|free-?radius))(?=[!-~]*[a-z])(?=[!-~]*[\d!#-,/:-@_])([!-~]{5,})",
    re.IGNORECASE,
)
# Stored forms of passwords: crypt, LM and NT hashes.
_HASH = re.compile(r"\$(?:\d\w?|y|argon2\w*)\$[./A-Za-z0-9$=,+-]{4,}|[0-9a-f]{32}:[0-9a-f]{32}|(?<=hash)\W{1,3}[0-9a-f]{16,128}|(?<=ntlm)\W{1,3}[0-9a-f]{16,128}|(?<=ハッシュ)\W{0,3}[0-9a-f]{16,128}", re.IGNORECASE)
REMOVED = "[削除]"
_HARMLESS = re.compile(r"^(?:なし|無し|無|あり|有り|有|共通|共用|同じ|同一|変更|設定|未設定|管理|別紙|不明|要|定期|個別|ランダム|期限|運用|認証|全台|付箋|メモ|本体に貼|機器に貼|忘れ|紛失)")


def without_secrets(text: str) -> tuple[str, bool]:
    """Return the text with passwords, keys and the like removed, and whether anything was removed."""
    if not (_ASCII_TRIGGER.search(text.lower()) if text.isascii() else _TRIGGER.search(text)):
        return text, False
    cleaned = _HASH.sub(REMOVED, text)
    cleaned = _BEFORE_ARROW.sub(rf"{REMOVED}\2", cleaned)
    cleaned = _BEFORE_WORD.sub(rf"{REMOVED}\2", cleaned)
    cleaned = _ID_PAIR.sub(rf"\1{REMOVED}", cleaned)
    cleaned = _LABELLED.sub(_blank_out, cleaned)
    cleaned = _PAIR.sub(rf"\1/{REMOVED}", cleaned)
    cleaned = _NAME_COLON.sub(rf"\1{REMOVED}", cleaned)
    cleaned = _KEY_VALUE.sub(rf"\1\2{REMOVED}", cleaned)
    cleaned = _WIRELESS.sub(rf"\1{REMOVED}", cleaned)
    cleaned = _OPENED_BY_WORD.sub(rf"\1{REMOVED}", cleaned)
    cleaned = _PATH_OR_SECRET.sub(rf"\1{REMOVED}", cleaned)
    return cleaned, cleaned != text


def _blank_out(match: re.Match[str]) -> str:
    if _HARMLESS.match(match[3]) or match.string.startswith(REMOVED, match.start(3)):
        return match[0]
    return f"{match[1]}{match[2]}{REMOVED}"
