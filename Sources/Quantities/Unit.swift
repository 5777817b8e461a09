/// A unit of measure: how it is written, what it measures, and its size in internal units.
public struct Unit: Sendable, Equatable {
    /// As it was written.
    public let symbol: String
    /// What it measures.
    public let dimension: Dimension
    /// Multiply a value in this unit by this to get the internal value.
    public let factor: Double
    /// Added after scaling: 273.15 for degrees Celsius, otherwise 0.
    public let offset: Double

    /// Reads a unit in UCUM notation or a common spelling: `mm[Hg]`, `mmHg.s/mL`, `L/min`, `/min`,
    /// `mm^3`, `S/m`, `%`, `1`.
    ///
    /// Products (`.`, `*`, `·`) and quotients are read from left to right, as UCUM does; annotations
    /// in braces count as 1. Cost: O(length).
    ///
    /// - Throws: ``QuantityError/unknownUnit(symbol:unit:)``,
    ///   ``QuantityError/malformedUnit(unit:reason:)``.
    public init(_ symbol: String) throws(QuantityError) {
        var parser = UnitParser(symbol)
        let product = try parser.parse()
        self.symbol = symbol
        dimension = product.dimension
        factor = product.factor
        offset = product.offset
        guard factor.isFinite, factor > 0 else {
            throw .malformedUnit(unit: symbol, reason: "its size is not a finite number")
        }
    }

    /// A value in this unit as internal value.
    public func internalValue(of value: Double) -> Double { value * factor + offset }

    /// A value in this unit converted to another; unchanged bits when both are of one size.
    ///
    /// - Throws: ``QuantityError/wrongDimension(unit:found:expected:wanted:)``.
    public func convert(_ value: Double, to other: Unit) throws(QuantityError) -> Double {
        try require(other)
        if factor == other.factor, offset == other.offset { return value }
        if offset == 0, other.offset == 0 { return value * (factor / other.factor) }
        return (internalValue(of: value) - other.offset) / other.factor
    }

    /// Checks that both units measure the same.
    ///
    /// - Throws: ``QuantityError/wrongDimension(unit:found:expected:wanted:)``.
    public func require(_ other: Unit) throws(QuantityError) {
        guard dimension == other.dimension else {
            throw .wrongDimension(
                unit: symbol, found: dimension, expected: other.symbol, wanted: other.dimension)
        }
    }
}
