// Numbers of fewer bits: rows of floats as blocks that share a scale, the formats of GGUF files.
//
// Every function works on whole blocks that lie side by side, needs no alignment and neither allocates nor starts
// threads. A block depends on its own elements alone, and no product is fused with a sum, so that every table gives the
// same bits, however the caller splits its rows. Source: the layouts in ggml-common.h of ggml-org/ggml.
#pragma once

#include "kernels.h"

/// How one format is read and written.
struct martlet_block_format {
    long block_size;   // elements in a block
    long block_bytes;  // bytes of a block

    // Fills `values` with the `count` elements, a multiple of the block's, of the blocks at `source`.
    void (*dequantize)(const void *source, float *values, long count);

    // Fills the blocks at `target` with `count` elements, of at most 65504 in magnitude. `importance` is the weight of each
    // element's squared error, or NULL. NULL where the format is not written.
    void (*quantize)(const float *values, const float *importance, void *target, long count);
};

/// The format of a type of GGUF files in the table for `level`, or NULL where this CPU lacks the level or this
/// package the format.
const struct martlet_block_format *martlet_block_format_at(enum martlet_level level, uint32_t type);

/// The same in the table that fits this CPU.
const struct martlet_block_format *martlet_block_format(uint32_t type);

/// The first of `count` values whose magnitude is above `limit`, or `count`. What is not finite counts only where
/// `finite_only` says so.
long martlet_first_beyond(const float *values, long count, float limit, bool finite_only);
