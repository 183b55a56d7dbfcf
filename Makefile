# Make only passes the word on: tools/tasks.py does the work, with nothing but Python's standard library.
# Without make (Windows): py tools\tasks.py run
PYTHON ?= $(shell command -v python3 || command -v python)
TASKS := setup run test test-long check data bench clean lock

.DEFAULT_GOAL := help
.PHONY: help $(TASKS)

help:
	@$(PYTHON) tools/tasks.py --help

$(TASKS):
	@$(PYTHON) tools/tasks.py $@
