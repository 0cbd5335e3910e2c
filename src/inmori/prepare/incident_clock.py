"""The clocks: when each duty began to run, by when it is wanted, and how it stands now. ``now`` is an argument."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal

from inmori.prepare.incident_calendar import last_day
from inmori.prepare.incident_case import Case
from inmori.prepare.incident_duty import DUTIES, Duty
from inmori.prepare.incident_entry import Entry
from inmori.prepare.incident_need import Verdict, need_of
from inmori.prepare.incident_time import JST, aware, said_time
from inmori.text import Text

State = Literal["overdue", "late", "due", "undated", "done", "not_needed", "optional"]
FIRST_SOON, FIRST_LIMIT = timedelta(days=3), timedelta(days=5)
FINAL_DAYS, FINAL_DAYS_INTENT = 30, 60
STATE_NAMES: dict[State, Text] = {
    "overdue": Text(ja="期限切れ", en="overdue"),
    "late": Text(ja="めやすを過ぎた", en="past the aim"),
    "due": Text(ja="これから", en="due"),
    "undated": Text(ja="起点が未確認", en="start unknown"),
    "done": Text(ja="済み", en="done"),
    "not_needed": Text(ja="対象外", en="not needed"),
    "optional": Text(ja="任意", en="optional"),
}


@dataclass(frozen=True, slots=True)
class Clock:
    """One duty in this incident.

    ``aim`` is when it should be done (for law's "about 3 to 5 days" the third); ``limit`` the last moment that the
    rule names, None where it says only "promptly". Both in Japan's time.
    """

    duty: Duty
    verdict: Verdict
    starts: datetime | None
    aim: datetime | None
    limit: datetime | None
    state: State
    done: Entry | None
    rule: Text  # how the term was counted

    @property
    def next(self) -> datetime | None:
        """Return the moment that people should look at: the aim, or the limit once the aim has passed."""
        return self.limit if self.state == "overdue" or (self.state == "late" and self.limit) else self.aim or self.limit


def clocks_of(case: Case, *, now: datetime) -> tuple[Clock, ...]:
    """Return every duty, the most pressing first: overdue, then by the next moment, then what is done or not needed."""
    found = [_clock(one, case, aware(now)) for one in DUTIES]
    return tuple(sorted(found, key=_pressing))


def pressing(clocks: Sequence[Clock]) -> tuple[Clock, ...]:
    """Return those that are still to be done, the most pressing first."""
    return tuple(one for one in clocks if one.state in ("overdue", "late", "due", "undated"))


_ORDER: dict[State, int] = {"overdue": 0, "late": 1, "due": 1, "undated": 1, "optional": 2, "done": 3, "not_needed": 4}


def _pressing(clock: Clock) -> tuple[int, float, int]:
    moment = clock.next
    # Something wanted "promptly" whose aim has passed stands before what is still ahead.
    return (_ORDER[clock.state], moment.timestamp() if moment else float("inf"), DUTIES.index(clock.duty))


def _clock(duty: Duty, case: Case, now: datetime) -> Clock:
    verdict = need_of(duty, case)
    starts = aware(case.known) if case.known else None
    aim, limit, rule = _term(duty, case, starts)
    done = case.done.get(duty.id)
    return Clock(duty, verdict, starts, aim, limit, _state(verdict, aim, limit, done, now), done, rule)


def _state(verdict: Verdict, aim: datetime | None, limit: datetime | None, done: Entry | None, now: datetime) -> State:
    if done is not None:
        return "done"
    if verdict.need == "not_needed":
        return "not_needed"
    if verdict.need == "optional":
        return "optional"
    if limit is not None and now > limit:
        return "overdue"
    if aim is not None and now > aim:
        return "late"
    return "due" if aim or limit else "undated"


def _term(duty: Duty, case: Case, starts: datetime | None) -> tuple[datetime | None, datetime | None, Text]:
    if starts is None:
        return None, None, Text(ja="気づいた日時が書かれていない", en="nobody wrote when it was known")
    if duty.term == "first_report":
        return starts + FIRST_SOON, starts + FIRST_LIMIT, Text(
            ja="気づいた時から暦日でおおむね3〜5日(土日・祝日も数える)。3日目をめやす、5日目を期限とする。数え方の細部は委員会の案内で確かめる",
            en="about 3 to 5 calendar days from knowing, weekends counted; aim: the third, limit: the fifth; confirm details with the commission",
        )  # fmt: skip
    if duty.term == "final_report":
        return _final(case, starts)
    if duty.hours is None:
        return None, None, Text(ja="期限はない", en="no term")
    rule = Text(
        ja=f"時間の定めはなく「速やかに」。気づいた時から{duty.hours:g}時間は院守のめやす(仮定)",
        en=f"no hour is set (promptly); {duty.hours:g} h from knowing is our aim (assumption)",
    )
    return starts + timedelta(hours=duty.hours), None, rule


def _final(case: Case, starts: datetime) -> tuple[datetime, datetime, Text]:
    """Count 60 days only when evil intent is certain enough to be answered with yes; until then 30, the safe side."""
    intent = case.is_yes("attack") or case.is_yes("ransomware")
    settled = intent or (case.is_no("attack") and case.is_no("ransomware"))
    days = FINAL_DAYS_INTENT if intent else FINAL_DAYS
    day = last_day(starts.astimezone(JST).date(), days)
    limit = datetime.combine(day, time(23, 59), tzinfo=JST)
    more = Text(ja="", en="")
    if not settled:
        later = last_day(starts.astimezone(JST).date(), FINAL_DAYS_INTENT)
        more = Text(
            ja=f"。攻撃(疑いを含む)と答えれば60日目の {later.isoformat()} になる", en=f"; with an attack it is day 60, {later.isoformat()}"
        )
    rule = Text(
        ja=f"気づいた日を1日目として{days}日目。土日・祝日・12月29日〜1月3日なら次の開庁日{more.ja}。数え方の細部は委員会の案内で確かめる",
        en=f"day {days}, the day of knowing being day 1; the next working day if offices are closed{more.en}; confirm details with the commission",
    )
    return limit, limit, rule


def left(moment: datetime, *, now: datetime) -> Text:
    """Return how long there is until a moment, or how long ago it passed: あと2日3時間."""
    minutes = int((aware(moment) - aware(now)).total_seconds() // 60)
    passed, minutes = minutes < 0, abs(minutes)
    days, hours = minutes // 1440, minutes % 1440 // 60
    ja = f"{days}日{hours}時間" if days else f"{hours}時間{minutes % 60}分" if hours else f"{minutes}分"
    en = f"{days} d {hours} h" if days else f"{hours} h {minutes % 60} min" if hours else f"{minutes} min"
    return Text(ja=f"{ja}過ぎ", en=f"{en} ago") if passed else Text(ja=f"あと{ja}", en=f"in {en}")


def term_words(clock: Clock) -> Text:
    """Return by when: めやす 2026-11-27 08:15、期限 2026-11-29 08:15."""
    if clock.limit is None and clock.aim is None:
        return Text(ja="期限の定めなし", en="no term") if clock.starts else Text(ja="未確認", en="unknown")
    if clock.limit is None or clock.aim is None:
        moment = said_time((clock.aim or clock.limit) or clock.starts)  # type: ignore[arg-type]
        return Text(ja=f"速やかに(めやす {moment})", en=f"promptly (aim {moment})")
    if clock.aim == clock.limit:
        return Text(ja=f"期限 {clock.limit.date().isoformat()} 中", en=f"limit: {clock.limit.date().isoformat()}")
    return Text(
        ja=f"めやす {said_time(clock.aim)}、期限 {said_time(clock.limit)}", en=f"aim {said_time(clock.aim)}, limit {said_time(clock.limit)}"
    )
