// Passes over rows of activations. Included twice: with TYPED_BF16 0 for float, with 1 for bfloat16.

#if TYPED_BF16
#define T martlet_bf16
#define NAMED(name) name##_bf16
#define GET get_h
#define PUT put_h
#define PER_UNIT 2
#else
#define T float
#define NAMED(name) name##_f32
#define GET get
#define PUT put
#define PER_UNIT 1
#endif

static void NAMED(add_bias)(T *rows_of, const float *bias, long rows, long width) {
    for (long r = 0; r < rows; r++, rows_of += width)
        for (long j = 0; j < width; j += VECTOR)
            PUT(rows_of + j, GET(rows_of + j, width - j) + get(bias + j, width - j), width - j);
}

static void NAMED(sum_columns)(const T *source, long stride, long rows, long columns, float *sums) {
    for (long j = 0; j < columns; j += VECTOR) {
        vf sum = get(sums + j, columns - j);
        for (long r = 0; r < rows; r++) sum = sum + GET(source + r * stride + j, columns - j);
        put(sums + j, sum, columns - j);
    }
}

static void NAMED(rms_norm)(const float *x, const float *weight, T *y, float *reciprocal, long rows, long width,
                            float epsilon) {
    for (long r = 0; r < rows; r++, x += width, y += width) {
        float factor = rms_reciprocal(x, width, epsilon);
        if (reciprocal) reciprocal[r] = factor;
        for (long j = 0; j < width; j += VECTOR)
            PUT(y + j, get(x + j, width - j) * factor * get(weight + j, width - j), width - j);
    }
}

static void NAMED(rms_norm_backward)(const T *dy, const float *x, const float *weight, const float *reciprocal,
                                     float *dx, bool accumulate, martlet_bf16 *dx_bf16, float *dweight, long rows,
                                     long width) {
    for (long r = 0; r < rows; r++, dy += width, x += width, dx += width) {
        float factor = reciprocal[r];
        vf products = {0};
        for (long j = 0; j < width; j += VECTOR) {
            long n = width - j;
            products = products + GET(dy + j, n) * get(weight + j, n) * get(x + j, n);
        }
        float mean = sum_of(products) * factor * factor / (float)width;
        for (long j = 0; j < width; j += VECTOR) {
            long n = width - j;
            vf d = GET(dy + j, n), v = get(x + j, n);
            put(dweight + j, get(dweight + j, n) + d * v * factor, n);
            vf g = factor * (d * get(weight + j, n) - mean * v);
            if (accumulate) g = get(dx + j, n) + g;
            put(dx + j, g, n);
            if (dx_bf16) put_h(dx_bf16 + j, g, n);
        }
        if (dx_bf16) dx_bf16 += width;
    }
}

static void NAMED(rotate)(const T *source, T *target, long stride, long rows, long heads, long size, long turned,
                          const int32_t *positions, const float *cosine, const float *sine, const float *weight,
                          float epsilon, float *reciprocal) {
    const long half = turned / 2;
    for (long r = 0; r < rows; r++) {
        const float *c = cosine + positions[r] * half, *s = sine + positions[r] * half;
        for (long h = 0; h < heads; h++) {
            const T *x = source + r * stride + h * size;
            T *y = target + r * stride + h * size;
            float factor = 1;
            if (weight) {
                vf squares = {0};
                for (long j = 0; j < size; j += VECTOR) {
                    vf v = GET(x + j, size - j);
                    squares = squares + v * v;
                }
                factor = 1.0f / __builtin_sqrtf(sum_of(squares) / (float)size + epsilon);
                if (reciprocal) reciprocal[r * heads + h] = factor;
            }
            for (long j = 0; j < half; j += VECTOR) {
                long n = half - j;
                vf a = GET(x + j, n), b = GET(x + half + j, n);
                if (weight) {
                    a = a * factor * get(weight + j, n);
                    b = b * factor * get(weight + half + j, n);
                }
                vf co = get(c + j, n), si = get(s + j, n);
                PUT(y + j, a * co - b * si, n);
                PUT(y + half + j, b * co + a * si, n);
            }
            if (!weight && x == y) continue;
            for (long j = turned; j < size; j += VECTOR) {
                long n = size - j;
                vf a = GET(x + j, n);
                if (weight) a = a * factor * get(weight + j, n);
                PUT(y + j, a, n);
            }
        }
    }
}

static void NAMED(rotate_backward)(const T *source, T *gradient, long stride, long rows, long heads, long size,
                                   long turned, const int32_t *positions, const float *cosine, const float *sine,
                                   const float *weight, const float *reciprocal, float *dweight) {
    const long half = turned / 2;
    for (long r = 0; r < rows; r++) {
        const float *c = cosine + positions[r] * half, *s = sine + positions[r] * half;
        for (long h = 0; h < heads; h++) {
            T *g = gradient + r * stride + h * size;
            for (long j = 0; j < half; j += VECTOR) {
                long n = half - j;
                vf a = GET(g + j, n), b = GET(g + half + j, n), co = get(c + j, n), si = get(s + j, n);
                PUT(g + j, a * co + b * si, n);
                PUT(g + half + j, b * co - a * si, n);
            }
            if (!weight) continue;
            const T *x = source + r * stride + h * size;
            float factor = reciprocal[r * heads + h];
            vf products = {0};
            for (long j = 0; j < size; j += VECTOR) {
                long n = size - j;
                products = products + GET(g + j, n) * get(weight + j, n) * GET(x + j, n);
            }
            float mean = sum_of(products) * factor * factor / (float)size;
            for (long j = 0; j < size; j += VECTOR) {
                long n = size - j;
                vf d = GET(g + j, n), v = GET(x + j, n);
                put(dweight + j, get(dweight + j, n) + d * v * factor, n);
                PUT(g + j, factor * (d * get(weight + j, n) - mean * v), n);
            }
        }
    }
}

static void NAMED(cross_entropy)(const float *logits, const int32_t *targets, float *losses, T *dlogits, float scale,
                                 long rows, long width) {
    for (long r = 0; r < rows; r++, logits += width) {
        int32_t target = targets[r];
        T *d = dlogits ? dlogits + r * width : NULL;
        if (target < 0) {
            losses[r] = 0;
            if (d) memset(d, 0, (size_t)width * sizeof *d);
            continue;
        }
        vf high = vector_of(-__builtin_inff());
        long j = 0;
        for (; j + VECTOR <= width; j += VECTOR) high = max_vector(high, load(logits + j));
        float highest = max_of(high);
        for (; j < width; j++) highest = logits[j] > highest ? logits[j] : highest;
        vf total = {0};
        for (j = 0; j + VECTOR <= width; j += VECTOR) total = total + exp_vector(load(logits + j) - highest);
        if (j < width) {
            vf last = vector_of(-__builtin_inff());
            for (long i = 0; j + i < width; i++) last[i] = logits[j + i] - highest;
            total = total + exp_vector(last);
        }
        float sum = sum_of(total);
        losses[r] = highest + __builtin_logf(sum) - logits[target];
        if (!d) continue;
        float at_target = logits[target] - highest;
        float factor = scale / sum;
        for (j = 0; j < width; j += VECTOR)
            PUT(d + j, exp_vector(get(logits + j, width - j) - highest) * factor, width - j);
        float lanes[VECTOR] = {at_target};
        vf probability = exp_vector(load(lanes)) * factor;
        PUT(d + target, vector_of(probability[0] - scale), 1);
    }
}
