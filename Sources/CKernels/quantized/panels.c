// Panels from the blocks of files, and rows from panels. Once for all instruction sets: it is done when a model is loaded.
#include <string.h>

#include "../blocks/common.h"
#include "../blocks/k_scales.h"
#include "panels.h"

// Types of GGUF files, by number.
enum { Q4_0 = 2, Q4_1 = 3, Q5_0 = 6, Q5_1 = 7, Q8_0 = 8, Q3_K = 11, Q4_K = 12, Q5_K = 13, Q6_K = 14, IQ4_NL = 20 };

struct q4_0 { uint8_t scale[2], quants[16]; };
struct q4_1 { uint8_t scale[2], minimum[2], quants[16]; };
struct q5_1 { uint8_t scale[2], minimum[2], high[4], quants[16]; };
struct q5_0 { uint8_t scale[2], high[4], quants[16]; };
struct q8_0 { uint8_t scale[2], quants[32]; };
struct q3_k { uint8_t high[32], low[64], scales[12], scale[2]; };
struct q4_k { uint8_t scale[2], minimum[2], scales[12], quants[128]; };
struct q5_k { uint8_t scale[2], minimum[2], scales[12], high[32], quants[128]; };
struct q6_k { uint8_t low[128], high[64], scales[16], scale[2]; };

int martlet_panel_format_of(uint32_t type) {
    switch (type) {
    case Q4_0: return MARTLET_PANEL_Q4_0;
    case Q4_1: return MARTLET_PANEL_Q4_1;
    case Q5_1: return MARTLET_PANEL_Q5_1;
    case Q5_0:
    case IQ4_NL:
    case Q8_0: return MARTLET_PANEL_Q8_0;
    case Q4_K: return MARTLET_PANEL_Q4_K;
    case Q5_K: return MARTLET_PANEL_Q5_K;
    case Q3_K:
    case Q6_K: return MARTLET_PANEL_Q6_K;
    default: return -1;
    }
}

long martlet_panel_bytes(enum martlet_panel_format format, long depth) {
    long groups = group_count(format, depth);
    return header_bytes(format, groups) + groups * group_bytes(format);
}

static void q8_0_of_q5_0(const struct q5_0 *source, struct q8_0 *target) {
    memcpy(target->scale, source->scale, 2);
    const uint32_t high = load_u32(source->high);
    for (int i = 0; i < 16; i++) {
        target->quants[i] = (uint8_t)(((source->quants[i] & 15) | (high >> i & 1) << 4) - 16);
        target->quants[i + 16] = (uint8_t)((source->quants[i] >> 4 | (high >> (i + 16) & 1) << 4) - 16);
    }
}

static void q8_0_of_iq4_nl(const struct q4_0 *source, struct q8_0 *target) {
    static const int8_t values[16] = {-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113};
    memcpy(target->scale, source->scale, 2);
    for (int i = 0; i < 16; i++) {
        target->quants[i] = (uint8_t)values[source->quants[i] & 15];
        target->quants[i + 16] = (uint8_t)values[source->quants[i] >> 4];
    }
}

static void q6_k_of_q3_k(const struct q3_k *source, struct q6_k *target) {
    memset(target, 0, sizeof *target);
    memcpy(target->scale, source->scale, 2);
    for (int part = 0; part < 16; part++) target->scales[part] = (uint8_t)unpack_q3_k_scale(source->scales, part);
    for (int half = 0; half < 2; half++)
        for (int quarter = 0; quarter < 4; quarter++)
            for (int i = 0; i < 32; i++) {
                int low = source->low[32 * half + i] >> (2 * quarter) & 3;
                int q = low - (source->high[i] >> (4 * half + quarter) & 1 ? 0 : 4) + 32;
                target->low[64 * half + 32 * (quarter % 2) + i] |= (uint8_t)((q & 15) << (quarter < 2 ? 0 : 4));
                target->high[32 * half + i] |= (uint8_t)(q >> 4 << (2 * quarter));
            }
}

// Block `index` of a row in the layout of the panel's format; `room` holds it where it has to be made.
static const void *block_of(uint32_t type, const uint8_t *row, long index, void *room) {
    switch (type) {
    case Q4_0: return row + index * (long)sizeof(struct q4_0);
    case Q4_1: return row + index * (long)sizeof(struct q4_1);
    case Q5_1: return row + index * (long)sizeof(struct q5_1);
    case Q8_0: return row + index * (long)sizeof(struct q8_0);
    case Q5_0: q8_0_of_q5_0((const struct q5_0 *)row + index, room); return room;
    case IQ4_NL: q8_0_of_iq4_nl((const struct q4_0 *)row + index, room); return room;
    case Q4_K: return row + index * (long)sizeof(struct q4_k);
    case Q5_K: return row + index * (long)sizeof(struct q5_k);
    case Q3_K: q6_k_of_q3_k((const struct q3_k *)row + index, room); return room;
    default: return row + index * (long)sizeof(struct q6_k);
    }
}

