"""The shape of the workbook in which an exercise is recorded: who writes it and who reads it back must mean the same cells.

Rows are known by their key in the folded last column, columns by their heading in either language.
"""

from inmori.text import Text

FORM_MARK = "inmori-exercise-1"  # key of the row of the record that names the scenario
RECORD_SHEET = Text(ja="訓練の記録", en="Exercise record")
SCORES_SHEET = Text(ja="採点", en="Scores")
LESSONS_SHEET = Text(ja="改善表", en="Lessons")

KEY = Text(ja="鍵", en="Key")
QUESTION = Text(ja="書くこと", en="What to write")
WRITTEN = Text(ja="記入", en="Written")
GOOD = Text(ja="見ること(できていれば2点)", en="To watch for (2 if done)")
SERVES = Text(ja="対応する要件", en="Requirement served")
POINTS = Text(ja="点", en="Score")
NOTE = Text(ja="気づいたこと", en="Remark")
MEND = Text(ja="点が低いときにすること", en="To do where it scored low")
HAPPENED = Text(ja="起きたこと", en="What happened")
CAUSE = Text(ja="原因", en="Cause")
TO_MEND = Text(ja="直すこと", en="To mend")
WHO = Text(ja="担当(役職)", en="Who (post)")
BY = Text(ja="期限", en="By")
CHECKED = Text(ja="確かめた日", en="Checked on")

HELD_ON = "held_on"
PLAYERS = "players"
MINUTES_TO_CUT = "minutes_to_cut"
MINUTES_TO_DIRECTOR = "minutes_to_director"
WRONG_CONTACTS = "wrong_contacts"
LOW = 1  # a score up to this asks for something to be done
MOST_POINTS = 2
