"""Which settings of a FortiOS rule are known, so that one that nobody knows is not taken for harmless.

Names as in Fortinet's CLI reference for ``config firewall policy`` (6.0 to 7.6). Those that narrow a rule are read, or
named in ``fortios_policy``; the others change how passing traffic is handled, logged or shaped.
"""

from __future__ import annotations

import re

_READ = (
    "name uuid status action srcintf dstintf srcaddr dstaddr srcaddr6 dstaddr6 srcaddr-negate dstaddr-negate srcaddr6-negate "
    "dstaddr6-negate service service-negate schedule groups users fsso-groups nat logtraffic utm-status comments comment "
    "profile-type profile-group match-vip match-vip-only policy-expiry policy-expiry-date policy-expiry-date-utc "
    "av-profile ips-sensor webfilter-profile application-list dnsfilter-profile emailfilter-profile dlp-sensor dlp-profile "
    "file-filter-profile waf-profile ssl-ssh-profile videofilter-profile voip-profile sctp-filter-profile icap-profile "
    "cifs-profile ssh-filter-profile virtual-patch-profile casb-profile diameter-filter-profile telemetry-profile "
    "profile-protocol-options spamfilter-profile mms-profile gtp-profile ips-voip-filter"
)
_NARROWING = (
    "ztna-status ztna-ems-tag ztna-ems-tag-secondary ztna-geo-tag ztna-tags-match-logic ztna-device-ownership ztna-policy-redirect "
    "src-vendor-mac tos tos-mask tos-negate reputation-minimum reputation-minimum6 reputation-direction reputation-direction6 vlan-filter "
    "sgt sgt-check network-service-dynamic network-service-src-dynamic identity-based application app-category app-group url-category "
    "devices endpoint-compliance geoip-match geoip-anycast rtp-nat rtp-addr pcp-inbound pcp-outbound pcp-poolname"
)
_HANDLING = (
    "logtraffic-start logtraffic-app auto-asic-offload np-acceleration inspection-mode ippool poolname poolname6 fixedport natip natinbound "
    "natoutbound nat46 nat64 natip inbound outbound permit-any-host permit-stun-host session-ttl vlan-cos-fwd vlan-cos-rev tcp-mss-sender "
    "tcp-mss-receiver tcp-session-without-syn anti-replay traffic-shaper traffic-shaper-reverse per-ip-shaper capture-packet wccp wanopt "
    "wanopt-detection wanopt-passive-opt wanopt-profile wanopt-peer webcache webcache-https webproxy-profile webproxy-forward-server "
    "http-policy-redirect https-policy-redirect ssh-policy-redirect ssl-mirror ssl-mirror-intf decrypted-traffic-mirror diffserv-copy "
    "diffserv-forward diffserv-reverse diffservcode-forward diffservcode-rev disclaimer redirect-url replacemsg-override-group "
    "captive-portal-exempt auth-cert auth-path auth-redirect-addr email-collect delay-tcp-npu-session radius-mac-auth-bypass "
    "radius-ip-auth-bypass send-deny-packet firewall-session-dirty block-notification label global-label custom-log-fields "
    "natip dsri dynamic-shaping policy-offload passive-wan-health-measurement match-vip timeout-send-rst scan-botnet-connections ntlm "
    "ntlm-guest ntlm-enabled-browsers fsso fsso-agent-for-ntlm rsso wsso learning-mode deep-inspection-options devices-negate "
    "port-preserve port-random cgn-eif cgn-eim cgn-log-server-grp cgn-resource-quota cgn-session-quota hyperscale-offload fec "
    "ip-version-type policy-behaviour-type log-http-transaction allow-traffic-redirect best-route dlp-sensor voip max-session-per-user "
    "vpntunnel egress-via-ingress tags color nat-source-vip srcintf-filter policyid visibility snat-vip intrazone sso-auth-method "
    "client-reputation anti-replay eif-check eif-learn ssl-ssh-profile identity-from implicit-log"
)
KNOWN = frozenset(f"{_READ} {_NARROWING} {_HANDLING}".split())
_FAMILIES = re.compile(r"^internet-service6?(?:-src)?(?:-|$)")


def is_known(key: str) -> bool:
    """Whether a setting of a rule is one of the language."""
    return key in KNOWN or bool(_FAMILIES.match(key))