// Puts the words of a row's bytes into its column.
static void place_words(uint8_t *target, long column, const uint8_t *bytes, int count, uint32_t flipped) {
    for (int i = 0; i < count / 4; i++) {
        uint32_t word = load_u32(bytes + 4 * i) ^ flipped;
        memcpy(target + 64 * i + 4 * column, &word, 4);
    }
}

// The fifth bits of a block of 32 as a word: byte b holds those of elements b, b + 4, ..., b + 28.
static uint32_t fifth_bits(uint32_t high) {
    uint32_t word = 0;
    for (int i = 0; i < 32; i++) word |= (high >> i & 1) << (8 * (i % 4) + i / 4);
    return word;
}

void martlet_fill_panel(uint32_t type, const uint8_t *const rows[MARTLET_PANEL_COLUMNS], long depth, uint8_t *panel) {
    const int format = martlet_panel_format_of(type);
    const long groups = group_count(format, depth);
    memset(panel, 0, (size_t)martlet_panel_bytes((enum martlet_panel_format)format, depth));
    for (long column = 0; column < MARTLET_PANEL_COLUMNS; column++) {
        if (!rows[column]) continue;
        uint8_t *header = panel, *group = panel + header_bytes(format, groups);
        for (long g = 0; g < groups; g++, header += 32, group += group_bytes(format)) {
            struct q6_k room;
            switch (format) {
            case MARTLET_PANEL_Q4_0:
            case MARTLET_PANEL_Q8_0:
                for (long i = 0; i < 2 && g * 64 + i * 32 < depth; i++) {
                    const void *block = block_of(type, rows[column], 2 * g + i, &room);
                    memcpy(group + 32 * i + 2 * column, block, 2);
                    if (format == MARTLET_PANEL_Q4_0)
                        place_words(group + 64 + 256 * i, column, ((const struct q4_0 *)block)->quants, 16, 0);
                    else
                        // From signed to 128 more.
                        place_words(group + 64 + 512 * i, column, ((const struct q8_0 *)block)->quants, 32, 0x80808080);
                }
                break;
            case MARTLET_PANEL_Q4_1:
            case MARTLET_PANEL_Q5_1:
                for (long i = 0; i < 2 && g * 64 + i * 32 < depth; i++) {
                    const uint8_t *block = block_of(type, rows[column], 2 * g + i, &room);
                    memcpy(group + 64 * i + 2 * column, block, 2);
                    memcpy(group + 64 * i + 32 + 2 * column, block + 2, 2);
                    if (format == MARTLET_PANEL_Q4_1) {
                        place_words(group + 128 + 256 * i, column, ((const struct q4_1 *)block)->quants, 16, 0);
                    } else {
                        const uint32_t word = fifth_bits(load_u32(((const struct q5_1 *)block)->high));
                        memcpy(group + 128 + 64 * i + 4 * column, &word, 4);
                        place_words(group + 256 + 256 * i, column, ((const struct q5_1 *)block)->quants, 16, 0);
                    }
                }
                break;
            case MARTLET_PANEL_Q4_K: {
                const struct q4_k *block = block_of(type, rows[column], g, &room);
                place_words(group, column, block->scales, 12, 0);
                memcpy(group + 192 + 2 * column, block->scale, 2);
                memcpy(group + 224 + 2 * column, block->minimum, 2);
                place_words(group + 256, column, block->quants, 128, 0);
                break;
            }
            case MARTLET_PANEL_Q5_K: {
                const struct q5_k *block = block_of(type, rows[column], g, &room);
                place_words(group, column, block->scales, 12, 0);
                memcpy(group + 192 + 2 * column, block->scale, 2);
                memcpy(group + 224 + 2 * column, block->minimum, 2);
                place_words(group + 256, column, block->high, 32, 0);
                place_words(group + 256 + 512, column, block->quants, 128, 0);
                break;
            }
            default: {
                const struct q6_k *block = block_of(type, rows[column], g, &room);
                memcpy(header + 2 * column, block->scale, 2);
                place_words(group, column, block->scales, 16, 0);
                place_words(group + 256, column, block->high, 64, 0);
                place_words(group + 256 + 1024, column, block->low, 128, 0);
            }
            }
        }
    }
}

// The bytes of a column's words.
static void take_words(const uint8_t *source, long column, uint8_t *bytes, int count) {
    for (int i = 0; i < count / 4; i++) memcpy(bytes + 4 * i, source + 64 * i + 4 * column, 4);
}

