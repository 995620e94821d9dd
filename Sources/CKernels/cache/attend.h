// Attention over the pages of a cache, with an online softmax.
//
// Source: Milakov and Gimelshein, "Online normalizer calculation for softmax" (2018), algorithm 3; Dao et al.,
// "FlashAttention" (2022), algorithm 1.
//
// The arithmetic of a query depends on its own keys alone. Pages are taken in ascending order; a score is one chain
// over the elements, an output one chain over the keys that the query sees. Positions come in ranges of 512, each
// summed for itself and then added to those before, so that a long text may be shared among threads. Queries that are
// computed together only share the loads of keys and values.

// What the queries of a task know so far: outputs [queries][padded], highest scores and sums [queries].
struct attended {
    float *output, *highest, *total;
};

INLINE struct attended attended_at(float *state, long queries, long padded) {
    return (struct attended){state, state + queries * padded, state + queries * (padded + 1)};
}

static long attended_floats(const struct martlet_cache_layout *layout, long queries) {
    return ROUND_UP(queries * (layout->padded_size + 2), 16);
}

static long attend_scratch(const struct martlet_cache_layout *layout, long queries) {
    const long rounded = layout->rounded_size, blocks = rounded / 32;
    // Queries as floats and as bytes, their factors and offsets; a page as floats, its factors; scores; lanes of sums.
    return 4 * (queries * (2 * rounded + 2 * blocks + 16) + 2 * MARTLET_PAGE * (rounded + blocks) +
                TILE_ROWS * MARTLET_PAGE + attended_floats(layout, queries)) + 4096;
}

// The queries of a task, ready for scores.
struct prepared_queries {
    float *floats;    // [queries][size], scaled so that scores are logarithms to base 2; for Q8_0 [queries][rounded] whole numbers
    float *factors;   // Q8_0: [queries][blocks]
    int8_t *bytes;    // Q8_0: [queries][rounded]
    int32_t *offsets; // Q8_0: [queries][blocks], -128 times the sum of the bytes
};

// The keys and values of a page, ready for products.
struct prepared_page {
    const float *keys;        // [size][64]
    const float *values;      // [64][padded]
    const float *key_factors; // Q8_0: [blocks][64]
    const uint8_t *key_bytes; // Q8_0: as they are stored
};

static void prepare_queries(const struct martlet_cached_attention *shape, const float *queries,
                            struct prepared_queries to) {
    const long size = shape->layout.head_size, rounded = shape->layout.rounded_size, blocks = rounded / 32;
    const float scale = shape->softcap != 0 ? shape->scale / shape->softcap : shape->scale * LOG2_E;
    for (long row = 0; row < shape->rows; row++)
        for (long head = 0; head < shape->query_heads; head++) {
            const float *query = queries + row * shape->query_stride + head * size;
            const long index = row * shape->query_heads + head;
            if (shape->layout.format != MARTLET_CACHE_Q8_0) {
                for (long d = 0; d < size; d++) to.floats[index * size + d] = query[d] * scale;
                continue;
            }
            for (long b = 0; b < blocks; b++) {
                int8_t *bytes = to.bytes + index * rounded + b * 32;
                const long elements = size - b * 32 < 32 ? size - b * 32 : 32;
                to.factors[index * blocks + b] = quantize32(query + b * 32, elements, bytes) * scale;
                int32_t sum = 0;
                for (long d = 0; d < 32; d++) {
                    sum += bytes[d];
                    to.floats[index * rounded + b * 32 + d] = bytes[d];
                }
                to.offsets[index * blocks + b] = -128 * sum;
            }
        }
}

