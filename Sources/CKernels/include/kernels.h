// The kernels of Martlet: plain loops over rows, one table of them for each instruction set. (Those for text are in
// pieces.h.)
//
// Every function works on a range of rows or elements that the caller chose; none starts threads or allocates.
// The order of every sum depends on the shape of the problem alone, so that the caller may split work as it likes.
// "T" in a comment is the type of activations: float in the functions that end in _f32, bfloat16 in _bf16.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cache.h"

/// Raw bits of a bfloat16 number.
typedef uint16_t martlet_bf16;

/// Where the keys and values of one sequence lie, and how they are masked.
struct martlet_attention {
    long length;             // positions in the sequence
    long head_size;          // elements a head; even for bfloat16
    long query_heads;        // query heads that share this key-value head
    long row_stride;         // elements from one position to the next in queries, keys and values
    long output_stride;      // elements from one position to the next in the output
    float scale;             // factor on the scores, usually 1 / sqrt(head_size)
    const int32_t *first;    // first visible key of each position, or NULL for 0
    long window;             // keys that a position sees, itself included, or 0 for all
    bool both_ways;          // whether a position sees those after it as well; without a window
    float softcap;           // scores become softcap * tanh(score / softcap), or 0 for as they are
};

/// Logits that share a maximum.
enum { MARTLET_LOGIT_BLOCK = 64 };

/// A function between the products of a feed-forward layer.
enum martlet_activation {
    MARTLET_SILU,       // x sigmoid(x)
    MARTLET_GELU,       // x times the normal distribution's integral up to x
    MARTLET_GELU_TANH,  // its approximation by tanh
    MARTLET_RELU,       // max(x, 0)
};

/// The coefficients of one AdamW step.
struct martlet_adamw {
    float learning_rate, beta1, beta2, epsilon, decay;
    float correction1, correction2;  // 1 - beta^step
    float gradient_scale;            // factor on every gradient (clipping)
};

/// One instruction set's implementation of everything.
struct martlet_kernels {
    const char *name;
    long vector_width;  // floats in a vector
    long panel_width;   // columns of a packed panel at its widest

    // Packing for products. A "unit" is 32 bits: one float, or a pair of bfloat16 that neighbour along the summed
    // dimension. A panel is [units][width] units. Missing rows and columns are filled with zeros.
    void (*pack_rows_f32)(const float *source, long stride, long depth, long columns, uint32_t *units, long width);
    void (*pack_rows_bf16)(const martlet_bf16 *source, long stride, long depth, long columns, uint32_t *units,
                           long width);
    void (*pack_rows_f32_bf16)(const float *source, long stride, long depth, long columns, uint32_t *units, long width);
    void (*pack_transposed_f32)(const float *source, long stride, long depth, long columns, uint32_t *units,
                                long width);
    void (*pack_transposed_bf16)(const martlet_bf16 *source, long stride, long depth, long columns, uint32_t *units,
                                 long width);
    void (*pack_transposed_f32_bf16)(const float *source, long stride, long depth, long columns, uint32_t *units,
                                     long width);

    // c[rows, columns] = residual + a b. `a` has a unit at a[row * a_row + unit * a_unit]; `b` is a row of panels
    // `panel_stride` units apart, each `width` columns wide. Each element is one chain of fused multiply-adds over the
    // units in order, whatever `rows` and `columns` are. `residual` may be NULL or equal to c.
    void (*product_f32)(const uint32_t *a, long a_row, long a_unit, const void *b, long panel_stride, long width,
                        long units, const float *residual, long residual_stride, void *c, long c_stride,
                        bool c_is_bf16, long rows, long columns);
    void (*product_bf16)(const uint32_t *a, long a_row, long a_unit, const void *b, long panel_stride, long width,
                        long units, const float *residual, long residual_stride, void *c, long c_stride,
                        bool c_is_bf16, long rows, long columns);
    // The same for rows of floats and panels of 16 bits a unit: IEEE halves, or bfloat16.
    void (*product_f32_f16)(const uint32_t *a, long a_row, long a_unit, const void *b, long panel_stride, long width,
                        long units, const float *residual, long residual_stride, void *c, long c_stride,
                        bool c_is_bf16, long rows, long columns);
    void (*product_f32_bf16)(const uint32_t *a, long a_row, long a_unit, const void *b, long panel_stride, long width,
                        long units, const float *residual, long residual_stride, void *c, long c_stride,
                        bool c_is_bf16, long rows, long columns);

