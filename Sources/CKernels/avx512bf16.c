// As avx512.c, with the instructions that multiply and sum pairs of bfloat16, and fours of bytes.
#if defined(__x86_64__)
#include <immintrin.h>
#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512bf16,avx512vnni,fma,f16c"))), apply_to = function)
#define VECTOR 16
#define PANEL_VECTORS 4
#define TILE_ROWS 6
#define HAS_BF16 1
#define HAS_VNNI 1
#define LEVEL_NAME "avx512-bf16"
#define TABLE martlet_table_avx512_bf16
#include "all.h"
#pragma clang attribute pop
#endif
