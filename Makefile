# Martlet: `make quickstart` and `make test` do everything on a fresh Debian or Ubuntu machine with Swift.

SHELL := /bin/bash
.DEFAULT_GOAL := help

# Options of `make quickstart`: a folder of text to learn from, minutes of training, the seed.
TEXT ?=
MINUTES ?=
SEED ?=
# Options of `make fuzz`: seconds for each target, and which ones (all where none are named).
SECONDS ?= 60
TARGETS ?=

MARTLET := .build/release/martlet
SWIFT_SOURCES := Package.swift Sources Tests Fuzzing

.PHONY: help setup build quickstart test lint format bench arm fuzz clean

help: ## Say what each target does
	@awk -F':.*## ' '/^[a-z]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo 'make quickstart takes TEXT=DIR (text to learn from), MINUTES=N (training time) and SEED=N.'

setup: ## Install what is missing (Debian packages; nothing where nothing is missing)
	@scripts/setup.sh

build: setup ## Build the martlet program
	swift build -c release --product martlet

quickstart: build ## From raw text to a model that writes, on this machine
	$(MARTLET) quickstart $(if $(TEXT),--text '$(TEXT)') $(if $(MINUTES),--minutes $(MINUTES)) $(if $(SEED),--seed $(SEED))

test: setup lint ## Lint, build and run every test
	swift build -c release --build-tests
	scripts/run-tests.sh

lint: ## Check the formatting of every Swift file
	swift format lint --strict --recursive --parallel $(SWIFT_SOURCES)

format: ## Format every Swift file in place
	swift format --in-place --recursive --parallel $(SWIFT_SOURCES)

bench: build ## Compare training speed with PyTorch on this machine (makes .venv-peers)
	Benchmarks/peers/setup.sh
	$(MARTLET) bench train --peer .venv-peers/bin/python

arm: ## Compile the kernels for AArch64 and compare their bits in an emulator
	@scripts/check-arm.sh

fuzz: setup ## Look for inputs that break the readers of files (SECONDS=60 each, TARGETS=...)
	Fuzzing/build.sh $(TARGETS)
	Fuzzing/run.sh $(SECONDS) $(TARGETS)

clean: ## Remove what was built
	rm -rf .build .venv-peers
