// Passes over a row of logits, from which a token is chosen.
//
// Sums run over sixteen lanes whatever the width of a vector, so that every instruction set adds in one order.
enum { LOGIT_VECTORS = 16 / VECTOR };

// A whole vector, or the part that a row still has; missing lanes are minus infinity.
INLINE vf get_logits(const float *p, long remaining) {
    if (remaining >= VECTOR) return load(p);
    vf v = vector_of(-__builtin_inff());
    for (long i = 0; i < remaining; i++) v[i] = p[i];
    return v;
}

static long logit_maxima(const float *logits, long count, float *maxima) {
    const float infinity = __builtin_inff();
    vi proper = (vi){0} - 1, possible = {0};
    for (long block = 0; block < count; block += MARTLET_LOGIT_BLOCK) {
        vf highest = vector_of(-infinity);
        const long end = count - block < MARTLET_LOGIT_BLOCK ? count : block + MARTLET_LOGIT_BLOCK;
        for (long i = block; i < end; i += VECTOR) {
            vf v = get_logits(logits + i, end - i);
            proper &= v < infinity;  // false for NaN as well
            possible -= v > -infinity;
            highest = max_vector(highest, v);
        }
        maxima[block / MARTLET_LOGIT_BLOCK] = __builtin_reduce_max(highest);
    }
    long total = 0;
    for (int lane = 0; lane < VECTOR; lane++) {
        if (!proper[lane]) return -1;
        total += possible[lane];
    }
    return total;
}

static double exponential_sum(const float *logits, long count, float highest, float scale) {
    double total = 0;
    // Few terms for each sum in single precision, then one in double precision.
    for (long block = 0; block < count; block += 1024) {
        const long end = count - block < 1024 ? count : block + 1024;
        vf sums[LOGIT_VECTORS];
        for (int v = 0; v < LOGIT_VECTORS; v++) sums[v] = (vf){0};
        for (long i = block; i < end; i += 16)
            for (int v = 0; v < LOGIT_VECTORS; v++) {
                const long at = i + v * VECTOR;
                sums[v] = sums[v] + exp_vector((get_logits(logits + at, end - at) - highest) * scale);
            }
        for (int v = 0; v < LOGIT_VECTORS; v++)
            for (int lane = 0; lane < VECTOR; lane++) total += sums[v][lane];
    }
    return total;
}
