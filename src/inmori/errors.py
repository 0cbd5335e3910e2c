"""Three families of error, because a person's next act differs: mend the input, settle a contradiction, tell us.

Each error explains itself to a person in both languages; the command line maps the family to an exit code and
never shows a stack trace for the first two.
"""

from inmori.text import Language, Text


class InmoriError(Exception):
    """Base of all errors that Inmori raises on purpose; ``message`` is shown to a person."""

    exit_code = 3

    def __init__(self, message: Text) -> None:
        super().__init__(message.ja)
        self.message = message

    def explain(self, language: Language) -> str:
        """Return the sentence for a person."""
        return self.message.in_(language)


class InputError(InmoriError):
    """What was handed in cannot be used (missing, cut, protected, too large, not what it says)."""

    exit_code = 2


class ContradictionError(InmoriError):
    """The data is readable but says two things that cannot both hold (e.g. results of two different inputs)."""

    exit_code = 2


class OurFault(InmoriError):
    """A promise of the code was broken; nothing the user did is wrong."""

    exit_code = 3
