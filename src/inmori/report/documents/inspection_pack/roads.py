"""Guideline 7.0's route with the servers that decide it, and what each road of the plan would change."""

from inmori.comply import COURSE_NAMES, STATE_TITLES, VOTE_NAMES, ServerVote, SideBySide
from inmori.comply.gross import ABOUT
from inmori.comply.route import Mend, mends_of
from inmori.comply.side_by_side import State
from inmori.report.block import Block, Column, Paragraph, Section, Table
from inmori.report.documents.checklist.reading_sheets import counted
from inmori.report.documents.inspection_pack.dossier import Dossier
from inmori.report.wording import listed, plain, same
from inmori.text import Text

_STATES: tuple[State, ...] = ("gross", "today", "after")


def route_section(dossier: Dossier) -> Section:
    """Which part of the guideline applies, decided server by server."""
    route = dossier.assessment.route
    course = COURSE_NAMES[route.course]
    blocks: list[Block] = [
        Paragraph(course if route.reason == course else _said(course, route.reason), "lead"),
    ]
    if route.votes:
        blocks.append(_votes(route.votes))
    if mends := mends_of(route):
        blocks.append(_mends(mends))
    if route.left_out:
        names = listed(route.left_out, limit=12, counter="台")
        blocks.append(
            Paragraph(
                Text(ja=f"診療データを持たないと仮定し、数えなかったもの: {names.ja}", en=f"Left out, assumed to keep no medical data: {names.en}"), "note"
            )
        )
    return Section(
        id="route", title=Text(ja="ガイドライン第7.0版の適用範囲", en="Which part of guideline 7.0 applies"), blocks=tuple(blocks), wide=True
    )


def _said(course: Text, reason: Text) -> Text:
    return Text(ja=f"{course.ja}。{reason.ja}", en=f"{course.en}. {reason.en}")


def _votes(votes: tuple[ServerVote, ...]) -> Table:
    ordered = sorted(votes, key=lambda one: ("no", "unclear", "confirm", "yes").index(one.vote))
    return Table(
        caption=Text(ja="サーバごとの更新の責任", en="Who has to update each server"),
        columns=(
            Column(Text(ja="サーバ", en="Server"), 1.4),
            Column(Text(ja="事業者", en="Vendor"), 1.6),
            Column(Text(ja="判定", en="Vote"), 1.2),
            Column(Text(ja="契約の記載", en="As written"), 2.2),
            Column(Text(ja="理由", en="Why"), 2.4),
        ),
        rows=tuple(
            (
                same(plain(one.name, 40)),
                same(plain(one.vendor, 40)),
                VOTE_NAMES[one.vote],
                same(plain(one.clause, 80)) if one.clause else Text(ja="記載なし", en="nothing written"),
                one.reason,
            )
            for one in ordered
        ),
        small=True,
    )


def _mends(mends: tuple[Mend, ...]) -> Table:
    return Table(
        caption=Text(ja="直し方(事業者ごと。文は自作の例で、契約の前に専門家に確かめる)", en="How to mend it, by vendor (our own samples; have them checked before signing)"),
        columns=(
            Column(Text(ja="事業者", en="Vendor"), 1.2),
            Column(Text(ja="サーバの数", en="Servers"), 0.6, "center"),
            Column(Text(ja="すること・契約に足す文", en="What to do, wording to add"), 5),
        ),
        rows=tuple(
            (
                same(plain(one.vendor, 40)) if one.vendor else Text(ja="(事業者なし)", en="(no vendor)"),
                same(str(len(one.servers))),
                one.words,
            )
            for one in mends
        ),
        small=True,
    )


def roads_section(dossier: Dossier) -> tuple[Section, ...]:
    """The answers three times and the route after each road; nothing where no plan was at hand."""
    compared = dossier.assessment.compared
    if compared is None:
        return ()
    blocks: tuple[Block, ...] = (
        Paragraph(
            Text(
                ja=" / ".join(counted(compared, state).ja for state in _STATES),
                en=" / ".join(counted(compared, state).en for state in _STATES),
            ),
            "lead",
        ),
        Paragraph(
            Text(ja=f"計画の道: {compared.name.ja}。{compared.because.ja}{ABOUT.ja}", en=f"Road: {compared.name.en}. {compared.because.en} {ABOUT.en}"),
            "note",
        ),
        _three(compared, dossier.number_weight),
        _routes(compared),
    )
    title = Text(ja="対策なし・いま・計画のあと", en="No measures, today, after the plan")
    return (Section(id="three", title=title, blocks=blocks),)


def _three(compared: SideBySide, number_weight: float) -> Table:
    return Table(
        caption=Text(ja="項目ごと(「はいの見込み」は打ち手が済み、証拠がそろったとき)", en="By item (“yes, expected” once the measures are done and shown)"),
        columns=(
            Column(Text(ja="番号", en="No."), number_weight),
            *(Column(STATE_TITLES[state], 1) for state in _STATES),
            Column(Text(ja="効く打ち手", en="Measures"), 3),
            Column(Text(ja="残るもの", en="Left"), 2),
        ),
        rows=tuple(
            (
                same(row.number),
                *(row.said(state) for state in _STATES),
                _named([one.ja for one in row.measures], [one.en for one in row.measures]),
                listed(row.left, limit=3, width=24),
            )
            for row in compared.rows
        ),
        small=True,
    )


def _named(ja: list[str], en: list[str]) -> Text:
    return Text(ja=listed(ja, limit=3, width=30).ja, en=listed(en, limit=3, width=40).en)


def _routes(compared: SideBySide) -> Table:
    return Table(
        caption=Text(ja="ガイドライン第7.0版の適用範囲: 道ごと", en="Route of guideline 7.0 by road"),
        columns=(
            Column(Text(ja="道", en="Road"), 1.3),
            Column(Text(ja="閉じるサーバ", en="Servers that close it"), 0.8, "center"),
            Column(Text(ja="適用範囲と理由", en="Route and why"), 5),
        ),
        rows=tuple(
            (one.name, Text(ja=f"{len(one.route.breaking)}台", en=str(len(one.route.breaking))), one.words) for one in compared.routes
        ),
        small=True,
    )
