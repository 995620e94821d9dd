// Blocks of 256 in 8 parts with a scale and a minimum each: Q4_K and Q5_K. The low halves of 32 bytes hold one part, the
// high halves the next; the fifth bit of an element of part p is bit p of a byte of `high`.

struct q4_k { uint8_t scale[2], minimum[2], scales[12], quants[128]; };
struct q5_k { uint8_t scale[2], minimum[2], scales[12], high[32], quants[128]; };

static void dequantize_q4_k(const void *source, float *restrict values, long count) {
    const struct q4_k *block = source;
    for (long i = 0; i < count; i += 256, block++) {
        float scale = load_half(block->scale), minimum = load_half(block->minimum);
        for (int part = 0; part < 8; part++) {
            const uint8_t *quants = block->quants + part / 2 * 32;
            int shift = part % 2 * 4, s, m;
            unpack_scale_and_minimum(block->scales, part, &s, &m);
            float part_scale = scale * (float)s, part_minimum = minimum * (float)m;
            for (int j = 0; j < 32; j++)
                values[i + 32 * part + j] = part_scale * (float)(quants[j] >> shift & 15) - part_minimum;
        }
    }
}

static void dequantize_q5_k(const void *source, float *restrict values, long count) {
    const struct q5_k *block = source;
    for (long i = 0; i < count; i += 256, block++) {
        float scale = load_half(block->scale), minimum = load_half(block->minimum);
        for (int part = 0; part < 8; part++) {
            const uint8_t *quants = block->quants + part / 2 * 32;
            int shift = part % 2 * 4, s, m;
            unpack_scale_and_minimum(block->scales, part, &s, &m);
            float part_scale = scale * (float)s, part_minimum = minimum * (float)m;
            for (int j = 0; j < 32; j++) {
                int quant = (quants[j] >> shift & 15) | (block->high[j] >> part & 1) << 4;
                values[i + 32 * part + j] = part_scale * (float)quant - part_minimum;
            }
        }
    }
}

/// Two parts of elements below 16 in 32 bytes.
INLINE void pack_halves(const uint8_t *quants, uint8_t *packed) {
    for (int pair = 0; pair < 4; pair++)
        for (int j = 0; j < 32; j++)
            packed[32 * pair + j] = (uint8_t)((quants[64 * pair + j] & 15) | quants[64 * pair + 32 + j] << 4);
}

static void quantize_q4_k(const float *values, const float *importance, void *target, long count) {
    struct q4_k *block = target;
    for (long i = 0; i < count; i += 256, block++) {
        struct k_choice choice;
        search_k(values + i, importance ? importance + i : NULL, 15, &choice);
        store_half(block->scale, choice.scale);
        store_half(block->minimum, choice.minimum);
        pack_scales_and_minima(choice.scales, choice.minima, block->scales);
        pack_halves(choice.quants, block->quants);
    }
}

static void quantize_q5_k(const float *values, const float *importance, void *target, long count) {
    struct q5_k *block = target;
    for (long i = 0; i < count; i += 256, block++) {
        struct k_choice choice;
        search_k(values + i, importance ? importance + i : NULL, 31, &choice);
        store_half(block->scale, choice.scale);
        store_half(block->minimum, choice.minimum);
        pack_scales_and_minima(choice.scales, choice.minima, block->scales);
        pack_halves(choice.quants, block->quants);
        for (int j = 0; j < 32; j++) {
            block->high[j] = 0;
            for (int part = 0; part < 8; part++)
                block->high[j] |= (uint8_t)((choice.quants[32 * part + j] >> 4) << part);
        }
    }
}
