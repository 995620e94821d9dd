// Chooses the products that fit the CPU.
#include "quantized.h"

extern const struct martlet_quantized_kernels martlet_quantized_portable;
#if defined(__x86_64__)
extern const struct martlet_quantized_kernels martlet_quantized_avx2, martlet_quantized_avx512_vnni;
#elif defined(__aarch64__)
extern const struct martlet_quantized_kernels martlet_quantized_neon;
#endif

const struct martlet_quantized_kernels *martlet_quantized_kernels_at(enum martlet_level level) {
    if (!martlet_kernels_at(level)) return NULL;
#if defined(__x86_64__)
    if (level >= MARTLET_AVX512 && martlet_cpu_has("avx512_vnni")) return &martlet_quantized_avx512_vnni;
    if (level >= MARTLET_AVX2) return &martlet_quantized_avx2;
#elif defined(__aarch64__)
    if (martlet_cpu_has("dotprod")) return &martlet_quantized_neon;
#endif
    return &martlet_quantized_portable;
}
