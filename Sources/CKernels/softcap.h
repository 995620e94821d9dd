// Logits bent towards a bound. Included by each pass over the types of activations.
//
// Source: Gemma Team, "Gemma 2" (2024), section 2.

#ifndef MARTLET_SOFTCAP
#define MARTLET_SOFTCAP
static void softcap(float *values, long count, float cap) {
    for (long j = 0; j < count; j += VECTOR)
        put(values + j, cap * tanh_vector(get(values + j, count - j) * (1.0f / cap)), count - j);
}
#endif

static void NAMED(softcap_backward)(const float *capped, T *gradient, long count, float cap) {
    for (long j = 0; j < count; j += VECTOR) {
        vf t = get(capped + j, count - j) * (1.0f / cap);
        PUT(gradient + j, GET(gradient + j, count - j) * (1.0f - t * t), count - j);
    }
}
