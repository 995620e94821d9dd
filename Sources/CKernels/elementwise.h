// Passes over rows that are the same for every type of activation.

// A whole vector, or the part of one that a row still has; missing lanes are 0.
INLINE vf get(const float *p, long remaining) { return remaining >= VECTOR ? load(p) : load_part(p, remaining); }

INLINE void put(float *p, vf v, long remaining) {
    if (remaining >= VECTOR)
        store(p, v);
    else
        store_part(p, v, remaining);
}

INLINE vf get_h(const martlet_bf16 *p, long remaining) {
    return remaining >= VECTOR ? load_h(p) : load_part_h(p, remaining);
}

INLINE void put_h(martlet_bf16 *p, vf v, long remaining) {
    if (remaining >= VECTOR)
        store_h(p, v);
    else
        store_part_h(p, v, remaining);
}

static void convert_f32_bf16(const float *source, martlet_bf16 *target, long count) {
    for (long i = 0; i < count; i += VECTOR) put_h(target + i, get(source + i, count - i), count - i);
}

static void convert_bf16_f32(const martlet_bf16 *source, float *target, long count) {
    for (long i = 0; i < count; i += VECTOR) put(target + i, get_h(source + i, count - i), count - i);
}

static void add_f32(float *target, const float *source, long count) {
    for (long i = 0; i < count; i += VECTOR)
        put(target + i, get(target + i, count - i) + get(source + i, count - i), count - i);
}

static void scale_f32(float *target, const float *source, float factor, long count) {
    for (long i = 0; i < count; i += VECTOR) put(target + i, factor * get(source + i, count - i), count - i);
}

static void add_scaled_f32(float *target, const float *source, float factor, long count) {
    for (long i = 0; i < count; i += VECTOR)
        put(target + i, get(target + i, count - i) + factor * get(source + i, count - i), count - i);
}

// 1 over the root of the mean square of a row.
INLINE float rms_reciprocal(const float *x, long width, float epsilon) {
    vf squares = {0};
    for (long j = 0; j < width; j += VECTOR) {
        vf v = get(x + j, width - j);
        squares = squares + v * v;
    }
    return 1.0f / __builtin_sqrtf(sum_of(squares) / (float)width + epsilon);
}

static void rms_reciprocals(const float *x, float *reciprocal, long rows, long width, float epsilon) {
    for (long r = 0; r < rows; r++) reciprocal[r] = rms_reciprocal(x + r * width, width, epsilon);
}

static double sum_of_squares(const float *values, long count) {
    // Products of floats are exact in double; eight sums keep the adders busy.
    double sums[8] = {0};
    long i = 0;
    for (; i + 8 <= count; i += 8)
        for (int j = 0; j < 8; j++) sums[j] += (double)values[i + j] * (double)values[i + j];
    double total = 0;
    for (; i < count; i++) total += (double)values[i] * (double)values[i];
    for (int j = 0; j < 8; j++) total += sums[j];
    return total;
}

static void adamw(float *parameters, const float *gradients, float *first_moments, float *second_moments, long count,
                  const struct martlet_adamw *step) {
    const float rate = step->learning_rate / step->correction1;
    const float root = 1.0f / __builtin_sqrtf(step->correction2);
    const float keep = 1.0f - step->learning_rate * step->decay;
    const float beta1 = step->beta1, beta2 = step->beta2, epsilon = step->epsilon;
    for (long i = 0; i < count; i += VECTOR) {
        long n = count - i;
        vf g = get(gradients + i, n) * step->gradient_scale;
        vf m = get(first_moments + i, n) * beta1 + g * (1.0f - beta1);
        vf v = get(second_moments + i, n) * beta2 + g * g * (1.0f - beta2);
        put(first_moments + i, m, n);
        put(second_moments + i, v, n);
        vf p = get(parameters + i, n) * keep;
        put(parameters + i, p - rate * m / (__builtin_elementwise_sqrt(v) * root + epsilon), n);
    }
}
