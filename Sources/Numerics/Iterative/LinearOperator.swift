/// A square linear map y = A x, known by what it does to a vector.
public protocol LinearOperator {
    /// Number of rows and columns.
    var order: Int { get }
    /// y = A x; `x` and `y` do not overlap and have ``order`` values.
    func apply(_ x: UnsafeBufferPointer<Double>, into y: UnsafeMutableBufferPointer<Double>)
}

extension LinearOperator {
    /// A x as a new array.
    public func applied(to x: [Double]) -> [Double] {
        precondition(x.count == order, "vector and operator differ in length")
        return [Double](unsafeUninitializedCapacity: order) { y, count in
            let y = UnsafeMutableBufferPointer(rebasing: y[..<order])
            y.initialize(repeating: 0)
            x.withUnsafeBufferPointer { apply($0, into: y) }
            count = order
        }
    }
}

/// A linear map given by a closure, such as a product that is never assembled.
public struct MatrixFreeOperator: LinearOperator {
    public let order: Int
    private let body:
        (_ x: UnsafeBufferPointer<Double>, _ y: UnsafeMutableBufferPointer<Double>) -> Void

    /// - `body`: fills `y` with A x; both have `order` values and do not overlap.
    public init(
        order: Int,
        _ body:
            @escaping (
                _ x: UnsafeBufferPointer<Double>, _ y: UnsafeMutableBufferPointer<Double>
            ) -> Void
    ) {
        self.order = order
        self.body = body
    }

    public func apply(
        _ x: UnsafeBufferPointer<Double>, into y: UnsafeMutableBufferPointer<Double>
    ) {
        body(x, y)
    }
}
