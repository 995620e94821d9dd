// Attention over whole sequences: tiles of query rows against all the keys they may see, forward and backward.
// Included by typed.h's two passes, with T, NAMED and PER_UNIT.
//
// Source: Vaswani et al., "Attention is all you need" (2017), equation 1; the backward pass recomputes the
// probabilities from the row's log-sum-exp as in Dao et al., "FlashAttention" (2022), algorithm 4.

#ifndef QUERY_TILE
// As many query rows as a panel of keys is wide: no tile reaches far past its diagonal.
#define QUERY_TILE 64
#define ROUND_UP(x, to) (((x) + (to) - 1) / (to) * (to))

// The width, in columns, of a panel for `columns` columns.
INLINE long panel_width_for(long columns) {
    long vectors = (columns + VECTOR - 1) / VECTOR;
    return (vectors < PANEL_VECTORS ? vectors : PANEL_VECTORS) * VECTOR;
}

// The first key column that any row of the tile at `start` may see, on the border of a panel: what lies before is skipped.
INLINE long first_column(const struct martlet_attention *shape, long start, long key_width) {
    const long first = shape->window && start >= shape->window ? start - shape->window + 1 : 0;
    return first / key_width * key_width;
}

// The first key that `position` may see.
INLINE long first_key(const struct martlet_attention *shape, long position) {
    const long first = shape->first ? shape->first[position] : 0;
    const long edge = shape->window ? position - shape->window + 1 : 0;
    return edge > first ? edge : first;
}

// One past the last key that the positions before `end` may see.
INLINE long last_key(const struct martlet_attention *shape, long end) {
    return shape->both_ways ? shape->length : end;
}

// Scores (unscaled products) to cap * tanh(score * scale / cap).
INLINE void cap_scores(float *scores, long count, float scale, float cap) {
    for (long j = 0; j < count; j += VECTOR) store(scores + j, cap * tanh_vector(load(scores + j) * (scale / cap)));
}

static long attention_scratch(long length, long head_size) {
    long padded = ROUND_UP(length, 64) + 64, size = ROUND_UP(head_size, 64);
    // Three packed operands, the gradients of keys and values, two packed query tiles, and six tiles by keys.
    return 4 * (6 * padded * size + 8 * QUERY_TILE * padded + 8 * QUERY_TILE * size) + 4096;
}
#endif

// Packs all of a [length, size] matrix with rows as the summed dimension into panels over its columns.
INLINE void NAMED(pack_panels)(const T *source, long stride, long depth, long columns, uint32_t *units, long width,
                               long padded_units) {
    for (long n = 0; n < columns; n += width, units += padded_units * width)
        NAMED(pack_rows)(source + n, stride, depth, columns - n < width ? columns - n : width, units, width);
}

// Packs a [length, size] matrix with rows as columns of the product.
INLINE void NAMED(pack_panels_transposed)(const T *source, long stride, long length, long size, uint32_t *units,
                                          long width) {
    const long count = (size + PER_UNIT - 1) / PER_UNIT;
    for (long n = 0; n < length; n += width, units += count * width)
        NAMED(pack_transposed)(source + n * stride, stride, size, length - n < width ? length - n : width, units,
                               width);
}

