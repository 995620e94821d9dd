// x86-64 with AVX-512 F, BW, DQ and VL: sixteen lanes, thirty-two registers.
#if defined(__x86_64__)
#include <immintrin.h>
#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,fma,f16c"))), \
                             apply_to = function)
#define VECTOR 16
#define PANEL_VECTORS 4
#define TILE_ROWS 6
#define HAS_BF16 0
#define HAS_VNNI 0
#define LEVEL_NAME "avx512"
#define TABLE martlet_table_avx512
#include "all.h"
#pragma clang attribute pop
#endif
