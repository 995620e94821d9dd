#pragma once

#include <linux/filter.h>
#include <linux/seccomp.h>

enum { martlet_filter_capacity = 320 };

/// Writes the filter's instructions; returns how many there are.
unsigned short martlet_filter(struct sock_filter *instructions);