// The keys of a page, and its values at the places from `from` to `to`.
static struct prepared_page prepare_page(const struct martlet_cache_layout *layout, const char *page, long from,
                                         long to, float *scratch) {
    const long size = layout->head_size, padded = layout->padded_size, rounded = layout->rounded_size;
    const long blocks = rounded / 32;
    const char *value_rows = page + layout->key_bytes;
    float *keys = scratch, *values = scratch + MARTLET_PAGE * rounded, *factors = values + MARTLET_PAGE * rounded;
    switch (layout->format) {
    case MARTLET_CACHE_F32: return (struct prepared_page){(const float *)page, (const float *)value_rows, NULL, NULL};
    case MARTLET_CACHE_F16:
    case MARTLET_CACHE_BF16:
        widen(layout->format, (const uint16_t *)page, keys, MARTLET_PAGE * size);
        widen(layout->format, (const uint16_t *)value_rows + from * padded, values + from * padded,
              (to - from) * padded);
        return (struct prepared_page){keys, values, NULL, NULL};
    case MARTLET_CACHE_Q8_0: break;
    }
    const uint8_t *key_bytes = (const uint8_t *)page;
    widen(MARTLET_CACHE_F16, (const uint16_t *)(key_bytes + MARTLET_PAGE * rounded), factors, MARTLET_PAGE * blocks);
#if !HAS_VNNI
    for (long four = 0; four < rounded / 4; four++)
        for (long i = 0; i < 4; i++)
            for (long k = 0; k < MARTLET_PAGE; k++)
                keys[(four * 4 + i) * MARTLET_PAGE + k] = (float)key_bytes[(four * MARTLET_PAGE + k) * 4 + i] - 128.0f;
#endif
    const int8_t *rows = (const int8_t *)value_rows;
    const uint16_t *row_factors = (const uint16_t *)(rows + MARTLET_PAGE * rounded);
    for (long k = from; k < to; k++)
        for (long b = 0; b < blocks; b++) {
            const vf factor = vector_of(float_of_half(row_factors[k * blocks + b]));
            const long end = padded - b * 32 < 32 ? padded - b * 32 : 32;
            for (long d = 0; d < end; d += VECTOR)
                store(values + k * padded + b * 32 + d, load_i8(rows + k * rounded + b * 32 + d) * factor);
        }
    return (struct prepared_page){keys, values, factors, key_bytes};
}

// Scores, which are logarithms to base 2, to weights against the highest score so far, which may rise; the share that
// earlier sums keep of themselves.
INLINE vf weigh(float *scores, long from, long to, float softcap, float *highest, float *lanes) {
    enum { COUNT = MARTLET_PAGE / VECTOR };
    const bool whole = from == 0 && to == MARTLET_PAGE;
    vf s[COUNT], high = vector_of(-__builtin_inff());
    vi seen[COUNT];
#pragma clang loop unroll(full)
    for (int v = 0; v < COUNT; v++) {
        s[v] = load(scores + v * VECTOR);
        if (softcap != 0) s[v] = tanh_vector(s[v]) * (softcap * LOG2_E);
        if (!whole) {
            const vi lane = lane_numbers() + v * VECTOR;
            seen[v] = (lane >= (int32_t)from) & (lane < (int32_t)to);
            s[v] = (vf)(((vi)s[v] & seen[v]) | ((vi)vector_of(-__builtin_inff()) & ~seen[v]));
        }
        high = greater_or(high, s[v]);
    }
    // Nothing here branches on scores: that would be guessed wrong too often.
    high = greater_or(high, vector_of(*highest));
    const float most = most_of(high);
    const vf kept = exp2_vector(vector_of(*highest) - most);
    *highest = most;
    vf total = {0};
#pragma clang loop unroll(full)
    for (int v = 0; v < COUNT; v++) {
        vf weight = exp2_vector(s[v] - most);
        if (!whole) weight = (vf)((vi)weight & seen[v]);
        total = total + weight;
        store(scores + v * VECTOR, weight);
    }
    store(lanes, load(lanes) * kept + total);
    return kept;
}

#define SCORE_CASE(mr)                                                                                    \
    case mr:                                                                                              \
        for (; column < end; column += PANEL_VECTORS * VECTOR)                                            \
            score_tile(mr, PANEL_VECTORS, query, page->keys + column, size, scores + column); \
        break;
#define SCORE_CASE_Q8(mr)                                                                                 \
    case mr:                                                                                              \
        for (; column < end; column += PANEL_VECTORS * VECTOR)                                            \
            score_tile_q8(mr, PANEL_VECTORS, query, factors, page->keys + column,    \
                          page->key_factors + column, rounded, scores + column); \
        break;
#define SCORE_CASE_VNNI(mr)                                                                               \
    case mr:                                                                                              \
        score_tile_vnni(mr, PANEL_VECTORS, bytes, offsets, factors, page->key_bytes, page->key_factors, rounded, \
                        scores);                                                                          \
        break;

