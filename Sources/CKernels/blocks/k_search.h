// The search of Q4_K and Q5_K: scales and minima of eight parts, which are themselves six-bit multiples of two numbers.

struct k_choice {
    float scale, minimum;  // as half-precision numbers will hold them
    uint8_t scales[8], minima[8], quants[256];
};

INLINE float rounded_to_half(float value) { return float_of_half_bits(half_bits_of_float(value)); }

/// Of the sixteen pairs of a scale and a minimum around the wanted ones, the best; the elements rounded with it.
///
/// - Returns: the weighted squared error.
INLINE float choose_part(const float *values, const float *weights, struct affine wanted, float top, int part,
                         struct k_choice *choice) {
    floats16 lane = count16();
    floats16 minimum_step = round16(lane * (1.0f / 3) - 0.33f, 0, 4);
    floats16 scale_step = lane - 3 * minimum_step;  // 0, 1, 2 in lanes 0 to 14; 3 in lane 15, one pair more
    float middle_scale = choice->scale > 0 ? wanted.scale / choice->scale : 0;
    float middle_minimum = choice->minimum > 0 ? -wanted.offset / choice->minimum : 0;
    floats16 scales = round16(round16(all16(middle_scale), 0, 63) + scale_step - 1, 0, 63);
    floats16 minima = round16(round16(all16(middle_minimum), 0, 63) + minimum_step - 2, 0, 63);
    floats16 factor = scales * choice->scale, offset = minima * choice->minimum;
    floats16 inverse = select16(factor > 0, 1 / factor, all16(0));
    floats16 errors = {0};
    for (int i = 0; i < 32; i++) {
        floats16 quant = round16((values[i] + offset) * inverse, 0, top);
        floats16 error = quant * factor - offset - values[i];
        errors += error * error * weights[i];
    }
    int best = smallest16(errors);
    choice->scales[part] = (uint8_t)scales[best];
    choice->minima[part] = (uint8_t)minima[best];
    for (int i = 0; i < 32; i += 16) {
        floats16 quants = round16((load_floats16(values + i) + offset[best]) * inverse[best], 0, top);
        store_bytes16(choice->quants + 32 * part + i, quants);
    }
    return errors[best];
}

INLINE float choose_parts(const float *values, const float *weights, const struct affine *wanted, float top,
                          struct k_choice *choice) {
    float error = 0;
    for (int part = 0; part < 8; part++)
        error += choose_part(values + 32 * part, weights + 32 * part, wanted[part], top, part, choice);
    return error;
}

/// The two numbers that are best for given multiples and elements: least squares, in double precision since the
/// determinant is a difference of near numbers.
INLINE void refit(const float *values, const float *weights, struct k_choice *choice) {
    double scale_squares = 0, minimum_squares = 0, mixed = 0, scale_products = 0, minimum_products = 0;
    for (int part = 0; part < 8; part++) {
        double s = choice->scales[part], m = choice->minima[part];
        float sum = 0, quant_sum = 0, quant_squares = 0, value_sum = 0, products = 0;
        for (int i = 0; i < 32; i++) {
            float weight = weights[32 * part + i], quant = choice->quants[32 * part + i];
            float value = values[32 * part + i];
            sum += weight;
            quant_sum += weight * quant;
            quant_squares += weight * quant * quant;
            value_sum += weight * value;
            products += weight * quant * value;
        }
        scale_squares += s * s * quant_squares;
        minimum_squares += m * m * sum;
        mixed -= s * m * quant_sum;
        scale_products += s * products;
        minimum_products -= m * value_sum;
    }
    double determinant = scale_squares * minimum_squares - mixed * mixed;
    double scale = choice->scale, minimum = choice->minimum;
    if (determinant > 0) {
        scale = (minimum_squares * scale_products - mixed * minimum_products) / determinant;
        minimum = (scale_squares * minimum_products - mixed * scale_products) / determinant;
    } else if (scale_squares > 0) {
        scale = scale_products / scale_squares;
    }
    if (scale > 0) choice->scale = rounded_to_half((float)scale);
    if (minimum > 0) choice->minimum = rounded_to_half((float)minimum);
}

/// The choice for 256 elements as whole numbers from 0 to `top`.
static void search_k(const float *values, const float *importance, float top, struct k_choice *best) {
    float weights[256];
    struct affine wanted[8];
    float greatest_scale = 0, greatest_minimum = 0;
    for (int part = 0; part < 8; part++) {
        int start = 32 * part;
        error_weights(values + start, importance ? importance + start : NULL, weights + start, 32);
        wanted[part] = search_affine(values + start, weights + start, 32, top);
        greatest_scale = wanted[part].scale > greatest_scale ? wanted[part].scale : greatest_scale;
        greatest_minimum = -wanted[part].offset > greatest_minimum ? -wanted[part].offset : greatest_minimum;
    }
    best->scale = rounded_to_half(greatest_scale / 63);
    best->minimum = rounded_to_half(greatest_minimum / 63);
    float error = choose_parts(values, weights, wanted, top, best);
    struct k_choice other = *best;
    refit(values, weights, &other);
    if (choose_parts(values, weights, wanted, top, &other) < error) *best = other;
}
