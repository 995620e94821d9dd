// Products with quantized weights, once. Included by the file of each instruction set, which has defined TABLE and TILE.
#pragma clang fp contract(off)
#include "vectors.h"
#include "unpacking.h"
#include "activations.h"
#include "streaming.h"
#include "tiling.h"
#include "table.h"