// Scores of some queries against the keys from `from` to `to`, and maybe their neighbours.
static void score(const struct martlet_cache_layout *layout, const struct prepared_queries *queries, long first,
                  long count, const struct prepared_page *page, long from, long to, float *scores) {
    const long size = layout->head_size, rounded = layout->rounded_size;
    const long width = PANEL_VECTORS * VECTOR, end = ROUND_UP(to, width);
    long column = from / width * width;
    if (layout->format != MARTLET_CACHE_Q8_0) {
        const float *query = queries->floats + first * size;
        switch (count) { MR_CASES(SCORE_CASE) }
        return;
    }
    const float *factors = queries->factors + first * (rounded / 32);
#if HAS_VNNI
    const int8_t *bytes = queries->bytes + first * rounded;
    const int32_t *offsets = queries->offsets + first * (rounded / 32);
    (void)column;
    switch (count) { MR_CASES(SCORE_CASE_VNNI) }
#else
    const float *query = queries->floats + first * rounded;
    switch (count) { MR_CASES(SCORE_CASE_Q8) }
#endif
}

// The places of a page that a position sees.
INLINE long seen_from(const struct martlet_cached_attention *shape, long position, long page) {
    const long from = shape->window ? position - shape->window + 1 - page : 0;
    return from < 0 ? 0 : from > MARTLET_PAGE ? MARTLET_PAGE : from;
}

INLINE long seen_to(long position, long page) {
    const long to = position + 1 - page;
    return to < 0 ? 0 : to > MARTLET_PAGE ? MARTLET_PAGE : to;
}

// Adds what some queries see of a page.
static void attend_tile(const struct martlet_cached_attention *shape, const struct prepared_queries *queries,
                        long first, long count, const struct prepared_page *prepared, long page, float *scores,
                        struct attended state, float *lanes) {
    const long padded = shape->layout.padded_size;
    long from[TILE_ROWS], to[TILE_ROWS], low = MARTLET_PAGE, high = 0, all_from = 0, all_to = MARTLET_PAGE;
    for (long i = 0; i < count; i++) {
        const long position = shape->position + (first + i) / shape->query_heads;
        from[i] = seen_from(shape, position, page);
        to[i] = seen_to(position, page);
        if (from[i] < to[i]) {
            low = from[i] < low ? from[i] : low;
            high = to[i] > high ? to[i] : high;
        }
        all_from = from[i] > all_from ? from[i] : all_from;
        all_to = to[i] < all_to ? to[i] : all_to;
    }
    if (low >= high) return;
    score(&shape->layout, queries, first, count, prepared, low, high, scores);
    float *output = state.output + first * padded;
    for (long i = 0; i < count; i++) {
        if (from[i] >= to[i]) continue;
        const vf kept = weigh(scores + i * MARTLET_PAGE, from[i], to[i], shape->softcap, state.highest + first + i,
                              lanes + (first + i) * VECTOR);
        for (long d = 0; d < padded; d += VECTOR) store(output + i * padded + d, load(output + i * padded + d) * kept);
    }
    // Together the keys that all see, in order between those that only some do.
    const bool shared = all_from < all_to;
    for (long i = 0; i < count; i++) {
        const long end = shared ? all_from : to[i];
        if (from[i] < end)
            mix(1, scores + i * MARTLET_PAGE, prepared->values, padded, output + i * padded, from[i], end);
    }
    if (!shared) return;
    mix(count, scores, prepared->values, padded, output, all_from, all_to);
    for (long i = 0; i < count; i++)
        if (all_to < to[i])
            mix(1, scores + i * MARTLET_PAGE, prepared->values, padded, output + i * padded, all_to, to[i]);
}

