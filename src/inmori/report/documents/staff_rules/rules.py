"""The rules themselves, chapter by chapter: each opens with its reason, because a rule without one is not kept."""

from dataclasses import dataclass

from inmori.text import Text


@dataclass(frozen=True, slots=True)
class Chapter:
    """One subject: why, and what to do."""

    id: str
    title: Text
    why: Text
    rules: tuple[Text, ...]


def _rules(*pairs: tuple[str, str]) -> tuple[Text, ...]:
    return tuple(Text(ja=ja, en=en) for ja, en in pairs)


CHAPTERS: tuple[Chapter, ...] = (
    Chapter(
        "account",
        Text(ja="自分のIDだけを使う", en="Use your own account"),
        Text(ja="誰が見て、誰が書いたかは、IDで分かります。IDを貸すと、あなたが書いたことになります。", en="The account tells who looked and who wrote. Lent, it writes in your name."),
        _rules(
            ("自分のIDで入り、使い終わったら必ず出ます。人のIDで続きを書きません。", "Log in as yourself, log out when done, never go on under another's name."),
            ("席を離れるときは、短い時間でも画面をロックします。", "Lock the screen whenever you leave."),
            ("部署で共用するIDが要るときは、理由を書いて申請します。使った人を台帳に書きます。", "Where a shared account is needed, ask in writing; each use is noted."),
            ("患者さんの記録は、自分の仕事に要るものだけを開きます。知人や有名な方の記録を興味で開きません。", "Open only the records your work needs, never out of curiosity."),
            ("異動・退職の日に、使わなくなったIDを止めます。所属長が前の日までに知らせます。", "Accounts stop on the day of a move or leave; the head tells the day before."),
            ("90日使っていないIDは止めます。また使うときは申請します。", "Accounts unused for 90 days are stopped; ask to have them back."),
        ),
    ),
    Chapter(
        "password",
        Text(ja="パスワード", en="Passwords"),
        Text(ja="短いパスワードと使い回しは、ほかで漏れたときに、そのまま入られます。", en="Short and re-used passwords let in whoever finds them elsewhere."),
        _rules(
            ("13文字以上にします。カードや指紋などと組み合わせるときは8文字以上で構いません。", "At least 13 characters, or 8 together with a card or fingerprint."),
            ("好きな言葉を三つ四つつなげると、長くて覚えやすくなります。名前・誕生日・病院名は使いません。", "Join three or four words; no names, birthdays or the hospital's name."),
            ("病院の外のサービスと同じものを使いません。", "Never the one you use elsewhere."),
            ("紙に書いて画面や机に貼りません。人に教えません。担当者が電話やメールで尋ねることもありません。", "No notes on the screen, told to nobody; IT never asks for it."),
            ("決まった期間ごとの変更は求めません。漏れたかもしれないと思ったら、その日に変えて知らせます。", "No regular change; but change and report the day it may have leaked."),
        ),
    ),
    Chapter(
        "terminal",
        Text(ja="端末を使うとき", en="Using a terminal"),
        Text(ja="診療の端末は、医療機器と同じ大切な道具です。", en="A clinical terminal is a tool like any medical device."),
        _rules(
            ("決められたソフトだけを使います。自分で入れたり、設定を変えたりしません。", "Only the software provided; install and change nothing."),
            ("端末や線の差し替え、無線の機器・スマートフォンの接続をしません。充電のためのUSB接続もしません。", "Move no cables; join no phones or wireless gear, not even to charge."),
            ("スマートフォンのテザリングや、持ち込んだルータで、診療の端末を外につなぎません。", "Never bring a clinical terminal on line through a phone or a router of your own."),
            ("診療の端末で、私用のメールやインターネットを使いません。", "No private mail or web on clinical terminals."),
            ("ウイルス対策のソフトを止めません。警告が出たら、閉じずに知らせます。", "Never stop antivirus; report warnings, do not close them."),
            ("機器を新しく置くとき、買うとき、捨てるときは、先に情報の担当に知らせます。", "Tell IT before placing, buying or throwing away anything that plugs in."),
        ),
    ),
    Chapter(
        "media",
        Text(ja="USBメモリと、持ち出し・持ち込み", en="Sticks, taking out and bringing in"),
        Text(ja="USBメモリ一本で、外とつながっていない端末にもウイルスが入ります。", en="One stick carries a virus into machines that are joined to nothing."),
        _rules(
            ("私物のUSBメモリ、ハードディスク、CDをつなぎません。", "No sticks, disks or CDs of your own."),
            ("仕事で要るときは、病院が貸すものを使い、貸出簿に書きます。つなぐ前に、決められた端末で調べます。", "Use those the hospital lends, note it in the book, and have them checked first."),
            ("ほかの病院からの画像のCDは、決められた端末でだけ読みます。", "Image CDs from elsewhere are read on the appointed terminal only."),
            ("患者さんの情報を、私物の端末やスマートフォン、個人のクラウドに入れません。", "No patient data on private devices, phones or private clouds."),
            ("持ち出しが要るときは、暗号化し、許可を受けます。なくしたら、その場で知らせます。", "Taken out only encrypted and with leave; report a loss at once."),
        ),
    ),
    Chapter(
        "mail",
        Text(ja="メールと、インターネット", en="Mail and the web"),
        Text(ja="知っている人の名前で届く偽のメールがあります。見分けられないことがあっても、恥ではありません。", en="Forged mail comes under names you know. Not seeing it is no shame."),
        _rules(
            ("急がせる、お金や認証を求める、いつもと違う。一つでも当てはまれば、開く前に電話で確かめます。", "Urgent, about money or log-ins, unlike usual: ring before opening."),
            ("「マクロを有効に」「この番号に電話を」と出たら、何も押さずに知らせます。", "Told to enable macros or ring a number: press nothing, report."),
            ("開いてしまった、パスワードを入れてしまったときは、すぐに線を抜き、知らせます。", "Opened it or typed your password? Pull the cable and report."),
            ("患者さんの情報をメールの本文に書きません。", "No patient data in the body of a mail."),
            ("生成AIや翻訳などの外のサービスに、患者さんや職員の情報を入れません。", "No data of patients or staff in AI or translation services outside."),
        ),
    ),
    Chapter(
        "words",
        Text(ja="写真・SNS・電話での問い合わせ", en="Photos, social media, telephone"),
        Text(ja="何気ない写真や一言から、患者さんのことや病院の守りが外に伝わります。", en="A photo or a word gives away patients, or the hospital's defences."),
        _rules(
            ("画面・カルテ・患者さん・サーバ室を、私物で撮りません。仕事の写真は病院のカメラで撮ります。", "No private photos of screens, records, patients or the server room."),
            ("病院で起きたことをSNSに書きません。止まったこと、届いたおかしなメールのことも同じです。", "Nothing that happens here on social media, stops and odd mails included."),
            ("業者や役所を名のる電話で、IDや機器のことを答えません。相手の番号を聞き、切ってからかけ直します。", "Tell callers nothing about accounts or gear; ring back on a known number."),
            ("取材の申込みは、広報の窓口につなぎます。", "Press goes to the spokesperson."),
        ),
    ),
    Chapter(
        "vendor",
        Text(ja="業者の方が来たとき・遠隔で作業するとき", en="When vendors come, or work from afar"),
        Text(ja="保守の入口から入られた病院が、いくつもあります。", en="Several hospitals were entered by the door for maintenance."),
        _rules(
            ("約束のない訪問は、情報の担当に確かめてから入れます。", "No visit without appointment gets in before IT has confirmed it."),
            ("業者のパソコンやUSBメモリを、確かめずにつなぎません。", "No vendor's PC or stick is joined unchecked."),
            ("「遠隔操作のソフトを入れてください」と言われても入れません。情報の担当が決めた方法だけを使います。", "Install no remote-control tool on request; only the appointed way."),
            ("作業が終わったら、線を抜いたこと、置いていった機器がないことを確かめます。", "Afterwards check that cables are out and nothing is left behind."),
        ),
    ),
    Chapter(
        "odd",
        Text(ja="おかしいと思ったとき", en="When something looks odd"),
        Text(ja="身代金を求める文が出た、ファイルが開かない、動きが急に遅い、勝手に動く。どれも合図です。", en="A ransom note, files that will not open, sudden slowness, a pointer that moves by itself."),
        _rules(
            ("1 LANの線を抜く(無線は切る)。", "1 Pull the LAN cable (or switch Wi-Fi off)."),
            ("2 電源は切らない。再起動もしない。", "2 Leave the power on; do not restart."),
            ("3 画面の写真を、病院のカメラか、許された端末で撮り、時刻を書く。", "3 Photograph the screen with the hospital's camera and note the time."),
            ("4 電話で知らせる。メールや院内の連絡ソフトは使わない。", "4 Report by telephone, not by mail or chat."),
            ("5 画面の指示に従わない。出てきた連絡先に触らない。USBメモリをつながない。", "5 Follow nothing on the screen, touch no contact in it, join no stick."),
            ("6 隣の端末でも同じことが起きていないかを見て、伝える。", "6 See whether the next terminal does the same, and say so."),
        ),
    ),
    Chapter(
        "breach",
        Text(ja="守れなかったとき", en="When a rule was broken"),
        Text(ja="規則は、人を罰するためではなく、患者さんを守るためにあります。", en="The rules are there to protect patients, not to punish."),
        _rules(
            ("守れない事情があるときは、隠さずに相談します。仕事のやり方か、規則のほうを直します。", "If you cannot keep a rule, say so; the work or the rule is changed."),
            ("わざと破ったとき、隠したときは、就業規則に従って扱います。", "Breaking it on purpose, or hiding it, is dealt with under the work rules."),
        ),
    ),
)  # fmt: skip
