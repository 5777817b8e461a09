public import Circulation
import Quantities

// Elements by their laws: what code writes, where a name in quotes could be wrong.

extension CircuitDescription.Compartment {
    /// Makes a compartment.
    public init(
        _ name: String, _ law: any CompartmentLaw.Type, _ values: [String: Double] = [:]
    ) {
        self.init(name, law: law.card.identifier, values)
    }
}

extension CircuitDescription.Branch {
    /// Makes a branch.
    public init(
        _ name: String, _ law: any BranchLaw.Type, from: String, to: String,
        _ values: [String: Double] = [:]
    ) {
        self.init(name, law: law.card.identifier, from: from, to: to, values)
    }
}

extension CircuitDescription.Enclosure {
    /// Makes an enclosure.
    public init(
        _ name: String, _ law: any EnclosureLaw.Type, members: [String],
        _ values: [String: Double] = [:]
    ) {
        self.init(name, law: law.card.identifier, members: members, values)
    }
}

extension CircuitDescription.Muscle {
    /// Makes a muscle.
    public init(
        _ name: String, _ law: any MuscleLaw.Type, members: [String],
        _ values: [String: Double] = [:], patches: [Patch]
    ) {
        self.init(name, law: law.card.identifier, members: members, values, patches: patches)
    }
}
