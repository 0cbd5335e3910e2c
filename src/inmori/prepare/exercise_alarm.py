"""The first hours of an exercise: the alarm, its extent, who decides, paper, the way in, the copies."""

from inmori.model import BackupMedium, SystemKind
from inmori.prepare.cut_order import Cut
from inmori.prepare.drafts import Drafts
from inmori.prepare.exercise_scene import Scene
from inmori.prepare.exercise_signs import first_sign, way_in
from inmori.prepare.exercise_step import Inject
from inmori.text import Text

_SHOWN = 4
_MEDIA = {
    BackupMedium.ONLINE: Text(ja="つながったままの写し", en="a copy that stays connected"),
    BackupMedium.SEPARATE_LOGIN: Text(ja="別の認証の写し", en="a copy with log-ins of its own"),
    BackupMedium.IMMUTABLE: Text(ja="書き換えられない写し", en="a copy that cannot be changed"),
    BackupMedium.OFFLINE: Text(ja="切り離した写し", en="a detached copy"),
    BackupMedium.CLOUD: Text(ja="事業者のクラウドの写し", en="a copy in the provider's cloud"),
}


def alarm(scene: Scene) -> Inject:
    """Return the first sign."""
    return Inject(
        id="first_sign", clock=Text(ja="月曜 6:40", en="Monday 6:40"), title=Text(ja="最初の知らせ", en="The first sign"),
        read=Text(ja=f"月曜の朝6時40分{'、夜勤の終わり' if scene.wards else ''}です。{first_sign(scene).ja}。情報担当はまだ来ていません。", en=f"Monday, 6:40{', the night shift is ending' if scene.wards else ''}. {first_sign(scene).en} IT staff are not in yet."),
        to=("nursing", "it"),
        ask=Text(ja="今、その場で何をしますか。誰に、どうやって知らせますか。", en="What do you do on the spot? Whom do you tell, and how?"),
        expected=(
            Text(ja="端末の電源は切らず、LANの線を抜き、画面を撮って時刻を書く", en="leave the power on, pull the LAN cable, photograph the screen, note the time"),
            Text(ja="決まった相手に電話か口頭で知らせる(院内メールは使わない)", en="tell the agreed person by telephone or in person, not by mail"),
            Text(ja="画面の連絡先に触らない。再起動しない", en="touch no link on the screen; do not restart"),
        ),
        hints=(Text(ja="「気づいたあなたは、今どの番号にかけますか。その番号はどこに貼ってありますか」", en="\"You have noticed it. Which number do you ring, and where is it hung up?\""),),
        record=(Text(ja="気づいた時刻、場所、画面の様子、触ったこと、知らせた相手", en="time noticed, place, what was on the screen, what was touched, who was told"),),
        criteria=("report", "hands_off"), lasts=6,
    )  # fmt: skip


def extent(scene: Scene, drafts: Drafts) -> Inject:
    """Return how far it goes, and that somebody must cut."""
    zone = Text(ja=f"{scene.zone}の", en=f" in {scene.zone}") if scene.zone else Text(ja="", en="")
    if scene.cloud:
        read = Text(ja="7時です。ほかの端末からも同じく入れません。院内のパソコンやネットワークは普段どおりに見えます。事業者の通常の窓口は9時からです。", en="It is 7:00. No other PC gets in either. Our own PCs and network look as always. The provider's desk opens at 9.")
    else:
        read = Text(ja=f"7時です。{zone.ja}ほかの部署からも「開かない」という電話が続きます。隣の端末のファイルの名前が見ている間に変わっていきます。バックアップの管理画面も答えません。", en=f"It is 7:00. More departments{zone.en} ring that nothing opens. On the next PC file names change while you look. The console of the backups does not answer either.")
    return Inject(
        id="spread", clock=Text(ja="月曜 7:00", en="Monday 7:00"), title=Text(ja="広がり", en="It spreads"), read=read,
        to=("it", "director", "vendor"),
        ask=Text(ja="何を、どの順に切り離しますか。誰の許しが要りますか。", en="What do you cut, in which order, and who must allow it?"),
        expected=_cutting(scene, drafts),
        hints=(Text(ja="「線を抜く人は、どの機械のどの線か分かりますか。札は付いていますか」", en="\"Would you know which line on which machine? Is there a tag?\""),
               Text(ja="「全部切ると、何が使えなくなりますか」", en="\"If all is cut, what no longer works?\"")),
        record=(Text(ja="切り離した物、時刻、決めた人、抜いた人", en="what was cut, when, who decided, who did it"),),
        criteria=("cut",), lasts=7,
    )  # fmt: skip


