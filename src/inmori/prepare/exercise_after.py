"""The rest of an exercise: those outside, the public, coming back, the long days after."""

from datetime import timedelta

from inmori.prepare.authority import authority
from inmori.prepare.drafts import Drafts
from inmori.prepare.exercise_scene import Scene
from inmori.prepare.exercise_step import Inject
from inmori.text import Text

_TOLD = ("mhlw", "prefecture", "health_centre", "police", "ppc", "insurer")


def duties(scene: Scene, drafts: Drafts) -> Inject:
    """Return the reports to bodies outside, with the time limits of :mod:`inmori.prepare.authority`."""
    bodies = [authority(one) for one in _TOLD]
    when = [Text(ja=f"{one.name.ja}: {one.when.ja}", en=f"{one.name.en}: {one.when.en}") for one in bodies]
    first, last = drafts.today + timedelta(days=3), drafts.today + timedelta(days=5)
    count = Text(
        ja=f"個人情報保護委員会の速報は、知った日から3〜5日。訓練の日が{drafts.today.isoformat()}なら{first.isoformat()}から{last.isoformat()}まで。確報は30日(不正の目的なら60日)",
        en=f"first report to the PPC within 3 to 5 days of knowing: for {drafts.today.isoformat()} by {first.isoformat()} to {last.isoformat()}; final 30 days, 60 with evil intent",
    )
    return Inject(
        id="outside", clock=Text(ja="月曜 11:00", en="Monday 11:00"), title=Text(ja="外への報告", en="Reports to outside"),
        read=Text(ja=f"11時です。県の医務の担当から電話です。「貴院は{scene.stopped.ja}が使えないと聞きました。いつ、何があったのですか。患者さんの情報は漏れたのですか」。ほかにも知らせる相手がありそうです。", en=f"It is 11:00. The prefecture rings: \"We hear that {scene.stopped.en} is down. What happened and when? Did patient data leak?\" There seem to be others to tell."),
        to=("administrator", "director"),
        ask=Text(ja="どこに、いつまでに、誰が報告しますか。「漏れたのか」に何と答えますか。", en="Who reports to whom by when? What do you say about a leak?"),
        expected=(*when, count, Text(ja="「調べているところです。漏れたとも漏れていないとも、まだ言えません」と答える", en="say: it is being looked into; neither can be said yet"),
                  Text(ja="調査会社に頼む前に、保険会社に連絡する(加入していれば)", en="ring the insurer before hiring investigators, where insured")),
        hints=(Text(ja="「患者さんの情報に関わる国の役所はどこですか。何日以内ですか」", en="\"Which national body is told about personal data, within how many days?\""),),
        record=(Text(ja="報告した先、時刻、話した内容、次に連絡する時刻", en="who was told, when, what, when next"),),
        criteria=("duties",), lasts=8,
    )  # fmt: skip


def public() -> Inject:
    """Return patients, staff and press."""
    return Inject(
        id="public", clock=Text(ja="月曜 13:00", en="Monday 13:00"), title=Text(ja="患者さんと報道", en="Patients and press"),
        read=Text(ja="13時です。待合室の写真と「全部止まったらしい」という職員の書きこみがSNSで広がっています。新聞社から「身代金を求められているのですか」と電話です。受付では患者さんが「私の病気のことは漏れましたか」と聞いています。", en="It is 13:00. A picture of the waiting room and a post by staff spread online. A newspaper asks whether a ransom is demanded. At the desk a patient asks whether her data leaked."),
        to=("director", "administrator", "billing", "nursing"),
        ask=Text(ja="誰が、どの言葉で答えますか。職員に何を伝えますか。", en="Who answers in which words? What are staff told?"),
        expected=(Text(ja="答える人を一人に決め、次に知らせる時刻を約束する", en="one person answers and promises the time of the next news"), Text(ja="受付と電話の応対文を配る。推測で話さない", en="hand out wording; no guesses"), Text(ja="書きこんだ職員を責めず、消すことと窓口を伝える", en="no blame for the post: ask to remove it and name the desk"), Text(ja="身代金のことは警察に相談し、病院だけで決めない", en="the demand is for the police; not decided alone")),
        hints=(Text(ja="「玄関の貼り紙に、最初の一行で何を書きますか」", en="\"What is the first line of the notice at the door?\""),),
        record=(Text(ja="窓口の人、配った言葉、次に知らせる時刻", en="who answers, the wording, time of the next news"),),
        criteria=("one_voice",), lasts=5, core=False,
    )  # fmt: skip


