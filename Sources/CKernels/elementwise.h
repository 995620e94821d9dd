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

// Scores by block of 16 keys, a softmax whose sums run over key positions in order, then the weighted values:
// the arithmetic depends on the keys it may see alone, not on who else is being computed.
static void attend(const float *query, const float *key_blocks, const float *values, long first, long count,
                   long head_size, float scale, float softcap, float *scores, float *output) {
    enum { VECTORS = 16 / VECTOR };
    const long start = first / 16 * 16, padded = (count + 15) / 16 * 16;
    float highest = -__builtin_inff();
    for (long block = start; block < count; block += 16) {
        const float *keys = key_blocks + block * head_size;
        vf sums[VECTORS];
        for (int v = 0; v < VECTORS; v++) sums[v] = (vf){0};
        for (long d = 0; d < head_size; d++)
            for (int v = 0; v < VECTORS; v++) sums[v] = sums[v] + query[d] * load(keys + d * 16 + v * VECTOR);
        for (int v = 0; v < VECTORS; v++) {
            vf score = sums[v] * scale;
            if (softcap) score = softcap * tanh_vector(score * (1.0f / softcap));
            store(scores + block + v * VECTOR, score);
        }
        const long from = first > block ? first : block, to = count - block < 16 ? count : block + 16;
        for (long j = from; j < to; j++) highest = scores[j] > highest ? scores[j] : highest;
    }
    for (long j = start; j < first; j++) scores[j] = -__builtin_inff();
    for (long j = count; j < padded; j++) scores[j] = -__builtin_inff();
    vf totals[VECTORS];
    for (int v = 0; v < VECTORS; v++) totals[v] = (vf){0};
    for (long j = start; j < padded; j += 16)
        for (int v = 0; v < VECTORS; v++) {
            vf e = exp_vector(load(scores + j + v * VECTOR) - highest);
            store(scores + j + v * VECTOR, e);
            totals[v] = totals[v] + e;
        }
    float total = 0;
    for (int v = 0; v < VECTORS; v++) total += sum_of(totals[v]);
    float inverse = 1.0f / total;
    for (long d = 0; d < head_size; d += VECTOR) {
        long n = head_size - d;
        vf sum = {0};
        for (long j = first; j < count; j++) sum = sum + scores[j] * get(values + j * head_size + d, n);
        put(output + d, sum * inverse, n);
    }
}
