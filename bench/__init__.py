"""What is measured, and against what: each module is a command, `./dev run python -m bench.<name>`."""
