public import Fibres
public import Geometry
public import Numerics

/// Excitable tissue: a mesh with a conductivity and a membrane capacitance in every tetrahedron.
public struct Tissue: Sendable {
    /// Linear tetrahedra [mm].
    public let mesh: TetMesh
    /// Symmetric positive definite conductivity of each tetrahedron, or one for all [mS/mm].
    public let conductivities: [Mat3]
    /// Capacitance per volume χ·Cm of each tetrahedron, or one for all [µF/mm³].
    public let capacitances: [Double]

    /// Tissue with its own values in each tetrahedron.
    ///
    /// - `conductivities`, `capacitances`: one of each for every tetrahedron, or a single one.
    /// - Throws: ``MonodomainError``: wrong counts, capacitances or conductivities that are not positive.
    public init(
        _ mesh: TetMesh, conductivities: [Mat3], capacitances: [Double]
    ) throws(MonodomainError) {
        for (name, count) in [
            ("conductivities", conductivities.count), ("capacitances", capacitances.count),
        ] where count != 1 && count != mesh.tets.count {
            throw .wrongCount(name: name, expected: mesh.tets.count, found: count)
        }
        for (tet, value) in capacitances.enumerated() where !(value > 0 && value.isFinite) {
            throw .notPositive(
                quantity: "the capacitance", value: value, unit: "uF/mm3", place: "element \(tet)")
        }
        var last: Mat3?
        for (tet, tensor) in conductivities.enumerated() where tensor != last {
            last = tensor
            let least = (try? SymmetricEigen3(tensor))?.values.x ?? .nan
            guard least > 0 else {
                throw .notPositive(
                    quantity: "the smallest conductivity", value: least, unit: "mS/mm",
                    place: "element \(tet)")
            }
        }
        self.mesh = mesh
        self.conductivities = conductivities
        self.capacitances = capacitances
    }

    /// Tissue made of regions.
    ///
    /// - `frames`: axes of each tetrahedron, or one for all.
    /// - `regions`: properties of each kind of tissue.
    /// - `regionOfTet`: its kind, for each tetrahedron; empty where there is one kind.
    /// - Throws: ``MonodomainError``: wrong counts, unknown regions, values that are not positive.
    public init(
        _ mesh: TetMesh, frames: [FibreFrame], regions: [TissueProperties],
        regionOfTet: [UInt16] = []
    ) throws(MonodomainError) {
        let count = mesh.tets.count
        guard frames.count == 1 || frames.count == count else {
            throw .wrongCount(name: "fibre frames", expected: count, found: frames.count)
        }
        guard regionOfTet.isEmpty ? regions.count == 1 : regionOfTet.count == count else {
            throw .wrongCount(
                name: "regions of elements", expected: count, found: regionOfTet.count)
        }
        for (number, region) in regions.enumerated() { try region.validate("region \(number)") }
        for region in regionOfTet where Int(region) >= regions.count {
            throw .unknownIndex(name: "region", index: Int(region), known: regions.count)
        }
        self.mesh = mesh
        func properties(_ tet: Int) -> TissueProperties {
            regions[regionOfTet.isEmpty ? 0 : Int(regionOfTet[tet])]
        }
        if frames.count == 1, regionOfTet.isEmpty {
            conductivities = [regions[0].conductivity(frames[0])]
        } else {
            conductivities = (0..<count).map {
                properties($0).conductivity(frames[frames.count == 1 ? 0 : $0])
            }
        }
        capacitances =
            regionOfTet.isEmpty
            ? [regions[0].capacitancePerVolume]
            : (0..<count).map { properties($0).capacitancePerVolume }
    }

    /// Conductivity of a tetrahedron [mS/mm].
    func conductivity(_ tet: Int) -> Mat3 {
        conductivities[conductivities.count == 1 ? 0 : tet]
    }

    /// Capacitance per volume of a tetrahedron [µF/mm³].
    func capacitance(_ tet: Int) -> Double { capacitances[capacitances.count == 1 ? 0 : tet] }
}
