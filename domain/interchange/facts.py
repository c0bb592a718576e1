"""Many rows in little memory: numbers as arrays, texts as codes into a list of words."""

from __future__ import annotations

from collections.abc import Mapping

from domain.kernel.columns import Array, Columns


class Facts:
    """Columns whose texts stay coded until a part of them is taken."""

    def __init__(self, arrays: Mapping[str, Array], words: Mapping[str, Array]) -> None:
        """Take arrays of one length; those named in ``words`` hold codes into its texts."""
        self._arrays = dict(arrays)
        self._words = dict(words)

    def __getitem__(self, name: str) -> Array:
        """The numbers, or the codes, of that name."""
        return self._arrays[name]

    def __contains__(self, name: str) -> bool:
        """Whether there is a column of that name."""
        return name in self._arrays

    def __len__(self) -> int:
        """How many rows."""
        return len(next(iter(self._arrays.values())))

    def part(self, rows: slice | Array) -> Columns:
        """Some rows, with their texts."""
        return Columns(
            {
                name: self._words[name][array[rows]] if name in self._words else array[rows].copy()
                for name, array in self._arrays.items()
            }
        )
