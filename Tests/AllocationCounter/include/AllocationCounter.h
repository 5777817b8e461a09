#pragma once
#include <stddef.h>

/// Allocations of the calling thread so far.
unsigned long allocation_count(void);
