import Glibc

/// Errors of a method on ever finer meshes or steps, and the orders they should fall with.
package struct OrderStudy: Sendable {
    /// What the errors are of, with the order expected of each.
    package let orders: [(name: String, expected: Double)]
    /// Errors for each spacing, one for each of ``orders``.
    package let errors: @Sendable () throws -> [(spacing: Double, errors: [Double])]

    /// A study of one error.
    package init(
        _ name: String, expected: Double, spacings: [Double],
        error: @escaping @Sendable (Double) throws -> Double
    ) {
        orders = [(name, expected)]
        errors = { try spacings.map { ($0, [try error($0)]) } }
    }

    /// A study of several errors of one solution.
    package init(
        _ orders: [(name: String, expected: Double)],
        errors: @escaping @Sendable () throws -> [(spacing: Double, errors: [Double])]
    ) {
        (self.orders, self.errors) = (orders, errors)
    }

    /// Accepted distance of an observed order from the expected one, that of every test of an order here [1].
    private static let tolerance = 0.1

    /// The observed orders.
    package func checks() throws -> [Check] {
        let found = try errors()
        return orders.indices.map { place in
            Check(
                "order: \(orders[place].name)", unit: "1",
                observed: Self.slope(found.map(\.spacing), found.map { $0.errors[place] }),
                expected: orders[place].expected, tolerance: Self.tolerance)
        }
    }

    /// Slope of log(error) over log(spacing), by least squares over all refinements.
    package static func slope(_ spacings: [Double], _ errors: [Double]) -> Double {
        let (x, y) = (spacings.map { log($0) }, errors.map { log($0) })
        let count = Double(x.count)
        let (mx, my) = (x.reduce(0, +) / count, y.reduce(0, +) / count)
        let above = zip(x, y).reduce(0) { $0 + ($1.0 - mx) * ($1.1 - my) }
        return above / x.reduce(0) { $0 + ($1 - mx) * ($1 - mx) }
    }
}