static void NAMED(attention)(const struct martlet_attention *shape, const T *queries, const T *keys, const T *values,
                             T *output, float *logsumexp, void *scratch) {
    const long length = shape->length, size = shape->head_size, stride = shape->row_stride;
    const long key_width = PANEL_VECTORS * VECTOR, value_width = panel_width_for(size);
    const long padded = ROUND_UP(length, key_width), size_units = size / PER_UNIT;
    const long length_units = padded / PER_UNIT;
    uint32_t *key_panels = scratch;
    uint32_t *value_panels = key_panels + padded * size_units;
    float *scores = (float *)(value_panels + length_units * ROUND_UP(size, value_width));
    T *weights = (T *)(scores + QUERY_TILE * padded);
    float *mixed = (float *)((char *)weights + QUERY_TILE * padded * 4);

    NAMED(pack_panels_transposed)(keys, stride, length, size, key_panels, key_width);
    memset(value_panels, 0, (size_t)(length_units * ROUND_UP(size, value_width)) * 4);
    NAMED(pack_panels)(values, stride, length, size, value_panels, value_width, length_units);

    for (long head = 0; head < shape->query_heads; head++)
        for (long start = 0; start < length; start += QUERY_TILE) {
            const long end = length - start < QUERY_TILE ? length : start + QUERY_TILE, rows = end - start;
            const long last = last_key(shape, end), columns = ROUND_UP(last, key_width);
            const long low = first_column(shape, start, key_width);
            NAMED(product)((const uint32_t *)(queries + start * stride + head * size), stride / PER_UNIT, 1,
                           key_panels + low * size_units, key_width * size_units, key_width, size_units, NULL, 0,
                           scores + low, padded, false, rows, columns - low);
            for (long i = 0; i < rows; i++) {
                const long position = start + i, from = first_key(shape, position);
                float *row = scores + i * padded;
                T *weight = weights + i * padded;
                const long after = last_key(shape, position + 1), seen = ROUND_UP(after, VECTOR);
                float scale = shape->scale;
                if (shape->softcap) {
                    cap_scores(row + low, seen - low, scale, shape->softcap);
                    scale = 1;
                }
                for (long j = low; j < from; j++) row[j] = -__builtin_inff();
                for (long j = after; j < seen; j++) row[j] = -__builtin_inff();
                vf high = vector_of(-__builtin_inff());
                for (long j = low; j < seen; j += VECTOR) high = max_vector(high, load(row + j));
                const float highest = max_of(high);
                memset(weight + seen, 0, (size_t)(columns - seen) * sizeof *weight);
                vf total = {0};
                for (long j = low; j < seen; j += VECTOR) {
                    vf e = exp_vector((load(row + j) - highest) * scale);
                    total = total + e;
                    PUT(weight + j, e, VECTOR);
                }
                const float sum = sum_of(total);
                row[0] = 1.0f / sum;
                if (logsumexp) logsumexp[head * length + position] = highest * scale + __builtin_logf(sum);
            }
            NAMED(product)((const uint32_t *)(weights + low), padded / PER_UNIT, 1,
                           value_panels + low / PER_UNIT * value_width, length_units * value_width, value_width,
                           (columns - low) / PER_UNIT, NULL, 0, mixed, size, false, rows, size);
            for (long i = 0; i < rows; i++)
                for (long j = 0; j < size; j += VECTOR)
                    PUT(output + (start + i) * shape->output_stride + head * size + j,
                        get(mixed + i * size + j, size - j) * scores[i * padded], size - j);
        }
}

