public import ArgumentParser
public import Monodomain

extension MassBlend: ExpressibleByArgument {
    /// `directional`, `consistent`, `lumped`, or the weight of the lumped matrix.
    public init?(argument: String) {
        switch argument {
        case "directional": self = .directional
        case "consistent": self = .consistent
        case "lumped": self = .lumped
        default:
            guard let weight = Double(argument), (0...1).contains(weight) else { return nil }
            self = .weight(weight)
        }
    }
}
