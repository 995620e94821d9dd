// Blocks of 256 in 16 parts with a signed scale each: Q6_K. Of 128 elements, 64 bytes hold the low four bits, those of
// elements 64 to 127 in the high halves, and 32 bytes the high two bits, of elements 32, 64 and 96 apart.

struct q6_k { uint8_t low[128], high[64]; int8_t scales[16]; uint8_t scale[2]; };

static void dequantize_q6_k(const void *source, float *restrict values, long count) {
    const struct q6_k *block = source;
    for (long i = 0; i < count; i += 256, block++) {
        float scale = load_half(block->scale);
        for (int part = 0; part < 16; part++) {
            int within = part % 8;
            const uint8_t *low = block->low + part / 8 * 64 + within % 4 * 16;
            const uint8_t *high = block->high + part / 8 * 32 + within % 2 * 16;
            int low_shift = within / 4 * 4, high_shift = within / 2 * 2;
            float part_scale = scale * (float)block->scales[part];
            for (int j = 0; j < 16; j++) {
                int quant = (low[j] >> low_shift & 15) | (high[j] >> high_shift & 3) << 4;
                values[i + 16 * part + j] = part_scale * (float)(quant - 32);
            }
        }
    }
}

// Q8_K: what llama.cpp rounds activations to; some files hold it.
struct q8_k { uint8_t scale[4]; int8_t quants[256]; uint8_t sums[32]; };

static void dequantize_q8_k(const void *source, float *restrict values, long count) {
    const struct q8_k *block = source;
    for (long i = 0; i < count; i += 256, block++) {
        float scale = float_of_bits(load_u32(block->scale));
        for (int j = 0; j < 256; j++) values[i + j] = scale * (float)block->quants[j];
    }
}
