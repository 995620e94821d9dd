// Chooses the products that fit the CPU.
#include "quantized.h"

extern const struct martlet_quantized_kernels martlet_quantized_portable;
#if defined(__x86_64__)
extern const struct martlet_quantized_kernels martlet_quantized_avx2, martlet_quantized_avx512_vnni;
#endif

const struct martlet_quantized_kernels *martlet_quantized_kernels_at(enum martlet_level level) {
    if (!martlet_kernels_at(level)) return NULL;
#if defined(__x86_64__)
    if (level >= MARTLET_AVX512 && martlet_cpu_has("avx512_vnni")) return &martlet_quantized_avx512_vnni;
    if (level >= MARTLET_AVX2) return &martlet_quantized_avx2;
#endif
    return &martlet_quantized_portable;
}
