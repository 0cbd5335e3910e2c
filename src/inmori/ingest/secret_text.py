"""Takes secrets out of free text before anything is stored, logged or shown: ledgers do hold passwords.

The word stays ("パスワード:[削除]") so that a person sees that something was written there.
"""

import re

_TRIGGER = re.compile(r"パス|pass|pw|pwd|暗証|psk|community|コミュニティ|key|キー|pin|id\s*[:/=]|admin|root|kanri|user|secret|token", re.IGNORECASE)
# The same for ASCII in lower case: four times faster, and most cells are host names, numbers and the like.
_ASCII_TRIGGER = re.compile(r"pass|pw|psk|community|key|pin|id\s*[:/=]|admin|root|kanri|user|secret|token")
_LABEL = (
    r"(?:(?:初期|共通|管理者|ログイン|ログオン|bios|wi-?fi|vpn)?(?:パスワード|パスコード|パスフレーズ|password|passwd|passphrase|passcode)"
    r"|(?<![a-z])(?:pass|pw|pwd|psk|pin|secret|token)(?![a-z])|暗証番号|暗証|事前共有鍵|共有キー|プリシェアードキー|"
    r"(?:snmp\s*)?(?:コミュニティ名?|community)|(?:暗号化?|wep|wpa2?)\s*キー|(?:pre-?shared|product|license|security)\s*key"
    r"|(?:プロダクト|ライセンス)キー)"
)
# After the label: a mark and a value, は and a value, or a blank and something that looks like a password.
_LABELLED = re.compile(
    rf"({_LABEL})(\s*(?:[:=→]|は|が)\s*|\s+(?=[!-~]{{3}})|(?=[!-~]*\d)|\s*(?=[\"'「『]))[「『\"']?([!-~]+|[^\s、。,;)」』]+)[」』\"']?",
    re.IGNORECASE,
)
# Name and password joined by a slash: admin/P@ss, ID/PW: root / abc123
_PAIR = re.compile(
    r"(?<![\w/])((?:id\s*/\s*(?:pw|pass\w*|パスワード)\s*[:=]?\s*)?(?:admin\w*|root|kanri\w*|user\d*|guest|sa))\s*/\s*(?!pw\b|pass)([!-~]{3,})",
    re.IGNORECASE,
)
_ID_PAIR = re.compile(r"(id\s*/\s*(?:pw|pass\w*|パスワード)\s*[:=]\s*)([!-~]+)\s*/\s*([!-~]+)", re.IGNORECASE)
REMOVED = "[削除]"
_HARMLESS = re.compile(r"^(?:なし|無し|無|あり|有り|有|共通|共用|同じ|同一|変更|設定|未設定|管理|別紙|不明|要|定期|個別|ランダム|期限|運用|認証|全台)")


def without_secrets(text: str) -> tuple[str, bool]:
    """Return the text with passwords, keys and the like removed, and whether anything was removed."""
    if not (_ASCII_TRIGGER.search(text.lower()) if text.isascii() else _TRIGGER.search(text)):
        return text, False
    cleaned = _ID_PAIR.sub(rf"\1{REMOVED}", text)
    cleaned = _LABELLED.sub(_blank_out, cleaned)
    cleaned = _PAIR.sub(rf"\1/{REMOVED}", cleaned)
    return cleaned, cleaned != text


def _blank_out(match: re.Match[str]) -> str:
    if _HARMLESS.match(match[3]) or match.string.startswith(REMOVED, match.start(3)):
        return match[0]
    return f"{match[1]}{match[2]}{REMOVED}"
