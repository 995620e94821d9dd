// The functions between the products of a feed-forward layer, alone or as the gate of another half.
// Included by each pass over the types of activations, after typed.h.

#ifndef MARTLET_ACTIVATION_FUNCTIONS
#define MARTLET_ACTIVATION_FUNCTIONS

// A function's value at a point, and its slope there.
struct activation_point {
    vf value, slope;
};

INLINE vf sigmoid(vf x) { return 1.0f / (1.0f + exp_vector(-x)); }

// e^(-x^2/2) and, from it, the normal distribution's integral up to x, to about 5e-7 of its value on either side.
// With z = |x| / sqrt(2) and t = 1 / (1 + 0.3 z), e^(z^2) erfc(z) is t times a polynomial of degree 8 in t, fitted to
// 2e-8 of its value for z up to 9.5; beyond, the exponential is 0.
struct normal_integral {
    vf bell, below;
};

INLINE struct normal_integral normal_below(vf x) {
    vf z = __builtin_elementwise_abs(x) * 0.70710678118654752f;
    vf bell = exp_vector(-z * z);
    vf t = 1.0f / (1.0f + 0.3f * z);
    vf q = t * -0.129434082f + 0.485096457f;
    q = q * t - 0.511226453f;
    q = q * t + 0.546395051f;
    q = q * t - 0.0936312516f;
    q = q * t + 0.214436279f;
    q = q * t + 0.14848243f;
    q = q * t + 0.170691935f;
    q = q * t + 0.169189615f;
    vf tail = 0.5f * bell * t * q;
    vi right = x > 0.0f;
    vf below = (vf)(((vi)(1.0f - tail) & right) | ((vi)tail & ~right));
    return (struct normal_integral){bell, below};
}

// `activation` is a constant after inlining, and what a caller leaves unused is never computed.
INLINE struct activation_point activate_vector(const enum martlet_activation activation, vf x) {
    switch (activation) {
    case MARTLET_SILU: {
        vf s = sigmoid(x);
        vf silu = x * s;
        return (struct activation_point){silu, s + silu * (1.0f - s)};
    }
    case MARTLET_GELU: {
        struct normal_integral n = normal_below(x);
        return (struct activation_point){x * n.below, n.below + x * n.bell * 0.39894228040143268f};
    }
    case MARTLET_GELU_TANH: {
        // (1 + tanh(u)) / 2 = 1 / (1 + e^-2u) = s, whose slope is e^-2u s s.
        const float factor = 1.5957691216057308f, cubic = 0.044715f;
        vf e = exp_vector(-factor * x * (1.0f + cubic * x * x));
        vf s = 1.0f / (1.0f + e);
        // Far out the slope is 0 or 1, and the square of x must not become infinite there.
        vf near = __builtin_elementwise_min(__builtin_elementwise_max(x, vector_of(-32.0f)), vector_of(32.0f));
        vf inner = factor * (1.0f + 3.0f * cubic * near * near);
        return (struct activation_point){x * s, s + near * (e * s) * s * inner};
    }
    case MARTLET_RELU: {
        // NaN stays NaN.
        vi keep = ~(vi)(x <= 0.0f);
        return (struct activation_point){(vf)((vi)x & keep), (vf)((vi)vector_of(1.0f) & keep)};
    }
    }
    return (struct activation_point){x, vector_of(1.0f)};
}

#define FOR_EACH_ACTIVATION(CASE) CASE(MARTLET_SILU) CASE(MARTLET_GELU) CASE(MARTLET_GELU_TANH) CASE(MARTLET_RELU)
#endif

INLINE void NAMED(activate_all)(const enum martlet_activation activation, const T *x, T *y, long count) {
    for (long i = 0; i < count; i += VECTOR)
        PUT(y + i, activate_vector(activation, GET(x + i, count - i)).value, count - i);
}

INLINE void NAMED(activate_all_backward)(const enum martlet_activation activation, const T *x, const T *dy, T *dx,
                                         long count) {
    for (long i = 0; i < count; i += VECTOR)
        PUT(dx + i, GET(dy + i, count - i) * activate_vector(activation, GET(x + i, count - i)).slope, count - i);
}

INLINE void NAMED(gate_all)(const enum martlet_activation activation, const T *gate_up, T *activated, long rows,
                            long width) {
    for (long r = 0; r < rows; r++, gate_up += 2 * width, activated += width)
        for (long j = 0; j < width; j += VECTOR) {
            long n = width - j;
            vf gate = GET(gate_up + j, n), up = GET(gate_up + width + j, n);
            PUT(activated + j, activate_vector(activation, gate).value * up, n);
        }
}

INLINE void NAMED(gate_all_backward)(const enum martlet_activation activation, const T *gate_up, const T *dactivated,
                                     T *dgate_up, long rows, long width) {
    for (long r = 0; r < rows; r++, gate_up += 2 * width, dactivated += width, dgate_up += 2 * width)
        for (long j = 0; j < width; j += VECTOR) {
            long n = width - j;
            vf gate = GET(gate_up + j, n), up = GET(gate_up + width + j, n), d = GET(dactivated + j, n);
            struct activation_point at = activate_vector(activation, gate);
            PUT(dgate_up + j, d * up * at.slope, n);
            PUT(dgate_up + width + j, d * at.value, n);
        }
}

#define ACTIVATE(name) case name: NAMED(activate_all)(name, x, y, count); break;
static void NAMED(activate)(enum martlet_activation activation, const T *x, T *y, long count) {
    switch (activation) { FOR_EACH_ACTIVATION(ACTIVATE) }
}
#undef ACTIVATE

#define ACTIVATE_BACKWARD(name) case name: NAMED(activate_all_backward)(name, x, dy, dx, count); break;
static void NAMED(activate_backward)(enum martlet_activation activation, const T *x, const T *dy, T *dx, long count) {
    switch (activation) { FOR_EACH_ACTIVATION(ACTIVATE_BACKWARD) }
}
#undef ACTIVATE_BACKWARD

#define GATE(name) case name: NAMED(gate_all)(name, gate_up, activated, rows, width); break;
static void NAMED(gated_activation)(enum martlet_activation activation, const T *gate_up, T *activated, long rows,
                                    long width) {
    switch (activation) { FOR_EACH_ACTIVATION(GATE) }
}
#undef GATE

#define GATE_BACKWARD(name) case name: NAMED(gate_all_backward)(name, gate_up, dactivated, dgate_up, rows, width); break;
static void NAMED(gated_activation_backward)(enum martlet_activation activation, const T *gate_up,
                                             const T *dactivated, T *dgate_up, long rows, long width) {
    switch (activation) { FOR_EACH_ACTIVATION(GATE_BACKWARD) }
}
#undef GATE_BACKWARD
