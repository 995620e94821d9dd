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
