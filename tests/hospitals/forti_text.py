"""Writes FortiOS configuration text from tables, so that each hospital's rules can be read at a glance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def block(path: str, entries: Mapping[str | int, Sequence[str]] | Sequence[str], *, indent: int = 0) -> str:
    """Return ``config path … end``: a table of entries (name -> lines), or plain lines."""
    pad = "    " * indent
    lines = [f"{pad}config {path}"]
    if isinstance(entries, Mapping):
        for name, settings in entries.items():
            lines.append(f"{pad}    edit {name}" if isinstance(name, int) else f'{pad}    edit "{name}"')
            lines += [f"{pad}        {line}" for setting in settings for line in setting.split("\n")]
            lines.append(f"{pad}    next")
    else:
        lines += [f"{pad}    {line}" for setting in entries for line in setting.split("\n")]
    return "\n".join([*lines, f"{pad}end", ""])


def names(*values: str) -> str:
    """Return quoted names."""
    return " ".join(f'"{value}"' for value in values)


def host(address: str, comment: str = "") -> list[str]:
    """Return the settings of an address object for one host."""
    return net(address, "255.255.255.255", comment)


def net(address: str, mask: str, comment: str = "") -> list[str]:
    """Return the settings of an address object for a network."""
    return [*([f'set comment "{comment}"'] if comment else []), f"set subnet {address} {mask}"]


def rule(
    name: str, way: tuple[str, str], src: str | Sequence[str], dst: str | Sequence[str], service: str | Sequence[str],
    comment: str = "", *extra: str, action: str = "accept", schedule: str = "always",
) -> list[str]:
    """Return the settings of one policy."""
    listed = [[value] if isinstance(value, str) else list(value) for value in (src, dst, service)]
    return [
        f'set name "{name}"', f'set srcintf "{way[0]}"', f'set dstintf "{way[1]}"',
        *([f"set action {action}"] if action != "deny" else []),
        f"set srcaddr {names(*listed[0])}", f"set dstaddr {names(*listed[1])}", f'set schedule "{schedule}"',
        f"set service {names(*listed[2])}", *extra, *([f'set comments "{comment}"'] if comment else []),
    ]  # fmt: skip
