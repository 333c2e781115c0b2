/* A small fuzzer where there is no libFuzzer: fuzz_files SECONDS [SEED...]. It writes small images
 * of every kind as seeds (or takes files), changes bytes, numbers and lengths at random, and feeds
 * them in. With --seeds FOLDER it only writes the seeds, for libFuzzer to begin with.
 * An input that crashes is left in crash.bin, and can be fed in alone as fuzz_files 0 crash.bin. */
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n);
void add_seed(const char *path);
void make_seeds(const char *folder); /* fuzz_seeds.c: calls add_seed for each file it makes */

enum { MOST_SEEDS = 256, MOST_BYTES = 1 << 16 };
static struct {
    unsigned char *bytes;
    size_t n;
} seeds[MOST_SEEDS];
static int seed_count;

static unsigned char input[MOST_BYTES];
static size_t input_size;

/* ---- Seeds -------------------------------------------------------------------------------- */

void add_seed(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f || seed_count == MOST_SEEDS) {
        if (f) fclose(f);
        return;
    }
    unsigned char *bytes = malloc(MOST_BYTES);
    if (bytes) {
        seeds[seed_count].bytes = bytes;
        seeds[seed_count++].n = fread(bytes, 1, MOST_BYTES, f);
    }
    fclose(f);
}

/* ---- Changes ------------------------------------------------------------------------------ */

static uint64_t state;

static uint32_t draw(uint32_t below)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((state >> 33) % below);
}

static void change(void)
{
    static const uint32_t numbers[] = { 0,      1,       2,          7,          8,         16,
                                        255,    256,     32767,      32768,      65535,     65536,
                                        100000, 1 << 24, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF };
    const size_t at = draw((uint32_t)input_size);
    const uint32_t number = numbers[draw(sizeof numbers / sizeof *numbers)];
    switch (draw(8)) {
    case 0: input[at] ^= (unsigned char)(1u << draw(8)); break;
    case 1: input[at] = (unsigned char)draw(256); break;
    case 2: /* a number of 2, 4 or 8 bytes */
    case 3: {
        const size_t size = (size_t)2 << draw(3);
        const uint64_t wide = number;
        if (at + size <= input_size) memcpy(input + at, &wide, size);
        break;
    }
    case 4: /* a digit of a text */
        for (size_t i = at; i < input_size && i < at + 200; i++)
            if (input[i] >= '0' && input[i] <= '9') {
                input[i] = "0123456789-. e"[draw(14)];
                break;
            }
        break;
    case 5: input_size = at ? at : 1; break;
    case 6: { /* a part copied elsewhere */
        const size_t from = draw((uint32_t)input_size), n = draw(64);
        if (from + n <= input_size && at + n <= input_size) memmove(input + at, input + from, n);
        break;
    }
    default: { /* the start of one file, the end of another */
        if (draw(20)) break;
        const int other = (int)draw((uint32_t)seed_count);
        if (at < seeds[other].n) {
            memcpy(input + at, seeds[other].bytes + at, seeds[other].n - at);
            input_size = seeds[other].n;
        }
    }
    }
}

static void keep_input(void)
{
    FILE *f = fopen("crash.bin", "wb");
    if (!f) return;
    fwrite(input, 1, input_size, f);
    fclose(f);
}

static void on_signal(int number)
{
    keep_input(); /* not allowed in a handler, but there is nothing to lose */
    signal(number, SIG_DFL);
    raise(number);
}

/* Sanitizers end the program by themselves. */
void __sanitizer_set_death_callback(void (*f)(void)) __attribute__((weak));

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "--seeds") == 0) {
        mkdir(argv[2], 0777);
        make_seeds(argv[2]);
        printf("%d seeds in %s\n", seed_count, argv[2]);
        return 0;
    }
    const double seconds = argc > 1 ? atof(argv[1]) : 10;
    char folder[] = "/tmp/isovox-fuzz-XXXXXX", command[64];
    for (int i = 2; i < argc; i++) add_seed(argv[i]);
    if (argc <= 2) {
        if (!mkdtemp(folder)) return 2;
        make_seeds(folder);
        snprintf(command, sizeof command, "rm -r %s", folder);
        if (system(command) != 0) return 2;
    }
    if (seed_count == 0) return 2;
    signal(SIGABRT, on_signal);
    if (__sanitizer_set_death_callback)
        __sanitizer_set_death_callback(keep_input);
    else {
        signal(SIGSEGV, on_signal);
        signal(SIGFPE, on_signal);
    }
    for (int i = 0; i < seed_count; i++) {
        memcpy(input, seeds[i].bytes, input_size = seeds[i].n);
        LLVMFuzzerTestOneInput(input, input_size);
    }
    const time_t start = time(NULL);
    state = (uint64_t)start;
    printf("%d seeds; random numbers from %lld\n", seed_count, (long long)start);
    long runs = 0;
    for (double longest = 0; difftime(time(NULL), start) < seconds; runs++) {
        const int s = (int)draw((uint32_t)seed_count);
        memcpy(input, seeds[s].bytes, input_size = seeds[s].n);
        for (uint32_t n = 1 + draw(6); n; n--) change();
        struct timespec a, b;
        clock_gettime(CLOCK_MONOTONIC, &a);
        LLVMFuzzerTestOneInput(input, input_size);
        clock_gettime(CLOCK_MONOTONIC, &b);
        const double took = (double)(b.tv_sec - a.tv_sec) + 1e-9 * (double)(b.tv_nsec - a.tv_nsec);
        if (took > longest) longest = took;
        if (longest > 20) {
            fprintf(stderr, "one input took %.0f s\n", longest);
            abort();
        }
    }
    printf("%ld inputs, none of which crashed\n", runs);
    return 0;
}
