// x86-64 with AVX2 and FMA: eight lanes, sixteen registers.
#if defined(__x86_64__)
#include <immintrin.h>
#pragma clang attribute push(__attribute__((target("avx2,fma,f16c"))), apply_to = function)
#define VECTOR 8
#define PANEL_VECTORS 2
#define TILE_ROWS 6
#define HAS_BF16 0
#define HAS_VNNI 0
#define LEVEL_NAME "avx2"
#define TABLE martlet_table_avx2
#include "all.h"
#pragma clang attribute pop
#endif
