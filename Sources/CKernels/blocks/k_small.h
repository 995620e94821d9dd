// Blocks of 256 in 16 parts: Q2_K and Q3_K. Two bits of an element stand with those of the elements 32, 64 and 96 after
// it in one byte of 32; 128 elements are done before the next.

struct q2_k { uint8_t scales[16], quants[64], scale[2], minimum[2]; };
struct q3_k { uint8_t high[32], quants[64], scales[12], scale[2]; };

static void dequantize_q2_k(const void *source, float *restrict values, long count) {
    const struct q2_k *block = source;
    for (long i = 0; i < count; i += 256, block++) {
        float scale = load_half(block->scale), minimum = load_half(block->minimum);
        for (int part = 0; part < 16; part++) {
            const uint8_t *quants = block->quants + part / 8 * 32 + part % 2 * 16;
            int shift = part % 8 / 2 * 2;
            float part_scale = scale * (float)(block->scales[part] & 15);
            float part_minimum = minimum * (float)(block->scales[part] >> 4);
            floats16 elements = floats_of_bytes16(load_bytes16(quants) >> (uint8_t)shift & 3);
            store_floats16(values + i + 16 * part, elements * part_scale - part_minimum);
        }
    }
}

// The third bit of an element is bit part / 2 of a byte of `high`; where it is missing, 4 is taken away.
static void dequantize_q3_k(const void *source, float *restrict values, long count) {
    const struct q3_k *block = source;
    for (long i = 0; i < count; i += 256, block++) {
        float scale = load_half(block->scale);
        for (int part = 0; part < 16; part++) {
            const uint8_t *quants = block->quants + part / 8 * 32 + part % 2 * 16;
            const uint8_t *high = block->high + part % 2 * 16;
            int shift = part % 8 / 2 * 2;
            float part_scale = scale * (float)unpack_q3_k_scale(block->scales, part);
            for (int j = 0; j < 16; j++) {
                int quant = (quants[j] >> shift & 3) + (high[j] >> part / 2 & 1) * 4 - 4;
                values[i + 16 * part + j] = part_scale * (float)quant;
            }
        }
    }
}
