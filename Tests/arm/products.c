// Products with every format of panels, by the portable table and by the best one of the processor that runs this: their
// bits must be equal, and what is printed the same on every processor.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "quantized.h"

enum { DEPTH = 768, COLUMNS = 37, MOST_ROWS = 20 };

// A type of GGUF files, its blocks, and where in a block the half-precision scales are; other bytes may be anything.
static const struct block_type {
    uint32_t type;
    long size, bytes, scales[2];
} types[] = {
    {2, 32, 18, {0, 0}},       {3, 32, 20, {0, 2}},       {6, 32, 22, {0, 0}},   {7, 32, 24, {0, 2}},
    {8, 32, 34, {0, 0}},       {11, 256, 110, {108, 108}}, {12, 256, 144, {0, 2}}, {13, 256, 176, {0, 2}},
    {14, 256, 210, {208, 208}}, {20, 32, 18, {0, 0}},
};

static uint32_t state = 1;

static uint32_t next_number(void) {
    state = state * 1664525u + 1013904223u;
    return state >> 8;
}

// FNV-1a over the bytes, going on from `hash`.
static uint64_t hash_of(uint64_t hash, const void *bytes, size_t count) {
    for (size_t i = 0; i < count; i++) hash = (hash ^ ((const uint8_t *)bytes)[i]) * 0x100000001b3u;
    return hash;
}

static void *room(long bytes) {
    void *p = aligned_alloc(64, (size_t)(bytes + 63) / 64 * 64);
    if (!p) abort();
    return p;
}

static uint8_t *random_panels(const struct block_type *type) {
    const long row_bytes = DEPTH / type->size * type->bytes;
    uint8_t *rows = room(COLUMNS * row_bytes);
    for (long i = 0; i < COLUMNS * row_bytes; i++) rows[i] = (uint8_t)next_number();
    for (long block = 0; block < COLUMNS * DEPTH / type->size; block++)
        for (int i = 0; i < 2; i++) {
            _Float16 scale = (_Float16)(0.01f + 0.02f * (float)(next_number() % 1000) / 1000.0f);
            memcpy(rows + block * type->bytes + type->scales[i], &scale, 2);
        }
    const int format = martlet_panel_format_of(type->type);
    const long panel_bytes = martlet_panel_bytes(format, DEPTH), panels = (COLUMNS + 15) / 16;
    // Behind the last panel lie bytes that are asked for ahead.
    uint8_t *result = room(panels * panel_bytes + 16384);
    for (long panel = 0; panel < panels; panel++) {
        const uint8_t *sixteen[MARTLET_PANEL_COLUMNS];
        for (long i = 0; i < MARTLET_PANEL_COLUMNS; i++)
            sixteen[i] = 16 * panel + i < COLUMNS ? rows + (16 * panel + i) * row_bytes : NULL;
        martlet_fill_panel(type->type, sixteen, DEPTH, result + panel * panel_bytes);
    }
    free(rows);
    return result;
}

// A hash of the products of some rows, as they are and normalized on the way.
static uint64_t products(const struct martlet_quantized_kernels *kernels, int format, const uint8_t *panels,
                         const float *x, const float *factors, const float *weight) {
    static const long counts[] = {1, 2, 3, 7, 8, 9, MOST_ROWS};
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t i = 0; i < 2 * sizeof counts / sizeof *counts; i++) {
        const long count = counts[i / 2], tile = kernels->tile_for(count), bytes = kernels->tile_bytes(tile, DEPTH);
        const bool normalizes = i % 2;
        uint8_t *tiles = room((count + tile - 1) / tile * bytes);
        for (long first = 0; first < count; first += tile) {
            struct martlet_float_rows rows = {
                x + first * DEPTH, DEPTH, count - first < tile ? count - first : tile, DEPTH,
                normalizes ? factors + first : NULL, normalizes ? weight : NULL};
            kernels->quantize_rows(format, &rows, tile, tiles + first / tile * bytes);
        }
        float c[MOST_ROWS * COLUMNS];
        struct martlet_activations a = {tiles, count, DEPTH, tile};
        struct martlet_product_target target = {c, NULL, COLUMNS, COLUMNS};
        void *scratch = count > kernels->most_streamed ? room(kernels->scratch_bytes(format, DEPTH)) : NULL;
        kernels->product(format, &a, panels, &target, scratch);
        hash = hash_of(hash, c, (size_t)count * COLUMNS * sizeof *c);
        free(scratch);
        free(tiles);
    }
    return hash;
}

int main(void) {
    extern const struct martlet_quantized_kernels martlet_quantized_portable;
    const struct martlet_quantized_kernels *best = martlet_quantized_kernels_at(martlet_best_level());
    fprintf(stderr, "beside the portable table: %s\n", best == &martlet_quantized_portable ? "none" : "another");
    float x[MOST_ROWS * DEPTH], factors[MOST_ROWS], weight[DEPTH];
    for (int i = 0; i < MOST_ROWS * DEPTH; i++) x[i] = ((float)(next_number() % 20001) - 10000.0f) / 7000.0f;
    for (int i = 0; i < MOST_ROWS; i++) factors[i] = 0.5f + 0.037f * (float)i;
    for (int i = 0; i < DEPTH; i++) weight[i] = (float)(next_number() % 1000) / 500.0f;
    int differing = 0;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        uint8_t *panels = random_panels(types + i);
        const int format = martlet_panel_format_of(types[i].type);
        const uint64_t plain = products(&martlet_quantized_portable, format, panels, x, factors, weight);
        const uint64_t fast = products(best, format, panels, x, factors, weight);
        printf("type %u: %016llx\n", types[i].type, (unsigned long long)fast);
        if (plain != fast) {
            fprintf(stderr, "type %u: the portable table gives %016llx\n", types[i].type, (unsigned long long)plain);
            differing = 1;
        }
        free(panels);
    }
    return differing;
}
