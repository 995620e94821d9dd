// Any processor.
#define TABLE martlet_quantized_portable
#define TILE 2
#include "all.h"
