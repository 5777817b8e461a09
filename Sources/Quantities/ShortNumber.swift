extension Double {
    /// The number with six significant digits at most, for messages: "82.6599", "1e-05", "nan".
    public var short: String {
        // Below, scaling would leave the range of the type; such numbers have few digits anyway.
        guard isFinite, magnitude > 1e-290 else { return isNaN ? "nan" : "\(self)".droppingZero }
        // Through decimal notation: rounding in binary leaves digits such as 0.30000000000000004.
        let exponent = Self.decimalExponent(magnitude)
        let digits = 5 - exponent
        let scale = Self.powerOfTen(abs(digits))
        let scaled = (digits >= 0 ? self * scale : self / scale).rounded()
        let rounded = digits >= 0 ? scaled / scale : scaled * scale
        return "\(rounded.isFinite ? rounded : self)".droppingZero
    }

    private static func decimalExponent(_ value: Double) -> Int {
        var exponent = 0
        var rest = value
        while rest >= 10, exponent < 308 {
            rest /= 10
            exponent += 1
        }
        while rest < 1, exponent > -300 {
            rest *= 10
            exponent -= 1
        }
        return exponent
    }

    private static func powerOfTen(_ exponent: Int) -> Double {
        (0..<exponent).reduce(1.0) { power, _ in power * 10 }
    }
}

extension String {
    /// "20.0" becomes "20"; other texts stay.
    fileprivate var droppingZero: String { hasSuffix(".0") ? String(dropLast(2)) : self }
}
