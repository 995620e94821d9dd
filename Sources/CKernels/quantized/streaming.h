// Products of few rows: each panel is read once and unpacked on the way, which is what memory's speed asks for.

// Adds the residual and writes a row of a panel's sums.
INLINE void write_sums(vf sums, const struct martlet_product_target *target, long row, long column) {
    const long place = row * target->stride + column, count = target->columns - column;
    float *c = target->c + place;
    const float *residual = target->residual ? target->residual + place : NULL;
    if (count >= MARTLET_PANEL_COLUMNS) {
        if (residual) sums = load_floats(residual) + sums;
        memcpy(c, &sums, sizeof sums);
    } else {
        for (long i = 0; i < count; i++) c[i] = residual ? residual[i] + sums[i] : sums[i];
    }
}

#define MOST_STREAMED 8

// How far ahead bytes are asked for. The processor foresees a straight read well, but with so much arithmetic between two reads
// it asks too late; and asking for a whole group at once leaves the queue of requests full, then empty. Groups of 256 elements
// wait in the second cache first. Docs/lab-notes.md has the measurements.
#define BYTES_AHEAD 8192
#define LARGE_BYTES_AHEAD 6144
#define LARGE_BYTES_FAR_AHEAD 10240

// Asks for the share of part `part` of `parts` in the groups to come. What lies behind the last panel of a task is what the
// thread reads next, or nothing that matters.
INLINE void fetch_ahead(const int format, const uint8_t *group, const int part, const int parts) {
    const long lines = group_bytes(format) / 64;
    const bool is_large = !has_small_blocks(format);
UNROLLED
    for (long line = lines * part / parts; line < lines * (part + 1) / parts; line++) {
        __builtin_prefetch(group + (is_large ? LARGE_BYTES_AHEAD : BYTES_AHEAD) + 64 * line, 0, 3);
        if (is_large) __builtin_prefetch(group + LARGE_BYTES_FAR_AHEAD + 64 * line, 0, 2);
    }
}

// One panel against a tile of `tile` rows.
INLINE void stream_panel(const int format, const int tile, const uint8_t *panel, long groups, const uint8_t *records,
                         vf *result) {
    const int parts = (int)(group_size(format) / part_size(format)), steps = (int)part_size(format) / 4;
    const bool halves = part_size(format) == 16;
    const uint8_t *header = panel, *group = panel + header_bytes(format, groups);
    vf sums[MOST_STREAMED];
UNROLLED
    for (int row = 0; row < tile; row++) sums[row] = (vf){0};
    for (long g = 0; g < groups; g++) {
UNROLLED
        for (int part = 0; part < parts; part++) {
            const uint8_t *record = records + part * part_size(format) / BLOCK * record_bytes(tile);
            const uint8_t *words = record + (halves ? part % 2 * 16 * tile : 0);
            const int32_t *starts = record_starts(record, tile) + (halves ? part % 2 : STARTS_ALL) * tile;
            vf scale, minimum;
            fetch_ahead(format, group, part, parts);
            unpack_scales(format, group, header, part, &scale, &minimum);
            vi dots[MOST_STREAMED];
UNROLLED
            for (int row = 0; row < tile; row++)
                dots[row] = first_sum(format, starts[row]);
UNROLLED
            for (int step = 0; step < steps; step++) {
                vu w = unpack_words(format, group, part, step);
UNROLLED
                for (int row = 0; row < tile; row++)
                    dots[row] = dot4(format != MARTLET_PANEL_Q8_0, dots[row], w, word_at(words + 4 * (step * tile + row)));
            }
UNROLLED
            for (int row = 0; row < tile; row++) {
                vf factor = scale * splat(record_scales(record, tile)[row]);
                sums[row] = fused(__builtin_convertvector(dots[row], vf), factor, sums[row]);
                if (has_minima(format)) sums[row] = fused(minimum, splat(record_sums(record, tile)[row]), sums[row]);
            }
        }
        group += group_bytes(format);
        header += 32;
        records += group_size(format) / BLOCK * record_bytes(tile);
    }
UNROLLED
    for (int row = 0; row < tile; row++) result[row] = sums[row];
}

INLINE void stream_panels(const int format, const int tile, const struct martlet_activations *a, const uint8_t *panels,
                          const struct martlet_product_target *target) {
    const long groups = group_count(format, a->depth);
    const long bytes = header_bytes(format, groups) + groups * group_bytes(format);
    for (long column = 0; column < target->columns; column += MARTLET_PANEL_COLUMNS, panels += bytes) {
        vf sums[MOST_STREAMED];
        stream_panel(format, tile, panels, groups, a->tiles, sums);
        for (long row = 0; row < a->rows; row++) write_sums(sums[row], target, row, column);
    }
}
