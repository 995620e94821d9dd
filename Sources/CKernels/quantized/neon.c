// AArch64 with products of bytes (Armv8.2 DotProd; every processor of Armv8.4).
#if defined(__aarch64__)
#include <arm_neon.h>
#pragma clang attribute push(__attribute__((target("dotprod"))), apply_to = function)
#define HAS_NEON_DOT
#define TABLE martlet_quantized_neon
#define TILE 2
#include "all.h"
#pragma clang attribute pop
#endif
