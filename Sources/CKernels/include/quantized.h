// Products of rows of floats with weights that stay quantized.
//
// A weight [columns, depth] lies in panels: sixteen of its rows side by side, four neighbouring elements of each at a time,
// in as many bits as its file gives them. Rows of activations are quantized to eight bits, a scale for each 32 elements.
// An element of the product is one chain over the depth in order: the exact sum of integers of each part that shares a
// scale, turned into a float and added by a fused multiply-add. So a row has the same bits whatever its neighbours are,
// and with every instruction set.
#pragma once

#include "kernels.h"

/// What a panel holds. Other types of GGUF files fit in one of these without loss (martlet_panel_format_of).
enum martlet_panel_format {
    MARTLET_PANEL_Q4_0,
    MARTLET_PANEL_Q8_0,
    MARTLET_PANEL_Q4_K,
    MARTLET_PANEL_Q5_K,
    MARTLET_PANEL_Q6_K,
    MARTLET_PANEL_Q4_1,
    MARTLET_PANEL_Q5_1,
};

/// Rows of the weight in a panel: columns of the product.
#define MARTLET_PANEL_COLUMNS 16

/// The format of panels for a type of GGUF files, or -1 where there is none.
int martlet_panel_format_of(uint32_t type);

/// Bytes of a panel of rows of `depth` elements; a multiple of 64.
long martlet_panel_bytes(enum martlet_panel_format format, long depth);

/// Fills `panel` with sixteen rows of blocks of `type`; missing rows are NULL and become zeros.
void martlet_fill_panel(uint32_t type, const uint8_t *const rows[MARTLET_PANEL_COLUMNS], long depth, uint8_t *panel);

/// One row of a panel as floats.
void martlet_panel_row(enum martlet_panel_format format, const uint8_t *panel, long depth, long column, float *values);

/// Rows of floats to be quantized. With a `weight`, which may be NULL, element x[row][i] becomes
/// x[row][i] * factors[row] * weight[i] first: a norm whose rows are written nowhere.
struct martlet_float_rows {
    const float *x;
    long stride, rows, depth;
    const float *factors, *weight;
};

/// Rows of activations of one product, quantized.
struct martlet_activations {
    const uint8_t *tiles;  // as quantize_rows wrote them
    long rows, depth;
    long tile;             // rows of a tile, as quantize_rows was told
};

/// Where a product goes: c = residual + a bᵀ. `residual` has the stride of c, and may be NULL or equal to c.
struct martlet_product_target {
    float *c;
    const float *residual;
    long stride, columns;  // columns: as many as the panels have, or fewer in the last
};

/// One instruction set's products.
struct martlet_quantized_kernels {
    long most_streamed;  // rows that are few: panels are unpacked on the way

    // Rows of a tile for a product of `rows` rows, and the bytes of a tile of that many rows.
    long (*tile_for)(long rows);
    long (*tile_bytes)(long tile, long depth);

    // Quantizes up to `tile` rows into one tile, for panels of `format`; what is missing is filled with zeros.
    void (*quantize_rows)(enum martlet_panel_format format, const struct martlet_float_rows *rows, long tile,
                          uint8_t *tiles);

    // The product with `panels` panels one after another, unpacked into `scratch` where there are many rows; for few
    // rows it is NULL.
    void (*product)(enum martlet_panel_format format, const struct martlet_activations *a, const uint8_t *panels,
                    const struct martlet_product_target *target, uint8_t *scratch);
    long (*scratch_bytes)(enum martlet_panel_format format, long depth);

    // What the processor can do at most: reads `count` bytes (a multiple of 512), and returns something of all of them;
    // makes `rounds` rounds of independent products of bytes, and returns how many multiplications and additions those were.
    uint64_t (*read_bytes)(const uint8_t *bytes, long count);
    long (*multiply_bytes)(long rounds, int32_t *result);
};

/// The products in the table for `level`, or NULL where this CPU lacks the level.
const struct martlet_quantized_kernels *martlet_quantized_kernels_at(enum martlet_level level);
