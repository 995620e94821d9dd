// Rows of activations in tiles of a few rows. A tile has a record for each 32 elements:
//   words [8][tile] (four bytes of neighbouring elements), scales [tile], scale * sum [tile] (floats), and
//   starts [3][tile] (-offset * the sum of the first sixteen, of the last sixteen, of all: where integer sums begin).

#define BLOCK 32
#define STARTS_FIRST 0
#define STARTS_ALL 2

INLINE long record_bytes(const long tile) { return 52 * tile; }
INLINE const float *record_scales(const uint8_t *record, const long tile) { return (const float *)(record + 32 * tile); }
INLINE const float *record_sums(const uint8_t *record, const long tile) { return (const float *)(record + 36 * tile); }
INLINE const int32_t *record_starts(const uint8_t *record, const long tile) {
    return (const int32_t *)(record + 40 * tile);
}

static long tile_bytes(long tile, long depth) { return (depth + 255) / 256 * 8 * record_bytes(tile); }

INLINE void write_record(uint8_t *record, long row, long tile, vi first, vi last, float scale, int offset) {
    uint32_t words[8];
    vb low = __builtin_convertvector(first, vb), high = __builtin_convertvector(last, vb);
    memcpy(words, &low, sizeof low);
    memcpy(words + 4, &high, sizeof high);
    for (int step = 0; step < 8; step++) memcpy(record + 4 * (step * tile + row), words + step, 4);
    const int32_t sums[2] = {__builtin_reduce_add(first), __builtin_reduce_add(last)};
    float *scales = (float *)record_scales(record, tile) + row;
    int32_t *starts = (int32_t *)record_starts(record, tile) + row;
    scales[0] = scale;
    scales[tile] = scale * (float)(sums[0] + sums[1]);
    starts[0] = -offset * sums[0];
    starts[tile] = -offset * sums[1];
    starts[2 * tile] = -offset * (sums[0] + sums[1]);
}

// Sixteen elements of a row, normalized where there is a norm: the products of norms in typed.h, in their order.
INLINE vf row_elements(const struct martlet_float_rows *rows, const bool normalizes, long row, long column) {
    const vf values = load_floats(rows->x + row * rows->stride + column);
    return normalizes ? values * rows->factors[row] * load_floats(rows->weight + column) : values;
}

// `tile` and `normalizes` are constants after inlining where that is worth its code.
INLINE void quantize_tile(const int offset, const struct martlet_float_rows *rows, const bool normalizes, const long tile,
                          uint8_t *tiles) {
    const long blocks = (rows->depth + 255) / 256 * 8;
    for (long row = 0; row < tile; row++)
        for (long block = 0; block < blocks; block++) {
            uint8_t *record = tiles + block * record_bytes(tile);
            if (row >= rows->rows || block * BLOCK >= rows->depth) {
                write_record(record, row, tile, (vi){0}, (vi){0}, 0, offset);
                continue;
            }
            const vf first = row_elements(rows, normalizes, row, block * BLOCK);
            const vf last = row_elements(rows, normalizes, row, block * BLOCK + 16);
            // Compared as integers, not-a-number is the greatest, and makes the scale one.
            vi sizes = __builtin_elementwise_max((vi)first & 0x7fffffff, (vi)last & 0x7fffffff);
            int32_t bits = __builtin_reduce_max(sizes);
            float greatest;
            memcpy(&greatest, &bits, sizeof greatest);
            const float inverse = greatest > 0 ? 127.0f / greatest : 0.0f;
            const float magic = 12582912.0f;  // 1.5 * 2^23: adding it rounds to an integer
            vi q = (vi)(first * inverse + magic) - 0x4b400000, r = (vi)(last * inverse + magic) - 0x4b400000;
            write_record(record, row, tile, q, r, greatest / 127.0f, offset);
        }
}

static void quantize_rows(enum martlet_panel_format format, const struct martlet_float_rows *rows, long tile,
                          uint8_t *tiles) {
    const int offset = element_offset(format);
    if (tile == 1 && rows->weight)
        quantize_tile(offset, rows, true, 1, tiles);
    else if (tile == 1)
        quantize_tile(offset, rows, false, 1, tiles);
    else
        quantize_tile(offset, rows, rows->weight != NULL, tile, tiles);
}
