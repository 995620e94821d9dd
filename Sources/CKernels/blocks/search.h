// The search for scales: least squares of weighted errors over sixteen candidates at once, one a lane.
//
// A candidate is a scale that rounds the elements to whole numbers; the scale that is best for those numbers follows in
// closed form, and rounding again with it and solving again can only improve (as in Lloyd, "Least squares quantization
// in PCM", 1982). The widths of the search follow the reference quantizer in ggml-quants.c of ggml-org/ggml.

/// A scale and an offset: an element is scale * quant + offset.
struct affine { float scale, offset; };

/// The smallest range that is worth a scale: what lies below vanishes in a half-precision scale.
static const float smallest_range = 1e-20f;

/// The scale and the offset, which is 0 or negative, for `count` elements as whole numbers from 0 to `top`.
INLINE struct affine search_affine(const float *values, const float *weights, int count, float top) {
    float low = 0, high = values[0], weight_sum = 0, value_sum = 0;
    for (int i = 0; i < count; i++) {
        low = values[i] < low ? values[i] : low;
        high = values[i] > high ? values[i] : high;
        weight_sum += weights[i];
        value_sum += weights[i] * values[i];
    }
    if (!(high - low > smallest_range)) return (struct affine){0, low};

    floats16 inverse = (top - 1 + count16() * (2.0f / 15)) / (high - low);
    floats16 scale = 1 / inverse, offset = all16(low);
    floats16 quants[32];
    for (int round = 0; round < 2; round++) {
        floats16 sum = {0}, squares = {0}, products = {0};
        for (int i = 0; i < count; i++) {
            floats16 quant = round16((values[i] - offset) * inverse, 0, top);
            quants[i] = quant;
            floats16 weighted = quant * weights[i];
            sum += weighted;
            squares += weighted * quant;
            products += weighted * values[i];
        }
        floats16 determinant = weight_sum * squares - sum * sum;
        floats16 free_scale = (weight_sum * products - value_sum * sum) / determinant;
        floats16 free_offset = (squares * value_sum - sum * products) / determinant;
        // An offset above 0 cannot be stored: the best is then the one on the edge.
        mask16 is_free = free_offset <= 0;
        floats16 fitted_scale = select16(is_free, free_scale, products / squares);
        floats16 fitted_offset = select16(is_free, free_offset, all16(0));
        mask16 is_sound = (determinant > 0) & (fitted_scale > 0);
        scale = select16(is_sound, fitted_scale, scale);
        offset = select16(is_sound, fitted_offset, offset);
        inverse = 1 / scale;
    }
    floats16 errors = {0};
    for (int i = 0; i < count; i++) {
        floats16 error = quants[i] * scale + offset - values[i];
        errors += error * error * weights[i];
    }
    int best = smallest16(errors);
    return (struct affine){scale[best], offset[best]};
}

/// The scale for `count` elements as whole numbers from -`bound` to `bound` - 1; of either sign, so that the number without
/// a counterpart serves the greatest element.
INLINE float search_symmetric(const float *values, const float *weights, int count, float bound) {
    float extreme = 0;
    for (int i = 0; i < count; i++)
        extreme = __builtin_fabsf(values[i]) > __builtin_fabsf(extreme) ? values[i] : extreme;
    if (!(__builtin_fabsf(extreme) > smallest_range)) return 0;

    floats16 inverse = -(bound - 1 + count16() * (2.0f / 15)) / extreme;
    floats16 scale = 1 / inverse;
    floats16 quants[32];
    for (int round = 0; round < 2; round++) {
        floats16 squares = {0}, products = {0};
        for (int i = 0; i < count; i++) {
            floats16 quant = round16(values[i] * inverse, -bound, bound - 1);
            quants[i] = quant;
            floats16 weighted = quant * weights[i];
            squares += weighted * quant;
            products += weighted * values[i];
        }
        floats16 fitted = products / squares;
        mask16 is_sound = (squares > 0) & ((fitted > 0) | (fitted < 0));
        scale = select16(is_sound, fitted, scale);
        inverse = 1 / scale;
    }
    floats16 errors = {0};
    for (int i = 0; i < count; i++) {
        floats16 error = quants[i] * scale - values[i];
        errors += error * error * weights[i];
    }
    return scale[smallest16(errors)];
}

/// The weights of the squared errors of one block of `count` elements.
///
/// Great elements weigh more, though not by their square; a given importance is a factor.
INLINE void error_weights(const float *values, const float *importance, float *weights, int count) {
    float squares = 0;
    for (int i = 0; i < count; i++) squares += values[i] * values[i];
    float mean = squares / (float)count;
    if (importance) {
        for (int i = 0; i < count; i++)
            weights[i] = importance[i] * __builtin_sqrtf(2 * mean + values[i] * values[i]);
    } else {
        float deviation = __builtin_sqrtf(mean);
        for (int i = 0; i < count; i++) weights[i] = deviation + __builtin_fabsf(values[i]);
    }
}
