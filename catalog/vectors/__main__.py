"""python -m catalog.vectors: writes the test vectors of the data rules anew."""

from catalog.vectors import write

write()
