// Tiles of a few queries against the 64 keys and values of a page, held in registers.

// scores[i][column + ...] of `mr` queries and `nv` vectors of keys: one chain over the elements in order.
INLINE void score_tile(const int mr, const int nv, const float *queries, const float *keys, long size, float *scores) {
    vf s[TILE_ROWS][PANEL_VECTORS];
#pragma clang loop unroll(full)
    for (int i = 0; i < mr; i++)
#pragma clang loop unroll(full)
        for (int j = 0; j < nv; j++) s[i][j] = (vf){0};
    for (long d = 0; d < size; d++) {
        vf k[PANEL_VECTORS];
#pragma clang loop unroll(full)
        for (int j = 0; j < nv; j++) {
            k[j] = load(keys + d * MARTLET_PAGE + j * VECTOR);
            if (j % (16 / VECTOR) == 0) prefetch_ahead(keys + d * MARTLET_PAGE + j * VECTOR);
        }
#pragma clang loop unroll(full)
        for (int i = 0; i < mr; i++) {
            vf q = vector_of(queries[i * size + d]);
#pragma clang loop unroll(full)
            for (int j = 0; j < nv; j++) s[i][j] = multiply_add(q, k[j], s[i][j]);
        }
    }
#pragma clang loop unroll(full)
    for (int i = 0; i < mr; i++)
#pragma clang loop unroll(full)
        for (int j = 0; j < nv; j++) store(scores + i * MARTLET_PAGE + j * VECTOR, s[i][j]);
}

// Whole-numbered queries and keys: exact sums over 32 elements, times both factors, in one chain over the blocks.
INLINE void score_tile_q8(const int mr, const int nv, const float *queries, const float *query_factors,
                          const float *keys, const float *key_factors, long rounded, float *scores) {
    const long blocks = rounded / 32;
    for (long b = 0; b < blocks; b++) {
        float sums[TILE_ROWS * MARTLET_PAGE];
        vf s[TILE_ROWS][PANEL_VECTORS];
#pragma clang loop unroll(full)
        for (int i = 0; i < mr; i++)
#pragma clang loop unroll(full)
            for (int j = 0; j < nv; j++) s[i][j] = (vf){0};
        for (long d = b * 32; d < b * 32 + 32; d++)
#pragma clang loop unroll(full)
            for (int i = 0; i < mr; i++)
#pragma clang loop unroll(full)
                for (int j = 0; j < nv; j++)
                    s[i][j] = multiply_add(vector_of(queries[i * rounded + d]),
                                           load(keys + d * MARTLET_PAGE + j * VECTOR), s[i][j]);
#pragma clang loop unroll(full)
        for (int i = 0; i < mr; i++)
#pragma clang loop unroll(full)
            for (int j = 0; j < nv; j++) store(sums + i * MARTLET_PAGE + j * VECTOR, s[i][j]);
        for (int i = 0; i < mr; i++)
            for (int j = 0; j < nv; j++) {
                const vf factor = load(key_factors + b * MARTLET_PAGE + j * VECTOR) *
                                  vector_of(query_factors[i * blocks + b]);
                float *place = scores + i * MARTLET_PAGE + j * VECTOR;
                store(place, multiply_add(load(sums + i * MARTLET_PAGE + j * VECTOR), factor,
                                          b ? load(place) : (vf){0}));
            }
    }
}

