// Every block format, once. Included by the file of each instruction set, which has defined TABLE.
#pragma clang fp contract(off)
#include "common.h"
#include "vectors.h"
#include "search.h"
#include "plain.h"
#include "legacy.h"
#include "k_scales.h"
#include "k_small.h"
#include "k_search.h"
#include "k_middle.h"
#include "q6_k.h"
#include "nonlinear.h"
#include "table.h"
