"""Weak protocols: old or unprotected ways of talking that a machine was seen to use, whatever the papers say of it.

Only what was seen is ever written down: a protocol that is not listed was not seen, which does not mean it is off.
"""

from enum import StrEnum

from inmori.text import Text


class WeakProtocol(StrEnum):
    """A way of talking that must not be relied on.

    It belongs to the machine that answered with it (the server), except NTLMV1 and HTTP_LOGIN_CLEAR without an answer,
    which belong to the machine that was seen to send it.
    """

    SMB1 = "smb1"  # SMB1 was agreed upon, not merely offered
    TLS_OLD = "tls_old"  # SSL 3.0, TLS 1.0 or 1.1 was agreed upon
    RDP_NO_NLA = "rdp_no_nla"  # remote desktop that shows its log-in screen to anybody
    LDAP_CLEAR = "ldap_clear"  # simple bind with a password on an unencrypted connection
    TELNET = "telnet"
    FTP_CLEAR = "ftp_clear"  # log-in without TLS
    VNC_CLEAR = "vnc_clear"  # no encryption, or no password at all
    NTLMV1 = "ntlmv1"
    HTTP_LOGIN_CLEAR = "http_login_clear"  # a password sent over plain http
    SNMP_V1V2 = "snmp_v1v2"  # community names, unencrypted


WEAK_PROTOCOL_NAMES: dict[WeakProtocol, Text] = {
    WeakProtocol.SMB1: Text(ja="古いファイル共有方式(SMB1)", en="Old file sharing (SMB1)"),
    WeakProtocol.TLS_OLD: Text(ja="古い暗号方式(TLS 1.1以前)", en="Old encryption (TLS 1.1 or older)"),
    WeakProtocol.RDP_NO_NLA: Text(ja="事前認証のないリモートデスクトップ", en="Remote desktop without prior sign-in"),
    WeakProtocol.LDAP_CLEAR: Text(ja="暗号化されない利用者認証(LDAP)", en="Unencrypted directory sign-in (LDAP)"),
    WeakProtocol.TELNET: Text(ja="暗号化されない遠隔操作(telnet)", en="Unencrypted remote control (telnet)"),
    WeakProtocol.FTP_CLEAR: Text(ja="暗号化されないファイル転送(FTP)", en="Unencrypted file transfer (FTP)"),
    WeakProtocol.VNC_CLEAR: Text(ja="暗号化されない画面操作(VNC)", en="Unencrypted screen sharing (VNC)"),
    WeakProtocol.NTLMV1: Text(ja="古いパスワード確認方式(NTLMv1)", en="Old password check (NTLMv1)"),
    WeakProtocol.HTTP_LOGIN_CLEAR: Text(ja="暗号化されないログイン画面(http)", en="Unencrypted log-in page (http)"),
    WeakProtocol.SNMP_V1V2: Text(ja="暗号化されない機器監視(SNMP v1/v2)", en="Unencrypted device monitoring (SNMP v1/v2)"),
}
