// x86-64 with AVX-512.
#if defined(__x86_64__)
#include "blocks.h"
#include "tables.h"
#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx2,fma,f16c"))), apply_to = function)
#define TABLE martlet_blocks_avx512
#include "all.h"
#pragma clang attribute pop
#endif
