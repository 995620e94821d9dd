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
