"""What the hospital believes of itself beside what its evidence shows: the page that starts most conversations."""

from inmori.model import RemoteAccess, ZoneKind
from inmori.report.block import Block, Column, Paragraph, Section, Subheading, Table
from inmori.report.documents.assessment.disputes import disputes_of, sentence
from inmori.report.documents.assessment.materials import Materials
from inmori.report.documents.assessment.network import crossings_table
from inmori.report.documents.assessment.values import said
from inmori.report.wording import ANNEX, EMPTY, UNKNOWN, listed, places, same, shortened
from inmori.text import Text

_SHOWN = 10


def beliefs_section(materials: Materials) -> Section:
    """Build the page."""
    return Section(
        id="beliefs",
        title=Text(ja="病院の認識と、資料から見えたこと", en="What the hospital believes, and what was seen"),
        blocks=(
            Table(
                caption=Text(ja="認識と実際", en="Belief and evidence"),
                columns=(
                    Column(EMPTY, 1.4),
                    Column(Text(ja="病院の認識", en="Believed"), 1.2),
                    Column(Text(ja="資料から見えたこと", en="Seen in the evidence"), 2.6),
                ),
                rows=_rows(materials),
            ),
            *crossings_table(materials),
            *_disputes(materials),
        ),
    )


def _rows(materials: Materials) -> tuple[tuple[Text, ...], ...]:
    hospital = materials.hospital
    rows = [
        (Text(ja="機器の台数", en="Devices"), _counted(hospital.device_count_believed.value, "台"), _devices(materials)),
        (
            Text(ja="リモート保守の経路", en="Remote maintenance paths"),
            _counted(hospital.remote_count_believed.value, "経路"),
            _remote(materials),
        ),
        (
            Text(ja="診療系は外とつながっていない", en="The clinical network is closed"),
            said(hospital.believes_closed.value),
            _closed(materials),
        ),
        (
            Text(ja="ネットワーク図がある", en="A network diagram exists"),
            said(hospital.diagram_exists.value),
            Text(
                ja="この報告書の全体図は、今回の資料から作り直したものです", en="The map in this report was made from this evidence"
            )
            if hospital.zones
            else UNKNOWN,
        ),
    ]
    merged = _merged(materials)
    if merged is not None:
        rows.append((Text(ja="区画は分かれている", en="Zones are separate"), EMPTY, merged))
    return tuple(rows)


def _counted(count: int | None, counter: str) -> Text:
    return UNKNOWN if count is None else Text(ja=f"{count:,}{counter}", en=f"{count:,}")


def _devices(materials: Materials) -> Text:
    count, believed = len(materials.in_use), materials.hospital.device_count_believed.value
    retired = len(materials.hospital.devices) - count
    difference = "" if believed is None else f"、認識との差 {count - believed:+,}台"
    difference_en = "" if believed is None else f", {count - believed:+,} against belief"
    return Text(
        ja=f"使用中とみられる機器 {count:,}台(ほかに廃棄・撤去済み {retired:,}台{difference})",
        en=f"{count:,} devices in use as far as can be told ({retired:,} more retired{difference_en})",
    )


def _remote(materials: Materials) -> Text:
    accesses = [access for access in materials.hospital.remote_accesses if access.enabled]
    unlisted = [_whose(materials, access) for access in accesses if access.listed.value is False]
    if not accesses and not materials.border_seen:
        return Text(ja="資料がなく判断できません", en="cannot be judged from this evidence")
    ja, en = f"{len(accesses)}経路", f"{len(accesses)} paths"
    if unlisted:
        names = listed([one.ja for one in unlisted], limit=4, counter="経路", width=24)
        names_en = listed([one.en for one in unlisted], limit=4, width=40)
        ja += f"。うち一覧にないもの {len(unlisted)}: {names.ja}"
        en += f"; not on the hospital's list: {len(unlisted)} ({names_en.en})"
    return Text(ja=ja, en=en)


def _whose(materials: Materials, access: RemoteAccess) -> Text:
    """Name a path by its company; where nobody knows that, by what it is."""
    return same(access.vendor.value) if access.vendor.value else materials.things[access.id]


def _closed(materials: Materials) -> Text:
    leaks = len(materials.leaks)
    if leaks:
        return Text(ja=f"外とつながる想定外の経路が{leaks}か所", en=f"{leaks} unexpected ways to the outside")
    if not materials.border_seen:
        return Text(ja="資料がなく判断できません", en="cannot be judged from this evidence")
    return Text(ja="見た範囲では見つかりませんでした", en="none found in what was examined")


def _merged(materials: Materials) -> Text | None:
    """Say which zones turn out to be one network, with no filter that anybody manages between them."""
    merged = [
        [materials.zone_name(zone) for zone in real.zone_ids if materials.hospital.zone_kind(zone) is not ZoneKind.LINK]
        for real in materials.real_zones
    ]
    several = [names for names in merged if len(names) > 1]
    if not several:
        return None
    ja = " / ".join("+".join(name.ja for name in names) for names in several[:3])
    en = " / ".join("+".join(name.en for name in names) for names in several[:3])
    return Text(
        ja=f"間に通信を絞る設定がなく、実際には一つのつながった区画: {ja}",
        en=f"No filter stands between these, so each group is one network: {en}",
    )


def _disputes(materials: Materials) -> tuple[Block, ...]:
    disputes = disputes_of(materials)
    if not disputes:
        return ()
    rows = tuple(
        (
            shortened(same(one.subject), ja=40, en=40),
            one.title,
            shortened(one.believed, ja=40, en=60),
            shortened(sentence(one), ja=90, en=140),
            places(one.sources, limit=1),
        )
        for one in disputes[:_SHOWN]
    )
    return (
        Subheading(Text(ja="資料どうしの食い違い", en="Where the sources disagree")),
        Paragraph(
            Text(
                ja=f"食い違いは{len(disputes)}件ありました。より直接の根拠(通信の観測、設定、管理ツール、台帳、聞き取りの順)を採りました。"
                + (f"主なものを示します。全件は{ANNEX}の「食い違い」にあります。" if len(disputes) > _SHOWN else ""),
                en=f"{len(disputes)} disagreements. The more direct source was believed (traffic, configuration, tool, ledger, interview). "
                + (f"The main ones are shown; all are in {ANNEX}, sheet “Disagreements”." if len(disputes) > _SHOWN else ""),
            )
        ),
        Table(
            caption=Text(ja="おもな食い違い", en="Main disagreements"),
            columns=(
                Column(Text(ja="機器など", en="Thing"), 1.5),
                Column(Text(ja="項目", en="Field"), 1.0),
                Column(Text(ja="採った値", en="Believed"), 1.2),
                Column(Text(ja="ほかの資料では", en="Others say"), 2.0),
                Column(Text(ja="採った根拠", en="Place"), 1.8),
            ),
            rows=rows,
            small=True,
        ),
    )
