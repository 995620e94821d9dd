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

/// The parts' scales as multiples of `scale`, and the elements as whole numbers from 0, with the fewest errors.
INLINE float choose_q6_k(const float *values, const float *weights, const float *wanted, float scale, int8_t *scales,
                         uint8_t *quants) {
    float total = 0;
    for (int part = 0; part < 16; part++) {
        const float *x = values + 16 * part, *w = weights + 16 * part;
        float middle = scale != 0 ? wanted[part] / scale : 0;
        floats16 candidates = round16(round16(all16(middle), -128, 127) + count16() - 7, -128, 127);
        floats16 factor = candidates * scale;
        floats16 inverse = select16(factor != 0, 1 / factor, all16(0));
        floats16 errors = {0};
        for (int i = 0; i < 16; i++) {
            floats16 error = round16(x[i] * inverse, -32, 31) * factor - x[i];
            errors += error * error * w[i];
        }
        int best = smallest16(errors);
        total += errors[best];
        scales[part] = (int8_t)candidates[best];
        floats16 chosen = round16(load_floats16(x) * inverse[best], -32, 31) + 32;
        store_bytes16(quants + 16 * part, chosen);
    }
    return total;
}

/// The number that is best for given multiples and elements, by least squares.
INLINE float refit_q6_k(const float *values, const float *weights, const int8_t *scales, const uint8_t *quants,
                        float scale) {
    double squares = 0, products = 0;
    for (int part = 0; part < 16; part++) {
        float part_squares = 0, part_products = 0;
        for (int i = 16 * part; i < 16 * part + 16; i++) {
            float quant = (float)quants[i] - 32;
            part_squares += weights[i] * quant * quant;
            part_products += weights[i] * quant * values[i];
        }
        squares += (double)scales[part] * scales[part] * part_squares;
        products += (double)scales[part] * part_products;
    }
    return squares > 0 && products != 0 ? (float)(products / squares) : scale;
}

static void quantize_q6_k(const float *values, const float *importance, void *target, long count) {
    struct q6_k *block = target;
    for (long start = 0; start < count; start += 256, block++, values += 256) {
        float weights[256], wanted[16], extreme = 0;
        for (int part = 0; part < 16; part++) {
            const float *given = importance ? importance + start + 16 * part : NULL;
            error_weights(values + 16 * part, given, weights + 16 * part, 16);
            wanted[part] = search_symmetric(values + 16 * part, weights + 16 * part, 16, 32);
            extreme = __builtin_fabsf(wanted[part]) > __builtin_fabsf(extreme) ? wanted[part] : extreme;
        }
        uint8_t quants[256], other_quants[256];
        int8_t other_scales[16];
        float scale = rounded_to_half(extreme / -128);
        float error = choose_q6_k(values, weights, wanted, scale, block->scales, quants);
        float other = rounded_to_half(refit_q6_k(values, weights, block->scales, quants, scale));
        if (choose_q6_k(values, weights, wanted, other, other_scales, other_quants) < error) {
            scale = other;
            memcpy(block->scales, other_scales, sizeof other_scales);
            memcpy(quants, other_quants, sizeof quants);
        }
        store_half(block->scale, scale);
        for (int i = 0; i < 64; i++) {
            const uint8_t *q = quants + i / 32 * 128 + i % 32;
            uint8_t *low = block->low + i / 32 * 64 + i % 32;
            low[0] = (uint8_t)((q[0] & 15) | q[64] << 4);
            low[32] = (uint8_t)((q[32] & 15) | q[96] << 4);
            block->high[i] = (uint8_t)(q[0] >> 4 | q[32] >> 4 << 2 | q[64] >> 4 << 4 | q[96] >> 4 << 6);
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
