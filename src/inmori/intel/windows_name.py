"""Which releases of Windows a text may mean: "Win10 LTSB2016", "WS2012R2", "Windows 11 Pro 10.0 (26100)", "WES7".

Windows needs rules of its own because one name covers releases and editions whose support ends years apart. What a
text leaves open stays open: the answer is the set of all releases it may mean.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from inmori.catalogue.lifecycle import Cycle, Lifecycles

CLIENT, SERVER, EMBEDDED = "windows", "windows-server", "windows-embedded"

_WIN = r"(?:(?<![a-z])windows|(?<=microsoft)windows|(?<![a-z])win|ウィンドウズ|ウインドウズ)"
_ALTERNATIVE = re.compile(r"\s+or\s+|または|又は|もしくは|\|")
_RELEASE = re.compile(
    r"(?<!\d)(?<!\d\.)(1507|1511|1607|1703|1709|1803|1809|1903|1909|2004|2009|19h[12]|20h[12]|21h[12]|22h2|23h2|24h2|25h2|26h1)(?!\d)"
)
_SAME_RELEASE = {"2009": "20h2", "19h1": "1903", "19h2": "1909", "20h1": "2004"}
_LTS_YEAR = {"2015": "1507", "2016": "1607", "2019": "1809", "2021": "21h2", "2024": "24h2"}
_LTS = re.compile(r"lts[bc]")
_HOME_PRO = re.compile(r"(?<![a-z])pro(?![a-z])|professional|home|ホーム|プロフェッショナル|single language")
_ENTERPRISE = re.compile(r"(?<![a-z])ent(?![a-z])|enterprise|エンタープライズ|(?<![a-z])edu(?![a-z])|education")
_SCHOOL = re.compile(r"(?<![a-z])edu(?![a-z])|education")
_CLIENT_NAME = re.compile(
    rf"(?:{_WIN}[\s\-_.(]*|(?<![a-z0-9])w|^\s*(?=xp|vista))"
    r"(11|10(?!\.0)|8\.1|8|7|vista|xp|2000|98|95|me(?![a-z]))(?!\d)(?:\s*[/・,、-]\s*(11|10|8\.1|8|7)(?![\d.]))?"
)
_NT = re.compile(rf"{_WIN}\s*nt\s*4|(?<![a-z])nt\s*4\.0")
_CLIENT_FAMILY = {"vista": "6-sp2", "xp": "5-sp3", "7": "7-sp1", "2000": "2000-sp4", "98": "98-me", "me": "98-me"}
_YEARS = r"(2000|2003|2008|2012|2016|2019|2022|2025)(?!\d)"
_SERVER_EDITION = r"(?:standard|std|datacenter|essentials|foundation|enterprise|ent|iot)"
_SERVER_NAME = re.compile(
    rf"(?:(?:server|srv|svr|{_WIN}sv|サーバー?)[\s\-_(,]*(?:{_SERVER_EDITION}[\s\-_]*)?|{_WIN}[\s\-_]*|(?<![a-z])ws[\s\-_]*|(?<![a-z])w(?=20)"
    rf"|^\s*(?=\d{{4}}\s*(?:r2|{_SERVER_EDITION})))"
    rf"{_YEARS}[\s\-_]*(r\s?2)?(?:\s*-\s*{_YEARS}[\s\-_]*(r\s?2)?)?"
)
# "2k12" and, with R2 behind it, "12"; there was no Windows 12.
_SERVER_SHORT = re.compile(rf"(?:{_WIN}|(?<![a-z])w)[\s\-_]*(?:2k\s*|(?=12\s*r\s?2))(3|8|12|16|19|22)(?!\d)[\s\-_]*(r\s?2)?")
_SMALL_BUSINESS = re.compile(r"(?:small\s*business\s*server|(?<![a-z])sbs)[\s\-_]*(2003|2008|2011)")
_SERVER_WORD = re.compile(rf"{_WIN}[\s\-_]*(?:server|サーバ)")
_SERVER_SAC = re.compile(r"(1709|1803|1809|1903|1909|2004|20h2|23h2)")
_EMBEDDED_WORD = re.compile(
    rf"embedd?ed|エンベデッド|(?<![a-z])wes\s*-?(?=7|8|2009)|wepos|posready|(?:(?<![a-z])|{_WIN})xpe(?![a-z])|{_WIN}[\s\-_]*(?:ce|compact)(?![a-z])|wince"
    rf"|(?<![a-z])we[78]|{_WIN}.*(?:組込|組み込み)"
)
_NT_BUILD = re.compile(r"(?:(?<![\d.])(?:10\.0|6\.[0-3]|5\.[0-2])[\s.(]+|build\s*|^\s*)(\d{4,5})(?!\d)")
_MODERN_BUILD = re.compile(r"(?:(?<![\w.])|(?<=10\.0\.))(1\d{4}|2[0-8]\d{3})(?=[.\s()\]]|$)")
_OLD_BUILDS = {"2195": "5.0", "2600": "5.1", "3790": "5.2", "6000": "6.0", "6001": "6.0", "6002": "6.0", "6003": "6.0",
               "7600": "6.1", "7601": "6.1", "9200": "6.2", "9600": "6.3"}  # fmt: skip
_OF_NT = {
    "5.0": ((CLIENT, "2000-sp4"), (SERVER, "2000")),
    "5.1": ((CLIENT, "5-sp3"),),
    "5.2": ((SERVER, "2003-sp2"),),
    "6.0": ((CLIENT, "6-sp2"), (SERVER, "2008-sp2")),
    "6.1": ((CLIENT, "7-sp1"), (SERVER, "2008-r2-sp1")),
    "6.2": ((CLIENT, "8"), (SERVER, "2012")),
    "6.3": ((CLIENT, "8.1"), (SERVER, "2012-r2")),
}


@dataclass(frozen=True)
class WindowsRelease:
    """One entry of the lifecycle table taken apart: "10-1809-e-lts" is 10, 1809, enterprise, long-term."""

    cycle: Cycle
    family: str
    release: str | None
    edition: str  # "" (all editions), "w" (home, pro), "e" (enterprise, education), "iot"
    long_term: bool
    build: str | None


def windows_candidates(text: str, *, build: str | None, lifecycles: Lifecycles) -> tuple[Cycle, ...]:
    """Return all releases of Windows that ``text`` may mean, empty when it does not speak of Windows.

    Args:
        text: lower case after NFKC, e.g. "windows 10 enterprise ltsc 1809 17763.3089".
        build: what a tool reported beside it, e.g. "10.0.19045" or "10.0 (17763)".
        lifecycles: the table of releases.
    """
    found: dict[tuple[str, str], Cycle] = {}
    for part in _ALTERNATIVE.split(text):
        for cycle in _one(part, build or "", lifecycles):
            found.setdefault((cycle.product, cycle.cycle), cycle)
    return tuple(found.values())


def _one(text: str, build: str, table: Lifecycles) -> Iterable[Cycle]:
    builds = _builds(build) or _builds(text)
    if _EMBEDDED_WORD.search(text) and not re.search(rf"{_WIN}\s*1[01]", text):
        return _named(table, EMBEDDED, _embedded_cycles(text, table))
    if server := _server_cycles(text):
        return _named(table, SERVER, server)
    if _SERVER_WORD.search(text):
        return _unnamed_server(text, builds, table)
    if _NT.search(text):
        return _named(table, CLIENT, ("nt-4.0",))
    if match := _CLIENT_NAME.search(text):
        families = tuple(group for group in match.groups() if group)
        rest = text[: match.start()] + " " + text[match.end() :]
        return [cycle for family in families for cycle in _client(family, rest, builds, table)]
    bare = not text.strip() or text.strip(" .()[]0123456789") == "" or re.fullmatch(rf".*{_WIN}[^a-z]*", text) is not None
    version_only = re.search(rf"{_WIN}[^a-z]*(?:version|ver)?[^a-z]*\d", text) is not None
    return _of_builds(builds, table) if builds and (bare or version_only) else ()


def _builds(text: str) -> tuple[str, ...]:
    """Return the build numbers in a text: known old ones, and five digits that stand alone."""
    old = [number for number in _NT_BUILD.findall(text) if number in _OLD_BUILDS]
    return tuple(dict.fromkeys([*old, *_MODERN_BUILD.findall(text)]))


def _client(family: str, rest: str, builds: tuple[str, ...], table: Lifecycles) -> list[Cycle]:
    if family not in ("10", "11"):
        return list(_named(table, CLIENT, (_CLIENT_FAMILY.get(family, family),)))
    known = [found for found in map(_release, table.cycles(CLIENT)) if found is not None]
    by_build = [found for found in known if found.build in builds]
    # Windows 11 calls itself 10.0: the build says which it is. A build that is not on the list says nothing.
    fitting = by_build or [found for found in known if found.family == family]
    fitting = _by_edition(fitting, rest)
    if not by_build and (releases := _releases_in(rest)):
        fitting = [found for found in fitting if found.release in releases]
    return [found.cycle for found in fitting]


def _by_edition(known: list[WindowsRelease], rest: str) -> list[WindowsRelease]:
    long_term, iot = _LTS.search(rest) is not None, re.search(r"(?<![a-z])iot", rest) is not None
    if re.search(r"iot\s*core", rest):
        return []  # another product, which the table does not have
    home_pro, enterprise = _HOME_PRO.search(rest) is not None, _ENTERPRISE.search(rest) is not None
    if long_term:
        if "ltsb" in rest:  # the name of the long-term releases of 2015 and 2016 only
            known = [found for found in known if found.release in ("1507", "1607")] or known
        # "LTSC" without a year may be any: Microsoft itself came to call the LTSB of 2016 by the newer name.
        lts = [found for found in known if found.long_term]
        own_iot = {found.release for found in lts if found.edition == "iot"}
        return [found for found in lts if (found.edition == "iot") == (iot and found.release in own_iot)]
    if home_pro and not enterprise:
        return [found for found in known if found.edition in ("", "w") and not found.long_term]
    if iot:
        own_iot = {found.release for found in known if found.edition == "iot" and found.long_term}
        known = [found for found in known if not (found.release in own_iot and found.long_term and found.edition == "e")]
        return [found for found in known if found.edition in ("", "e", "iot")]
    if enterprise:
        school = _SCHOOL.search(rest) is not None  # Education has the enterprise dates but no long-term release
        return [found for found in known if found.edition in ("", "e") and not (school and found.long_term)]
    return known


def _releases_in(rest: str) -> tuple[str, ...]:
    """Return the releases named; scanners write a span as its ends ("1709 - 1909")."""
    if _LTS.search(rest) and (year := re.search(r"(?<!\d)(2015|2016|2019|2021|2024)(?!\d)", rest)):
        return (_LTS_YEAR[year[1]],)
    named = [_SAME_RELEASE.get(name, name) for name in _RELEASE.findall(rest)]
    if len(named) == 2 and re.search(r"\w\s*-\s*\w", rest):
        return tuple(name for name in _RELEASE_ORDER if _rank(named[0]) <= _rank(name) <= _rank(named[1]))
    return tuple(named)


_RELEASE_ORDER = ("1507", "1511", "1607", "1703", "1709", "1803", "1809", "1903", "1909", "2004", "20h2", "21h1",
                  "21h2", "22h2", "23h2", "24h2", "25h2", "26h1")  # fmt: skip


def _rank(release: str) -> int:
    return _RELEASE_ORDER.index(release)


def _release(cycle: Cycle) -> WindowsRelease | None:
    family, *parts = cycle.cycle.split("-")
    if family not in ("10", "11"):
        return None
    edition = next((part for part in ("iot", "w", "e") if part in parts[1:]), "")
    build = cycle.latest.rsplit(".", 1)[-1] if cycle.latest else None
    return WindowsRelease(cycle, family, parts[0] if parts else None, edition, "lts" in parts, build)


def _server_cycles(text: str) -> tuple[str, ...]:
    if match := _SMALL_BUSINESS.search(text):
        return {"2003": ("2003-sp2",), "2008": ("2008-sp2",), "2011": ("2008-r2-sp1",)}[match[1]]
    found: list[str] = []
    for match in _SERVER_NAME.finditer(text):
        if match[1] == "2000" and not re.search(r"server|サーバ", text):
            continue  # the client of that name
        later = re.search(r"(?<![a-z])r\s?2(?!\d)", text[match.end() :]) is not None
        found += _server_year(match[1], second=bool(match[2]) or (later and not match[3]))
        if match[3]:
            found += _server_year(match[3], second=bool(match[4]))
    for match in _SERVER_SHORT.finditer(text):
        found += _server_year(f"20{int(match[1]):02d}", second=bool(match[2]))
    return tuple(dict.fromkeys(found))


def _server_year(year: str, *, second: bool) -> tuple[str, ...]:
    match year:
        case "2003":
            return ("2003-sp2", "2003-sp1", "2003")
        case "2008":
            return ("2008-r2-sp1",) if second else ("2008-sp2",)
        case "2012":
            return ("2012-r2",) if second else ("2012",)
    return (year,)


def _unnamed_server(text: str, builds: tuple[str, ...], table: Lifecycles) -> list[Cycle]:
    if short_lived := _SERVER_SAC.search(text):
        return list(_named(table, SERVER, (f"{short_lived[1]}-sac", f"{short_lived[1]}-ac")))
    on_server = [cycle for cycle in _of_builds(builds, table) if cycle.product == SERVER]
    return on_server or list(table.cycles(SERVER))


def _embedded_cycles(text: str, table: Lifecycles) -> tuple[str, ...]:
    for pattern, cycles in _EMBEDDED:
        if pattern.search(text):
            return cycles
    return tuple(cycle.cycle for cycle in table.cycles(EMBEDDED))


_EMBEDDED: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(pattern), cycles)
    for pattern, cycles in (
        (r"posready\s*-?\s*2009", ("posready-2009",)),
        (r"posready\s*-?\s*7", ("posready-7",)),
        (r"wepos|point of service", ("wepos-sp3",)),
        (r"compact\s*-?\s*2013", ("compact-2013",)),
        (r"(?:compact|ce)\s*-?\s*7", ("compact-7",)),
        (r"(?:ce)\s*-?\s*6", ("ce-6.0",)),
        (r"(?:ce)\s*-?\s*5", ("ce-5.0",)),
        (r"wes\s*-?\s*2009|standard\s*-?\s*2009|embedded\s*2009", ("standard-2009",)),
        (r"xpe|xp", ("xp-embedded-sp3", "standard-2009")),
        (r"8\.1.*industry|industry.*8\.1", ("8.1-industry",)),
        (r"8\.1.*pro", ("8.1-pro",)),
        (r"8\.1", ("8.1-industry", "8.1-pro")),
        (r"wes\s*-?\s*8|we8s|8\s*standard|standard\s*8|embedded\s*8", ("8-standard",)),
        (r"7", ("standard-7-sp1",)),
    )
)


def _of_builds(builds: tuple[str, ...], table: Lifecycles) -> list[Cycle]:
    found: list[Cycle] = []
    for build in builds:
        if build in _OLD_BUILDS:
            for product, cycle in _OF_NT[_OLD_BUILDS[build]]:
                found += _named(table, product, (cycle,))
        else:
            found += [
                cycle
                for product in (CLIENT, SERVER)
                for cycle in table.cycles(product)
                if cycle.latest and cycle.latest.rsplit(".", 1)[-1] == build
            ]
    return found


def _named(table: Lifecycles, product: str, cycles: Iterable[str]) -> Iterable[Cycle]:
    return [cycle for name in cycles if (cycle := table.cycle(product, name)) is not None]
