// Writing keys and values into a page.

INLINE void store_keys16(enum martlet_cache_format format, const float *keys, long stride, long size, long first,
                         long count, uint16_t *page) {
    for (long i = 0; i < count; i++) {
        uint16_t *place = page + first + i;
        for (long d = 0; d < size; d++) {
            const float x = keys[i * stride + d];
            place[d * MARTLET_PAGE] = format == MARTLET_CACHE_F16 ? half_of(x) : bf16_of(x);
        }
    }
}

INLINE void store_values16(enum martlet_cache_format format, const float *values, long stride, long size, long padded,
                           long first, long count, uint16_t *rows) {
    for (long i = 0; i < count; i++)
        for (long d = 0; d < padded; d++) {
            const float x = d < size ? values[i * stride + d] : 0.0f;
            rows[(first + i) * padded + d] = format == MARTLET_CACHE_F16 ? half_of(x) : bf16_of(x);
        }
}

static void store_q8(const struct martlet_cache_layout *layout, const float *keys, const float *values, long stride,
                     long first, long count, char *page) {
    const long size = layout->head_size, rounded = layout->rounded_size, blocks = rounded / 32;
    uint8_t *key_bytes = (uint8_t *)page;
    uint16_t *key_factors = (uint16_t *)(key_bytes + MARTLET_PAGE * rounded);
    int8_t *value_bytes = (int8_t *)(page + layout->key_bytes);
    uint16_t *value_factors = (uint16_t *)(value_bytes + MARTLET_PAGE * rounded);
    for (long i = 0; i < count; i++) {
        const long position = first + i;
        for (long b = 0; b < blocks; b++) {
            const long elements = size - b * 32 < 32 ? size - b * 32 : 32;
            int8_t numbers[32];
            key_factors[b * MARTLET_PAGE + position] =
                half_of(quantize32(keys + i * stride + b * 32, elements, numbers));
            for (long d = 0; d < 32; d++)
                key_bytes[((b * 8 + d / 4) * MARTLET_PAGE + position) * 4 + d % 4] = (uint8_t)(numbers[d] + 128);
            value_factors[position * blocks + b] =
                half_of(quantize32(values + i * stride + b * 32, elements, value_bytes + position * rounded + b * 32));
        }
    }
}

// The keys and values of `count` rows, `stride` elements apart, at the places from `first` on of a page.
static void store_cache(const struct martlet_cache_layout *layout, const float *keys, const float *values, long stride,
                        long first, long count, void *page) {
    const long size = layout->head_size, padded = layout->padded_size;
    void *value_rows = (char *)page + layout->key_bytes;
    switch (layout->format) {
    case MARTLET_CACHE_F32:
        for (long i = 0; i < count; i++) {
            float *place = (float *)page + first + i;
            for (long d = 0; d < size; d++) place[d * MARTLET_PAGE] = keys[i * stride + d];
            float *row = (float *)value_rows + (first + i) * padded;
            memcpy(row, values + i * stride, (size_t)size * 4);
            memset(row + size, 0, (size_t)(padded - size) * 4);
        }
        break;
    case MARTLET_CACHE_F16:
        store_keys16(MARTLET_CACHE_F16, keys, stride, size, first, count, page);
        store_values16(MARTLET_CACHE_F16, values, stride, size, padded, first, count, value_rows);
        break;
    case MARTLET_CACHE_BF16:
        store_keys16(MARTLET_CACHE_BF16, keys, stride, size, first, count, page);
        store_values16(MARTLET_CACHE_BF16, values, stride, size, padded, first, count, value_rows);
        break;
    case MARTLET_CACHE_Q8_0: store_q8(layout, keys, values, stride, first, count, page); break;
    }
}
