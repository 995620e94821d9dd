// x86-64 with AVX2.
#if defined(__x86_64__)
#include "blocks.h"
#include "tables.h"
#pragma clang attribute push(__attribute__((target("avx2,fma,f16c"))), apply_to = function)
#define TABLE martlet_blocks_avx2
#include "all.h"
#pragma clang attribute pop
#endif
