"""A FortiGate backup of 1,000 policies: read and answered zone by zone, against fwshift reading the same file.

    python benchmarks/ingest_fortios.py                  # a made-up backup
    python benchmarks/ingest_fortios.py backup.conf      # any other
    python benchmarks/ingest_fortios.py --profile

Inmori: the file recognised, read into rules, and the whole table of zones by zones answered, each cell with its rules
and a packet. The zones are the networks of the firewall's own interfaces. fwshift: its parser alone. fwshift is
GPL-3.0 and no part of Inmori: where it is not installed, it goes into a throw-away environment, and runs in a process of
its own. Processor time, the best of several rounds; no import counts. Exits 1 where the floor is missed.
"""

import argparse
import cProfile
import gc
import pstats
import random
import subprocess
import sys
import tempfile
import time
import venv
from datetime import date
from ipaddress import ip_interface
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inmori.catalogue import Catalogue
    from inmori.ingest.evidence_file import EvidenceFile
    from inmori.model import Hospital

CEILING = 1.0  # times fwshift's parse
ROUNDS = 5
POLICIES = 1_000
SEGMENTS = 12  # VLANs, the first four of them in a zone
TODAY = date(2026, 11, 24)
PEER = "fwshift==0.40.18"
# What runs beside fwshift: the seconds of its best round.
PEER_ROUND = """
import sys, time
from fwshift.parsers import fortios
from fwshift.report import Report
data = open(sys.argv[1], "rb").read()
best = min(
    (lambda start: (fortios.parse(data, Report()), time.process_time() - start)[1])(time.process_time())
    for _ in range(int(sys.argv[2]))
)
print(best)
"""


def segments() -> list[tuple[str, str]]:
    """(interface, first three octets)."""
    return [(f"vlan{100 + number}", f"172.{16 + number // 8}.{number * 8}") for number in range(SEGMENTS)]


def head() -> str:
    lines = ["#config-version=FGT200F-7.4.4-FW-build2662-240514:opmode=0:vdom=0:user=admin", "#conf_file_ver=1193", "config system global",
             '    set hostname "FW-HONKAN"', "    set timezone 60", "end", "config system interface"]  # fmt: skip
    lines += ['    edit "wan1"', '        set vdom "root"', "        set ip 198.51.100.2 255.255.255.248", "        set role wan", "    next"]
    lines += ['    edit "port1"', '        set vdom "root"', "        set type physical", "    next"]
    for number, (name, net) in enumerate(segments()):
        lines += [f'    edit "{name}"', '        set vdom "root"', f"        set ip {net}.1 255.255.248.0", "        set allowaccess ping https",
                  "        set role lan", f"        set snmp-index {number + 5}", '        set interface "port1"', f"        set vlanid {100 + number}", "    next"]  # fmt: skip
    inner = " ".join(f'"{name}"' for name, _ in segments()[:4])
    lines += ["end", "config system zone", '    edit "BUMON"', "        set intrazone deny", f"        set interface {inner}", "    next", "end"]
    return "\n".join(lines)


