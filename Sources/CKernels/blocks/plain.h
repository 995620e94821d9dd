// Numbers that stand alone: F32, F16, BF16.

static void dequantize_f32(const void *source, float *restrict values, long count) {
    memcpy(values, source, (size_t)count * sizeof *values);
}

static void dequantize_f16(const void *source, float *restrict values, long count) {
    const uint8_t *restrict bytes = source;
    for (long i = 0; i < count; i++) values[i] = load_half(bytes + 2 * i);
}

static void dequantize_bf16(const void *source, float *restrict values, long count) {
    const uint8_t *restrict bytes = source;
    for (long i = 0; i < count; i++) values[i] = float_of_bits((uint32_t)load_u16(bytes + 2 * i) << 16);
}

static void quantize_f32(const float *values, const float *importance, void *target, long count) {
    (void)importance;
    memcpy(target, values, (size_t)count * sizeof *values);
}

static void quantize_f16(const float *restrict values, const float *importance, void *target, long count) {
    (void)importance;
    uint8_t *restrict bytes = target;
    for (long i = 0; i < count; i++) store_half(bytes + 2 * i, values[i]);
}

static void quantize_bf16(const float *restrict values, const float *importance, void *target, long count) {
    (void)importance;
    uint8_t *restrict bytes = target;
    for (long i = 0; i < count; i++) {
        uint32_t bits = bits_of_float(values[i]);
        // The nearest, the even one of two; NaN stays NaN.
        uint32_t rounded = bits + 0x7FFF + (bits >> 16 & 1);
        uint16_t half = (uint16_t)(((bits & 0x7FFFFFFF) > 0x7F800000 ? bits | 0x00400000 : rounded) >> 16);
        memcpy(bytes + 2 * i, &half, sizeof half);
    }
}
