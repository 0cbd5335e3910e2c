"""``inmori incident``: the log of an attack, the clocks of every duty, and the drafts of the reports. Needs no network."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from inmori.cli.incident_file import add, read_log
from inmori.cli.options import json_option, language_option
from inmori.errors import InputError
from inmori.prepare.incident_brief import brief_of
from inmori.prepare.incident_chain import cut_short
from inmori.prepare.incident_duty import DUTIES, duty
from inmori.prepare.incident_entry import Chain, Entry, receipt
from inmori.prepare.incident_house import House, house_of
from inmori.prepare.incident_privacy import may_name_a_person
from inmori.prepare.incident_question import question, read_answer
from inmori.prepare.incident_time import JST, read_time
from inmori.text import Language, Text

Function = TypeVar("Function", bound=Callable[..., Any])
LONGEST = 4000
_IDS = "、".join(one.id for one in DUTIES)


class Now(click.ParamType[datetime]):
    """The moment to judge by, in Japan's time."""

    name = "YYYY-MM-DD HH:MM"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return the moment, or fail with a sentence."""
        if isinstance(value, datetime):
            return value
        try:
            return datetime.strptime(str(value), "%Y-%m-%d %H:%M").replace(tzinfo=JST)
        except ValueError:
            self.fail(f"2026-11-24 08:15 の形で書いてください / write it as 2026-11-24 08:15: {value}", param, ctx)


def _clock() -> datetime:
    return datetime.now(UTC).astimezone(JST)


def _folder(function: Function) -> Function:
    return click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))(function)


def _now(function: Function) -> Function:
    return click.option("--now", type=Now(), default=_clock, show_default="今 / now", help="判断の時点(日本時間)/ moment to judge by")(function)


def _entered(function: Function) -> Function:
    """``--now`` of the verbs that write: for tests and drills, so it is not offered."""
    return click.option("--now", type=Now(), default=_clock, hidden=True)(function)


def _by(function: Function) -> Function:
    return click.option("--by", required=True, metavar="NAME", help="書いた人・した人(職と名前)/ who")(function)


def _hospital(function: Function) -> Function:
    return click.option("--hospital", type=click.Path(path_type=Path), default=None, metavar="FOLDER", help="inmori assess の出力。なくても動きます / results folder; works without")(function)


@click.group("incident")
def command() -> None:
    """攻撃を受けた(疑いがある)ときの記録と、届出の期限、報告の下書きです。ネットワークなしで動きます。

    \b
    1. inmori incident start DIR --known "2026-11-24 08:15" --what "何が起きたか" --by 名前
       (診断の結果があれば --hospital フォルダ。なくても始められます)
    2. inmori incident show DIR       次の期限が最初に出ます
    3. inmori incident note DIR "起きたこと・決めたこと" --at "2026-11-24 08:40" --by 名前
    4. inmori incident answer DIR ransomware yes --by 名前    分かったことから答える
    5. inmori incident draft DIR --out DIR2      報告の下書き(Word)
    6. inmori incident done DIR mhlw --at "2026-11-24 10:00" --by 名前     届け出たら書く
    7. inmori incident export DIR --for police --out DIR3     警察などへ渡す一式

    書いた行は消せません。間違いは note --corrects 番号 で訂正します。患者さんの氏名は書かないでください。
    PCが使えないときのために、inmori incident paper --out DIR で記録用紙を印刷しておけます。

    The log of an attack, the clocks of every duty and the drafts of the reports. Lines are added, never changed.
    """


@command.command("start")
@_folder
@click.option("--known", required=True, metavar="WHEN", help='病院の誰かが最初に気づいた日時。例 "2026-11-24 08:15" / when anybody first knew')
@click.option("--what", default="", metavar="TEXT", help="何が起きたか / what happened")
@click.option("--by", default="記録係", show_default=True, metavar="NAME", help="書いた人 / who writes")
@_hospital
@click.option("--name", default=None, help="医療機関名(--hospital がないとき)/ hospital name")
@click.option("--beds", type=click.IntRange(0, 5000), default=None, help="病床数(--hospital がないとき)/ beds")
@_entered
@language_option
def start(folder: Path, known: str, what: str, by: str, hospital: Path | None, name: str | None, beds: int | None, now: datetime, language: Language) -> None:
    """記録を始めます。--known は、院長ではなく、病院の誰かが最初に気づいた日時です。 / Begin a log."""
    moment = read_time(known, now=now, name="--known")
    house, told = _house(hospital)
    house = house.model_copy(update={key: value for key, value in (("name", name), ("beds", beds)) if value is not None})
    entry = Entry(number=0, kind="start", what=_words(what), by=_words(by), entered=now, known=moment, house=house)
    _added(folder, entry, language, told, new=True)
    brief = brief_of(read_log(folder).entries, now=now)
    from inmori.cli.incident_text import next_lines

    _say((*next_lines(brief), Text(ja=f"次は: inmori incident show {folder}", en=f"Next: inmori incident show {folder}")), language)


@command.command("note")
@_folder
@click.argument("what", metavar="TEXT")
@click.option("--at", default=None, metavar="WHEN", help="起きた日時(省略すると今)/ when it happened; now when left out")
@click.option("--known", default=None, metavar="WHEN", help="知った日時 / when it became known")
@_by
@click.option("--corrects", type=click.IntRange(1), default=None, metavar="N", help="この番号の行を、この文で置き換える(全文を書く)/ replaces that line")
@click.option("--void", is_flag=True, help="--corrects の行を取り消す / withdraws that line")
@click.option("--inside", is_flag=True, help="院内だけ。外へ出す下書きに写さない / not for drafts that leave the house")
@_entered
@language_option
def note(folder: Path, what: str, at: str | None, known: str | None, by: str, corrects: int | None, void: bool, inside: bool, now: datetime, language: Language) -> None:
    """起きたこと、決めたこと、連絡したことを1行書き足します。患者さんの氏名は書かないでください。 / Add a line."""
    happened = read_time(at, now=now, name="--at") if at else None
    knew = read_time(known, now=now, name="--known") if known else None
    if void and corrects is None:
        raise InputError(Text(ja="--void には、取り消す行の番号(--corrects)が要ります。", en="--void needs --corrects N."))
    if happened and knew and happened > knew:
        raise InputError(Text(ja="起きた日時(--at)が、知った日時(--known)より後です。どちらかを直してください。", en="--at lies after --known; mend one of them."))
    if corrects is not None:
        _must_exist(read_log(folder), corrects)
    elif happened is None:
        happened = now
    entry = Entry(number=0, kind="note", what=_words(what), by=_words(by), entered=now, at=happened, known=knew, corrects=corrects, void=void, inside=inside)
    _added(folder, entry, language)


@command.command("done")
@_folder
@click.argument("duty_id", metavar="DUTY")
@click.option("--at", required=True, metavar="WHEN", help="届け出た日時 / when it was done")
@_by
@click.option("--what", default="", metavar="TEXT", help="相手・受付番号など / with whom, number")
@_entered
@language_option
def done(folder: Path, duty_id: str, at: str, by: str, what: str, now: datetime, language: Language) -> None:
    """届出や連絡を済ませたことを書きます。DUTY は show に出る名前(mhlw, police, ppc_first など)です。 / A duty was met."""
    found = duty(duty_id)
    if found is None:
        raise InputError(Text(ja=f"届出「{duty_id}」はありません。次のどれかです: {_IDS}", en=f"No duty {duty_id}. It is one of: {_IDS}"))
    words = _words(what) or found.name.ja
    _added(folder, Entry(number=0, kind="done", what=words, by=_words(by), entered=now, at=read_time(at, now=now, name="--at"), duty=duty_id), language)
    from inmori.cli.incident_text import next_lines

    _say(next_lines(brief_of(read_log(folder).entries, now=now)), language)


@command.command("answer")
@_folder
@click.argument("question_id", metavar="QUESTION")
@click.argument("value", metavar="ANSWER")
@_by
@click.option("--why", default="", metavar="TEXT", help="根拠 / reason")
@_entered
@language_option
def answer(folder: Path, question_id: str, value: str, by: str, why: str, now: datetime, language: Language) -> None:
    """確かめることに答えます(yes / no / unknown、人数は数)。届出の要否と期限が変わります。 / Answer a question."""
    asked = question(question_id)
    entry = Entry(number=0, kind="answer", what=_words(why), by=_words(by), entered=now, at=now, question=asked.id, answer=read_answer(asked, value))
    _added(folder, entry, language)
    from inmori.cli.incident_text import next_lines

    _say(next_lines(brief_of(read_log(folder).entries, now=now)), language)


@command.command("show")
@_folder
@_now
@language_option
@json_option
def show(folder: Path, now: datetime, language: Language, as_json: bool) -> None:
    """次の期限を最初に、届出・確かめること・記録を並べます。 / The next deadline first, then duties, questions and the log."""
    from inmori.cli.incident_text import as_data, shown

    chain = read_log(folder)
    brief = brief_of(chain.entries, now=now)
    if as_json:
        click.echo(json.dumps(as_data(brief, chain, language=language), ensure_ascii=False))
        return
    _say(shown(brief, chain, folder=str(folder)), language)


@command.command("draft")
@_folder
@click.option("--only", "wanted", multiple=True, metavar="REPORT", help="この下書きだけ(何度でも)。一覧は --list / only this; repeatable")
@click.option("--list", "listing", is_flag=True, help="下書きの一覧を出して終わる / list the drafts and stop")
@click.option("--out", type=click.Path(path_type=Path), default=None, metavar="DIR2", help="書き出すフォルダ。省略時は DIR/下書き / where to write")
@_hospital
@_now
@language_option
def draft(folder: Path, wanted: tuple[str, ...], listing: bool, out: Path | None, hospital: Path | None, now: datetime, language: Language) -> None:
    """報告の下書き(Word)を作ります。分からないことは「要記入」になります。 / Drafts of the reports."""
    from inmori.report.documents.incident_papers import PAPERS

    known = {one.id: one for one in PAPERS}
    if listing:
        _say([Text(ja=f"{one.id}  {one.name.ja}", en=f"{one.id}  {one.name.en}") for one in PAPERS], language)
        return
    for name in wanted:
        if name not in known:
            raise InputError(Text(ja=f"下書き「{name}」はありません。次のどれかです: {'、'.join(known)}", en=f"No draft {name}. It is one of: {', '.join(known)}"))
    from inmori.cli.draft_files import write_drafts

    chain = read_log(folder)
    house, told = _house(hospital)
    brief = brief_of(chain.entries, now=now, house=house if hospital is not None and not told else None)
    made = [(one.file, one.content(brief)) for one in PAPERS if not wanted or one.id in wanted]
    _say([*_broken(chain), *told, *write_drafts(out or folder / "下書き", made, language=language)], language)


@command.command("verify")
@_folder
@click.option("--receipt", "noted", default=None, metavar="N-xxxx-xxxx-xxxx", help="紙に写した控え番号とも比べる / compare with a receipt noted on paper")
@language_option
def verify(folder: Path, noted: str | None, language: Language) -> int:
    """書き換え・抜け・入れ替え・切取りがないか調べます。合わなければ終了コード 1。 / Check the log; exit 1 if it was changed."""
    chain = read_log(folder)
    problems = list(chain.problems)
    if noted is not None:
        number, _, code = noted.partition("-")
        code = code.replace("-", "").strip().lower()
        if not number.strip().isdigit() or not code:
            raise InputError(Text(ja=f"控え番号「{noted}」は読めません。12-ab12-cd34-ef56 の形です。", en=f"{noted} is no receipt; it looks like 12-ab12-cd34-ef56."))
        problem = cut_short(chain, lines=int(number), hash=code)
        problems += [problem] if problem else []
    found = Chain(chain.entries, tuple(problems), chain.tail, chain.ended)
    from inmori.cli.incident_text import warnings

    count = len(chain.entries)
    last = receipt(chain.entries[-1]) if chain.entries else "-"
    end = Text(ja=f"{count}行、最後の控え番号 {last}。", en=f"{count} lines, last receipt {last}.")
    fits = Text(ja="すべての行が、書かれたときのままです。", en="Every line stands as it was written.")
    bad = Text(ja="記録に合わないところがあります(★)。このフォルダの写しを取り、触らずに保管してください。", en="The log does not fit (!). Copy this folder and keep it untouched.")
    _say([*warnings(found), fits if found.whole else bad, end], language)
    return 0 if found.whole else 1


@command.command("export")
@_folder
@click.option("--for", "target", type=click.Choice(["police", "ppc"]), required=True, help="渡す先 / for whom")
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="DIR2", help="書き出すフォルダ / where to write")
@_now
@language_option
def export(folder: Path, target: str, out: Path, now: datetime, language: Language) -> None:
    """警察(police)や個人情報保護委員会(ppc)へ渡す一式: 時系列のPDFとCSV、記録の写し、ハッシュ値、確かめ方。 / A set to hand over."""
    from inmori.cli.incident_export import export_files
    from inmori.report.report import write_whole

    chain = read_log(folder)
    files = export_files(folder, chain, target=target, now=now, language=language)
    lines = list(_broken(chain))
    for name, data in files.items():
        write_whole(out / name, data)
        lines.append(Text(ja=f"書きました: {out / name}", en=f"Written: {out / name}"))
    named = [str(one.number) for one in chain.entries if one.inside or may_name_a_person(one.what)]
    if named:
        lines.append(Text(
            ja=f"院内だけの行や、個人の名前を含むおそれのある行があります(番号 {'、'.join(named)})。記録は一部を抜くと確かめられなくなるため、そのまま入っています。渡してよいか確かめてください。",
            en=f"Lines {', '.join(named)} are for inside or may name a person. They are in, since a log with parts taken out cannot be verified. Make sure that it may be handed over.",
        ))  # fmt: skip
    _say(lines, language)


@command.command("paper")
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="DIR", help="書き出すフォルダ / where to write")
@click.option("--name", default=None, help="医療機関名 / hospital name")
@_now
@language_option
def paper(out: Path, name: str | None, now: datetime, language: Language) -> None:
    """手で書く記録用紙(Word)を作ります。平時に印刷して、紙の運用の箱に入れておいてください。 / A log to fill in by hand."""
    from inmori.cli.draft_files import write_drafts
    from inmori.report.documents.incident_log_form.content import content

    brief = brief_of((), now=now, house=House(name=name))
    _say(write_drafts(out, [("事案の記録用紙", content(brief))], language=language), language)


def _added(folder: Path, entry: Entry, language: Language, told: Sequence[Text] = (), *, new: bool = False) -> None:
    written, before = add(folder, lambda _: entry, new=new)
    lines = [*told, *_broken(before)]
    if may_name_a_person(entry.what) and not entry.inside:
        lines.append(Text(
            ja="この行は、患者さんの名前や番号を含んでいるように見えます。外へ出す下書きには写しません。名前を書かない形に、note --corrects で訂正できます。",
            en="This line seems to name a patient. It will not be copied into drafts; correct it with note --corrects.",
        ))  # fmt: skip
    lines.append(Text(ja=f"記録しました。控え番号 {receipt(written)}", en=f"Recorded. Receipt {receipt(written)}"))
    _say(lines, language)


def _broken(chain: Chain) -> tuple[Text, ...]:
    from inmori.cli.incident_text import warnings

    return warnings(chain)


def _must_exist(chain: Chain, number: int) -> None:
    if not any(one.number == number for one in chain.entries):
        raise InputError(Text(ja=f"番号{number}の行はありません。show で番号を確かめてください。", en=f"There is no line {number}; see show."))


def _house(hospital: Path | None) -> tuple[House, tuple[Text, ...]]:
    """Return what is known of the hospital; a folder that cannot be read must not stop anybody who has an incident."""
    if hospital is None:
        return House(), ()
    from inmori.cli.stage_files import read_stage
    from inmori.model import Hospital

    try:
        return house_of(read_stage(hospital, Hospital, name="hospital.json")), ()
    except InputError as error:
        ja, en = error.explain("ja"), error.explain("en")
        return House(), (Text(ja=f"病院の資料を読めませんでした。資料なしで続けます。{ja}", en=f"Going on without the hospital's data. {en}"),)


def _words(written: str) -> str:
    """Return what was typed without what no file or page can hold."""
    from inmori.report.writers.neutralise import printable

    words = printable(written, keep="\n").strip()
    if len(words) > LONGEST:
        raise InputError(Text(ja=f"1行は{LONGEST}文字までです。分けて書いてください。", en=f"A line holds {LONGEST} characters; split it."))
    return words


def _say(lines: Sequence[Text], language: Language) -> None:
    for line in lines:
        click.echo(line.in_(language))
