// Four bits that choose from a table: IQ4_NL, IQ4_XS, MXFP4.

struct iq4_nl { uint8_t scale[2], quants[16]; };
struct iq4_xs { uint8_t scale[2], scales_high[2], scales_low[4], quants[128]; };
struct mxfp4 { uint8_t exponent, quants[16]; };

static const int8_t iq4_values[16] = {-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113};

/// Twice the numbers that a sign, two bits of exponent and one of fraction make (OCP Microscaling Formats, E2M1).
static const int8_t mxfp4_values[16] = {0, 1, 2, 3, 4, 6, 8, 12, 0, -1, -2, -3, -4, -6, -8, -12};

INLINE void dequantize_table(const uint8_t *quants, const int8_t *table, float scale, float *restrict values) {
    for (int j = 0; j < 16; j++) values[j] = scale * (float)table[quants[j] & 15];
    for (int j = 0; j < 16; j++) values[16 + j] = scale * (float)table[quants[j] >> 4];
}

static void dequantize_iq4_nl(const void *source, float *restrict values, long count) {
    const struct iq4_nl *block = source;
    for (long i = 0; i < count; i += 32, block++)
        dequantize_table(block->quants, iq4_values, load_half(block->scale), values + i);
}

static void dequantize_iq4_xs(const void *source, float *restrict values, long count) {
    const struct iq4_xs *block = source;
    for (long i = 0; i < count; i += 256, block++) {
        float scale = load_half(block->scale);
        uint16_t high = load_u16(block->scales_high);
        for (int part = 0; part < 8; part++) {
            int low = block->scales_low[part / 2] >> (part % 2 * 4) & 15;
            float part_scale = scale * (float)((low | (high >> (2 * part) & 3) << 4) - 32);
            dequantize_table(block->quants + 16 * part, iq4_values, part_scale, values + i + 32 * part);
        }
    }
}

static void dequantize_mxfp4(const void *source, float *restrict values, long count) {
    const struct mxfp4 *block = source;
    for (long i = 0; i < count; i += 32, block++) {
        // Half of 2^(exponent - 127), since the table holds twice the numbers; the two smallest are subnormal.
        uint32_t exponent = block->exponent;
        float scale = float_of_bits(exponent < 2 ? 0x00200000u << exponent : (exponent - 1) << 23);
        dequantize_table(block->quants, mxfp4_values, scale, values + i);
    }
}
