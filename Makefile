# Make only passes the word on: tools/tasks.py does the work, with nothing but Python's standard library.
# Without make (Windows): py tools\tasks.py run
PYTHON ?= $(FOUND)
FOUND := $(shell command -v python3 || command -v python)
TASKS := setup run test test-long check data messages bench evidence bundle clean lock
# In `make bundle PLATFORM=win_amd64 PYTHON=3.12` the word PYTHON is the version that the bundle is for.
VERSION := $(filter 3.%,$(PYTHON))
bundle: WORDS = $(if $(PLATFORM),--platform $(PLATFORM)) $(if $(VERSION),--python $(VERSION))

.DEFAULT_GOAL := help
.PHONY: help $(TASKS)

help:
	@$(if $(VERSION),$(FOUND),$(PYTHON)) tools/tasks.py --help

$(TASKS):
	@$(if $(VERSION),$(FOUND),$(PYTHON)) tools/tasks.py $@ $(WORDS)