def _cutting(scene: Scene, drafts: Drafts) -> tuple[Text, ...]:
    kept_on = Text(ja="ネットワーク機器の電源は切らない(記録が消える)", en="do not power off network gear: its records would go")
    if scene.cloud:
        ask = Text(ja="事業者の緊急の番号に知らせ、院内から何を止めればよいかを聞く", en="ring the provider's emergency number and ask what to stop from here")
        close = Text(ja="院内から事業者につながる線のうち、ほかのシステムに関わるもの(下)を切るかを決める", en="decide whether to cut the lines to outside that touch other systems (below)")
        first: tuple[Text, ...] = (ask, close)
        cuts = [one for one in drafts.cuts if one.kind in ("remote", "line")]
    else:
        order = Text(ja="順番は、バックアップへの経路、遠隔保守、外部回線、区画の境。当院の資料では次のとおり", en="order: path to the backups, remote maintenance, outside lines, segments. In our papers:")
        first = (order,)
        cuts = list(drafts.cuts)
    return (*first, *(_cut_words(one) for one in cuts[:_SHOWN]), kept_on)


def _cut_words(cut: Cut) -> Text:
    if not cut.known:
        return Text(ja=f"{cut.what.ja}: 資料では分からない。参加者に聞いて書き留める", en=f"{cut.what.en}: not in the papers; ask and note")
    return Text(ja=f"{cut.what.ja}: {cut.where.ja}", en=f"{cut.what.en}: {cut.where.en}")


def command(scene: Scene) -> Inject:
    """Return that the director cannot be reached."""
    if scene.ambulances:
        asks = Text(ja="救急隊から「受け入れられますか」と電話が入りました。", en="An ambulance asks whether you can take a patient.")
    else:
        asks = Text(ja="近くの医療機関から「今日、患者さんを紹介してよいですか」と電話が入りました。", en="A neighbour asks whether a patient can be sent today.")
    return Inject(
        id="command", clock=Text(ja="月曜 7:20", en="Monday 7:20"), title=Text(ja="決める人がいない", en="Nobody to decide"),
        read=Text(ja=f"7時20分です。院長は出張の移動中で電話に出ません。院長役の人は、進行役が合図するまで話さないでください。外来の患者さんが玄関に並び始めました。{asks.ja}", en=f"It is 7:20. The director is travelling and does not answer; whoever plays the director stays silent until the facilitator gives a sign. Outpatients are queueing. {asks.en}"),
        to=("administrator", "doctor", "nursing", "it"),
        ask=Text(ja="誰が代わりに決めますか。本部をどこに置きますか。その電話に何と答えますか。", en="Who decides instead? Where is the headquarters? What do you answer that call?"),
        expected=(Text(ja="代行の順番に従い、代わりの人が名乗って決める", en="the deputy in line says so and decides"), Text(ja="本部の部屋、集まる時刻、記録係を決める", en="a room, a time to meet, a recorder"), Text(ja="患者さんの受入れを一度止めるか、できるものに絞ると答える", en="stop or limit new patients for now, and say so")),
        hints=(Text(ja="「規程に代行者の名前はありますか。その紙は今どこにありますか」", en="\"Do the rules name deputies? Where is that paper now?\""),),
        record=(Text(ja="代わりに決めた人と、その権限の根拠", en="who decided instead, and by what right"), Text(ja="院長に連絡がついた時刻", en="when the director was reached")),
        criteria=("authority",), lasts=6,
    )  # fmt: skip


