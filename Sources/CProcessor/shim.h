#pragma once

// The vector instructions that this program may use, as the compiler was told (-march): 4 AVX-512,
// 3 AVX2 with FMA, 2 the base of x86-64, 0 another processor.
static inline int ht_compiled_vector_level(void) {
#if defined(__AVX512F__)
    return 4;
#elif defined(__AVX2__) && defined(__FMA__)
    return 3;
#elif defined(__x86_64__)
    return 2;
#else
    return 0;
#endif
}
