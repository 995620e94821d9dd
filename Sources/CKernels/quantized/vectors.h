// Vectors of sixteen lanes in every instruction set: the compiler divides them where registers are narrower.
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "quantized.h"

// Vectors pass between functions that are always inlined, so it does not matter how a call would pass them.
#pragma clang diagnostic ignored "-Wpsabi"

// Loops over rows and parts are written out where the code is worth its size.
#if defined(HAS_AVX512) || defined(HAS_AVX2) || defined(HAS_NEON_DOT)
#define UNROLLED _Pragma("clang loop unroll(full)")
#else
#define UNROLLED _Pragma("clang loop unroll(disable)")
#endif

#define INLINE static inline __attribute__((always_inline))

typedef float vf __attribute__((vector_size(64)));
typedef int32_t vi __attribute__((vector_size(64)));
typedef uint32_t vu __attribute__((vector_size(64)));
typedef int8_t vb __attribute__((vector_size(16)));
typedef _Float16 vh __attribute__((vector_size(32)));

INLINE vf splat(float x) { return x - (vf){0}; }

INLINE vi splat_int(int32_t x) { return x - (vi){0}; }

INLINE vf load_floats(const void *p) {
    vf v;
    memcpy(&v, p, sizeof v);
    return v;
}

INLINE vu load_words(const void *p) {
    vu v;
    memcpy(&v, p, sizeof v);
    return v;
}

INLINE uint32_t word_at(const void *p) {
    uint32_t word;
    memcpy(&word, p, sizeof word);
    return word;
}

// Sixteen numbers of half precision.
INLINE vf load_halves(const void *p) {
#if defined(HAS_AVX512)
    return (vf)_mm512_cvtph_ps(_mm256_loadu_si256((const __m256i *)p));
#elif defined(HAS_AVX2)
    const __m128i *halves = p;
    __m256 parts[2] = {_mm256_cvtph_ps(_mm_loadu_si128(halves)), _mm256_cvtph_ps(_mm_loadu_si128(halves + 1))};
    return load_floats(parts);
#else
    vh halves;
    memcpy(&halves, p, sizeof halves);
    return __builtin_convertvector(halves, vf);
#endif
}

// a b + c, rounded once.
INLINE vf fused(vf a, vf b, vf c) { return __builtin_elementwise_fma(a, b, c); }

// sum + the products of the four unsigned bytes in each lane with four signed bytes. `small`: they are below 128.
INLINE vi dot4(const bool small, vi sum, vu weights, uint32_t activations) {
#if defined(HAS_AVX512)
    return (vi)_mm512_dpbusd_epi32((__m512i)sum, (__m512i)weights, _mm512_set1_epi32((int)activations));
#elif defined(HAS_AVX2)
    __m256i sums[2], w[2], a = _mm256_set1_epi32((int)activations);
    memcpy(sums, &sum, sizeof sums);
    memcpy(w, &weights, sizeof w);
    for (int i = 0; i < 2; i++)
        if (small) {
            // Two products of 127 and 127 fit in 16 bits.
            __m256i pairs = _mm256_maddubs_epi16(w[i], a);
            sums[i] = _mm256_add_epi32(sums[i], _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
        } else {
            __m256i even = _mm256_and_si256(w[i], _mm256_set1_epi16(255)), odd = _mm256_srli_epi16(w[i], 8);
            __m256i even_a = _mm256_srai_epi16(_mm256_slli_epi16(a, 8), 8), odd_a = _mm256_srai_epi16(a, 8);
            sums[i] = _mm256_add_epi32(sums[i], _mm256_madd_epi16(even, even_a));
            sums[i] = _mm256_add_epi32(sums[i], _mm256_madd_epi16(odd, odd_a));
        }
    memcpy(&sum, sums, sizeof sum);
    return sum;
#elif defined(HAS_NEON_DOT)
    // Both sides are signed here: bytes that are not small have been made so (unpacking.h).
    int32x4_t sums[4];
    int8x16_t w[4];
    memcpy(sums, &sum, sizeof sums);
    memcpy(w, &weights, sizeof w);
    const int8x16_t a = vreinterpretq_s8_u32(vdupq_n_u32(activations));
    for (int i = 0; i < 4; i++) sums[i] = vdotq_s32(sums[i], w[i], a);
    memcpy(&sum, sums, sizeof sum);
    return sum;
#else
    for (int i = 0; i < 4; i++)
        sum += (vi)((weights >> (8 * i)) & 255) * splat_int((int8_t)(activations >> (8 * i)));
    return sum;
#endif
}
