"""What can stand in the record: one word for each kind of act, with its name for people."""

from enum import StrEnum

from inmori.text import Text


class Verb(StrEnum):
    """One kind of act."""

    TENANT_MADE = "tenant.made"
    MEMBER_INVITED = "member.invited"
    MEMBER_JOINED = "member.joined"
    MEMBER_CHANGED = "member.changed"
    MEMBER_REVOKED = "member.revoked"
    PASS_MADE = "pass.made"
    PASS_OPENED = "pass.opened"
    PASS_REVOKED = "pass.revoked"
    EVIDENCE_ADDED = "evidence.added"
    EVIDENCE_REMOVED = "evidence.removed"
    READING_CORRECTED = "reading.corrected"
    VERSION_PROPOSED = "version.proposed"
    VERSION_CONFIRMED = "version.confirmed"
    VERSION_DROPPED = "version.dropped"
    VERSION_UNDONE = "version.undone"
    JOB_ASKED = "job.asked"
    JOB_CANCELLED = "job.cancelled"
    FACT_CHANGED = "fact.changed"
    FINDING_ACCEPTED = "finding.accepted"
    FINDING_REOPENED = "finding.reopened"
    ANSWER_DECIDED = "answer.decided"
    TASK_CHANGED = "task.changed"
    VENDOR_ANSWERED = "vendor.answered"
    VENDOR_ACCEPTED = "vendor.accepted"
    VENDOR_RETURNED = "vendor.returned"
    PAPER_TAKEN = "paper.taken"
    DATA_TAKEN = "data.taken"
    INCIDENT_NOTED = "incident.noted"
    INCIDENT_ENDED = "incident.ended"
    EXERCISE_NOTED = "exercise.noted"
    TOKEN_MADE = "token.made"
    TOKEN_REVOKED = "token.revoked"
    HOOK_MADE = "hook.made"
    HOOK_STOPPED = "hook.stopped"
    DATA_RESTORED = "data.restored"
    SIGN_IN_RESET = "sign_in.reset"


VERB_NAMES: dict[Verb, Text] = {
    Verb.TENANT_MADE: Text(ja="病院を作成", en="Hospital made"),
    Verb.MEMBER_INVITED: Text(ja="人を招待", en="Person invited"),
    Verb.MEMBER_JOINED: Text(ja="人が参加", en="Person joined"),
    Verb.MEMBER_CHANGED: Text(ja="役割を変更", en="Role changed"),
    Verb.MEMBER_REVOKED: Text(ja="参加を取り消し", en="Membership revoked"),
    Verb.PASS_MADE: Text(ja="外部向けリンクを発行", en="Outside link made"),
    Verb.PASS_OPENED: Text(ja="外部向けリンクが開かれた", en="Outside link opened"),
    Verb.PASS_REVOKED: Text(ja="外部向けリンクを停止", en="Outside link revoked"),
    Verb.EVIDENCE_ADDED: Text(ja="資料を追加", en="Evidence added"),
    Verb.EVIDENCE_REMOVED: Text(ja="資料を除外", en="Evidence removed"),
    Verb.READING_CORRECTED: Text(ja="読み方を訂正", en="Reading corrected"),
    Verb.VERSION_PROPOSED: Text(ja="読み取り結果ができた", en="Reading proposed"),
    Verb.VERSION_CONFIRMED: Text(ja="読み取り結果を確定", en="Reading confirmed"),
    Verb.VERSION_DROPPED: Text(ja="読み取り結果を取りやめ", en="Reading dropped"),
    Verb.VERSION_UNDONE: Text(ja="前の版に戻した", en="Earlier version restored"),
    Verb.JOB_ASKED: Text(ja="計算を依頼", en="Calculation asked for"),
    Verb.JOB_CANCELLED: Text(ja="計算を中止", en="Calculation cancelled"),
    Verb.FACT_CHANGED: Text(ja="機器などの情報を変更", en="Fact changed"),
    Verb.FINDING_ACCEPTED: Text(ja="指摘を期限つきで受け入れ", en="Finding accepted until a date"),
    Verb.FINDING_REOPENED: Text(ja="指摘の受け入れを取り消し", en="Acceptance of a finding taken back"),
    Verb.ANSWER_DECIDED: Text(ja="チェックリストの答えを決定", en="Checklist answer decided"),
    Verb.TASK_CHANGED: Text(ja="工程表を変更", en="Roadmap changed"),
    Verb.VENDOR_ANSWERED: Text(ja="事業者が回答", en="Vendor answered"),
    Verb.VENDOR_ACCEPTED: Text(ja="事業者の回答を受け入れ", en="Vendor's answers accepted"),
    Verb.VENDOR_RETURNED: Text(ja="事業者に書き直しを依頼", en="Form given back to the vendor"),
    Verb.PAPER_TAKEN: Text(ja="書類をダウンロード", en="Paper downloaded"),
    Verb.DATA_TAKEN: Text(ja="データをダウンロード", en="Data downloaded"),
    Verb.INCIDENT_NOTED: Text(ja="インシデントを記録", en="Incident noted"),
    Verb.INCIDENT_ENDED: Text(ja="インシデントを終了", en="Incident ended"),
    Verb.EXERCISE_NOTED: Text(ja="机上訓練を記録", en="Exercise noted"),
    Verb.TOKEN_MADE: Text(ja="連携用の鍵を発行", en="API token made"),
    Verb.TOKEN_REVOKED: Text(ja="連携用の鍵を停止", en="API token revoked"),
    Verb.HOOK_MADE: Text(ja="知らせる先を追加", en="Webhook added"),
    Verb.HOOK_STOPPED: Text(ja="知らせる先を停止", en="Webhook stopped"),
    Verb.DATA_RESTORED: Text(ja="控えから戻した", en="Restored from a backup"),
    Verb.SIGN_IN_RESET: Text(ja="設置者がサインインをやり直せるようにした", en="Sign-in reset by the operator"),
}
