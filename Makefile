# The front door. `make test` and `make demo` do all set-up by themselves.
#   make demo [IMAGE=file.tif]  runs the main job on a sample, or on a file, and writes demo/report.html
#   make test                   builds everything and runs all tests
#   make lib | install          the library and the command; PREFIX=/usr/local, ISAS="avx2;base" (all of them)
#   make wheel                  the Python wheel, in dist/; CUDA="80;90" (also of lib): machine code for these with it
#   make bench [BENCH=options]  times beside every other library that is there; bench/README.md
#   make asan | tsan | fuzz     the tests under sanitizers; the file readers under a fuzzer
#   make gen | fmt | lint | docs | clean
BUILD   ?= build
PREFIX  ?= /usr/local
JOBS    ?= $(shell nproc)
CC      ?= cc
ISAS    ?=
CUDA    ?=
IMAGE   ?=
SECONDS ?= 60
VENV    := .venv
PYTHON  := $(VENV)/bin/python

.PHONY: all lib install demo test test-c test-python bench asan tsan fuzz gen fmt lint docs wheel clean setup
all: lib

setup:
	@tools/setup.sh tools

define configure
	@cmake -S . -B $(1) -DCMAKE_BUILD_TYPE=Release -DCMAKE_C_COMPILER=$(CC) -DCMAKE_INSTALL_PREFIX=$(PREFIX) -DISOVOX_ISAS="$(ISAS)" \
	    -DISOVOX_CUDA="$(CUDA)" $(2) >/dev/null
	@cmake --build $(1) -j$(JOBS)
endef

lib: setup
	$(call configure,$(BUILD),)

install: lib
	cmake --install $(BUILD)

# The Python package, built from this folder, and what the tests and the bench compare with.
$(VENV)/ready: tools/setup.sh tests/requirements.txt
	@tools/setup.sh python
	@touch $@

$(VENV)/installed: $(VENV)/ready pyproject.toml CMakeLists.txt $(shell find src include python -type f -not -name '*.pyc')
	@CC=$(CC) $(PYTHON) -m pip install -q --no-deps --no-build-isolation -C build-dir=build-python .
	@touch $@

test: test-c test-python

# The venv comes first: NVRTC, which compiles every kernel as CUDA, is in it.
test-c: setup $(VENV)/ready
	@tools/setup.sh opencl
	$(call configure,$(BUILD),-DISOVOX_TESTS=ON)
	@cd $(BUILD) && VIRTUAL_ENV=$(CURDIR)/$(VENV) ctest -j$(JOBS) --output-on-failure

test-python: lib $(VENV)/installed
	@$(PYTHON) tools/gen.py --check
	@ISOVOX_BIN=$(CURDIR)/$(BUILD)/cli/isovox $(PYTHON) -m pytest -q -n auto tests

demo: lib
	@tools/setup.sh opencl
	@$(BUILD)/cli/isovox demo $(IMAGE) --out demo

bench: lib $(VENV)/installed
	@$(PYTHON) bench/bench.py $(BENCH)

# Sanitizers watch the CPU path; a driver's own code is not ours to watch.
asan: setup
	$(call configure,build-asan,-DISOVOX_TESTS=ON -DISOVOX_SANITIZE=address$(,)undefined -DISOVOX_ISAS=avx2)
	@cd build-asan && ISOVOX_DEVICE=cpu ISOVOX_BACKENDS=cpu ctest -j$(JOBS) --output-on-failure

tsan: setup
	$(call configure,build-tsan,-DISOVOX_TESTS=ON -DISOVOX_SANITIZE=thread -DISOVOX_ISAS=avx2)
	@cd build-tsan && ISOVOX_DEVICE=cpu ISOVOX_BACKENDS=cpu ctest -j$(JOBS) --output-on-failure

fuzz: setup
	@tools/fuzz.sh $(SECONDS)

gen: setup
	@python3 tools/gen.py
	@python3 tools/gen_median.py

fmt: setup
	@tools/setup.sh lint
	@git ls-files '*.c' '*.h' | grep -v -e '^src/gen/' -e '^include/isovox/ops.h' -e '^src/kernel/dialect/' | xargs clang-format -i

lint: setup
	@tools/setup.sh lint
	@cppcheck --quiet --enable=warning,portability --inline-suppr --error-exitcode=1 -Iinclude -Isrc \
	    --suppress=syntaxError --suppress=preprocessorErrorDirective src/core src/backend src/io cli
	@python3 tools/gen.py --check

docs: lib
	@$(BUILD)/cli/isovox ops --markdown > docs/operations.md
	@echo "docs/operations.md"

wheel: $(VENV)/ready
	@CC=$(CC) $(PYTHON) -m pip wheel -q --no-deps -C cmake.define.ISOVOX_CUDA="$(CUDA)" -w dist .
	@ls dist

clean:
	rm -rf build build-* dist demo $(VENV)

, := ,
