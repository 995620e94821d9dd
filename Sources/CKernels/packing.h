// Packing of matrices into panels of 32-bit units.

INLINE uint32_t float_bits(float x) {
    uint32_t bits;
    memcpy(&bits, &x, 4);
    return bits;
}

static void pack_rows_f32(const float *source, long stride, long depth, long columns, uint32_t *units, long width) {
    for (long k = 0; k < depth; k++, source += stride, units += width) {
        memcpy(units, source, (size_t)columns * 4);
        memset(units + columns, 0, (size_t)(width - columns) * 4);
    }
}

// VECTOR elements of two rows side by side.
INLINE vu pair_units(const martlet_bf16 *low, const martlet_bf16 *high) {
    vh first, second;
    memcpy(&first, low, sizeof first);
    memcpy(&second, high, sizeof second);
    return __builtin_convertvector(first, vu) | (__builtin_convertvector(second, vu) << 16);
}

// Rows 2k and 2k+1 side by side, element by element.
static void pack_rows_f32_bf16(const float *source, long stride, long depth, long columns, uint32_t *units,
                               long width) {
    for (long k = 0; k < depth; k += 2, source += 2 * stride, units += width) {
        const float *next = k + 1 < depth ? source + stride : NULL;
        long j = 0;
        for (; j + VECTOR <= columns; j += VECTOR) {
            martlet_bf16 low[VECTOR], high[VECTOR] = {0};
            store_h(low, load(source + j));
            if (next) store_h(high, load(next + j));
            store_units(units + j, pair_units(low, high));
        }
        for (; j < columns; j++) {
            martlet_bf16 low, high = 0;
            store_part_h(&low, load_part(source + j, 1), 1);
            if (next) store_part_h(&high, load_part(next + j, 1), 1);
            units[j] = low | (uint32_t)high << 16;
        }
        for (; j < width; j++) units[j] = 0;
    }
}

static void pack_rows_bf16(const martlet_bf16 *source, long stride, long depth, long columns, uint32_t *units,
                           long width) {
    for (long k = 0; k < depth; k += 2, source += 2 * stride, units += width) {
        const martlet_bf16 *next = k + 1 < depth ? source + stride : NULL;
        long j = 0;
        for (; j + VECTOR <= columns; j += VECTOR) {
            martlet_bf16 zeros[VECTOR] = {0};
            store_units(units + j, pair_units(source + j, next ? next + j : zeros));
        }
        for (; j < columns; j++) units[j] = source[j] | (next ? (uint32_t)next[j] << 16 : 0);
        for (; j < width; j++) units[j] = 0;
    }
}

// One stage of a transposition: the halves of the rows interleaved, element by element.
#if VECTOR == 4
#define LOW_HALVES 0, 4, 1, 5
#define HIGH_HALVES 2, 6, 3, 7
#define STAGES 2
#elif VECTOR == 8
#define LOW_HALVES 0, 8, 1, 9, 2, 10, 3, 11
#define HIGH_HALVES 4, 12, 5, 13, 6, 14, 7, 15
#define STAGES 3
#else
#define LOW_HALVES 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23
#define HIGH_HALVES 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31
#define STAGES 4
#endif

// Transposes VECTOR rows of VECTOR units: log2(VECTOR) perfect shuffles.
INLINE void transpose(vu rows[VECTOR]) {
#pragma clang loop unroll(full)
    for (int stage = 0; stage < STAGES; stage++) {
        vu next[VECTOR];
#pragma clang loop unroll(full)
        for (int i = 0; i < VECTOR / 2; i++) {
            next[2 * i] = __builtin_shufflevector(rows[i], rows[i + VECTOR / 2], LOW_HALVES);
            next[2 * i + 1] = __builtin_shufflevector(rows[i], rows[i + VECTOR / 2], HIGH_HALVES);
        }
#pragma clang loop unroll(full)
        for (int i = 0; i < VECTOR; i++) rows[i] = next[i];
    }
}

// VECTOR units of a row, in the three combinations of source and unit.
INLINE vu row_units_f32(const float *row) { return load_units((const uint32_t *)row); }

INLINE vu row_units_bf16(const martlet_bf16 *row) {
    vu units;
    memcpy(&units, row, sizeof units);
    return units;
}

INLINE vu row_units_f32_bf16(const float *row) {
    martlet_bf16 halves[2 * VECTOR];
    store_h(halves, load(row));
    store_h(halves + VECTOR, load(row + VECTOR));
    return row_units_bf16(halves);
}

INLINE uint32_t one_unit_f32(const float *row, long unit, long depth) { return float_bits(row[unit]); }

INLINE uint32_t one_unit_bf16(const martlet_bf16 *row, long unit, long depth) {
    return row[2 * unit] | (2 * unit + 1 < depth ? (uint32_t)row[2 * unit + 1] << 16 : 0);
}

INLINE uint32_t one_unit_f32_bf16(const float *row, long unit, long depth) {
    martlet_bf16 pair[2] = {0};
    store_part_h(pair, load_part(row + 2 * unit, 2 * unit + 1 < depth ? 2 : 1), 2 * unit + 1 < depth ? 2 : 1);
    return pair[0] | (uint32_t)pair[1] << 16;
}

// Rows of the source become columns of the panel: blocks of VECTOR by VECTOR, and what is left one by one.
#define PACK_TRANSPOSED(suffix, type, per_unit)                                                                   \
    static void pack_transposed_##suffix(const type *source, long stride, long depth, long columns,               \
                                         uint32_t *units, long width) {                                           \
        const long count = (depth + per_unit - 1) / per_unit;                                                     \
        const long whole = depth / per_unit / VECTOR * VECTOR;                                                    \
        long j = 0;                                                                                               \
        for (; j + VECTOR <= columns; j += VECTOR)                                                                \
            for (long u = 0; u < whole; u += VECTOR) {                                                            \
                vu block[VECTOR];                                                                                 \
                for (int i = 0; i < VECTOR; i++)                                                                  \
                    block[i] = row_units_##suffix(source + (j + i) * stride + u * per_unit);                      \
                transpose(block);                                                                                 \
                for (int i = 0; i < VECTOR; i++) store_units(units + (u + i) * width + j, block[i]);              \
            }                                                                                                     \
        for (long k = 0; k < columns; k++)                                                                        \
            for (long u = k < j ? whole : 0; u < count; u++)                                                      \
                units[u * width + k] = one_unit_##suffix(source + k * stride, u, depth);                          \
        for (long u = 0; u < count; u++)                                                                          \
            for (long k = columns; k < width; k++) units[u * width + k] = 0;                                      \
    }

PACK_TRANSPOSED(f32, float, 1)
PACK_TRANSPOSED(bf16, martlet_bf16, 2)
PACK_TRANSPOSED(f32_bf16, float, 2)
