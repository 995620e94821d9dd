// Rows that go to the experts of a mixture and come back. Included by each pass over the types of activations.
//
// Source: Shazeer et al., "Outrageously large neural networks" (2017), equations 1 and 3 to 5.

#ifndef MARTLET_EXPERTS
#define MARTLET_EXPERTS

static void route(float *logits, long rows, long experts, long per_token, bool normalize, int32_t *choices,
                  float *weights) {
    for (long r = 0; r < rows; r++, logits += experts, choices += per_token, weights += per_token) {
        float highest = logits[0], total = 0, chosen = 0;
        for (long j = 1; j < experts; j++) highest = logits[j] > highest ? logits[j] : highest;
        for (long j = 0; j < experts; j += VECTOR)
            put(logits + j, exp_vector(get(logits + j, experts - j) - highest), experts - j);
        for (long j = 0; j < experts; j++) total += logits[j];
        for (long j = 0; j < experts; j++) logits[j] /= total;
        for (long s = 0; s < per_token; s++) {
            // The most probable that is not yet chosen; of equals the first.
            long best = -1;
            for (long j = 0; j < experts; j++) {
                bool is_free = true;
                for (long before = 0; before < s; before++) is_free = is_free && choices[before] != j;
                if (is_free && (best < 0 || logits[j] > logits[best])) best = j;
            }
            choices[s] = (int32_t)best;
            weights[s] = logits[best];
            chosen += logits[best];
        }
        if (normalize)
            for (long s = 0; s < per_token; s++) weights[s] /= chosen;
    }
}

static void route_backward(const float *probabilities, const int32_t *choices, const float *weights,
                           const float *dweights, long rows, long experts, long per_token, bool normalize,
                           float *dlogits) {
    for (long r = 0; r < rows; r++) {
        float mean = 0;
        for (long s = 0; s < per_token; s++) mean += weights[s] * dweights[s];
        // Normalized weights are a softmax over the chosen alone.
        for (long j = 0; j < experts; j++) dlogits[j] = normalize ? 0 : -probabilities[j] * mean;
        for (long s = 0; s < per_token; s++)
            dlogits[choices[s]] += weights[s] * (normalize ? dweights[s] - mean : dweights[s]);
        probabilities += experts, dlogits += experts;
        choices += per_token, weights += per_token, dweights += per_token;
    }
}

static void mix_rows(const float *source, const int32_t *places, const float *weights, long count,
                     const float *residual, float *target, long width) {
    for (long j = 0; j < width; j += VECTOR) {
        vf sum = get(residual + j, width - j);
        for (long i = 0; i < count; i++) sum = sum + weights[i] * get(source + places[i] * width + j, width - j);
        put(target + j, sum, width - j);
    }
}

static void mix_rows_backward(const float *gradient, const float *source, const int32_t *places,
                              const float *weights, long count, float *dsource, float *dweights, long width) {
    for (long i = 0; i < count; i++) {
        const float *row = source + places[i] * width;
        float *drow = dsource + places[i] * width;
        vf products = {0};
        for (long j = 0; j < width; j += VECTOR) {
            vf g = get(gradient + j, width - j);
            products = products + g * get(row + j, width - j);
            put(drow + j, g * weights[i], width - j);
        }
        dweights[i] = sum_of(products);
    }
}
#endif

static void NAMED(sum_rows)(const T *source, const int32_t *places, long count, T *target, long width) {
    for (long j = 0; j < width; j += VECTOR) {
        vf sum = {0};
        for (long i = 0; i < count; i++) sum = sum + GET(source + places[i] * width + j, width - j);
        PUT(target + j, sum, width - j);
    }
}
