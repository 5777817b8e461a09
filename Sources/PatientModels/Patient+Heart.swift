import Electrophysiology
import Geometry
public import HeartModel
public import Mechanics
import Numerics
public import Patients
import Quantities

extension Patient {
    /// The parameters and choices a patient file may hold: those of the heart model.
    public static let catalogue = ParameterCatalogue(
        parameters: HeartParameters.cards,
        choices: HeartChoices.all.map {
            ParameterCatalogue.Choice(
                name: $0.name, summary: $0.summary, known: $0.known, standard: $0.standard)
        })

    /// The anatomy as the heart model takes it.
    ///
    /// - Throws: ``PatientsError`` for a patient without mechanics mesh or conduction system, and
    ///   errors of the Purkinje trees.
    public func heartAnatomy() throws -> HeartAnatomy {
        guard let mechanicsMesh else {
            throw HeartModelError.missing(
                what: "/hearttwin/mechanics_mesh", advice: "make one with hearttwin mesh remesh")
        }
        return HeartAnatomy(
            electrical: anatomy, mechanical: mechanicsMesh, conduction: try conductionSystem(),
            electrodes: electrodes.isEmpty
                ? nil
                : electrodes.reduce(into: [:]) { $0[$1.name] = $1.position })
    }

    /// The unloaded shape that the file keeps, with its pressures [kPa]: a candidate for the reference of
    /// the heart, see `HeartModel.HeartBuilder`; nil without residual stretch.
    public var keptReference: (reference: WallReference, pressures: [Double])? {
        guard let state = referenceState, !state.residualStretch.isEmpty else { return nil }
        return (
            WallReference(points: state.points, stretch: state.residualStretch),
            [state.imagedPressures.left, state.imagedPressures.right]
        )
    }

    /// The bundle branches: trees, entered at the root sites where there are some, else at their first
    /// point; without trees the root sites themselves; without either, grown trees.
    private func conductionSystem() throws -> ConductionSystem {
        let sites = ConductionSystem(
            breakthroughs: conduction.rootSites.map {
                BreakthroughSite(point: $0.position, delay: $0.time)
            }, on: anatomy)
        guard !conduction.trees.isEmpty else {
            return conduction.rootSites.isEmpty ? try grownTrees() : sites
        }
        func branch(_ side: BundleSide) throws -> BundleBranch? {
            guard let tree = conduction.trees.first(where: { $0.name == side.rawValue }) else {
                return nil
            }
            let network = try PurkinjeTree(nodes: tree.points, edges: tree.edges)
            guard case .breakthroughs(let entries) = sites.branches[side] else {
                return .tree(network)
            }
            return .tree(try network.entered(at: entries))
        }
        return ConductionSystem(left: try branch(.left), right: try branch(.right))
    }

    /// The population's default: trees grown over both endocardia.
    private func grownTrees() throws -> ConductionSystem {
        ConductionSystem(
            left: .tree(try PurkinjeTree(growingOn: anatomy, side: .left)),
            right: .tree(try PurkinjeTree(growingOn: anatomy, side: .right)))
    }

    /// The parameters of this patient, as ``PatientFacts/heartParameters(overrides:choices:)``.
    public func heartParameters(
        overrides: [String: Double] = [:], choices: [String: String] = [:]
    ) throws -> HeartParameters {
        try facts.heartParameters(overrides: overrides, choices: choices)
    }

    /// One of the equally likely hearts, as ``PatientFacts/heartParameters(of:set:choices:)``.
    public func heartParameters(
        of ensemble: PosteriorEnsemble, set: Int, choices: [String: String] = [:]
    ) throws -> HeartParameters {
        try facts.heartParameters(of: ensemble, set: set, choices: choices)
    }
}

extension PatientFacts {
    /// The parameters of this patient, with `overrides` on top (values in the units of the cards), and the
    /// laws, with `choices` on top.
    ///
    /// - Throws: `QuantityError` and `HeartModelError` for unknown names, wrong dimensions and
    ///   values outside their range.
    public func heartParameters(
        overrides: [String: Double] = [:], choices: [String: String] = [:]
    ) throws -> HeartParameters {
        var result = HeartParameters()
        for (name, law) in models.merging(choices, uniquingKeysWith: { $1 })
            .sorted(by: { $0.key < $1.key })
        {
            try result.choose(name, law)
        }
        for (name, stored) in parameters.sorted(by: { $0.key < $1.key }) {
            guard let card = HeartParameters.card(name) else {
                try result.set(name, stored.value)  // throws with the nearest name
                continue
            }
            try result.set(name, try stored.unit.convert(stored.value, to: Unit(card.unit)))
        }
        for (name, value) in overrides.sorted(by: { $0.key < $1.key }) {
            try result.set(name, value)
        }
        return result
    }

    /// One of the equally likely hearts that a calibration left: a set of the ensemble on top of the
    /// patient's parameters.
    ///
    /// - Parameter set: place in ``PosteriorEnsemble/samples``.
    /// - Throws: as ``heartParameters(overrides:choices:)``.
    public func heartParameters(
        of ensemble: PosteriorEnsemble, set: Int, choices: [String: String] = [:]
    ) throws -> HeartParameters {
        var values: [String: Double] = [:]
        for ((name, unit), value) in zip(
            zip(ensemble.names, ensemble.units), ensemble.samples[set])
        {
            guard let card = HeartParameters.card(name) else { continue }
            values[name] = try unit.convert(value, to: Unit(card.unit))
        }
        return try heartParameters(overrides: values, choices: choices)
    }

    /// One of the equally likely hearts by its number.
    ///
    /// - Parameter member: from 1.
    /// - Throws: ``EnsembleError``, and as ``heartParameters(overrides:choices:)``.
    public func heartParameters(
        member: Int, choices: [String: String] = [:]
    ) throws -> HeartParameters {
        guard let posterior else {
            throw EnsembleError.noPosterior(patient: subject.identifier)
        }
        guard posterior.samples.indices.contains(member - 1) else {
            throw EnsembleError.noMember(
                number: member, patient: subject.identifier, count: posterior.samples.count)
        }
        return try heartParameters(of: posterior, set: member - 1, choices: choices)
    }
}
