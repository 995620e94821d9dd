// Numbers of a cache to floats and back.

// c + a * b with one rounding where the processor has the instruction; the order of sums never depends on it.
INLINE vf multiply_add(vf a, vf b, vf c) {
#if VECTOR > 4 || defined(__aarch64__)
    return __builtin_elementwise_fma(a, b, c);
#else
    return c + a * b;
#endif
}

INLINE vf load_f16(const uint16_t *p) {
#if VECTOR == 16
    return (vf)_mm512_cvtph_ps(_mm256_loadu_si256((const __m256i *)p));
#elif VECTOR == 8
    return (vf)_mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)p));
#else
    vh half;
    memcpy(&half, p, sizeof half);
    vu bits = __builtin_convertvector(half, vu), magnitude = (bits & 0x7fff) << 13;
    // The exponent's bias differs by 112; the product also normalises subnormal numbers, exactly.
    vu finite = (vu)((vf)magnitude * 0x1p112f), special = (vu)((bits & 0x7c00) == 0x7c00);
    return (vf)((special & (magnitude | 0x7f800000)) | (~special & finite) | (bits & 0x8000) << 16);
#endif
}

INLINE float float_of_half(uint16_t half) {
    const uint32_t magnitude = (uint32_t)(half & 0x7fff) << 13, special = magnitude | 0x7f800000;
    float finite, result;
    memcpy(&finite, &magnitude, sizeof finite);
    finite *= 0x1p112f;
    uint32_t bits;
    memcpy(&bits, &finite, sizeof bits);
    bits = ((half & 0x7c00) == 0x7c00 ? special : bits) | (uint32_t)(half & 0x8000) << 16;
    memcpy(&result, &bits, sizeof result);
    return result;
}

// The binary16 nearest to a float, ties to even.
INLINE uint16_t half_of(float value) {
    uint32_t bits, sum;
    memcpy(&bits, &value, sizeof bits);
    const uint32_t sign = bits >> 16 & 0x8000, magnitude = bits & 0x7fffffff;
    if (magnitude > 0x7f800000) return (uint16_t)(sign | 0x7e00);
    if (magnitude >= 0x477ff000) return (uint16_t)(sign | 0x7c00);
    if (magnitude >= 113u << 23) return (uint16_t)(sign | (magnitude - (112u << 23) + 0xfff + (magnitude >> 13 & 1)) >> 13);
    // Below 2^-14 the sum with 1/2 leaves multiples of 2^-24 in the lowest bits, rounded by the processor.
    float small;
    memcpy(&small, &magnitude, sizeof small);
    small += 0.5f;
    memcpy(&sum, &small, sizeof sum);
    return (uint16_t)(sign | (sum - 0x3f000000));
}

INLINE uint16_t bf16_of(float value) {
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    if ((bits & 0x7fffffff) > 0x7f800000) return (uint16_t)(bits >> 16 | 0x40);
    return (uint16_t)((bits + 0x7fff + (bits >> 16 & 1)) >> 16);
}

// Bytes that are asked for before they are needed: a text's pages lie apart, and a processor guesses ahead within a
// page of memory alone.
#define PREFETCHED 4096

INLINE void prefetch(const void *p, long bytes) {
    for (long i = 0; i < bytes; i += 64) __builtin_prefetch((const char *)p + i, 0, 2);
}

INLINE void prefetch_ahead(const void *p) { __builtin_prefetch((const char *)p + PREFETCHED); }

typedef uint8_t vb __attribute__((vector_size(VECTOR)));
typedef int8_t vc __attribute__((vector_size(VECTOR)));

// Whole numbers of 8 bits, exactly.
INLINE vf load_i8(const int8_t *p) {
    vc bytes;
    memcpy(&bytes, p, sizeof bytes);
    return __builtin_convertvector(__builtin_convertvector(bytes, vi), vf);
}

// The first `count` of 16-bit numbers as floats; `count` is a multiple of 16.
INLINE void widen(enum martlet_cache_format format, const uint16_t *source, float *target, long count) {
    for (long i = 0; i < count; i += 16) {
        prefetch_ahead(source + i);
        for (long j = i; j < i + 16; j += VECTOR)
            store(target + j, format == MARTLET_CACHE_F16 ? load_f16(source + j) : load_h(source + j));
    }
}

// The factor of 32 numbers, and the numbers over it as whole ones from -127 to 127; those past `count` are 0.
INLINE float quantize32(const float *source, long count, int8_t *target) {
    float highest = 0, broken = 0;
    for (long i = 0; i < count; i++) {
        const float size = __builtin_fabsf(source[i]);
        highest = size > highest ? size : highest;
        broken += source[i] * 0.0f;  // not 0 where something is no finite number: the factor shall show it
    }
    const float inverse = highest > 0 ? 127.0f / highest : 0.0f;
    for (long i = 0; i < 32; i++) {
        const float magic = 12582912.0f;  // 1.5 * 2^23: adding it rounds to a whole number
        float scaled = i < count ? source[i] * inverse : 0.0f;
        scaled = scaled < 127.0f ? scaled : 127.0f;
        scaled = scaled > -127.0f ? scaled : -127.0f;
        target[i] = (int8_t)((scaled + magic) - magic);
    }
    return highest / 127.0f + broken;
}