def paper(scene: Scene, drafts: Drafts) -> Inject:
    """Return the morning without the system."""
    days = drafts.outcomes.ehr_down_days if drafts.outcomes else None
    told = Text(
        ja=f"試算では、被害が出ると電子カルテが{days.mid:.0f}日ほど({days.low:.0f}〜{days.high:.0f}日)止まる" if days else "日数は試算していない。公表された例では数週間から数か月になった",
        en=f"simulated: given damage the EHR is down about {days.mid:.0f} days ({days.low:.0f} to {days.high:.0f})" if days else "not simulated; published cases took weeks to months",
    )  # fmt: skip
    return Inject(
        id="paper", clock=Text(ja="月曜 8:00", en="Monday 8:00"), title=Text(ja="外来が始まる", en="The clinic opens"),
        read=_morning(scene),
        to=("nursing", "doctor", "billing", "director"),
        ask=Text(ja="今日、何を行い、何を延ばしますか。紙はどこにあり、誰が配りますか。", en="What goes on today and what waits? Where is the paper, and who hands it out?"),
        expected=(Text(ja="紙に切り替える部署と時刻を決め、院内放送で知らせる", en="say which departments change to paper and when, by announcement"), Text(ja="行う診療、延ばす診療を医師が分ける。薬は手帳や持参薬で確かめる", en="doctors sort what goes on; medicines are checked by notebook"), Text(ja="患者の取違えを防ぐ方法(氏名と生年月日を二人で)を決める", en="how to avoid mix-ups: name and birth date, by two people"), told),
        hints=(Text(ja="「病棟の患者一覧を、最後に紙で印刷したのはいつですか」", en="\"When was the list of patients last printed?\""), Text(ja="「紙の処方箋は何枚ありますか。何日もちますか」", en="\"How many paper prescriptions are there, for how many days?\"")),
        record=(Text(ja="紙に切り替えた部署と時刻、足りなかった物", en="departments on paper and since when, what was lacking"), Text(ja="延ばした診療と、決めた医師", en="care put off, and which doctor decided")),
        criteria=("paper", "patients"), lasts=8,
    )  # fmt: skip


def _morning(scene: Scene) -> Text:
    if scene.kind is SystemKind.EHR and scene.wards:
        ja, en = "予約の患者さんの名前も、病棟の患者さんの薬も、画面では見られません。朝の薬を配る時刻が迫っています。", "Neither appointments nor the wards' medicines can be looked up. The morning medicines are due."
    elif scene.kind is SystemKind.EHR:
        ja, en = "予約の患者さんの名前も、前回の処方も、画面では見られません。", "Neither appointments nor the last prescriptions can be looked up."
    else:
        ja, en = "いつもそこで見ていたものが、どの部署でも見られません。電子カルテも止めるべきかどうか、誰も決めていません。", "What everybody looks up there cannot be seen anywhere. Whether to stop the EHR too nobody has decided."
    return Text(ja=f"8時です。外来が始まります。{scene.stopped.ja}は使えないままです。{ja}今日は検査や処置の予定も入っています。", en=f"It is 8:00 and the clinic opens. {scene.stopped.en} is still down. {en} Tests are planned for today.")


def entry(scene: Scene, drafts: Drafts) -> Inject:
    """Return the news of the way in."""
    heard, settle = way_in(scene)
    live = [one for one in drafts.hospital.remote_accesses if one.enabled and not one.ended.value]
    ways = Text(ja=f"当院の資料で見えているリモート保守の口は{len(live)}件。その一覧が手元にあるか", en=f"our papers show {len(live)} ways of remote maintenance: is the list at hand?") if live else Text(ja="リモート保守の口は資料では未確認。院内の誰が知っているか", en="ways of remote maintenance are not in our papers: who knows them?")
    whose = Text(ja=f"事業者({scene.vendor})", en=f"the vendor ({scene.vendor})") if scene.vendor else Text(ja="事業者", en="the vendor")
    return Inject(
        id="entry", clock=Text(ja="月曜 9:10", en="Monday 9:10"), title=Text(ja="事業者からの話", en="News from the vendor"),
        read=Text(ja=f"9時10分、やっと電話がつながりました。{whose.ja}と情報担当が確かめた話です。{heard.ja}。誰がその記録を保管するのかは、決まっていません。", en=f"9:10, at last a call gets through. {whose.en} and our IT staff found: {heard.en} Who keeps that record is not settled."),
        to=("it", "vendor", "administrator"),
        ask=Text(ja="その口をどうしますか。事業者に何を頼み、何を約束してもらいますか。", en="What about that way in? What do you ask of the vendor, and what must they promise?"),
        expected=(settle, ways, Text(ja="記録を消さずに残すよう、事業者に文書で頼む", en="ask the vendor in writing to keep all records"), Text(ja="緊急の番号と契約の範囲を、紙の契約書で確かめる", en="number and contract, from the paper copy")),
        hints=(Text(ja="「契約に、夜間や休日の対応はありますか。誰が契約書を持っていますか」", en="\"Does the contract cover nights? Who holds it?\""),),
        record=(Text(ja="事業者に頼んだこと、答え、相手の名前、時刻", en="what was asked of the vendor, the answer, by whom, when"),),
        criteria=("vendor",), lasts=6,
    )  # fmt: skip


