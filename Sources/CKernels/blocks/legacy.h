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

// The scale is that of the greatest element, as the reference has it: eight bits leave nothing to search for.
static void quantize_q8_0(const float *restrict values, const float *importance, void *target, long count) {
    (void)importance;
    struct q8_0 *restrict block = target;
    for (long i = 0; i < count; i += 32, block++) {
        float greatest = 0;
        for (int j = 0; j < 32; j++) {
            float magnitude = __builtin_fabsf(values[i + j]);
            greatest = magnitude > greatest ? magnitude : greatest;
        }
        float scale = greatest / 127, inverse = scale > 0 ? 1 / scale : 0;
        store_half(block->scale, scale);
        for (int j = 0; j < 32; j++) {
            float exact = values[i + j] * inverse;
            int whole = (int)exact;
            float rest = exact - (float)whole;
            block->quants[j] = (int8_t)(whole + (rest >= 0.5f) - (rest <= -0.5f));
        }
    }
}

static void quantize_q4_0(const float *values, const float *importance, void *target, long count) {
    struct q4_0 *block = target;
    for (long i = 0; i < count; i += 32, block++) {
        float weights[32];
        if (importance)
            error_weights(values + i, importance + i, weights, 32);
        else
            for (int j = 0; j < 32; j++) weights[j] = 1;
        store_half(block->scale, search_symmetric(values + i, weights, 32, 8));
        float scale = load_half(block->scale), inverse = scale != 0 ? 1 / scale : 0;
        uint8_t quants[32];
        store_bytes16(quants, round16(load_floats16(values + i) * inverse, -8, 7) + 8);
        store_bytes16(quants + 16, round16(load_floats16(values + i + 16) * inverse, -8, 7) + 8);
        for (int j = 0; j < 16; j++) block->quants[j] = (uint8_t)(quants[j] | quants[16 + j] << 4);
    }
}
