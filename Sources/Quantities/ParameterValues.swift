/// What can go wrong when the parameters of a card are given values.
public enum ParameterError: Error, Equatable, CustomStringConvertible {
    /// A name the card does not have.
    case unknown(name: String, owner: String, known: [String])
    /// A value outside the admissible range, or not a number.
    case outOfRange(
        name: String, owner: String, value: Double, unit: String, allowed: ClosedRange<Double>)

    public var description: String {
        switch self {
        case .unknown(let name, let owner, let known):
            "\(owner) has no parameter \"\(name)\"; it has \(known.joined(separator: ", "))"
        case .outOfRange(let name, let owner, let value, let unit, let allowed):
            "\(owner): \(name) = \(value) \(unit) is outside the allowed "
                + "\(allowed.lowerBound)...\(allowed.upperBound) \(unit)"
        }
    }
}

extension ModelCard {
    /// Values of all parameters in storage order: the given ones, defaults for the others.
    ///
    /// - Parameter given: values by name, in the unit of the card.
    /// - Throws: ``ParameterError`` for an unknown name (the first in alphabetical order) or a
    ///   value outside its range.
    public func values(_ given: [String: Double] = [:]) throws(ParameterError) -> [Double] {
        var result = parameters.map(\.defaultValue)
        for name in given.keys.sorted() {
            guard let index = parameters.firstIndex(where: { $0.name == name }),
                let value = given[name]
            else {
                throw .unknown(name: name, owner: identifier, known: parameters.map(\.name))
            }
            let parameter = parameters[index]
            guard parameter.range.contains(value) else {
                throw .outOfRange(
                    name: name, owner: identifier, value: value, unit: parameter.unit,
                    allowed: parameter.range)
            }
            result[index] = value
        }
        return result
    }
}
