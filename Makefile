# Everything here does its own set-up: system packages by apt-get where they are missing, and for the tests private mail
# servers that are unpacked below .build and never installed.
.DEFAULT_GOAL := build
.PHONY: build release demo demo-servers test fuzz sweep bench setup system-packages test-servers format lint clean help

PROGRAM = .build/release/godwit
# With Swift's own libraries inside: the program runs where there is no Swift, starts sooner and needs less memory.
BUILD_RELEASE = swift build -c release --static-swift-stdlib

build: system-packages ## build everything for development
	swift build

release: system-packages ## build the program: .build/release/godwit
	$(BUILD_RELEASE) --product godwit

demo: release ## watch a mailbox move between two providers on this machine; no account, no Internet; OPTIONS=--help
	$(PROGRAM) demo $(OPTIONS)

demo-servers: release test-servers ## the same between two real mail servers (Dovecot)
	$(BUILD_RELEASE) --product two-servers
	Tests/demo.sh

test: setup ## run every test, real mail servers included
	swift test --no-parallel

SECONDS ?= 60
fuzz: system-packages ## look for bytes from the network that crash something; SECONDS=60 for all readers together
	@Tests/Fuzzing/fuzz.sh $(SECONDS)

sweep: setup ## interrupt migrations at every step there is, not only at a sample of them
	GODWIT_SWEEP=all swift test --no-parallel --filter Sweep

bench: release test-servers ## compare godwit with mbsync and with what the servers allow; SCENARIOS=all for everything
	$(BUILD_RELEASE) --product benchmark
	.build/release/benchmark $(SCENARIOS)

setup: system-packages test-servers ## fetch what building and testing need
	@Tests/Support/system-packages.sh curl python3

system-packages:
	@Tests/Support/system-packages.sh

test-servers: system-packages
	@Tests/setup-servers.sh

format: ## put the sources into the project's format
	swift format --in-place --recursive --parallel Sources Tests Plugins Benchmarks Package.swift

lint: ## tell where the sources are not in the project's format
	swift format lint --recursive --parallel --strict Sources Tests Plugins Benchmarks Package.swift

clean: ## remove all that was built or fetched here
	@Tests/setup-servers.sh --remove
	rm -rf .build

help: ## show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-12s %s\n", $$1, $$2 }'
