// Sixteen elements or sixteen candidates at once, with the compiler's vector types: a processor of fewer lanes takes
// them in parts, and gets the same bits.

typedef uint8_t bytes16 __attribute__((vector_size(16)));
typedef float floats16 __attribute__((vector_size(64)));

INLINE bytes16 load_bytes16(const uint8_t *bytes) {
    bytes16 vector;
    memcpy(&vector, bytes, sizeof vector);
    return vector;
}

INLINE floats16 load_floats16(const float *values) {
    floats16 vector;
    memcpy(&vector, values, sizeof vector);
    return vector;
}

INLINE void store_floats16(float *values, floats16 vector) { memcpy(values, &vector, sizeof vector); }

INLINE floats16 floats_of_bytes16(bytes16 vector) { return __builtin_convertvector(vector, floats16); }

INLINE floats16 all16(float value) { return value - (floats16){0}; }

/// 0 to 15.
INLINE floats16 count16(void) { return (floats16){0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}; }

/// The nearest whole number within bounds; the even one of two. The bounds lie within 22 bits.
INLINE floats16 round16(floats16 values, float low, float high) {
    const float magic = 12582912.0f;  // 1.5 * 2^23: adding it leaves no room for a fraction
    floats16 bounded = __builtin_elementwise_min(__builtin_elementwise_max(values, all16(low)), all16(high));
    return (bounded + magic) - magic;
}

/// Where the lane is not 0, the one, else the other.
typedef int32_t mask16 __attribute__((vector_size(64)));

INLINE floats16 select16(mask16 mask, floats16 one, floats16 other) {
    return (floats16)(((mask16)one & mask) | ((mask16)other & ~mask));
}

/// The first lane with the smallest value; lane 0 where none is a number.
INLINE int smallest16(floats16 vector) {
    floats16 lanes = select16(vector == __builtin_reduce_min(vector), count16(), all16(16));
    return (int)__builtin_reduce_min(lanes) & 15;
}

/// Whole numbers from 0 to 255 as bytes.
INLINE void store_bytes16(uint8_t *bytes, floats16 wholes) {
    bytes16 vector = __builtin_convertvector(__builtin_convertvector(wholes, mask16), bytes16);
    memcpy(bytes, &vector, sizeof vector);
}
