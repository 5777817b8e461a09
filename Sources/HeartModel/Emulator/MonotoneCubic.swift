/// Piecewise cubic interpolation that does not overshoot its data.
///
/// Source: Fritsch & Butland, *SIAM J. Sci. Stat. Comput.* 5 (1984) 300–304, doi:10.1137/0905021,
/// with the one-sided three-point slopes at the ends of Moler, *Numerical Computing with MATLAB*
/// (2004), section 3.6.
struct MonotoneCubic {
    private let x: [Double]
    private let y: [Double]
    private let slope: [Double]

    /// Interpolates values at increasing positions, at least two.
    init(x: [Double], y: [Double]) {
        self.x = x
        self.y = y
        let secant: [Double] = x.indices.dropLast().map { k in
            (y[k + 1] - y[k]) / (x[k + 1] - x[k])
        }
        slope = x.indices.map { k -> Double in
            guard k > 0, k < x.count - 1 else { return k == 0 ? secant[0] : secant[k - 1] }
            let (before, after) = (secant[k - 1], secant[k])
            guard before * after > 0 else { return 0 }
            let (h, next) = (x[k] - x[k - 1], x[k + 1] - x[k])
            let (w1, w2) = (2 * next + h, next + 2 * h)
            return (w1 + w2) / (w1 / before + w2 / after)
        }
    }

    /// Values at increasing positions inside the data.
    func callAsFunction(_ positions: [Double]) -> [Double] {
        var interval = 0
        return positions.map { position in
            while interval < x.count - 2, position > x[interval + 1] { interval += 1 }
            let h = x[interval + 1] - x[interval]
            let t = (position - x[interval]) / h
            let (a, b) = (y[interval], y[interval + 1])
            let (da, db) = (h * slope[interval], h * slope[interval + 1])
            let square = 3 * (b - a) - 2 * da - db
            let cube = 2 * (a - b) + da + db
            return a + t * (da + t * (square + t * cube))
        }
    }
}
