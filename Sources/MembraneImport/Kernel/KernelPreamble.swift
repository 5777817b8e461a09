/// The C code that every generated kernel starts with: eight lanes and their elementary functions.
///
/// Exponential and logarithm are those of `VectorMath`: Cody–Waite reduction and polynomials; the
/// coefficients of the logarithm are those of fdlibm's `e_log.c`. Functions that models rarely use go lane by lane
/// through the C library.
enum KernelPreamble {
    static let text = """
        #include <math.h>
        #include <stdint.h>
        #include <string.h>
        typedef double v8 __attribute__((vector_size(64)));
        // Swift aligns its vectors to 16 bytes only.
        typedef double v8u __attribute__((vector_size(64), aligned(8)));
        typedef double v4 __attribute__((vector_size(32)));
        typedef int64_t m8 __attribute__((vector_size(64)));
        #define INLINE static inline __attribute__((always_inline))
        INLINE v8 fill(double x) { return (v8){x, x, x, x, x, x, x, x}; }
        INLINE v8 sel(m8 m, v8 a, v8 b) { return (v8)(((m8)a & m) | ((m8)b & ~m)); }
        INLINE v8 vexp(v8 x) {
          const double magic = 6755399441055744.0;
          v8 shifted = x * 1.4426950408889634 + magic;
          v8 n = shifted - magic;
          v8 r = (x - n * 6.93147180369123816490e-01) - n * 1.90821492927058770002e-10;
          v8 r2 = r * r;
          v8 r4 = r2 * r2;
          v8 c2 = 0.5 + r * (1.0 / 6);
          v8 c4 = 1.0 / 24 + r * (1.0 / 120);
          v8 c6 = 1.0 / 720 + r * (1.0 / 5040);
          v8 c8 = 1.0 / 40320 + r * (1.0 / 362880);
          v8 c10 = 1.0 / 3628800 + r * (1.0 / 39916800);
          v8 c12 = 1.0 / 479001600 + r * (1.0 / 6227020800);
          v8 tail = (c2 + r2 * c4) + r4 * ((c6 + r2 * c8) + r4 * (c10 + r2 * c12));
          v8 p = 1.0 + (r + r2 * tail);
          v8 scaled = (p + p) * (v8)(((m8)shifted + 1022) << 52);
          v8 bounded = sel(x > 709.782712893384, fill(INFINITY), scaled);
          return sel(x < -708.0, fill(0.0), bounded);
        }
        INLINE v8 vlog(v8 x) {
          m8 carried = (m8)x + (int64_t)(0x3ff0000000000000ll - 0x3fe6a09e667f3bcdll);
          v8 k = (v8)((m8)((carried >> 52) & 0xfff) | 0x4330000000000000ll) - 4503599627371519.0;
          v8 m = (v8)((carried & 0x000fffffffffffffll) + 0x3fe6a09e667f3bcdll);
          v8 f = m - 1.0;
          v8 s = f / (2.0 + f);
          v8 z = s * s;
          v8 w = z * z;
          v8 even = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01
            + w * 1.531383769920937332e-01));
          v8 odd = z * (6.666666666666735130e-01 + w * (2.857142874366239149e-01
            + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)));
          v8 half = 0.5 * f * f;
          v8 fine = s * (half + (even + odd)) + k * 1.90821492927058770002e-10;
          v8 value = k * 6.93147180369123816490e-01 - ((half - fine) - f);
          v8 finite = sel(x < INFINITY, value, x);
          v8 positive = sel(x < 2.2250738585072014e-308, fill(-INFINITY), finite);
          return sel(x < 0.0, fill(NAN), positive);
        }
        INLINE v8 vpow(v8 a, v8 b) {
          v8 value = vexp(b * vlog(a));
          m8 negative = a < 0.0;
          for (int i = 0; i < 8; i++)
            if (negative[i]) value[i] = pow(a[i], b[i]);
          return value;
        }
        #define LANES(name, f) INLINE v8 name(v8 x) { \\
          for (int i = 0; i < 8; i++) x[i] = f(x[i]); return x; }
        LANES(vsqrt, sqrt) LANES(vabs, fabs) LANES(vfloor, floor) LANES(vceil, ceil)
        LANES(vsin, sin) LANES(vcos, cos) LANES(vtan, tan)
        LANES(vasin, asin) LANES(vacos, acos) LANES(vatan, atan)
        LANES(vsinh, sinh) LANES(vcosh, cosh) LANES(vtanh, tanh)
        INLINE v8 phi(v8 z) { return sel(z < 1e-5, 1.0 - 0.5 * z, (1.0 - vexp(-z)) / z); }
        INLINE v8 load(const double *p) { return *(const v8u *)p; }
        INLINE void store(double *p, v8 x) { *(v8u *)p = x; }

        """

    /// Reads eight rows of a table between which the voltages lie, and turns them into columns.
    static let look = """
        INLINE v4 load4(const double *p) { v4 x; memcpy(&x, p, 32); return x; }
        INLINE v4 between(const double *row, double part) {
          v4 a = load4(row);
          return a + part * (load4(row + COLUMNS) - a);
        }
        INLINE void turn(v4 a, v4 b, v4 c, v4 d, double *out) {
          v4 p = __builtin_shufflevector(a, b, 0, 4, 2, 6);
          v4 q = __builtin_shufflevector(a, b, 1, 5, 3, 7);
          v4 r = __builtin_shufflevector(c, d, 0, 4, 2, 6);
          v4 s = __builtin_shufflevector(c, d, 1, 5, 3, 7);
          *(v4 *)(out) = __builtin_shufflevector(p, r, 0, 1, 4, 5);
          *(v4 *)(out + 8) = __builtin_shufflevector(q, s, 0, 1, 4, 5);
          *(v4 *)(out + 16) = __builtin_shufflevector(p, r, 2, 3, 6, 7);
          *(v4 *)(out + 24) = __builtin_shufflevector(q, s, 2, 3, 6, 7);
        }
        INLINE void look(const double *table, v8 v, double low, double perstep, double *out) {
          const double magic = 6755399441055744.0;
          v8 position = (v - low) * perstep;
          v8 shifted = (position - 0.5) + magic;
          v8 part = position - (shifted - magic);
          m8 number = (m8)shifted & 0xffffffffll;
          const double *row[8];
          for (int i = 0; i < 8; i++) row[i] = table + number[i] * COLUMNS;
          for (int k = 0; k < COLUMNS; k += 4) {
            turn(between(row[0] + k, part[0]), between(row[1] + k, part[1]),
                 between(row[2] + k, part[2]), between(row[3] + k, part[3]), out + 8 * k);
            turn(between(row[4] + k, part[4]), between(row[5] + k, part[5]),
                 between(row[6] + k, part[6]), between(row[7] + k, part[7]), out + 8 * k + 4);
          }
        }

        """
}
