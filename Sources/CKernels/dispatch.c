// Chooses the table of kernels that fits the CPU.
#define _GNU_SOURCE
#include "kernels.h"

#include <string.h>
#include <unistd.h>

#if defined(__linux__)
#include <sched.h>
#endif

#if defined(__x86_64__)
#include <cpuid.h>
#elif defined(__aarch64__) && defined(__linux__)
#include <sys/auxv.h>
#endif

extern const struct martlet_kernels martlet_table_portable;
#if defined(__x86_64__)
extern const struct martlet_kernels martlet_table_avx2, martlet_table_avx512, martlet_table_avx512_bf16;
#endif

bool martlet_cpu_has(const char *feature) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (!strcmp(feature, "avx2")) return __builtin_cpu_supports("avx2");
    if (!strcmp(feature, "fma")) return __builtin_cpu_supports("fma");
    if (!strcmp(feature, "avx512f")) return __builtin_cpu_supports("avx512f");
    if (!strcmp(feature, "avx512bw")) return __builtin_cpu_supports("avx512bw");
    if (!strcmp(feature, "avx512dq")) return __builtin_cpu_supports("avx512dq");
    if (!strcmp(feature, "avx512vl")) return __builtin_cpu_supports("avx512vl");
    if (!strcmp(feature, "avx512_bf16")) return __builtin_cpu_supports("avx512bf16");
    if (!strcmp(feature, "avx512_vnni")) return __builtin_cpu_supports("avx512vnni");
    if (!strcmp(feature, "amx_bf16")) {
        unsigned eax, ebx, ecx, edx;
        return __get_cpuid_count(7, 0, &eax, &ebx, &ecx, &edx) && (edx >> 22 & 1);
    }
#elif defined(__aarch64__)
    if (!strcmp(feature, "neon")) return true;
#if defined(__linux__)
    if (!strcmp(feature, "dotprod")) return getauxval(AT_HWCAP) >> 20 & 1;  // HWCAP_ASIMDDP
#elif defined(__APPLE__)
    if (!strcmp(feature, "dotprod")) return true;
#endif
#endif
    return false;
}

const struct martlet_kernels *martlet_kernels_at(enum martlet_level level) {
    switch (level) {
    case MARTLET_PORTABLE: return &martlet_table_portable;
#if defined(__x86_64__)
    case MARTLET_AVX2:
        return martlet_cpu_has("avx2") && martlet_cpu_has("fma") ? &martlet_table_avx2 : NULL;
    case MARTLET_AVX512:
        return martlet_cpu_has("avx512f") && martlet_cpu_has("avx512bw") && martlet_cpu_has("avx512dq") &&
                       martlet_cpu_has("avx512vl")
                   ? &martlet_table_avx512
                   : NULL;
    case MARTLET_AVX512_BF16:
        return martlet_kernels_at(MARTLET_AVX512) && martlet_cpu_has("avx512_bf16") &&
                       martlet_cpu_has("avx512_vnni")
                   ? &martlet_table_avx512_bf16
                   : NULL;
#endif
    default: return NULL;
    }
}

enum martlet_level martlet_best_level(void) {
    for (int level = MARTLET_AVX512_BF16; level > MARTLET_PORTABLE; level--)
        if (martlet_kernels_at((enum martlet_level)level)) return (enum martlet_level)level;
    return MARTLET_PORTABLE;
}

long martlet_processor_count(void) {
#if defined(__linux__)
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0) return CPU_COUNT(&set);
#endif
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? 1 : count;
}

struct martlet_cache_layout martlet_cache_layout(enum martlet_cache_format format, long head_size) {
    const long padded = (head_size + 15) / 16 * 16, rounded = (head_size + 31) / 32 * 32;
    const long element = format == MARTLET_CACHE_F32 ? 4 : 2;
    const bool blocks = format == MARTLET_CACHE_Q8_0;
    const long quantized = MARTLET_PAGE * (rounded + rounded / 16);
    const long keys = blocks ? quantized : MARTLET_PAGE * head_size * element;
    const long values = blocks ? quantized : MARTLET_PAGE * padded * element;
    return (struct martlet_cache_layout){format, head_size, padded, rounded, keys, keys + values};
}
