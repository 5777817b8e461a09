import Glibc

/// Slope of log(error) over log(spacing), by least squares over all refinements.
public func observedOrder(spacings: [Double], errors: [Double]) -> Double {
    let x = spacings.map { log($0) }
    let y = errors.map { log($0) }
    let (mx, my) = (x.reduce(0, +) / Double(x.count), y.reduce(0, +) / Double(y.count))
    let above = zip(x, y).reduce(0) { $0 + ($1.0 - mx) * ($1.1 - my) }
    return above / x.reduce(0) { $0 + ($1 - mx) * ($1 - mx) }
}
