// Vectors of VECTOR floats, written with the compiler's vector types: the same source serves every instruction set.
//
// Included once by each instruction set's file, after it has defined VECTOR (floats in a vector), PANEL_VECTORS (the
// widest panel, in vectors), TILE_ROWS (rows of a product held in registers at once) and LEVEL_NAME.
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "kernels.h"

#define INLINE static inline __attribute__((always_inline))

typedef float vf __attribute__((vector_size(4 * VECTOR)));
typedef int32_t vi __attribute__((vector_size(4 * VECTOR)));
typedef uint32_t vu __attribute__((vector_size(4 * VECTOR)));
typedef uint16_t vh __attribute__((vector_size(2 * VECTOR)));

INLINE vf vector_of(float x) { return x - (vf){0}; }

INLINE vf load(const float *p) {
    vf v;
    memcpy(&v, p, sizeof v);
    return v;
}

INLINE void store(float *p, vf v) { memcpy(p, &v, sizeof v); }

INLINE vu load_units(const uint32_t *p) {
    vu v;
    memcpy(&v, p, sizeof v);
    return v;
}

INLINE void store_units(uint32_t *p, vu v) { memcpy(p, &v, sizeof v); }

// The first `count` lanes; the others are 0.
INLINE vf load_part(const float *p, long count) {
    vf v = {0};
    for (long i = 0; i < count; i++) v[i] = p[i];
    return v;
}

INLINE void store_part(float *p, vf v, long count) {
    for (long i = 0; i < count; i++) p[i] = v[i];
}

// The bits of each lane rounded to bfloat16 (nearest, ties to even; NaN stays NaN), in the low half.
INLINE vu bf16_bits(vf v) {
    vu bits = (vu)v;
    vu rounded = (bits + 0x7fff + ((bits >> 16) & 1)) >> 16;
    vu is_nan = (vu)((bits & 0x7fffffff) > 0x7f800000);
    return (is_nan & ((bits >> 16) | 0x40)) | (~is_nan & rounded);
}

INLINE vf load_h(const martlet_bf16 *p) {
    vh h;
    memcpy(&h, p, sizeof h);
    return (vf)(__builtin_convertvector(h, vu) << 16);
}

INLINE void store_h(martlet_bf16 *p, vf v) {
#if HAS_BF16
    __m256bh h = _mm512_cvtneps_pbh((__m512)v);
#else
    vh h = __builtin_convertvector(bf16_bits(v), vh);
#endif
    memcpy(p, &h, sizeof h);
}

INLINE vf load_part_h(const martlet_bf16 *p, long count) {
    martlet_bf16 lanes[VECTOR] = {0};
    memcpy(lanes, p, (size_t)count * sizeof *p);
    return load_h(lanes);
}

INLINE void store_part_h(martlet_bf16 *p, vf v, long count) {
    martlet_bf16 lanes[VECTOR];
    store_h(lanes, v);
    memcpy(p, lanes, (size_t)count * sizeof *p);
}

INLINE float sum_of(vf v) {
    float lanes[VECTOR];
    store(lanes, v);
    for (int width = VECTOR / 2; width > 0; width /= 2)
        for (int i = 0; i < width; i++) lanes[i] += lanes[i + width];
    return lanes[0];
}

INLINE float max_of(vf v) {
    float m = v[0];
    for (int i = 1; i < VECTOR; i++) m = v[i] > m ? v[i] : m;
    return m;
}

INLINE vf max_vector(vf a, vf b) { return __builtin_elementwise_max(a, b); }

// e^x to about 1 unit in the last place (Cody and Waite's reduction, a polynomial of degree 6); 0 below -87.
INLINE vf exp_vector(vf x) {
    vf low = vector_of(-87.0f), high = vector_of(88.0f);
    vf clamped = __builtin_elementwise_min(__builtin_elementwise_max(x, low), high);
    const float magic = 12582912.0f;  // 1.5 * 2^23: adding it rounds to an integer
    vf shifted = clamped * 1.44269504088896341f + magic;
    vf n = shifted - magic;
    vf r = clamped - n * 0.693145751953125f;
    r = r - n * 1.428606820309417e-6f;
    vf p = r * 1.3888889e-3f + 8.3333333e-3f;
    p = p * r + 4.1666667e-2f;
    p = p * r + 1.6666667e-1f;
    p = p * r + 5.0e-1f;
    p = p * r + 1.0f;
    p = p * r + 1.0f;
    vi exponent = ((vi)shifted - 0x4b400000) << 23;
    vf result = (vf)((vi)p + exponent);
    vi keep = x >= low;
    vi is_nan = x != x;
    return (vf)(((vi)result & keep) | ((vi)x & is_nan));
}

// tanh(x) to about 2 units in the last place: an odd polynomial near 0, by e^2x elsewhere (Moshier, "Cephes", tanhf).
INLINE vf tanh_vector(vf x) {
    vf size = __builtin_elementwise_abs(x), square = x * x;
    vf p = square * -5.70498872745e-3f + 2.06390887954e-2f;
    p = p * square - 5.37397155531e-2f;
    p = p * square + 1.33314422036e-1f;
    p = p * square - 3.33332819422e-1f;
    vf near = x + x * square * p;
    vf far = __builtin_elementwise_copysign(1.0f - 2.0f / (exp_vector(size + size) + 1.0f), x);
    vi is_near = size < 0.625f;
    return (vf)(((vi)near & is_near) | ((vi)far & ~is_near));
}
