// What the formats share.
#include <stddef.h>
#include <stdint.h>
#include <string.h>

// Vectors pass between functions that are always inlined, so it does not matter how a call would pass them.
#pragma clang diagnostic ignored "-Wpsabi"

#define INLINE static inline __attribute__((always_inline))

INLINE uint16_t load_u16(const uint8_t *bytes) {
    uint16_t value;
    memcpy(&value, bytes, sizeof value);
    return value;
}

INLINE uint32_t load_u32(const uint8_t *bytes) {
    uint32_t value;
    memcpy(&value, bytes, sizeof value);
    return value;
}

INLINE float float_of_bits(uint32_t bits) {
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

INLINE uint32_t bits_of_float(float value) {
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

/// The float that the bits of an IEEE 754 binary16 stand for.
INLINE float float_of_half_bits(uint16_t bits) {
    uint32_t sign = (uint32_t)(bits & 0x8000) << 16;
    uint32_t magnitude = (uint32_t)(bits & 0x7FFF) << 13;
    // The exponent's bias differs by 112; the product also normalises subnormal numbers, exactly.
    uint32_t finite = bits_of_float(float_of_bits(magnitude) * float_of_bits((127u + 112u) << 23));
    uint32_t special = 0x7F800000u | magnitude;
    return float_of_bits(((bits & 0x7C00) == 0x7C00 ? special : finite) | sign);
}

INLINE float load_half(const uint8_t *bytes) { return float_of_half_bits(load_u16(bytes)); }

/// The bits of the binary16 nearest to a float, ties to even; what is too great becomes infinite, NaN stays NaN.
INLINE uint16_t half_bits_of_float(float value) {
    uint32_t bits = bits_of_float(value);
    uint32_t sign = bits >> 16 & 0x8000;
    uint32_t magnitude = bits & 0x7FFFFFFF;
    // Numbers of the normal range: the bias changes by 112 and 13 bits are rounded away.
    uint32_t normal = (magnitude - (112u << 23) + 0xFFF + (magnitude >> 13 & 1)) >> 13;
    // Below 2^-14 the sum with 1/2 leaves multiples of 2^-24 in the lowest bits, rounded by the processor.
    uint32_t subnormal = bits_of_float(float_of_bits(magnitude) + 0.5f) - bits_of_float(0.5f);
    uint32_t half = magnitude < (113u << 23) ? subnormal : normal;
    if (magnitude >= 0x477FF000) half = 0x7C00;
    if (magnitude > 0x7F800000) half = 0x7E00;
    return (uint16_t)(half | sign);
}

INLINE void store_half(uint8_t *bytes, float value) {
    uint16_t half = half_bits_of_float(value);
    memcpy(bytes, &half, sizeof half);
}