    // Packs rows of 16-bit elements, each beginning at rows[column], into a panel [depth][width].
    void (*pack_halves)(const uint16_t *const *rows, long depth, long columns, uint16_t *panel, long width);

    void (*convert_f32_bf16)(const float *source, martlet_bf16 *target, long count);
    void (*convert_bf16_f32)(const martlet_bf16 *source, float *target, long count);

    void (*add_f32)(float *target, const float *source, long count);              // target += source
    void (*scale_f32)(float *target, const float *source, float factor, long count);       // target = factor * source
    void (*add_scaled_f32)(float *target, const float *source, float factor, long count);  // target += factor * source
    void (*softcap)(float *values, long count, float cap);  // cap * tanh(value / cap), in place
    // gradient *= the slope of softcap, where the capped value is at hand.
    void (*softcap_backward_f32)(const float *capped, float *gradient, long count, float cap);
    void (*softcap_backward_bf16)(const float *capped, martlet_bf16 *gradient, long count, float cap);

    // Per row of logits, which become probabilities: the `per_token` most probable experts and their probabilities,
    // which `normalize` makes sum to 1.
    void (*route)(float *logits, long rows, long experts, long per_token, bool normalize, int32_t *choices,
                  float *weights);
    void (*route_backward)(const float *probabilities, const int32_t *choices, const float *weights,
                           const float *dweights, long rows, long experts, long per_token, bool normalize,
                           float *dlogits);
    // One row: target = residual + the sum of weights[i] * source[places[i]], in order.
    void (*mix_rows)(const float *source, const int32_t *places, const float *weights, long count,
                     const float *residual, float *target, long width);
    void (*mix_rows_backward)(const float *gradient, const float *source, const int32_t *places, const float *weights,
                              long count, float *dsource, float *dweights, long width);
    // One row: target = the sum of source[places[i]], in order.
    void (*sum_rows_f32)(const float *source, const int32_t *places, long count, float *target, long width);
    void (*sum_rows_bf16)(const martlet_bf16 *source, const int32_t *places, long count, martlet_bf16 *target,
                          long width);

    void (*add_bias_f32)(float *rows_of, const float *bias, long rows, long width);
    void (*add_bias_bf16)(martlet_bf16 *rows_of, const float *bias, long rows, long width);
    void (*sum_columns_f32)(const float *source, long stride, long rows, long columns, float *sums);  // sums += ...
    void (*sum_columns_bf16)(const martlet_bf16 *source, long stride, long rows, long columns, float *sums);

    // y = x / rms(x) * weight over rows of `width`; `reciprocal` receives 1 / rms(x) a row.
    void (*rms_norm_f32)(const float *x, const float *weight, float *y, float *reciprocal, long rows, long width,
                         float epsilon);
    void (*rms_norm_bf16)(const float *x, const float *weight, martlet_bf16 *y, float *reciprocal, long rows,
                          long width, float epsilon);
    // 1 / rms(x) a row alone, for whoever multiplies the rows by it later.
    void (*rms_reciprocals)(const float *x, float *reciprocal, long rows, long width, float epsilon);
    // dx (added to when `accumulate`) and dweight (always added to). `dx_bf16` may be NULL, else receives dx as well.
    void (*rms_norm_backward_f32)(const float *dy, const float *x, const float *weight, const float *reciprocal,
                                  float *dx, bool accumulate, martlet_bf16 *dx_bf16, float *dweight, long rows,
                                  long width);
    void (*rms_norm_backward_bf16)(const martlet_bf16 *dy, const float *x, const float *weight,
                                   const float *reciprocal, float *dx, bool accumulate, martlet_bf16 *dx_bf16,
                                   float *dweight, long rows, long width);

