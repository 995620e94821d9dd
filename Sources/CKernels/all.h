// Every kernel, once. Included by the file of each instruction set.
#pragma clang fp contract(fast)
#include "simd.h"
#include "product.h"
#include "packing.h"
#include "elementwise.h"
#include "logits.h"
#define TYPED_BF16 0
#include "typed.h"
#include "layernorm.h"
#include "activations.h"
#include "softcap.h"
#include "experts.h"
#include "attention.h"
#define TYPED_BF16 1
#include "typed.h"
#include "layernorm.h"
#include "activations.h"
#include "softcap.h"
#include "experts.h"
#include "attention.h"
#include "cache/all.h"
#include "table.h"
