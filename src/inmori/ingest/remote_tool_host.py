"""Which servers in the Internet belong to tools for controlling a PC from afar, and to hidden name service.

Such tools hide in ordinary TLS on port 443; the server's name that they ask for (SNI) gives them away. The names of
the tools are spelled as ``reach`` knows them. Sources: the makers' own lists of servers to allow in a firewall.
"""

from __future__ import annotations

_TOOLS = {
    "anydesk.com": "anydesk",
    "anydesk.com.cn": "anydesk",
    "teamviewer.com": "teamviewer",
    "dyngate.com": "teamviewer",
    "splashtop.com": "splashtop",
    "splashtop.eu": "splashtop",
    "rustdesk.com": "rustdesk",
    "logmein.com": "logmein",
    "logmein-gateway.com": "logmein",
    "logmeinrescue.com": "logmein",
    "gotoassist.com": "logmein",
    "screenconnect.com": "screenconnect",
    "remotedesktop.google.com": "chromeremote",
    "chromoting-host.googleapis.com": "chromeremote",
    "remotedesktop-pa.googleapis.com": "chromeremote",
    "iperiusremote.com": "iperius",
    "supremocontrol.com": "supremo",
    "assist.zoho.com": "zohoassist",
    "assist.zoho.jp": "zohoassist",
    "zohoassist.com": "zohoassist",
    "bomgar.com": "bomgar",
    "bomgarcloud.com": "bomgar",
    "beyondtrustcloud.com": "beyondtrust",
    "islonline.com": "isl online",
    "islonline.net": "isl online",
    "vnc.com": "vnc",
    "realvnc.com": "vnc",
    "dwservice.net": "dwservice",
    "rview.com": "remoteview",
    "rsupport.com": "remoteview",
    "remoteutilities.com": "remoteutilities",
    "getscreen.me": "getscreen",
    "parsec.app": "parsec",
    "magicconnect.net": "magicconnect",
    "vpnazure.net": "softether",
    "softether.net": "softether",
    "tailscale.com": "tailscale",
    "zerotier.com": "zerotier",
    "ngrok.com": "ngrok",
    "ngrok-agent.com": "ngrok",
}

_HIDDEN_NAME_SERVICE = frozenset((
    "dns.google", "dns.google.com", "cloudflare-dns.com", "one.one.one.one", "dns.quad9.net", "doh.opendns.com",
    "dns.adguard.com", "dns.adguard-dns.com", "dns.nextdns.io", "doh.cleanbrowsing.org", "public.dns.iij.jp",
))  # fmt: skip


def service_behind(server_name: str) -> str | None:
    """Return the tool (or ``doh``) that the server belongs to, or ``None`` for any other server."""
    name = server_name.lower().rstrip(".")
    parts = name.split(".")
    for start in range(len(parts) - 1):
        tail = ".".join(parts[start:])
        if tail in _TOOLS:
            return _TOOLS[tail]
        if tail in _HIDDEN_NAME_SERVICE:
            return "doh"
    return None