    // y = (x - mean(x)) / deviation(x) * weight + bias over rows of `width`; `bias` may be NULL. `statistics` receives
    // mean(x) and 1 / deviation(x) a row.
    void (*layer_norm_f32)(const float *x, const float *weight, const float *bias, float *y, float *statistics,
                           long rows, long width, float epsilon);
    void (*layer_norm_bf16)(const float *x, const float *weight, const float *bias, martlet_bf16 *y,
                            float *statistics, long rows, long width, float epsilon);
    // As rms_norm_backward, with dbias (always added to; NULL without a bias).
    void (*layer_norm_backward_f32)(const float *dy, const float *x, const float *weight, const float *statistics,
                                    float *dx, bool accumulate, martlet_bf16 *dx_bf16, float *dweight, float *dbias,
                                    long rows, long width);
    void (*layer_norm_backward_bf16)(const martlet_bf16 *dy, const float *x, const float *weight,
                                     const float *statistics, float *dx, bool accumulate, martlet_bf16 *dx_bf16,
                                     float *dweight, float *dbias, long rows, long width);

    // Per head: optional RMS norm (weight may be NULL), then rotation of (x[i], x[i + turned/2]) by the angles in
    // cosine/sine[position * turned/2 + i]; elements from `turned` on keep their place. Row r has position
    // positions[r].
    void (*rotate_f32)(const float *source, float *target, long stride, long rows, long heads, long size,
                       long turned, const int32_t *positions, const float *cosine, const float *sine, const float *weight,
                       float epsilon, float *reciprocal);
    void (*rotate_bf16)(const martlet_bf16 *source, martlet_bf16 *target, long stride, long rows, long heads,
                        long size, long turned, const int32_t *positions, const float *cosine, const float *sine,
                        const float *weight, float epsilon, float *reciprocal);
    // In place on the gradient; `source` is the forward input (needed with a weight only).
    void (*rotate_backward_f32)(const float *source, float *gradient, long stride, long rows, long heads, long size,
                                long turned, const int32_t *positions, const float *cosine, const float *sine,
                                const float *weight, const float *reciprocal, float *dweight);
    void (*rotate_backward_bf16)(const martlet_bf16 *source, martlet_bf16 *gradient, long stride, long rows,
                                 long heads, long size, long turned, const int32_t *positions, const float *cosine,
                                 const float *sine, const float *weight, const float *reciprocal, float *dweight);

    // Attention of one key-value head of one sequence, for all query heads that share it.
    // `logsumexp` is [query_heads, length]. Scratch sizes: see martlet_attention_scratch.
    void (*attention_f32)(const struct martlet_attention *shape, const float *queries, const float *keys,
                          const float *values, float *output, float *logsumexp, void *scratch);
    void (*attention_bf16)(const struct martlet_attention *shape, const martlet_bf16 *queries,
                           const martlet_bf16 *keys, const martlet_bf16 *values, martlet_bf16 *output,
                           float *logsumexp, void *scratch);
    void (*attention_backward_f32)(const struct martlet_attention *shape, const float *queries, const float *keys,
                                   const float *values, const float *output, const float *doutput,
                                   const float *logsumexp, float *dqueries, float *dkeys, float *dvalues,
                                   void *scratch);
    void (*attention_backward_bf16)(const struct martlet_attention *shape, const martlet_bf16 *queries,
                                    const martlet_bf16 *keys, const martlet_bf16 *values, const martlet_bf16 *output,
                                    const martlet_bf16 *doutput, const float *logsumexp, martlet_bf16 *dqueries,
                                    martlet_bf16 *dkeys, martlet_bf16 *dvalues, void *scratch);
    long (*attention_scratch)(long length, long head_size);  // bytes that either direction needs

