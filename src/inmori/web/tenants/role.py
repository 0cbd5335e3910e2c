"""Who may do what: roles, rights, and the one table that joins them."""

from enum import StrEnum

from inmori.text import Text


class Right(StrEnum):
    """One thing a person may be allowed to do in a hospital."""

    SEE = "see"
    EDIT = "edit"  # facts, tasks, roadmap, documents
    DECIDE = "decide"  # answer the checklist, accept a finding, confirm evidence
    RUN = "run"  # start a calculation
    DOWNLOAD = "download"  # take a paper or the data away
    ADMIT = "admit"  # invite, change a role, revoke; hand out links
    OWN = "own"  # delete the hospital, restore it


class Role(StrEnum):
    """What a person is to a hospital."""

    OWNER = "owner"
    EDITOR = "editor"
    VIEWER = "viewer"
    ADVISER = "adviser"  # a DX partner; the hospital can revoke it at any time


ROLE_NAMES: dict[Role, Text] = {
    Role.OWNER: Text(ja="責任者", en="Owner"),
    Role.EDITOR: Text(ja="担当者", en="Editor"),
    Role.VIEWER: Text(ja="閲覧のみ", en="Viewer"),
    Role.ADVISER: Text(ja="外部の支援者", en="Adviser (partner)"),
}

RIGHTS: dict[Role, frozenset[Right]] = {
    Role.OWNER: frozenset(Right),
    Role.EDITOR: frozenset({Right.SEE, Right.EDIT, Right.DECIDE, Right.RUN, Right.DOWNLOAD}),
    Role.VIEWER: frozenset({Right.SEE}),
    # An adviser prepares and proposes; the hospital decides.
    Role.ADVISER: frozenset({Right.SEE, Right.EDIT, Right.RUN, Right.DOWNLOAD}),
}
