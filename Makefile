# Forwards to ./dev, which is the real thing: make demo, make test, make check.
.PHONY: demo test check serve
demo test check serve:
	@./dev $@
