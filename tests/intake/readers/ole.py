"""Writes Outlook messages byte by byte: compound files as [MS-CFB] has them, properties as [MS-OXMSG]."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD

Tree = Mapping[str, "bytes | Tree"]


@dataclass
class Outlook:
    """A message to be written."""

    texts: Mapping[int, str] = field(default_factory=dict)
    """Property id → text, in UTF-16."""
    raw: Mapping[str, bytes] = field(default_factory=dict)
    """Name of a stream's end, e.g. "10130102" → its bytes."""
    numbers: Mapping[int, int] = field(default_factory=dict)
    times: Mapping[int, datetime] = field(default_factory=dict)
    attached: tuple[Outlook, ...] = ()
    """Attachments: `raw["37010102"]` is the file, `within` a message."""
    within: Outlook | None = None

    def tree(self, header: int = 32) -> Tree:
        """Return its streams and storages by name."""
        table = b"\0" * header
        for number, value in self.numbers.items():
            table += struct.pack("<HHIiI", 3, number, 6, value, 0)
        for number, moment in self.times.items():
            ticks = int((moment - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds() * 10_000_000)
            table += struct.pack("<HHIq", 0x40, number, 6, ticks)
        found: dict[str, bytes | Tree] = {"__properties_version1.0": table}
        for number, text in self.texts.items():
            found[f"__substg1.0_{number:04X}001F"] = text.encode("utf-16-le")
        for name, data in self.raw.items():
            found[f"__substg1.0_{name}"] = data
        for at, attachment in enumerate(self.attached):
            found[f"__attach_version1.0_#{at:08X}"] = attachment.tree(8)
        if self.within is not None:
            found["__substg1.0_3701000D"] = self.within.tree(24)
        return found

    def write(self) -> bytes:
        """Return the message as a file."""
        return write_ole(self.tree())


def write_ole(tree: Tree) -> bytes:
    """Return a compound file of these streams and storages."""
    names: list[tuple[str, int, bytes]] = []  # name, kind (1 storage, 2 stream, 5 root), content
    links: list[tuple[int, int]] = []  # right sibling, child

    def add(name: str, node: bytes | Tree, kind: int) -> int:
        here = len(names)
        names.append((name, 2 if isinstance(node, bytes) else kind, node if isinstance(node, bytes) else b""))
        links.append((_FREE, _FREE))
        if not isinstance(node, bytes):
            before = _FREE
            for inner in sorted(node, key=lambda name: (len(name), name.upper()), reverse=True):
                child = add(inner, node[inner], 1)
                links[child] = before, links[child][1]  # the next one in order hangs to its right
                before = child
            links[here] = links[here][0], before
        return here

    add("Root Entry", tree, 5)
    sectors: list[bytes] = []
    fat: list[int] = []

    def store(data: bytes) -> int:
        if not data:
            return _END
        first = len(sectors)
        parts = [data[at : at + _SECTOR].ljust(_SECTOR, b"\0") for at in range(0, len(data), _SECTOR)]
        sectors.extend(parts)
        fat.extend([*range(first + 1, first + len(parts)), _END])
        return first

    mini, mini_fat, places = b"", [], {}
    for at, (_, kind, data) in enumerate(names):
        if kind == 2 and len(data) >= _CUTOFF:
            places[at] = store(data)
        elif kind == 2 and data:
            count = -(-len(data) // _MINI)
            places[at] = len(mini_fat)
            mini_fat += [*range(len(mini_fat) + 1, len(mini_fat) + count), _END]
            mini += data.ljust(count * _MINI, b"\0")
    mini_start = store(mini)
    mini_fat_start = (
        store(struct.pack(f"<{len(mini_fat)}I", *mini_fat).ljust(_SECTOR, b"\xff")) if mini_fat else _END
    )
    entries = b""
    for at, (name, kind, data) in enumerate(names):
        raw = (name + "\0").encode("utf-16-le")
        start, size = (mini_start, len(mini)) if at == 0 else (places.get(at, _END), len(data))
        right, child = links[at]
        entries += raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw), kind, 1, _FREE, right, child)
        entries += b"\0" * 36 + struct.pack("<IQ", start if kind != 1 else 0, size)
    directory = store(entries.ljust(-(-len(entries) // _SECTOR) * _SECTOR, b"\0"))
    tables = -(-(len(fat) + 4) // (_SECTOR // 4 - 1))
    first_table = len(sectors)
    fat += [_FAT] * tables
    packed = struct.pack(f"<{len(fat)}I", *fat).ljust(tables * _SECTOR, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    head += b"\0" * 6 + struct.pack("<IIIIII", 0, tables, directory, 0, _CUTOFF, mini_fat_start)
    head += struct.pack("<III", -(-len(mini_fat) * 4 // _SECTOR) if mini_fat else 0, _END, 0)
    head += struct.pack("<109I", *[*range(first_table, first_table + tables), *[_FREE] * (109 - tables)])
    return head + b"".join(sectors) + packed
