// Matrix products on packed panels.

// A bfloat16 pair times a bfloat16 pair, summed into each lane.
INLINE vf multiply_add_bf16(vf sum, uint32_t a, vu b) {
#if HAS_BF16
    return (vf)_mm512_dpbf16_ps((__m512)sum, (__m512bh)_mm512_set1_epi32((int)a), (__m512bh)b);
#else
    uint32_t low_bits = a << 16, high_bits = a & 0xffff0000u;
    float low, high;
    memcpy(&low, &low_bits, 4);
    memcpy(&high, &high_bits, 4);
    sum = sum + vector_of(low) * (vf)(b << 16);
    return sum + vector_of(high) * (vf)(b & 0xffff0000u);
#endif
}

INLINE vf multiply_add_f32(vf sum, uint32_t a, vu b) {
    float x;
    memcpy(&x, &a, 4);
    return sum + vector_of(x) * (vf)b;
}

// Adds the residual and writes `columns` of one row of sums, where they are no whole panel.
static __attribute__((noinline)) void write_part(const vf *sums, const float *residual, void *c, bool c_is_bf16, long columns) {
    for (long j = 0; j * VECTOR < columns; j++) {
        long count = columns - j * VECTOR;
        vf sum = sums[j];
        if (count >= VECTOR) {
            if (residual) sum = load(residual + j * VECTOR) + sum;
            if (c_is_bf16)
                store_h((martlet_bf16 *)c + j * VECTOR, sum);
            else
                store((float *)c + j * VECTOR, sum);
        } else {
            if (residual) sum = load_part(residual + j * VECTOR, count) + sum;
            if (c_is_bf16)
                store_part_h((martlet_bf16 *)c + j * VECTOR, sum, count);
            else
                store_part((float *)c + j * VECTOR, sum, count);
        }
    }
}

// `mr` rows by `nv` vectors of columns, held in registers over the whole depth. Constants after inlining.
INLINE void tile(const int mr, const int nv, const bool bf16, const uint32_t *a, long a_row, long a_unit,
                 const uint32_t *b, long units, const float *residual, long residual_stride, char *c,
                 long c_stride, bool c_is_bf16, long columns) {
    const long element = c_is_bf16 ? 2 : 4;
    vf s[TILE_ROWS][PANEL_VECTORS];
#pragma clang loop unroll(full)
    for (int i = 0; i < mr; i++)
#pragma clang loop unroll(full)
        for (int j = 0; j < nv; j++) {
            s[i][j] = (vf){0};
            // The lines to be written arrive while the sums are made.
            __builtin_prefetch(c + (i * c_stride + j * VECTOR) * element, 1);
        }
    for (long k = 0; k < units; k++) {
        vu columns[PANEL_VECTORS];
#pragma clang loop unroll(full)
        for (int j = 0; j < nv; j++) columns[j] = load_units(b + j * VECTOR);
#pragma clang loop unroll(full)
        for (int i = 0; i < mr; i++) {
            uint32_t x = a[i * a_row];
#pragma clang loop unroll(full)
            for (int j = 0; j < nv; j++)
                s[i][j] = bf16 ? multiply_add_bf16(s[i][j], x, columns[j]) : multiply_add_f32(s[i][j], x, columns[j]);
        }
        a += a_unit;
        b += nv * VECTOR;
    }
    if (columns < nv * VECTOR) {
        for (int i = 0; i < mr; i++)
            write_part(s[i], residual ? residual + i * residual_stride : NULL, c + i * c_stride * element, c_is_bf16,
                       columns);
        return;
    }
#pragma clang loop unroll(full)
    for (int i = 0; i < mr; i++)
#pragma clang loop unroll(full)
        for (int j = 0; j < nv; j++) {
            vf sum = s[i][j];
            if (residual) sum = load(residual + i * residual_stride + j * VECTOR) + sum;
            if (c_is_bf16)
                store_h((martlet_bf16 *)c + i * c_stride + j * VECTOR, sum);
            else
                store((float *)c + i * c_stride + j * VECTOR, sum);
        }
}

#define TILE_CASE(mr, nv)                                                                                             \
    case mr:                                                                                                          \
        tile(mr, nv, bf16, a + m * a_row, a_row, a_unit, panel, units, add, residual_stride, target, c_stride,        \
             c_is_bf16, valid);                                                                                       \
        break;

#if TILE_ROWS == 6
#define TILE_CASES(nv) \
    TILE_CASE(1, nv) TILE_CASE(2, nv) TILE_CASE(3, nv) TILE_CASE(4, nv) TILE_CASE(5, nv) TILE_CASE(6, nv)
#else
#define TILE_CASES(nv) TILE_CASE(1, nv) TILE_CASE(2, nv) TILE_CASE(3, nv) TILE_CASE(4, nv)
#endif

#define ROWS_IN_CACHE (TILE_ROWS * 16)

INLINE void product_panels(const int nv, const bool bf16, const uint32_t *a, long a_row, long a_unit,
                           const uint32_t *b, long panel_stride, long units, const float *residual,
                           long residual_stride, char *c, long c_stride, bool c_is_bf16, long rows, long columns) {
    const long width = nv * VECTOR, element = c_is_bf16 ? 2 : 4;
    // Blocks of rows stay in the second-level cache while every panel passes over them.
    for (long block = 0; block < rows; block += ROWS_IN_CACHE) {
        long end = rows - block < ROWS_IN_CACHE ? rows : block + ROWS_IN_CACHE;
        const uint32_t *panel = b;
        for (long n = 0; n < columns; n += width, panel += panel_stride) {
            long valid = columns - n < width ? columns - n : width;
            for (long m = block; m < end; m += TILE_ROWS) {
                long mr = end - m < TILE_ROWS ? end - m : TILE_ROWS;
                const float *add = residual ? residual + m * residual_stride + n : NULL;
                char *target = c + (m * c_stride + n) * element;
                switch (mr) { TILE_CASES(nv) }
            }
        }
    }
}

#if PANEL_VECTORS == 4
#define WIDTH_CASES(bf16) WIDTH_CASE(1, bf16) WIDTH_CASE(2, bf16) WIDTH_CASE(3, bf16) WIDTH_CASE(4, bf16)
#else
#define WIDTH_CASES(bf16) WIDTH_CASE(1, bf16) WIDTH_CASE(2, bf16)
#endif
#define WIDTH_CASE(nv, bf16)                                                                                          \
    case nv * VECTOR:                                                                                                 \
        product_panels(nv, bf16, a, a_row, a_unit, b, panel_stride, units, residual, residual_stride, c, c_stride,    \
                       c_is_bf16, rows, columns);                                                                     \
        break;

static void product_f32(const uint32_t *a, long a_row, long a_unit, const uint32_t *b, long panel_stride, long width,
                        long units, const float *residual, long residual_stride, void *c, long c_stride,
                        bool c_is_bf16, long rows, long columns) {
    switch (width) { WIDTH_CASES(false) }
}

static void product_bf16(const uint32_t *a, long a_row, long a_unit, const uint32_t *b, long panel_stride, long width,
                         long units, const float *residual, long residual_stride, void *c, long c_stride,
                         bool c_is_bf16, long rows, long columns) {
    switch (width) { WIDTH_CASES(true) }
}