static void row_of_legacy(int format, const uint8_t *group, long depth, long column, float *values) {
    for (long start = 0; start < depth; start += 64, group += group_bytes(format))
        for (long i = 0; i < 2 && start + 32 * i < depth; i++, values += 32) {
            const float scale = load_half(group + 32 * i + 2 * column);
            uint8_t bytes[32];
            if (format == MARTLET_PANEL_Q8_0) {
                take_words(group + 64 + 512 * i, column, bytes, 32);
                for (int j = 0; j < 32; j++) values[j] = scale * (float)(bytes[j] - 128);
            } else {
                take_words(group + 64 + 256 * i, column, bytes, 16);
                for (int j = 0; j < 16; j++) values[j] = scale * (float)((bytes[j] & 15) - 8);
                for (int j = 0; j < 16; j++) values[16 + j] = scale * (float)((bytes[j] >> 4) - 8);
            }
        }
}

static void row_with_minima(int format, const uint8_t *group, long depth, long column, float *values) {
    const bool has_high = format == MARTLET_PANEL_Q5_1;
    for (long start = 0; start < depth; start += 64, group += group_bytes(format))
        for (long i = 0; i < 2 && start + 32 * i < depth; i++, values += 32) {
            const float scale = load_half(group + 64 * i + 2 * column);
            const float minimum = load_half(group + 64 * i + 32 + 2 * column);
            uint8_t quants[16], high[4] = {0};
            if (has_high) take_words(group + 128 + 64 * i, column, high, 4);
            take_words(group + (has_high ? 256 : 128) + 256 * i, column, quants, 16);
            for (int j = 0; j < 32; j++) {
                int q = quants[j % 16] >> (j / 16 * 4) & 15;
                values[j] = scale * (float)(q | (high[j % 4] >> (j / 4) & 1) << 4) + minimum;
            }
        }
}

static void row_of_middle(int format, const uint8_t *group, long depth, long column, float *values) {
    const bool has_high = format == MARTLET_PANEL_Q5_K;
    for (long start = 0; start < depth; start += 256, group += group_bytes(format), values += 256) {
        uint8_t scales[12], high[32] = {0}, quants[128];
        take_words(group, column, scales, 12);
        if (has_high) take_words(group + 256, column, high, 32);
        take_words(group + 256 + (has_high ? 512 : 0), column, quants, 128);
        const float scale = load_half(group + 192 + 2 * column), minimum = load_half(group + 224 + 2 * column);
        for (int part = 0; part < 8; part++) {
            int s, m;
            unpack_scale_and_minimum(scales, part, &s, &m);
            const float part_scale = scale * (float)s, part_minimum = minimum * (float)m;
            for (int j = 0; j < 32; j++) {
                int q = quants[32 * (part / 2) + j] >> (part % 2 * 4) & 15;
                values[32 * part + j] = part_scale * (float)(q | (high[j] >> part & 1) << 4) - part_minimum;
            }
        }
    }
}

static void row_of_q6_k(const uint8_t *panel, long depth, long column, float *values) {
    const long groups = group_count(MARTLET_PANEL_Q6_K, depth);
    const uint8_t *header = panel, *group = panel + header_bytes(MARTLET_PANEL_Q6_K, groups);
    for (long g = 0; g < groups; g++, header += 32, group += group_bytes(MARTLET_PANEL_Q6_K), values += 256) {
        uint8_t scales[16], high[64], low[128];
        take_words(group, column, scales, 16);
        take_words(group + 256, column, high, 64);
        take_words(group + 256 + 1024, column, low, 128);
        const float scale = load_half(header + 2 * column);
        for (int i = 0; i < 256; i++) {
            const int half = i / 128, quarter = i % 128 / 32, j = i % 32;
            int q = low[64 * half + 32 * (quarter % 2) + j] >> (quarter < 2 ? 0 : 4) & 15;
            q |= (high[32 * half + j] >> (2 * quarter) & 3) << 4;
            values[i] = scale * (float)(int8_t)scales[i / 16] * (float)(q - 32);
        }
    }
}

void martlet_panel_row(enum martlet_panel_format format, const uint8_t *panel, long depth, long column, float *values) {
    switch (format) {
    case MARTLET_PANEL_Q4_0:
    case MARTLET_PANEL_Q8_0: row_of_legacy(format, panel, depth, column, values); break;
    case MARTLET_PANEL_Q4_1:
    case MARTLET_PANEL_Q5_1: row_with_minima(format, panel, depth, column, values); break;
    case MARTLET_PANEL_Q4_K:
    case MARTLET_PANEL_Q5_K: row_of_middle(format, panel, depth, column, values); break;
    case MARTLET_PANEL_Q6_K: row_of_q6_k(panel, depth, column, values); break;
    }
}
