// x86-64 with AVX2 and FMA.
#if defined(__x86_64__)
#include <immintrin.h>
#pragma clang attribute push(__attribute__((target("avx2,fma,f16c"))), apply_to = function)
#define HAS_AVX2
#define TABLE martlet_quantized_avx2
#define TILE 2
#include "all.h"
#pragma clang attribute pop
#endif
