"""Computer accounts of a directory, whatever they were exported with: which attributes are read, and what they mean.

Only the attributes named here are ever looked at, so a password, a recovery key or a person's name in an export stays
unread. A disabled account is the directory's word that the machine is gone.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from inmori.era import EraBorderError
from inmori.ingest.cell_value import date_of, line_of, says_unknown, text_of
from inmori.ingest.device_row import DeviceRow
from inmori.ingest.flow_tally import JST
from inmori.ingest.intake import Problem
from inmori.ingest.kept_text import kept
from inmori.ingest.kind_words import KindWords
from inmori.ingest.person_word import without_persons
from inmori.ingest.reading import Sighting
from inmori.ingest.table import problem
from inmori.ingest.table_header import Column
from inmori.model import DeviceKind, Source
from inmori.text import Text

Attributes = Mapping[str, tuple[str, ...]]

# Attribute by field of the row. Several may give one field; the first filled one counts.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "hostname": ("dnshostname", "cn", "name", "samaccountname"),
    "os": ("operatingsystem",),
    "os_version": ("operatingsystemversion",),
    "address": ("ipv4address", "networkaddress", "iphostnumber"),
    "mac": ("macaddress",),
    "serial": ("serialnumber",),
    "location": ("location",),
}
LOGON = ("lastlogontimestamp", "lastlogondate", "lastlogon")
_CHANGED = ("whenchanged", "modifytimestamp", "pwdlastset")
_PLAIN = ("distinguishedname", "dn", "objectclass", "objectcategory", "useraccountcontrol", "serviceprincipalname",
          "operatingsystemservicepack", "description", "comment", "enabled")  # fmt: skip
READ = frozenset({*(name for names in FIELDS.values() for name in names), *LOGON, *_CHANGED, *_PLAIN})

_DISABLED, _DOMAIN_CONTROLLER, _DELEGATION = 0x2, 0x2000, 0x80000  # bits of userAccountControl (MS-ADTS 2.2.16)
_READ_ONLY_CONTROLLER = 0x4000000
_FILETIME_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_EARLIEST = date(1990, 1, 1)
_GENERALIZED = re.compile(r"^(\d{4})(\d{2})(\d{2})\d{2}(?:\d{2}){0,2}(?:[.,]\d+)?(?:Z|[+-]\d{4})$")
_OF_DATES = re.compile(r"[\d/.:+\-\s年月日時分秒TZ]+(?:[AaPp][Mm])?")
_UNITS = re.compile(r"(?:^|,)\s*OU\s*=\s*((?:[^,\\]|\\.)+)", re.IGNORECASE)
_ESCAPED = re.compile(r"((?:\\[0-9A-Fa-f]{2})+)|\\(.)")
_NO_MACHINE = ("msds-groupmanagedserviceaccount", "msds-managedserviceaccount", "msds-delegatedmanagedserviceaccount")


@dataclass
class DirectoryAccounts:
    """Turns accounts into sightings and notes what is odd on the way."""

    words: KindWords
    today: date
    problems: list[Problem] = field(default_factory=list)
    virtual: int = 0  # names of clusters, which are no machines

    def sighting(self, account: Attributes, source: Source) -> Sighting | None:
        """Return what the directory says of one computer; ``None`` for an account of another kind.

        ``account``: values by attribute name in lower case. ``source``: the place of the account in its file.
        """
        if not is_computer(account):
            return None
        services = " ".join(account.get("serviceprincipalname", ())).lower()
        if "msclustervirtualserver/" in services:
            self.virtual += 1
            return None
        logon = self._day(account, LOGON, source)
        place = source.model_copy(update={"as_of": logon or self._day(account, _CHANGED, None)})
        row = DeviceRow(source=place, group=unit_of(account), words=self.words, today=self.today, problems=self.problems)
        for name, attributes in FIELDS.items():
            for attribute in attributes:
                text = _value(account, attribute)
                if text and not says_unknown(text):
                    value = text.rstrip("$") if attribute == "samaccountname" else text
                    row.take(Column(index=0, heading=attribute, field=name), value, place, digits=0, starts_1904=False)
                    break
        if not row.hostnames:
            return None
        row.last_seen = logon
        self._pack(row, account, place)
        self._control(row, account, place, services)
        for attribute in ("description", "comment"):
            if (remark := line_of(without_persons(_value(account, attribute)))) and not says_unknown(remark):
                row.take(Column(index=0, heading=attribute, field="note"), remark, place, digits=0, starts_1904=False)
        return row.sighting()

    def _pack(self, row: DeviceRow, account: Attributes, place: Source) -> None:
        pack = _value(account, "operatingsystemservicepack")
        if pack and "os" in row.os_parts and pack.lower() not in row.os_parts["os"][0].lower():
            row.os_parts["os"] = (f"{row.os_parts['os'][0]} {pack}", place)

    def _control(self, row: DeviceRow, account: Attributes, place: Source, services: str) -> None:
        text = _value(account, "useraccountcontrol")
        bits = int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0
        if bits & _DISABLED or _value(account, "enabled").lower() == "false":
            row.retire("ディレクトリのアカウントが無効")
        controller = bool(bits & (_DOMAIN_CONTROLLER | _READ_ONLY_CONTROLLER)) or "domain controllers" in row.group.lower()
        if controller:
            row.facts["kind"] = (DeviceKind.SERVER, place)
            row.notes.append("ドメインコントローラ")
        elif bits & _DELEGATION:
            row.notes.append("他のサーバへの委任を制限なく許されている(非制約付き委任)")
        if "mssqlsvc/" in services:
            row.notes.append("SQL Serverのサービスが登録されている")

    def _day(self, account: Attributes, names: Iterable[str], report_at: Source | None) -> date | None:
        """Return the day in the first of some attributes that holds one."""
        for name in names:
            text = _value(account, name)
            if not text or says_unknown(text) or text in ("0", "9223372036854775807"):
                continue
            found = day_of(text)
            if found is not None and found <= self.today + timedelta(days=1):
                return found
            if report_at is not None:
                self.problems.append(_no_day(report_at, name, text))
        return None


def is_computer(account: Attributes) -> bool:
    """Whether an account is that of a computer; without its class, what only computers have must tell."""
    classes = {value.lower() for value in account.get("objectclass", ())}
    if classes & set(_NO_MACHINE):
        return False
    if classes:
        return "computer" in classes
    category = _value(account, "objectcategory").lower()
    if category:
        return category.startswith(("cn=computer,", "computer"))
    return any(_value(account, name) for name in ("operatingsystem", "dnshostname")) or _value(
        account, "samaccountname"
    ).endswith("$")


def unit_of(account: Attributes) -> str:
    """Return the organisational units of an account from the top down, as a path."""
    name = next((value for key in ("distinguishedname", "dn") for value in account.get(key, ()) if value), "")
    return " / ".join(kept(_unescaped(unit.strip())) for unit in reversed(_UNITS.findall(name)))


def day_of(text: str) -> date | None:
    """Return the day of a FILETIME, an LDAP time (both in Japan's time) or a written date; ``None`` for none."""
    if text.isascii() and text.isdigit() and 17 <= len(text) <= 19:  # 100 ns since 1601
        try:
            moment = _FILETIME_EPOCH + timedelta(microseconds=int(text) // 10)
            found = moment.astimezone(JST).date()
        except OverflowError:
            return None  # the largest number stands for "never"
        return found if found >= _EARLIEST else None
    if match := _GENERALIZED.match(text):
        text = f"{match[1]}/{match[2]}/{match[3]}"
    try:
        written = date_of(text)
    except EraBorderError:
        return None
    return written.written.first if written and written.written.exactness == "day" else None


def _value(account: Attributes, name: str) -> str:
    values = account.get(name, ())
    return text_of(values[0]) if values else ""


def _unescaped(text: str) -> str:
    def plain(match: re.Match[str]) -> str:
        if match[1]:
            return bytes.fromhex(match[1].replace("\\", "")).decode("utf-8", "replace")
        return match[2]

    return _ESCAPED.sub(plain, text)


def _no_day(place: Source, name: str, text: str) -> Problem:
    shown = text[:40] if _OF_DATES.fullmatch(text) else "…"  # anything else may have slipped in from another attribute
    return problem(
        "warning", "no_date", place,
        Text(
            ja=f"{place.place()} の {name}「{shown}」は日付として読めません。",
            en=f"{name} '{shown}' in {place.place()} cannot be read as a day.",
        ),
        done=Text(ja="この日付は使っていません。", en="It was not used."),
    )  # fmt: skip


def virtual_names(place: Source, count: int) -> Problem:
    """Return the note that names of clusters were passed over."""
    return problem(
        "note", "cluster_names", place,
        Text(
            ja=f"{place.file} のうち{count}件は、複数のサーバを一つに見せるための名前(クラスタ名)です。",
            en=f"{count} accounts of {place.file} are names of clusters.",
        ),
        done=Text(ja="機器とは数えていません。", en="They were not counted as machines."),
    )  # fmt: skip


def no_computers(name: str) -> Text:
    """Return the sentence for an export without any computer."""
    return Text(
        ja=f"{name} にコンピュータの情報がありません。objectClass=computer を条件に、dNSHostName や operatingSystem を含めて出力してください。",
        en=f"{name} holds no computers. Export with objectClass=computer and attributes such as dNSHostName and operatingSystem.",
    )
