"""Two reports side by side: their cells, and the words of their texts; pure."""
