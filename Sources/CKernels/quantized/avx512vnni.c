// x86-64 with AVX-512 and its products of bytes.
#if defined(__x86_64__)
#include <immintrin.h>
#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni,fma,f16c"))), apply_to = function)
#define HAS_AVX512
#define TABLE martlet_quantized_avx512_vnni
#define TILE 6
#include "all.h"
#pragma clang attribute pop
#endif
