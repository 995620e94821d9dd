// The products of one instruction set, by format and number of rows.

static long tile_for(long rows) {
    if (rows > MOST_STREAMED) return TILE;
    return rows > 4 ? 8 : rows > 2 ? 4 : rows;
}

#define FORMAT_PRODUCT(format)                                                                                          \
    static __attribute__((noinline)) void product_##format(const struct martlet_activations *a, const uint8_t *panels,   \
                                                           const struct martlet_product_target *target,                 \
                                                           uint8_t *scratch) {                                          \
        if (a->rows > MOST_STREAMED)                                                                                    \
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

static void product(enum martlet_panel_format format, const struct martlet_activations *a, const uint8_t *panels,
                    const struct martlet_product_target *target, uint8_t *scratch) {
    switch (format) {
    case MARTLET_PANEL_Q4_0: product_Q4_0(a, panels, target, scratch); break;
    case MARTLET_PANEL_Q8_0: product_Q8_0(a, panels, target, scratch); break;
    case MARTLET_PANEL_Q4_K: product_Q4_K(a, panels, target, scratch); break;
    case MARTLET_PANEL_Q5_K: product_Q5_K(a, panels, target, scratch); break;
    case MARTLET_PANEL_Q6_K: product_Q6_K(a, panels, target, scratch); break;
    }
}

const struct martlet_quantized_kernels TABLE = {
    .widest_tile = TILE,
    .tile_for = tile_for,
    .tile_bytes = tile_bytes,
    .quantize_rows = quantize_rows,
    .product = product,
    .scratch_bytes = scratch_bytes,
};