def restore(scene: Scene, drafts: Drafts) -> Inject:
    """Return the offer to bring everything back at once."""
    order = [
        Text(
            ja=f"{one.order}番目 {one.name.ja}: {one.why.ja}", en=f"{one.order}. {one.name.en}: {one.why.en}"
        )
        for one in drafts.restore[:4]
    ] or [Text(ja="システムの一覧が資料にない。戻す順番を参加者に挙げてもらい、書き留める", en="no list of systems in our papers: ask for the order and note it")]
    whose = scene.vendor or "事業者"
    return Inject(
        id="restore", clock=Text(ja="火曜 9:00", en="Tuesday 9:00"), title=Text(ja="戻したい", en="Bringing it back"),
        read=Text(ja=f"翌日の9時です。{whose}役が言います。「今日の夕方までに{scene.stopped.ja}を前の状態に戻せます。すぐ始めてよいですか」。診療の現場は「一刻も早く」と言っています。警察の人は「機械をまだ触らないで」と言っています。", en=f"Tuesday, 9:00. {scene.vendor or 'The vendor'} says: \"By this evening we can put {scene.stopped.en} back as it was. Shall we start?\" The wards say as soon as possible. The police say do not touch the machines yet."),
        to=("vendor", "director", "it", "doctor"),
        ask=Text(ja="始めてよいですか。何が済めば始められますか。どの順に戻しますか。", en="May they start? What must be done first? In which order?"),
        expected=(Text(ja="すぐには始めない。入口をふさぎ、証拠を取り、全部の管理者の資格を替えてから", en="not at once: close the way in, secure evidence, change all administrators' log-ins"), Text(ja="診療で大事な順と、戻す順は違う。当院の資料での戻す順", en="what matters most is not what comes back first. The order in our papers:"), *order,
                  Text(ja="きれいと確かめる方法と、患者の記録を抜き出して照らす人を決める", en="how it is proved clean, and who compares records")),
        hints=(Text(ja="「入口が開いたまま戻すと、どうなりますか」", en="\"What if it is put back with the way in still open?\""), Text(ja="「利用者の確認(ログインの仕組み)がないと、何が動きませんか」", en="\"What does not run without the log-ins?\"")),
        record=(Text(ja="始めてよいと決めた人、条件、順番", en="who allowed the start, on what conditions, in which order"),),
        criteria=("restore", "log"), lasts=8,
    )  # fmt: skip


def long_days() -> Inject:
    """Return the third day."""
    return Inject(
        id="long", clock=Text(ja="木曜 9:00", en="Thursday 9:00"), title=Text(ja="長引く", en="It goes on"),
        read=Text(ja="木曜です。紙の記録が段ボールにたまっています。夜勤の人は休めていません。医事から「このままでは来月10日の請求に間に合わない」、薬剤から「紙の処方箋があと1日分しかない」と言われました。", en="Thursday. Paper records fill boxes, the night staff have had no rest. Billing says the claims due on the 10th will be late; the pharmacy has prescriptions on paper for one more day."),
        to=("administrator", "nursing", "billing", "director"),
        ask=Text(ja="誰をどう休ませますか。請求と紙の不足をどうしますか。", en="Who rests, and how? What about claims and paper?"),
        expected=(Text(ja="交代の表を作り、応援を頼む先を決める", en="a rota, and whom to ask for help"), Text(ja="請求の遅れを支払基金・国保連と取引銀行に相談する", en="talk to the payers and the bank about late claims"), Text(ja="紙の保管場所と、後で入力する順番を決める", en="where paper is kept and in which order it is entered later")),
        hints=(Text(ja="「情報担当が倒れたら、誰が代わりますか」", en="\"Who stands in if the IT person falls ill?\""),),
        record=(Text(ja="応援を頼んだ先、足りない物と手配", en="help asked for, what is lacking and ordered"),),
        criteria=("paper", "log"), lasts=6, core=False,
    )  # fmt: skip
