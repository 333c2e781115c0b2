#!/bin/sh
# The file readers under a fuzzer, and expressions, for $1 seconds each: clang's libFuzzer with the address and undefined
# behaviour sanitizers where it is there, else the driver in tests/fuzz_main.c with gcc's sanitizers.
# What libFuzzer finds interesting is kept in build-fuzz/corpus, what crashes in build-fuzz/.
set -e
cd "$(dirname "$0")/.."
seconds=${1:-60}
export ISOVOX_DEVICE=cpu ISOVOX_BACKENDS=cpu UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1

build() { # compiler, sanitizers, targets
    compiler=$1 sanitizers=$2
    shift 2
    cmake -S . -B build-fuzz -DCMAKE_C_COMPILER="$compiler" -DISOVOX_TESTS=ON -DISOVOX_ISAS=base \
        -DISOVOX_SANITIZE="$sanitizers" -DCMAKE_C_FLAGS=-Wno-pass-failed >/dev/null
    cmake --build build-fuzz -j"$(nproc)" --target "$@" >/dev/null
}

have_libfuzzer() {
    command -v clang >/dev/null || return 1
    folder=$(mktemp -d)
    echo 'int LLVMFuzzerTestOneInput(const char *p, long n) { (void)p, (void)n; return 0; }' >"$folder/a.c"
    clang -fsanitize=fuzzer,address "$folder/a.c" -o "$folder/a" 2>/dev/null && found=0 || found=1
    rm -r "$folder"
    return $found
}

if have_libfuzzer; then
    build clang fuzzer-no-link,address,undefined fuzz_files fuzz_libfuzzer fuzz_expressions
    cd build-fuzz
    tests/fuzz_expressions "$seconds"
    tests/fuzz_files --seeds seeds
    mkdir -p corpus
    if tests/fuzz_libfuzzer -max_total_time="$seconds" -timeout=20 -rss_limit_mb=3000 \
        -max_len=65536 -print_final_stats=1 corpus seeds >fuzz.log 2>&1; then
        grep '^stat::' fuzz.log
    else
        tail -100 fuzz.log
        exit 1
    fi
else
    build "${CC:-cc}" address,undefined fuzz_files fuzz_expressions
    cd build-fuzz
    tests/fuzz_files "$seconds"
    tests/fuzz_expressions "$seconds"
fi
