// The norm that subtracts the mean. Included by each pass over the types of activations, after typed.h.

static void NAMED(layer_norm)(const float *x, const float *weight, const float *bias, T *y, float *statistics,
                              long rows, long width, float epsilon) {
    for (long r = 0; r < rows; r++, x += width, y += width) {
        vf sum = {0};
        for (long j = 0; j < width; j += VECTOR) sum = sum + get(x + j, width - j);
        const float mean = sum_of(sum) / (float)width;
        // From the mean, not as the difference of two large sums. Lanes past the end of a row do not count.
        vf squares = {0};
        long j = 0;
        for (; j + VECTOR <= width; j += VECTOR) {
            vf v = load(x + j) - mean;
            squares = squares + v * v;
        }
        float variance = sum_of(squares);
        for (; j < width; j++) variance += (x[j] - mean) * (x[j] - mean);
        const float factor = 1.0f / __builtin_sqrtf(variance / (float)width + epsilon);
        if (statistics) {
            statistics[2 * r] = mean;
            statistics[2 * r + 1] = factor;
        }
        for (j = 0; j < width; j += VECTOR) {
            long n = width - j;
            vf v = (get(x + j, n) - mean) * factor * get(weight + j, n);
            PUT(y + j, bias ? v + get(bias + j, n) : v, n);
        }
    }
}

static void NAMED(layer_norm_backward)(const T *dy, const float *x, const float *weight, const float *statistics,
                                       float *dx, bool accumulate, martlet_bf16 *dx_bf16, float *dweight,
                                       float *dbias, long rows, long width) {
    for (long r = 0; r < rows; r++, dy += width, x += width, dx += width) {
        const float mean = statistics[2 * r], factor = statistics[2 * r + 1];
        vf slopes = {0}, products = {0};
        for (long j = 0; j < width; j += VECTOR) {
            long n = width - j;
            vf slope = GET(dy + j, n) * get(weight + j, n);
            slopes = slopes + slope;
            products = products + slope * (get(x + j, n) - mean);
        }
        const float mean_slope = sum_of(slopes) / (float)width;
        const float along = sum_of(products) * factor * factor / (float)width;
        for (long j = 0; j < width; j += VECTOR) {
            long n = width - j;
            vf d = GET(dy + j, n), v = get(x + j, n) - mean;
            put(dweight + j, get(dweight + j, n) + d * v * factor, n);
            if (dbias) put(dbias + j, get(dbias + j, n) + d, n);
            vf g = factor * (d * get(weight + j, n) - mean_slope - along * v);
            if (accumulate) g = get(dx + j, n) + g;
            put(dx + j, g, n);
            if (dx_bf16) put_h(dx_bf16 + j, g, n);
        }
        if (dx_bf16) dx_bf16 += width;
    }
}
