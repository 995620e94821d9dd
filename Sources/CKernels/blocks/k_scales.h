// Blocks of 256 whose parts have scales of their own, themselves quantized: what Q4_K and Q5_K share, and Q3_K's.

/// The scale and the minimum of part `part` of 8: 6 bits each, in 12 bytes. The first four parts fill the low six bits of
/// eight bytes, the others the last four bytes, with their two highest bits on top of the first eight.
INLINE void unpack_scale_and_minimum(const uint8_t *packed, int part, int *scale, int *minimum) {
    if (part < 4) {
        *scale = packed[part] & 63;
        *minimum = packed[part + 4] & 63;
    } else {
        *scale = (packed[part + 4] & 15) | packed[part - 4] >> 6 << 4;
        *minimum = packed[part + 4] >> 4 | packed[part] >> 6 << 4;
    }
}

/// The inverse, for all eight parts.
INLINE void pack_scales_and_minima(const uint8_t *scales, const uint8_t *minima, uint8_t *packed) {
    for (int part = 0; part < 4; part++) {
        packed[part] = (uint8_t)(scales[part] | scales[part + 4] >> 4 << 6);
        packed[part + 4] = (uint8_t)(minima[part] | minima[part + 4] >> 4 << 6);
        packed[part + 8] = (uint8_t)((scales[part + 4] & 15) | minima[part + 4] << 4);
    }
}

/// The scale of part `part` of Q3_K's 16: the low four bits in eight bytes, the highest two in the last four; minus 32.
INLINE int unpack_q3_k_scale(const uint8_t *packed, int part) {
    int low = part < 8 ? packed[part] & 15 : packed[part - 8] >> 4;
    int high = packed[8 + part % 4] >> (2 * (part / 4)) & 3;
    return (low | high << 4) - 32;
}
