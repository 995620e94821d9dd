// Blocks of 32 with one scale: Q8_0, Q4_0, Q4_1, Q5_0, Q5_1.
//
// The low halves of the bytes hold elements 0 to 15, the high halves 16 to 31; a fifth bit of each stands in `high`.

struct q8_0 { uint8_t scale[2]; int8_t quants[32]; };
struct q4_0 { uint8_t scale[2], quants[16]; };
struct q4_1 { uint8_t scale[2], minimum[2], quants[16]; };
struct q5_0 { uint8_t scale[2], high[4], quants[16]; };
struct q5_1 { uint8_t scale[2], minimum[2], high[4], quants[16]; };

static void dequantize_q8_0(const void *source, float *restrict values, long count) {
    const struct q8_0 *block = source;
    for (long i = 0; i < count; i += 32, block++) {
        float scale = load_half(block->scale);
        for (int j = 0; j < 32; j++) values[i + j] = (float)block->quants[j] * scale;
    }
}

static void dequantize_q4_0(const void *source, float *restrict values, long count) {
    const struct q4_0 *block = source;
    for (long i = 0; i < count; i += 32, block++) {
        float scale = load_half(block->scale);
        bytes16 quants = load_bytes16(block->quants);
        store_floats16(values + i, (floats_of_bytes16(quants & 15) - 8) * scale);
        store_floats16(values + i + 16, (floats_of_bytes16(quants >> 4) - 8) * scale);
    }
}

static void dequantize_q4_1(const void *source, float *restrict values, long count) {
    const struct q4_1 *block = source;
    for (long i = 0; i < count; i += 32, block++) {
        float scale = load_half(block->scale), minimum = load_half(block->minimum);
        bytes16 quants = load_bytes16(block->quants);
        store_floats16(values + i, floats_of_bytes16(quants & 15) * scale + minimum);
        store_floats16(values + i + 16, floats_of_bytes16(quants >> 4) * scale + minimum);
    }
}

static void dequantize_q5_0(const void *source, float *restrict values, long count) {
    const struct q5_0 *block = source;
    for (long i = 0; i < count; i += 32, block++) {
        float scale = load_half(block->scale);
        uint32_t high = load_u32(block->high);
        for (int j = 0; j < 16; j++) {
            int quant = (block->quants[j] & 15) | (int)(high >> j & 1) << 4;
            values[i + j] = (float)(quant - 16) * scale;
        }
        for (int j = 0; j < 16; j++) {
            int quant = block->quants[j] >> 4 | (int)(high >> (16 + j) & 1) << 4;
            values[i + 16 + j] = (float)(quant - 16) * scale;
        }
    }
}

static void dequantize_q5_1(const void *source, float *restrict values, long count) {
    const struct q5_1 *block = source;
    for (long i = 0; i < count; i += 32, block++) {
        float scale = load_half(block->scale), minimum = load_half(block->minimum);
        uint32_t high = load_u32(block->high);
        for (int j = 0; j < 16; j++) {
            int quant = (block->quants[j] & 15) | (int)(high >> j & 1) << 4;
            values[i + j] = (float)quant * scale + minimum;
        }
        for (int j = 0; j < 16; j++) {
            int quant = block->quants[j] >> 4 | (int)(high >> (16 + j) & 1) << 4;
            values[i + 16 + j] = (float)quant * scale + minimum;
        }
    }
}