static void NAMED(attention_backward)(const struct martlet_attention *shape, const T *queries, const T *keys,
                                      const T *values, const T *output, const T *doutput, const float *logsumexp,
                                      T *dqueries, T *dkeys, T *dvalues, void *scratch) {
    const long length = shape->length, size = shape->head_size, stride = shape->row_stride;
    const long output_stride = shape->output_stride;
    const long key_width = PANEL_VECTORS * VECTOR, head_width = panel_width_for(size);
    const long padded = ROUND_UP(length, key_width), size_units = size / PER_UNIT;
    const long length_units = padded / PER_UNIT, size_padded = ROUND_UP(size, head_width);
    const long tile_units = QUERY_TILE / PER_UNIT;
    uint32_t *key_panels = scratch;
    uint32_t *value_panels = key_panels + padded * size_units;
    uint32_t *key_rows = value_panels + padded * size_units;
    float *key_gradient = (float *)(key_rows + length_units * size_padded);
    float *value_gradient = key_gradient + padded * size;
    uint32_t *query_tile = (uint32_t *)(value_gradient + padded * size);
    uint32_t *output_tile = query_tile + tile_units * size_padded;
    float *mixed = (float *)(output_tile + tile_units * size_padded);
    float *scores = mixed + QUERY_TILE * size;
    float *slopes = scores + QUERY_TILE * padded;
    T *weights = (T *)(slopes + QUERY_TILE * padded);
    T *dscores = (T *)((char *)weights + QUERY_TILE * padded * 4);
    uint32_t *weight_pairs = (uint32_t *)((char *)dscores + QUERY_TILE * padded * 4);
    uint32_t *dscore_pairs = weight_pairs + tile_units * padded;

    NAMED(pack_panels_transposed)(keys, stride, length, size, key_panels, key_width);
    NAMED(pack_panels_transposed)(values, stride, length, size, value_panels, key_width);
    memset(key_rows, 0, (size_t)(length_units * size_padded) * 4);
    NAMED(pack_panels)(keys, stride, length, size, key_rows, head_width, length_units);
    memset(key_gradient, 0, (size_t)(2 * padded * size) * 4);

    for (long head = 0; head < shape->query_heads; head++)
        for (long start = 0; start < length; start += QUERY_TILE) {
            const long end = length - start < QUERY_TILE ? length : start + QUERY_TILE, rows = end - start;
            const long last = last_key(shape, end), columns = ROUND_UP(last, key_width);
            const long row_units = (rows + PER_UNIT - 1) / PER_UNIT;
            const long low = first_column(shape, start, key_width);
            const T *query = queries + start * stride + head * size;
            const T *out = output + start * output_stride + head * size;
            const T *dout = doutput + start * output_stride + head * size;
            NAMED(product)((const uint32_t *)query, stride / PER_UNIT, 1, key_panels + low * size_units,
                           key_width * size_units, key_width, size_units, NULL, 0, scores + low, padded, false, rows,
                           columns - low);
            NAMED(product)((const uint32_t *)dout, output_stride / PER_UNIT, 1, value_panels + low * size_units,
                           key_width * size_units, key_width, size_units, NULL, 0, slopes + low, padded, false, rows,
                           columns - low);
            for (long i = 0; i < rows; i++) {
                const long position = start + i, from = first_key(shape, position);
                vf products = {0};
                for (long j = 0; j < size; j += VECTOR)
                    products = products + GET(out + i * output_stride + j, size - j) *
                                              GET(dout + i * output_stride + j, size - j);
                const float delta = sum_of(products), lse = logsumexp[head * length + position];
                float *score = scores + i * padded, *slope = slopes + i * padded;
                const long after = last_key(shape, position + 1), seen = ROUND_UP(after, VECTOR);
                if (shape->softcap) cap_scores(score + low, seen - low, shape->scale, shape->softcap);
                for (long j = low; j < from; j++) score[j] = -__builtin_inff();
                for (long j = after; j < seen; j++) score[j] = -__builtin_inff();
                memset(weights + i * padded + seen, 0, (size_t)(columns - seen) * sizeof *weights);
                memset(dscores + i * padded + seen, 0, (size_t)(columns - seen) * sizeof *dscores);
                if (shape->softcap) {
                    // The slope of the cap is 1 - tanh^2, and the capped score at hand is cap * tanh.
                    for (long j = low; j < seen; j += VECTOR) {
                        vf s = load(score + j), p = exp_vector(s - lse);
                        vf t = max_vector(s / shape->softcap, vector_of(-1.0f));
                        PUT(weights + i * padded + j, p, VECTOR);
                        PUT(dscores + i * padded + j, p * (load(slope + j) - delta) * (1.0f - t * t) * shape->scale,
                            VECTOR);
                    }
                    continue;
                }
                for (long j = low; j < seen; j += VECTOR) {
                    vf p = exp_vector(load(score + j) * shape->scale - lse);
                    PUT(weights + i * padded + j, p, VECTOR);
                    PUT(dscores + i * padded + j, p * (load(slope + j) - delta) * shape->scale, VECTOR);
                }
            }
            // Gradient of the queries: dS K.
            NAMED(product)((const uint32_t *)(dscores + low), padded / PER_UNIT, 1,
                           key_rows + low / PER_UNIT * head_width, length_units * head_width, head_width,
                           (columns - low) / PER_UNIT, NULL, 0, mixed, size, false, rows, size);
            for (long i = 0; i < rows; i++)
                for (long j = 0; j < size; j += VECTOR)
                    PUT(dqueries + (start + i) * stride + head * size + j, get(mixed + i * size + j, size - j),
                        size - j);
            // Gradients of keys and values: dS^T Q and P^T dO, summed over tiles in order.
            NAMED(pack_rows)(weights + low, padded, rows, columns - low, weight_pairs, padded);
            NAMED(pack_rows)(dscores + low, padded, rows, columns - low, dscore_pairs, padded);
            NAMED(pack_panels)(query, stride, rows, size, query_tile, head_width, row_units);
            NAMED(pack_panels)(dout, output_stride, rows, size, output_tile, head_width, row_units);
            NAMED(product)(dscore_pairs, 1, padded, query_tile, row_units * head_width, head_width, row_units,
                           key_gradient + low * size, size, key_gradient + low * size, size, false, last - low, size);
            NAMED(product)(weight_pairs, 1, padded, output_tile, row_units * head_width, head_width, row_units,
                           value_gradient + low * size, size, value_gradient + low * size, size, false, last - low,
                           size);
        }
    for (long i = 0; i < length; i++)
        for (long j = 0; j < size; j += VECTOR) {
            PUT(dkeys + i * stride + j, get(key_gradient + i * size + j, size - j), size - j);
            PUT(dvalues + i * stride + j, get(value_gradient + i * size + j, size - j), size - j);
        }
}

#undef T
#undef NAMED
#undef GET
#undef PUT
#undef PER_UNIT
#undef TYPED_BF16
