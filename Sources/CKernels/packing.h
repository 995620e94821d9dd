// Packing of matrices into panels of 32-bit units.

INLINE uint32_t float_bits(float x) {
    uint32_t bits;
    memcpy(&bits, &x, 4);
    return bits;
}

INLINE uint32_t bf16_bits_of(float x) {
    uint32_t bits = float_bits(x);
    if ((bits & 0x7fffffff) > 0x7f800000) return (bits >> 16) | 0x40;
    return (bits + 0x7fff + ((bits >> 16) & 1)) >> 16;
}

static void pack_rows_f32(const float *source, long stride, long depth, long columns, uint32_t *units, long width) {
    for (long k = 0; k < depth; k++, source += stride, units += width) {
        memcpy(units, source, (size_t)columns * 4);
        memset(units + columns, 0, (size_t)(width - columns) * 4);
    }
}

// Rows 2k and 2k+1 side by side, element by element.
static void pack_rows_f32_bf16(const float *source, long stride, long depth, long columns, uint32_t *units,
                               long width) {
    for (long k = 0; k < depth; k += 2, source += 2 * stride, units += width) {
        const float *next = k + 1 < depth ? source + stride : NULL;
        long j = 0;
        for (; j + VECTOR <= columns; j += VECTOR) {
            vu low = bf16_bits(load(source + j));
            vu high = next ? bf16_bits(load(next + j)) << 16 : (vu){0};
            store_units(units + j, low | high);
        }
        for (; j < columns; j++) units[j] = bf16_bits_of(source[j]) | (next ? bf16_bits_of(next[j]) << 16 : 0);
        for (; j < width; j++) units[j] = 0;
    }
}

static void pack_rows_bf16(const martlet_bf16 *source, long stride, long depth, long columns, uint32_t *units,
                           long width) {
    for (long k = 0; k < depth; k += 2, source += 2 * stride, units += width) {
        const martlet_bf16 *next = k + 1 < depth ? source + stride : NULL;
        long j = 0;
        for (; j + VECTOR <= columns; j += VECTOR) {
            vh low, high = {0};
            memcpy(&low, source + j, sizeof low);
            if (next) memcpy(&high, next + j, sizeof high);
            store_units(units + j, __builtin_convertvector(low, vu) | (__builtin_convertvector(high, vu) << 16));
        }
        for (; j < columns; j++) units[j] = source[j] | (next ? (uint32_t)next[j] << 16 : 0);
        for (; j < width; j++) units[j] = 0;
    }
}

// Blocks of 16 units by 16 columns: both sides stay in the first-level cache.
#define PACK_TRANSPOSED(name, type, unit_count, unit)                                                             \
    static void name(const type *source, long stride, long depth, long columns, uint32_t *units, long width) {    \
        const long count = unit_count;                                                                            \
        for (long u0 = 0; u0 < count; u0 += 16) {                                                                 \
            long u1 = count - u0 < 16 ? count : u0 + 16;                                                          \
            for (long j = 0; j < columns; j++) {                                                                  \
                const type *row = source + j * stride;                                                            \
                for (long u = u0; u < u1; u++) units[u * width + j] = unit;                                       \
            }                                                                                                     \
            for (long u = u0; u < u1; u++)                                                                        \
                for (long j = columns; j < width; j++) units[u * width + j] = 0;                                  \
        }                                                                                                         \
    }

PACK_TRANSPOSED(pack_transposed_f32, float, depth, float_bits(row[u]))
PACK_TRANSPOSED(pack_transposed_bf16, martlet_bf16, (depth + 1) / 2,
                row[2 * u] | (2 * u + 1 < depth ? (uint32_t)row[2 * u + 1] << 16 : 0))
PACK_TRANSPOSED(pack_transposed_f32_bf16, float, (depth + 1) / 2,
                bf16_bits_of(row[2 * u]) | (2 * u + 1 < depth ? bf16_bits_of(row[2 * u + 1]) << 16 : 0))
