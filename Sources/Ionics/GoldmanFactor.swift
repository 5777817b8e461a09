public import Numerics

/// w/(eʷ − 1), continuous through w = 0 (series under 1e-4, error 1e-18).
///
/// - Parameter exponential: eʷ.
@inlinable @inline(__always)
public func goldmanFactor<L: RealLanes>(_ w: L, exponential: L) -> L {
    let size = L.larger(w, -w)
    let regular = w / (exponential - 1)
    return L.select(size, below: 1e-4, 1 - 0.5 * w + w * w * L(filling: 1.0 / 12), regular)
}
