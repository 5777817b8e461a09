/// A symmetric linear map y = A x, known by what it does to a vector.
public protocol SymmetricOperator {
    /// Number of rows and columns.
    var order: Int { get }
    /// y = A x; `x` and `y` do not overlap and have ``order`` values.
    func apply(_ x: UnsafeBufferPointer<Double>, into y: UnsafeMutableBufferPointer<Double>)
}

extension SymmetricOperator {
    /// A x as a new array.
    public func applied(to x: [Double]) -> [Double] {
        [Double](unsafeUninitializedCapacity: order) { y, count in
            let y = UnsafeMutableBufferPointer(rebasing: y[..<order])
            y.initialize(repeating: 0)
            x.withUnsafeBufferPointer { apply($0, into: y) }
            count = order
        }
    }
}