// What the queries see of the range of positions that begins at `first`.
static void attend_range(const struct martlet_cached_attention *shape, const struct prepared_queries *queries,
                         long first, struct attended state, float *scratch) {
    const long count = shape->rows * shape->query_heads, padded = shape->layout.padded_size;
    float *lanes = scratch, *scores = lanes + count * 16, *page_scratch = scores + TILE_ROWS * MARTLET_PAGE;
    memset(state.output, 0, (size_t)(count * padded) * 4);
    memset(lanes, 0, (size_t)(count * VECTOR) * 4);
    for (long i = 0; i < count; i++) state.highest[i] = -__builtin_inff();
    const long end = shape->position + shape->rows, edge = shape->window ? shape->position - shape->window + 1 : 0;
    const long last = end - first < MARTLET_CACHE_RANGE ? end : first + MARTLET_CACHE_RANGE;
    const long start = edge > first ? edge / MARTLET_PAGE * MARTLET_PAGE : first;
    // Of the next page; bytes are too few to be asked for while they are multiplied. In two parts, as so many requests
    // at once hold up the loads that come after them.
    const long ahead = shape->layout.format == MARTLET_CACHE_Q8_0 ? shape->layout.head_bytes : PREFETCHED;
    const long part = ahead < shape->layout.key_bytes ? ahead : shape->layout.key_bytes;
    for (long page = start; page < last; page += MARTLET_PAGE) {
        const char *place = shape->base + shape->pages[page / MARTLET_PAGE] * shape->page_stride;
        const char *next = NULL;
        if (page + MARTLET_PAGE < last)
            next = shape->base + shape->pages[page / MARTLET_PAGE + 1] * shape->page_stride;
        if (next) prefetch(next, part);
        const struct prepared_page prepared =
            prepare_page(&shape->layout, place, seen_from(shape, shape->position, page), seen_to(end - 1, page),
                         page_scratch);
        if (next) prefetch(next + part, ahead - part);
        for (long i = 0; i < count; i += TILE_ROWS)
            attend_tile(shape, queries, i, count - i < TILE_ROWS ? count - i : TILE_ROWS, &prepared, page, scores,
                        state, lanes);
    }
    for (long i = 0; i < count; i++) state.total[i] = sum_of(load(lanes + i * VECTOR));
}

// Adds the sums of a later range to those of all before it.
static void add_range(struct attended sum, struct attended range, long queries, long padded) {
    for (long i = 0; i < queries; i++) {
        float *output = sum.output + i * padded, *more = range.output + i * padded;
        if (range.highest[i] == -__builtin_inff()) continue;
        if (sum.highest[i] == -__builtin_inff()) {
            memcpy(output, more, (size_t)padded * 4);
            sum.highest[i] = range.highest[i];
            sum.total[i] = range.total[i];
            continue;
        }
        const float most = range.highest[i] > sum.highest[i] ? range.highest[i] : sum.highest[i];
        const vf kept = vector_of(exp2_vector(vector_of(sum.highest[i] - most))[0]);
        const vf added = vector_of(exp2_vector(vector_of(range.highest[i] - most))[0]);
        sum.highest[i] = most;
        sum.total[i] = sum.total[i] * kept[0] + range.total[i] * added[0];
        for (long d = 0; d < padded; d += VECTOR)
            store(output + d, multiply_add(load(more + d), added, load(output + d) * kept));
    }
}

// What the rows see of the ranges from `first` to `last`, which are multiples of MARTLET_CACHE_RANGE apart.
static void attend(const struct martlet_cached_attention *shape, const float *queries, long first, long last,
                   float *state, void *scratch) {
    const long count = shape->rows * shape->query_heads, padded = shape->layout.padded_size;
    const long rounded = shape->layout.rounded_size, blocks = rounded / 32;
    struct prepared_queries prepared;
    prepared.floats = scratch;
    prepared.factors = prepared.floats + count * rounded;
    prepared.offsets = (int32_t *)(prepared.factors + count * blocks);
    prepared.bytes = (int8_t *)(prepared.offsets + count * blocks);
    float *range = prepared.floats + ROUND_UP(count * (2 * rounded + 2 * blocks), 16);
    float *rest = range + attended_floats(&shape->layout, count);
    prepare_queries(shape, queries, prepared);
    const struct attended sum = attended_at(state, count, padded), part = attended_at(range, count, padded);
    for (long start = first; start < last; start += MARTLET_CACHE_RANGE) {
        attend_range(shape, &prepared, start, start == first ? sum : part, rest);
        if (start > first) add_range(sum, part, count, padded);
    }
}

// The rows' outputs from the sums of `count` runs of ranges, each `state_stride` floats after the one before.
static void attended_output(const struct martlet_cached_attention *shape, float *states, long count,
                            long state_stride, float *output, long output_stride) {
    const long queries = shape->rows * shape->query_heads, padded = shape->layout.padded_size;
    const long size = shape->layout.head_size;
    const struct attended sum = attended_at(states, queries, padded);
    for (long i = 1; i < count; i++)
        add_range(sum, attended_at(states + i * state_stride, queries, padded), queries, padded);
    for (long row = 0; row < shape->rows; row++)
        for (long head = 0; head < shape->query_heads; head++) {
            const long index = row * shape->query_heads + head;
            const float inverse = 1.0f / sum.total[index];
            for (long d = 0; d < size; d += VECTOR)
                put(output + row * output_stride + head * size + d, load(sum.output + index * padded + d) * inverse,
                    size - d);
        }
}
