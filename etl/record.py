"""Owns `record`: the frozen dataclass of what is made by the hundred for every document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def record(cls: type[T]) -> type[T]:
    """The class as a dataclass with slots, equal and hashed by its fields. The type checker refuses assignments as for
    any frozen dataclass; at run time nothing does, because that guard makes an object four times as dear."""
    return dataclass(slots=True, unsafe_hash=True)(cls)
