import Electrophysiology
import Geometry
public import HeartModel
import Numerics
import Quantities

extension Patient {
    /// The parameters a patient file may hold: those of the heart model.
    public static let catalogue: ParameterCatalogue = HeartParameters.cards

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

    /// Trees by their names "left" and "right", else the root sites on their sides.
    private func conductionSystem() throws -> ConductionSystem {
        if !conduction.trees.isEmpty {
            func branch(_ name: String) throws -> BundleBranch? {
                guard let tree = conduction.trees.first(where: { $0.name == name }) else {
                    return nil
                }
                return .tree(try PurkinjeTree(nodes: tree.points, edges: tree.edges))
            }
            return ConductionSystem(left: try branch("left"), right: try branch("right"))
        }
        guard !conduction.rootSites.isEmpty else { return try grownTrees() }
        return ConductionSystem(
            breakthroughs: conduction.rootSites.map {
                BreakthroughSite(point: $0.position, delay: $0.time)
            }, on: anatomy)
    }

    /// The population's default: trees grown over both endocardia.
    private func grownTrees() throws -> ConductionSystem {
        ConductionSystem(
            left: .tree(try PurkinjeTree(growingOn: anatomy, side: .left)),
            right: .tree(try PurkinjeTree(growingOn: anatomy, side: .right)))
    }

    /// The parameters of this patient, with `overrides` on top (values in the units of the cards).
    ///
    /// - Throws: ``QuantityError`` and ``HeartModelError`` for unknown names, wrong dimensions and
    ///   values outside their range.
    public func heartParameters(overrides: [String: Double] = [:]) throws -> HeartParameters {
        var result = HeartParameters()
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
}