    // Caches of keys and values (cache.h). The keys and values of `count` rows, `stride` elements apart, to the places
    // from `first` on of a head's part of a page.
    void (*store_cache)(const struct martlet_cache_layout *layout, const float *keys, const float *values, long stride,
                        long first, long count, void *page);
    long (*attended_floats)(const struct martlet_cache_layout *layout, long queries);  // floats of a state
    long (*attend_scratch)(const struct martlet_cache_layout *layout, long queries);   // bytes that attend needs
    // What the rows see of the positions from `first` to `last`, both multiples of MARTLET_CACHE_RANGE (or `last` the
    // end), into `state`.
    void (*attend)(const struct martlet_cached_attention *shape, const float *queries, long first, long last,
                   float *state, void *scratch);
    // The rows' outputs from the states of `count` runs of positions, in order; the first state is overwritten.
    void (*attended_output)(const struct martlet_cached_attention *shape, float *states, long count, long state_stride,
                            float *output, long output_stride);

    // y = activation(x), and dx = dy * its slope at x; dx may be x.
    void (*activate_f32)(enum martlet_activation activation, const float *x, float *y, long count);
    void (*activate_bf16)(enum martlet_activation activation, const martlet_bf16 *x, martlet_bf16 *y, long count);
    void (*activate_backward_f32)(enum martlet_activation activation, const float *x, const float *dy, float *dx,
                                  long count);
    void (*activate_backward_bf16)(enum martlet_activation activation, const martlet_bf16 *x, const martlet_bf16 *dy,
                                   martlet_bf16 *dx, long count);

    // activated = activation(gate) * up, from rows [gate | up] of 2 * width; dgate_up may be gate_up.
    void (*gated_activation_f32)(enum martlet_activation activation, const float *gate_up, float *activated,
                                 long rows, long width);
    void (*gated_activation_bf16)(enum martlet_activation activation, const martlet_bf16 *gate_up,
                                  martlet_bf16 *activated, long rows, long width);
    void (*gated_activation_backward_f32)(enum martlet_activation activation, const float *gate_up,
                                          const float *dactivated, float *dgate_up, long rows, long width);
    void (*gated_activation_backward_bf16)(enum martlet_activation activation, const martlet_bf16 *gate_up,
                                           const martlet_bf16 *dactivated, martlet_bf16 *dgate_up, long rows,
                                           long width);

    // Per row: -log softmax(logits)[target] into losses (0 where target < 0). With dlogits (may be NULL, may alias
    // logits in f32), (softmax - onehot) * scale.
    void (*cross_entropy_f32)(const float *logits, const int32_t *targets, float *losses, float *dlogits, float scale,
                              long rows, long width);
    void (*cross_entropy_bf16)(const float *logits, const int32_t *targets, float *losses, martlet_bf16 *dlogits,
                               float scale, long rows, long width);

    double (*sum_of_squares)(const float *values, long count);
    void (*adamw)(float *parameters, const float *gradients, float *first_moments, float *second_moments, long count,
                  const struct martlet_adamw *step);

    // The highest of each MARTLET_LOGIT_BLOCK logits, the last block perhaps shorter. Returns how many logits are
    // above minus infinity, or -1 if one is NaN or plus infinity.
    long (*logit_maxima)(const float *logits, long count, float *maxima);
    // The sum of e^((logit - highest) * scale); `scale` is finite and not 0, no logit is above `highest`.
    double (*exponential_sum)(const float *logits, long count, float highest, float scale);
};

/// Instruction sets with a table of their own, best last.
enum martlet_level {
    MARTLET_PORTABLE = 0,
    MARTLET_AVX2 = 1,
    MARTLET_AVX512 = 2,
    MARTLET_AVX512_BF16 = 3,
};

/// The table for `level`, or NULL where this CPU or this build lacks it.
const struct martlet_kernels *martlet_kernels_at(enum martlet_level level);

/// The best level that this CPU runs.
enum martlet_level martlet_best_level(void);

/// Whether the CPU has the named feature ("avx2", "avx512f", "avx512_bf16", "avx512_vnni", "amx_bf16", "dotprod", ...).
bool martlet_cpu_has(const char *feature);

/// Processors that this process may run on.
long martlet_processor_count(void);

/// Tells the CPU that the caller is spinning.
static inline void martlet_pause(void) {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

/// Asks memory for `count` bytes from `address` on, which need not exist.
static inline void martlet_fetch(uintptr_t address, long count) {
    for (long i = 0; i < count; i += 64) __builtin_prefetch((const void *)(address + (uintptr_t)i), 0, 2);
}
