// Products of many rows: two panels are unpacked for all of them, and tiles of rows pass over what was unpacked.
//
// An unpacked part has words [steps][2][16], scales [2][16] and, where there are any, minima [2][16]. The arithmetic of a
// row is that of streaming.h.

INLINE long unpacked_part_bytes(const int format) {
    return part_size(format) / 4 * 128 + 128 + (has_minima(format) ? 128 : 0);
}

static long scratch_bytes(enum martlet_panel_format format, long depth) {
    return group_count(format, depth) * group_size(format) / part_size(format) * unpacked_part_bytes(format);
}

// Unpacks a panel as the first or second of a pair.
INLINE void unpack_panel(const int format, const uint8_t *panel, long groups, int place, uint8_t *part_at) {
    const int parts = (int)(group_size(format) / part_size(format)), steps = (int)part_size(format) / 4;
    const uint8_t *header = panel, *group = panel + header_bytes(format, groups);
    for (long g = 0; g < groups; g++, group += group_bytes(format), header += 32)
UNROLLED
        for (int part = 0; part < parts; part++, part_at += unpacked_part_bytes(format)) {
            vf scale, minimum;
            unpack_scales(format, group, header, part, &scale, &minimum);
UNROLLED
            for (int step = 0; step < steps; step++) {
                vu w = unpack_words(format, group, part, step);
                memcpy(part_at + 128 * step + 64 * place, &w, sizeof w);
            }
            memcpy(part_at + 128 * steps + 64 * place, &scale, sizeof scale);
            if (has_minima(format)) memcpy(part_at + 128 * steps + 128 + 64 * place, &minimum, sizeof minimum);
        }
}

// One tile of rows against a pair of unpacked panels.
INLINE void tile_pair(const int format, const uint8_t *unpacked, long blocks, const uint8_t *record, vf result[TILE][2]) {
    const int steps = (int)part_size(format) / 4, parts = (int)(BLOCK / part_size(format));
    const bool small = format != MARTLET_PANEL_Q8_0;
    vf sums[TILE][2];
UNROLLED
    for (int row = 0; row < TILE; row++) sums[row][0] = sums[row][1] = (vf){0};
    for (long block = 0; block < blocks; block++, record += record_bytes(TILE))
UNROLLED
        for (int part = 0; part < parts; part++, unpacked += unpacked_part_bytes(format)) {
            const uint8_t *words = record + part * 16 * TILE;
            const int32_t *starts = record_starts(record, TILE) + (parts == 2 ? part : STARTS_ALL) * TILE;
            vi dots[TILE][2];
UNROLLED
            for (int row = 0; row < TILE; row++)
                dots[row][0] = dots[row][1] = first_sum(format, starts[row]);
UNROLLED
            for (int step = 0; step < steps; step++) {
                vu first = load_words(unpacked + 128 * step), second = load_words(unpacked + 128 * step + 64);
UNROLLED
                for (int row = 0; row < TILE; row++) {
                    uint32_t a = word_at(words + 4 * (step * TILE + row));
                    dots[row][0] = dot4(small, dots[row][0], first, a);
                    dots[row][1] = dot4(small, dots[row][1], second, a);
                }
            }
            const uint8_t *scales = unpacked + 128 * steps;
UNROLLED
            for (int row = 0; row < TILE; row++)
UNROLLED
                for (int place = 0; place < 2; place++) {
                    vf factor = load_floats(scales + 64 * place) * splat(record_scales(record, TILE)[row]);
                    sums[row][place] = fused(__builtin_convertvector(dots[row][place], vf), factor, sums[row][place]);
                    if (has_minima(format))
                        sums[row][place] = fused(load_floats(scales + 128 + 64 * place),
                                                 splat(record_sums(record, TILE)[row]), sums[row][place]);
                }
        }
UNROLLED
    for (int row = 0; row < TILE; row++) {
        result[row][0] = sums[row][0];
        result[row][1] = sums[row][1];
    }
}

INLINE void tile_panels(const int format, const struct martlet_activations *a, const uint8_t *panels,
                        const struct martlet_product_target *target, uint8_t *scratch) {
    const long groups = group_count(format, a->depth), blocks = groups * group_size(format) / BLOCK;
    const long bytes = header_bytes(format, groups) + groups * group_bytes(format);
    const long stride = tile_bytes(TILE, a->depth);
    for (long column = 0; column < target->columns; column += 2 * MARTLET_PANEL_COLUMNS, panels += 2 * bytes) {
        const bool has_second = column + MARTLET_PANEL_COLUMNS < target->columns;
        unpack_panel(format, panels, groups, 0, scratch);
        // Without a second, the first takes its place: what is computed of it goes nowhere.
        unpack_panel(format, panels + (has_second ? bytes : 0), groups, 1, scratch);
        const uint8_t *tile = a->tiles;
        for (long first = 0; first < a->rows; first += TILE, tile += stride) {
            vf sums[TILE][2];
            tile_pair(format, scratch, blocks, tile, sums);
            const long end = a->rows - first < TILE ? a->rows - first : TILE;
            for (long row = 0; row < end; row++) {
                write_sums(sums[row][0], target, first + row, column);
                if (has_second) write_sums(sums[row][1], target, first + row, column + MARTLET_PANEL_COLUMNS);
            }
        }
    }
}