def surroundings(rng: random.Random) -> str:
    """What a backup holds beside rules and their objects: dashboards, cloud services, certificates, profiles, access points.

    In the amounts that FortiOS 7.x writes by itself, without anybody having set any of it.
    """
    lines = ["config system admin", '    edit "admin"', '        set accprofile "super_admin"', '        set vdom "root"', "        config gui-dashboard"]
    for number in range(1, 12):
        lines += [f"            edit {number}", f'                set name "Page {number}"', "                set vdom \"root\"", "                config widget"]
        for widget in range(1, 9):
            lines += [f"                    edit {widget}", f"                        set x-pos {widget}", "                        set width 1",
                      "                        set height 1", f'                        set fortiview-type "view{widget}"', "                    next"]  # fmt: skip
        lines += ["                end", "            next"]
    lines += ["        end", "        set password ENC " + "A" * 64, "    next", "end", "config firewall internet-service-name"]
    for number in range(1100):  # one for each service of the clouds that the device knows
        lines += [f'    edit "Cloud{number // 8}-Service.{number}"', f"        set internet-service-id {65536 + number}", "    next"]
    lines += ["end", "config vpn certificate local"]
    for number in range(10):  # factory certificates, each with its key
        pem = "\n".join("".join(rng.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", k=64)) for _ in range(26))
        lines += [f'    edit "Fortinet_SSL_{number}"', "        set password ENC " + "B" * 88,
                  f'        set private-key "-----BEGIN ENCRYPTED PRIVATE KEY-----\n{pem}\n-----END ENCRYPTED PRIVATE KEY-----"',
                  f'        set certificate "-----BEGIN CERTIFICATE-----\n{pem}\n-----END CERTIFICATE-----"', "        set source factory", "    next"]  # fmt: skip
    lines += ["end", "config webfilter profile"]
    for number in range(6):
        lines += [f'    edit "web-{number}"', '        set comment "Default web filtering."', "        config ftgd-wf", "            unset options", "            config filters"]
        for category in range(1, 46):
            lines += [f"                edit {category}", f"                    set category {category}", "                    set action block", "                next"]
        lines += ["            end", "        end", "    next"]
    lines += ["end", "config application list"]
    for number in range(6):
        lines += [f'    edit "app-{number}"', '        set comment "Monitor all applications."', "        config entries"]
        for entry in range(1, 20):
            lines += [f"            edit {entry}", f"                set category {entry} 2 6", "                set action pass", "            next"]
        lines += ["        end", "    next"]
    lines += ["end", "config wireless-controller wtp-profile"]
    for number in range(60):  # one for each model of access point
        lines += [f'    edit "FAP{220 + number}-default"', "        config platform", f"            set type {220 + number}", "        end",
                  "        set handoff-sta-thresh 55", "        config radio-1", "            set band 802.11ax,n,g-only", "        end",
                  "        config radio-2", "            set band 802.11ax-5G", "        end", "    next"]  # fmt: skip
    lines += ["end", "config firewall ssl-ssh-profile", '    edit "deep-inspection"', '        set comment "Read-only deep inspection profile."',
              "        config https", "            set ports 443", "        end", "        config ssl-exempt"]  # fmt: skip
    for number in range(1, 40):
        lines += [f"            edit {number}", "                set type wildcard-fqdn", f'                set wildcard-fqdn "exempt-{number}"', "            next"]
    return "\n".join([*lines, "        end", "    next", "end"])


def objects(rng: random.Random) -> tuple[str, list[str], list[str]]:
    """The objects, and the names that rules may use: addresses and groups, services and groups."""
    lines = ["config firewall address"]
    names = []
    for number in range(900):
        _, net = rng.choice(segments())
        a, b, c = net.split(".")
        host = f"{a}.{b}.{int(c) + rng.randrange(8)}.{rng.randrange(2, 254)}"
        names.append(f"H-{number:04}")
        lines += [f'    edit "{names[-1]}"', f"        set uuid {rng.getrandbits(128):032x}"]
        match number % 10:
            case 0:
                lines += ["        set type iprange", f"        set start-ip {a}.{b}.{c}.10", f"        set end-ip {a}.{b}.{c}.{rng.randrange(11, 250)}"]
            case 1:
                lines += [f"        set subnet {net}.0 255.255.248.0"]
            case 2 if number % 50 == 2:
                lines += ["        set type fqdn", f'        set fqdn "update{number}.example.jp"']
            case _:
                lines += [f'        set comment "機器 {number}"', f"        set subnet {host} 255.255.255.255"]
        lines.append("    next")
    lines += ["end", "config firewall addrgrp"]
    groups = [f"G-{number:03}" for number in range(120)]
    for group in groups:
        members = " ".join(f'"{name}"' for name in rng.sample(names, rng.randrange(3, 15)))
        lines += [f'    edit "{group}"', f"        set uuid {rng.getrandbits(128):032x}", f"        set member {members}", "    next"]
    lines += ["end", "config firewall service custom"]
    services = [f"TCP-{number}" for number in range(80)]
    for number, service in enumerate(services):
        first = 1024 + number * 37
        protocol = "udp" if number % 9 == 0 else "tcp"
        lines += [f'    edit "{service}"', f"        set {protocol}-portrange {first}-{first + number % 7}", "    next"]
    lines += ["end", "config firewall service group"]
    for number in range(15):
        members = " ".join(f'"{name}"' for name in rng.sample(services, 5))
        lines += [f'    edit "SG-{number}"', f"        set member {members}", "    next"]
    lines.append("end")
    kinds = [*services, *(f"SG-{number}" for number in range(15)), "HTTP", "HTTPS", "SMB", "RDP", "DNS", "PING", "SSH"]
    return "\n".join(lines), [*names, *groups], kinds


def backup(policies: int = POLICIES, seed: int = 7) -> str:
    """A whole backup as a FortiGate of 7.4 writes it."""
    rng = random.Random(seed)
    told, addresses, services = objects(rng)
    lines = [head(), surroundings(rng), told, "config firewall policy"]
    zoned = {name for name, _ in segments()[:4]}
    sides = [*(name for name, _ in segments() if name not in zoned), "BUMON"]
    for number in range(1, policies + 1):
        one, other = rng.sample(sides, 2)
        if rng.random() < 0.15:
            other = "wan1"
        sources = ["all"] if rng.random() < 0.05 else rng.sample(addresses, rng.randrange(1, 4))
        targets = ["all"] if other == "wan1" else rng.sample(addresses, rng.randrange(1, 4))
        kinds = ["ALL"] if rng.random() < 0.03 else rng.sample(services, rng.randrange(1, 4))
        quoted = [" ".join(f'"{name}"' for name in names) for names in (sources, targets, kinds)]
        lines += [f"    edit {number}", f'        set name "rule {number}"', f"        set uuid {rng.getrandbits(128):032x}",
                  f'        set srcintf "{one}"', f'        set dstintf "{other}"']  # fmt: skip
        lines += ["        set action accept"] if rng.random() < 0.9 else []
        lines += [f"        set srcaddr {quoted[0]}", f"        set dstaddr {quoted[1]}", '        set schedule "always"', f"        set service {quoted[2]}"]
        lines += ["        set status disable"] if rng.random() < 0.05 else []
        lines += ["        set utm-status enable", '        set ssl-ssh-profile "certificate-inspection"', '        set av-profile "default"'] if other == "wan1" else []
        lines += ["        set logtraffic all", f'        set comments "申請 {number}\n  更新 令和7年"', "    next"]
    lines += ["end", "config router static", "    edit 1", "        set gateway 198.51.100.1", '        set device "wan1"', "    next", "end", ""]
    return "\n".join(lines)


def hospital_of(file: "EvidenceFile", catalogue: "Catalogue") -> "Hospital":
    """What the file tells, a zone for every network of an interface."""
    from inmori.ingest import fortios
    from inmori.model import Hospital, Network, Zone, ZoneKind

    if fortios.recognise(file) < 0.5:
        raise SystemExit("no FortiGate configuration")
    gateways = fortios.read(file, catalogue, today=TODAY).gateways
    inner = [item for gateway in gateways for item in gateway.interfaces if item.cidr and item.role != "wan"]
    zones = tuple(Zone(id=item.name, kind=ZoneKind.INFO, networks=(Network(cidr=str(ip_interface(item.cidr).network)),)) for item in inner)
    return Hospital(gateways=gateways, zones=zones)


def forget() -> None:
    """Empty every memory of earlier rounds: a backup is read once."""
    for name, module in list(sys.modules.items()):
        if name.startswith("inmori.") and not name.startswith("inmori.catalogue"):
            for item in list(vars(module).values()):
                if callable(getattr(item, "cache_clear", None)):
                    item.cache_clear()


def ours(data: bytes, name: str, catalogue: "Catalogue") -> tuple[float, float, int]:
    """Seconds of reading and of the table, and its cells."""
    from inmori.ingest.evidence_file import EvidenceFile
    from inmori.reach import zone_matrix

    forget()
    start = time.process_time()
    hospital = hospital_of(EvidenceFile(name=name, data=data), catalogue)
    read = time.process_time()
    table = zone_matrix(hospital)
    return read - start, time.process_time() - read, len(table.cells)


def peer(path: Path, folder: Path) -> float | None:
    """Seconds of fwshift's best round; None where it cannot be had."""
    python = sys.executable
    if subprocess.run([python, "-c", "import fwshift"], capture_output=True, check=False).returncode:
        venv.create(folder / "peer", with_pip=True)
        python = str(folder / "peer" / "bin" / "python")
        got = subprocess.run([python, "-m", "pip", "install", "-q", PEER], capture_output=True, check=False)
        if got.returncode:
            return None
    run = subprocess.run([python, "-c", PEER_ROUND, str(path), str(ROUNDS)], capture_output=True, text=True, check=False)
    return float(run.stdout) if run.returncode == 0 else None


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("config", nargs="?", type=Path)
    arguments.add_argument("--profile", action="store_true")
    options = arguments.parse_args()
    from inmori.catalogue import load_catalogue

    catalogue = load_catalogue()
    data = options.config.read_bytes() if options.config else backup().encode()
    with tempfile.TemporaryDirectory() as text:
        folder = Path(text)
        path = folder / "backup.conf"
        path.write_bytes(data)
        if options.profile:
            profile = cProfile.Profile()
            profile.runcall(ours, data, path.name, catalogue)
            pstats.Stats(profile).sort_stats("tottime").print_stats(25)
            return 0
        # What was loaded before is no work of the reading; in the peer's process there is nothing of the kind either.
        gc.collect()
        gc.freeze()
        rounds = [ours(data, path.name, catalogue) for _ in range(ROUNDS)]
        read, table, cells = min(rounds, key=lambda item: item[0] + item[1])
        print(f"{len(data) / 1e3:.0f} kB, {data.count(b'set srcintf'):,} policies, {cells} cells of zones by zones")
        print(f"inmori: read {read:.3f} s, table {table:.3f} s, together {read + table:.3f} s")
        other = peer(path, folder)
    if other is None:
        print("fwshift could not be installed: no comparison (its parse took 0.34 s for 280 kB where it was measured)")
        return 0
    ratio = (read + table) / other
    print(f"fwshift: parse alone {other:.3f} s; ratio {ratio:.2f} (ceiling {CEILING})")
    return 1 if ratio > CEILING else 0


if __name__ == "__main__":
    sys.exit(main())
