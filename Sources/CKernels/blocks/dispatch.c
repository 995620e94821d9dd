// Chooses the table of block formats that fits the CPU.
#include "blocks.h"
#include "tables.h"

const struct martlet_block_format *martlet_block_format_at(enum martlet_level level, uint32_t type) {
    if (type >= MARTLET_BLOCK_TYPES || !martlet_kernels_at(level)) return NULL;
    const struct martlet_block_format *table = martlet_blocks_portable;
#if defined(__x86_64__)
    if (level == MARTLET_AVX2) table = martlet_blocks_avx2;
    if (level >= MARTLET_AVX512) table = martlet_blocks_avx512;
#endif
    return table[type].dequantize ? &table[type] : NULL;
}

const struct martlet_block_format *martlet_block_format(uint32_t type) {
    return martlet_block_format_at(martlet_best_level(), type);
}
