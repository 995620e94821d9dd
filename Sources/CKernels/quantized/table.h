// The products of one instruction set, by format and number of rows.

static long tile_for(long rows) {
    if (rows > MOST_STREAMED) return TILE;
    return rows > 4 ? 8 : rows > 2 ? 4 : rows;
}

#define FORMAT_PRODUCT(format)                                                                                          \
    static __attribute__((noinline)) void product_##format(const struct martlet_activations *a, const uint8_t *panels,   \
                                                           const struct martlet_product_target *target,                 \
                                                           uint8_t *scratch) {                                          \
        if (scratch)                                                                                                    \
            tile_panels(MARTLET_PANEL_##format, a, panels, target, scratch);                                            \
        else if (a->tile == 8)                                                                                          \
            stream_panels(MARTLET_PANEL_##format, 8, a, panels, target);                                                \
        else if (a->tile == 4)                                                                                          \
            stream_panels(MARTLET_PANEL_##format, 4, a, panels, target);                                                \
        else if (a->tile == 2)                                                                                          \
            stream_panels(MARTLET_PANEL_##format, 2, a, panels, target);                                                \
        else                                                                                                            \
            stream_panels(MARTLET_PANEL_##format, 1, a, panels, target);                                                \
    }

FORMAT_PRODUCT(Q4_0)
FORMAT_PRODUCT(Q8_0)
FORMAT_PRODUCT(Q4_K)
FORMAT_PRODUCT(Q5_K)
FORMAT_PRODUCT(Q6_K)
FORMAT_PRODUCT(Q4_1)
FORMAT_PRODUCT(Q5_1)

static void product(enum martlet_panel_format format, const struct martlet_activations *a, const uint8_t *panels,
                    const struct martlet_product_target *target, uint8_t *scratch) {
    switch (format) {
    case MARTLET_PANEL_Q4_0: product_Q4_0(a, panels, target, scratch); break;
    case MARTLET_PANEL_Q8_0: product_Q8_0(a, panels, target, scratch); break;
    case MARTLET_PANEL_Q4_K: product_Q4_K(a, panels, target, scratch); break;
    case MARTLET_PANEL_Q5_K: product_Q5_K(a, panels, target, scratch); break;
    case MARTLET_PANEL_Q6_K: product_Q6_K(a, panels, target, scratch); break;
    case MARTLET_PANEL_Q4_1: product_Q4_1(a, panels, target, scratch); break;
    case MARTLET_PANEL_Q5_1: product_Q5_1(a, panels, target, scratch); break;
    }
}

static uint64_t read_bytes(const uint8_t *bytes, long count) {
    vu found[8] = {{0}};
    for (long i = 0; i < count; i += 512)
UNROLLED
        for (int j = 0; j < 8; j++) found[j] |= load_words(bytes + i + 64 * j);
    for (int j = 1; j < 8; j++) found[0] |= found[j];
    return __builtin_reduce_or(found[0]);
}

#define CHAINS 16

static long multiply_bytes(long rounds, int32_t *result) {
    vi sums[CHAINS];
UNROLLED
    for (int i = 0; i < CHAINS; i++) sums[i] = splat_int(i);
    vu weights = (vu)splat_int(0x01010101);
    for (long round = 0; round < rounds; round++) {
        // Unknown to the compiler in each round.
        __asm__ volatile("" : "+r"(round));
UNROLLED
        for (int i = 0; i < CHAINS; i++) sums[i] = dot4(true, sums[i], weights, 0x01020304);
    }
    for (int i = 1; i < CHAINS; i++) sums[0] += sums[i];
    *result = __builtin_reduce_add(sums[0]);
    return rounds * CHAINS * 16 * 4 * 2;
}

const struct martlet_quantized_kernels TABLE = {
    .most_streamed = MOST_STREAMED,
    .tile_for = tile_for,
    .tile_bytes = tile_bytes,
    .quantize_rows = quantize_rows,
    .product = product,
    .scratch_bytes = scratch_bytes,
    .read_bytes = read_bytes,
    .multiply_bytes = multiply_bytes,
};
