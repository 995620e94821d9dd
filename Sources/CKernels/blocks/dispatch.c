// Chooses the table of block formats that fits the CPU.
#include "blocks.h"
#include "tables.h"

#include <string.h>

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

long martlet_first_beyond(const float *values, long count, float limit, bool finite_only) {
    // Infinity and NaN are greater than any number, as bits are compared.
    uint32_t low, high = finite_only ? UINT32_MAX : 0x7F7FFFFF;
    memcpy(&low, &limit, sizeof low);
    for (long start = 0; start < count; start += 4096) {
        long end = start + 4096 < count ? start + 4096 : count;
        uint32_t found = 0;
        for (long i = start; i < end; i++) {
            uint32_t bits;
            memcpy(&bits, values + i, sizeof bits);
            bits &= 0x7FFFFFFF;
            found |= (bits > low) & (bits <= high);
        }
        for (long i = start; found && i < end; i++) {
            uint32_t bits;
            memcpy(&bits, values + i, sizeof bits);
            bits &= 0x7FFFFFFF;
            if (bits > low && bits <= high) return i;
        }
    }
    return count;
}