def copies(scene: Scene) -> Inject:
    """Return the question whether there is a copy to come back from."""
    return Inject(
        id="backup", clock=Text(ja="月曜 10:00", en="Monday 10:00"), title=Text(ja="戻せる写しはあるか", en="Is there a copy?"),
        read=_asked(scene),
        to=("it", "director", "vendor"),
        ask=Text(ja="いつのデータに戻せますか。誰が、何で確かめますか。", en="To which day? Who checks, and with what?"),
        expected=(_look(scene), Text(ja="切り離した写しの有無、置き場所、何世代あるか、最後に復元を試した日を確かめる", en="is there a detached copy, where, how many generations, when was a restore tried"), known_copy(scene)),
        hints=(Text(ja="「その写しは、電子カルテと同じIDとパスワードで消せますか」", en="\"Could it be deleted with the same name and password?\""),),
        record=(Text(ja="写しの種類、置き場所、一番新しい日、確かめた人", en="kind of copy, place, newest day, who checked"),),
        criteria=("backup",), lasts=7,
    )  # fmt: skip


def _asked(scene: Scene) -> Text:
    if scene.cloud:
        last = Text(ja="事業者の当番は「当社の写しの日付は、調べて折り返します」と言うだけです。", en="The provider only says they will ring back about the day of their copies.")
    else:
        last = Text(ja="院内の誰かが「バックアップの媒体をつないで中を見てみましょうか」と言っています。", en="Somebody offers to plug in the backup and have a look.")
    return Text(
        ja=f"10時です。院長に連絡がつき、最初に聞かれました。「{scene.stopped.ja}は、いつのデータに戻せるのか」。{last.ja}",
        en=f"It is 10:00. The director, reached at last, asks first: to which day can {scene.stopped.en} be brought back? {last.en}",
    )


def _look(scene: Scene) -> Text:
    if scene.cloud:
        return Text(ja="事業者の写しの日付と戻すのにかかる時間を、期限を切って答えさせる。院内に見るための控えがあるかを確かめる", en="a time by which the provider must name day and duration; is there a copy to read in the house")
    return Text(ja="つながない。検査できる、きれいな機械を用意してから見る", en="do not plug it in; look only with a clean machine")


def known_copy(scene: Scene) -> Text:
    """Return what the hospital's papers show of the copy."""
    backup = scene.backup
    if backup is None or backup.media is None:
        return Text(ja=f"当院の資料では、{scene.stopped.ja}の写しの種類は未確認", en=f"our papers do not show what copies of {scene.stopped.en} there are")
    media = [_MEDIA[one] for one in backup.media]
    kinds_ja, kinds_en = "・".join(one.ja for one in media) or "写しなし", ", ".join(one.en for one in media) or "no copy"
    count = backup.generations.value
    tried = {True: Text(ja="復元を試したことがある", en="a restore was tried"), False: Text(ja="復元を試していない", en="no restore was tried"), None: Text(ja="復元を試したかは未確認", en="whether a restore was tried is not known")}[backup.restore_tested.value]
    return Text(
        ja=f"当院の資料では、{kinds_ja}、世代は{f'{count}' if count is not None else '未確認'}、{tried.ja}",
        en=f"our papers show {kinds_en}, generations {count if count is not None else 'not known'}, {tried.en}",
    )
