// Powers of 2 for weights of attention, in fewer instructions than e^x of either sign needs.

#define LOG2_E 1.44269504088896341f

INLINE vi lane_numbers(void) {
    vi lane;
    for (int i = 0; i < VECTOR; i++) lane[i] = i;
    return lane;
}

// The greater of two; `b` where either is not a number.
INLINE vf greater_or(vf a, vf b) {
#if VECTOR == 16
    return (vf)_mm512_max_ps((__m512)a, (__m512)b);
#elif VECTOR == 8
    return (vf)_mm256_max_ps((__m256)a, (__m256)b);
#else
    vi greater = a > b;
    return (vf)(((vi)a & greater) | ((vi)b & ~greater));
#endif
}

// The greatest lane; not a number at most where one of them is none.
INLINE float most_of(vf v) {
    float lanes[VECTOR];
    store(lanes, v);
    for (int width = VECTOR / 2; width > 0; width /= 2)
        for (int i = 0; i < width; i++) lanes[i] = lanes[i] > lanes[i + width] ? lanes[i] : lanes[i + width];
    return lanes[0];
}

// 2^x for x up to 0, to about 2 units in the last place; below -126 as at -126. NaN stays NaN.
//
// The polynomial is the best of degree 5 for the relative error between -1/2 and 1/2, with 1 at 0.
INLINE vf exp2_vector(vf x) {
    const float magic = 12583039.0f;  // 1.5 * 2^23 + 127: adding it rounds, and leaves the exponent's bits lowest
    vf bounded = greater_or(vector_of(-126.0f), x);
    vf shifted = bounded + magic, r = bounded - (shifted - magic);
    vf p = multiply_add(r, vector_of(1.326472731e-3f), vector_of(9.671512991e-3f));
    p = multiply_add(p, r, vector_of(5.550733581e-2f));
    p = multiply_add(p, r, vector_of(2.402224243e-1f));
    p = multiply_add(p, r, vector_of(6.931470037e-1f));
    p = multiply_add(p, r, vector_of(1.0f));
    return p * (vf)((vu)shifted << 23);
}