#if HAS_VNNI
// The same with bytes as they are stored: four elements of a key at a time. `offsets` are -128 times the sums of the
// queries' blocks, which takes the keys' bias away.
INLINE void score_tile_vnni(const int mr, const int nv, const int8_t *queries, const int32_t *offsets,
                            const float *query_factors, const uint8_t *keys, const float *key_factors, long rounded,
                            float *scores) {
    const long blocks = rounded / 32;
    vf total[TILE_ROWS][PANEL_VECTORS];
#pragma clang loop unroll(full)
    for (int i = 0; i < mr; i++)
#pragma clang loop unroll(full)
        for (int j = 0; j < nv; j++) total[i][j] = (vf){0};
    for (long b = 0; b < blocks; b++) {
        __m512i s[TILE_ROWS][PANEL_VECTORS];
#pragma clang loop unroll(full)
        for (int i = 0; i < mr; i++)
#pragma clang loop unroll(full)
            for (int j = 0; j < nv; j++) s[i][j] = _mm512_set1_epi32(offsets[i * blocks + b]);
#pragma clang loop unroll(full)
        for (long d = 0; d < 8; d++) {
            __m512i k[PANEL_VECTORS];
#pragma clang loop unroll(full)
            for (int j = 0; j < nv; j++) k[j] = _mm512_loadu_si512(keys + ((b * 8 + d) * MARTLET_PAGE + j * 16) * 4);
#pragma clang loop unroll(full)
            for (int i = 0; i < mr; i++) {
                int32_t four;
                memcpy(&four, queries + i * rounded + b * 32 + d * 4, 4);
#pragma clang loop unroll(full)
                for (int j = 0; j < nv; j++) s[i][j] = _mm512_dpbusd_epi32(s[i][j], k[j], _mm512_set1_epi32(four));
            }
        }
#pragma clang loop unroll(full)
        for (int j = 0; j < nv; j++) {
            const vf factor = load(key_factors + b * MARTLET_PAGE + j * VECTOR);
#pragma clang loop unroll(full)
            for (int i = 0; i < mr; i++)
                total[i][j] = multiply_add((vf)_mm512_cvtepi32_ps(s[i][j]),
                                           factor * vector_of(query_factors[i * blocks + b]), total[i][j]);
        }
    }
#pragma clang loop unroll(full)
    for (int i = 0; i < mr; i++)
#pragma clang loop unroll(full)
        for (int j = 0; j < nv; j++) store(scores + i * MARTLET_PAGE + j * VECTOR, total[i][j]);
}
#endif

// output[i][...] += weights[i][k] * values[k][...] for the keys from `from` to `to`, in order.
INLINE void mix_tile(const int mr, const int nv, const float *weights, const float *values, long padded, float *output,
                     long from, long to) {
    vf s[TILE_ROWS][PANEL_VECTORS];
#pragma clang loop unroll(full)
    for (int i = 0; i < mr; i++)
#pragma clang loop unroll(full)
        for (int j = 0; j < nv; j++) s[i][j] = load(output + i * padded + j * VECTOR);
    for (long k = from; k < to; k++) {
        vf v[PANEL_VECTORS];
#pragma clang loop unroll(full)
        for (int j = 0; j < nv; j++) {
            v[j] = load(values + k * padded + j * VECTOR);
            if (j % (16 / VECTOR) == 0) prefetch_ahead(values + k * padded + j * VECTOR);
        }
#pragma clang loop unroll(full)
        for (int i = 0; i < mr; i++) {
            vf w = vector_of(weights[i * MARTLET_PAGE + k]);
#pragma clang loop unroll(full)
            for (int j = 0; j < nv; j++) s[i][j] = multiply_add(w, v[j], s[i][j]);
        }
    }
#pragma clang loop unroll(full)
    for (int i = 0; i < mr; i++)
#pragma clang loop unroll(full)
        for (int j = 0; j < nv; j++) store(output + i * padded + j * VECTOR, s[i][j]);
}

#define MIX_CASE(mr)                                                              \
    case mr:                                                                      \
        for (; left >= PANEL_VECTORS; left -= PANEL_VECTORS, d += PANEL_VECTORS * VECTOR) \
            mix_tile(mr, PANEL_VECTORS, weights, values + d, padded, output + d, from, to); \
        for (; left > 0; left--, d += VECTOR) mix_tile(mr, 1, weights, values + d, padded, output + d, from, to); \
        break;

#if TILE_ROWS == 6
#define MR_CASES(CASE) CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6)
#else
#define MR_CASES(CASE) CASE(1) CASE(2) CASE(3) CASE(4)
#endif

static void mix(long queries, const float *weights, const float *values, long padded, float *output, long from,
                long to) {
    long left = padded / VECTOR, d = 0;
    switch (queries) { MR_CASES(MIX_CASE) }
}
