public import Geometry
import Numerics

extension AnatomyLabels {
    /// A published cohort of four-chamber hearts, known by the labels of its tetrahedra.
    public struct Cohort: Sendable, Equatable {
        /// Name on the command line.
        public var identifier: String
        /// Authors, article and data set.
        public var source: String
        /// Label of each valve's plane.
        public var valves: [Int32: Valve]
    }

    private static let strocchiSource =
        "Strocchi et al., PLoS ONE 15 (2020) e0235145, doi:10.1371/journal.pone.0235145,"
        + " data set doi:10.5281/zenodo.3890034"

    /// The cohorts. In all of them 1 is the left ventricle with the septum, 2 the right ventricle, 3 and
    /// 4 the atria, 5 the aorta, 6 the pulmonary artery; the valve planes tell them apart.
    ///
    /// Source: descriptions of the two data sets; hearts 12 and 14 of Strocchi et al., in which two rings
    /// share a label, after `database_utils.py` of ansys/pyansys-heart.
    public static let cohorts = [
        Cohort(
            identifier: "strocchi", source: strocchiSource,
            valves: [14: .mitral, 15: .tricuspid, 16: .aortic, 17: .pulmonary]),
        Cohort(
            identifier: "strocchi-12-14", source: strocchiSource,
            valves: [13: .mitral, 14: .tricuspid, 15: .aortic, 16: .pulmonary]),
        Cohort(
            identifier: "rodero",
            source: "Rodero et al., PLoS Comput. Biol. 17 (2021) e1008851,"
                + " doi:10.1371/journal.pcbi.1008851, data set doi:10.5281/zenodo.4590294",
            valves: [7: .mitral, 8: .tricuspid, 9: .aortic, 10: .pulmonary]),
    ]

    /// The labels of a cohort's meshes.
    public init(_ cohort: Cohort, partArray: String) {
        self.init(
            partArray: partArray, regions: [1: .leftVentricle, 2: .rightVentricle],
            surfaceArray: "", tags: AttachedSurfaces.tags)
        valveParts = cohort.valves
        findsSurfaces = true
    }

    /// The cohort a mesh without surface triangles is of, and the array of its labels.
    ///
    /// All labels from 1 to 6 must be there. The plane of the mitral valve touches the left ventricle; what
    /// has its label in the other cohorts is around veins or the atrial appendage and does not.
    public static func recognised(
        in grid: UnstructuredGrid
    ) -> (cohort: Cohort, partArray: String)? {
        guard !grid.types.contains(.triangle) else { return nil }
        let (cells, nodes) = grid.cells(.tetrahedron)
        for array in grid.cellArrays where array.components == 1 {
            guard let parts = try? array.integers() else { continue }
            let present = Set(cells.map { parts[$0] })
            guard present.isSuperset(of: [1, 2, 3, 4, 5, 6]), (present.max() ?? 0) <= 24 else {
                continue
            }
            var isLeft = [Bool](repeating: false, count: grid.points.count)
            for (number, cell) in cells.enumerated() where parts[cell] == 1 {
                for node in nodes[4 * number..<4 * number + 4] { isLeft[Int(node)] = true }
            }
            var touching: Set<Int32> = []
            for (number, cell) in cells.enumerated() where parts[cell] > 6 {
                if nodes[4 * number..<4 * number + 4].contains(where: { isLeft[Int($0)] }) {
                    touching.insert(parts[cell])
                }
            }
            // Hearts 12 and 14 of Strocchi come first: their 14 is the tricuspid valve, which may
            // touch the septum.
            for (label, identifier) in [
                (Int32(7), "rodero"), (13, "strocchi-12-14"), (14, "strocchi"),
            ] where touching.contains(label) {
                guard let cohort = cohorts.first(where: { $0.identifier == identifier }) else {
                    continue
                }
                return (cohort, array.name)
            }
        }
        return nil
    }
}

extension UnstructuredGrid {
    /// The unit in which a human heart has the extent of this grid: 50 mm to 1 m; nil for none.
    public var unitOfHeart: LengthUnit? {
        guard let box = BoundingBox(points) else { return nil }
        let size = (box.high - box.low).norm
        switch size {
        case 0.05..<1: return .metre
        case 5..<50: return .centimetre
        case 50..<1000: return .millimetre
        case 50_000..<1_000_000: return .micrometre
        default: return nil
        }
    }

    /// The grid with lengths in millimetres instead of another unit.
    public func inMillimetres(from unit: LengthUnit) -> UnstructuredGrid {
        if unit == .millimetre { return self }
        var grid = self
        grid.points = points.map { p in
            unit == .micrometre
                ? Vec3(p.x / 1000, p.y / 1000, p.z / 1000)
                : Vec3(p.x * unit.millimetres, p.y * unit.millimetres, p.z * unit.millimetres)
        }
        grid.pointScalar = .float64
        return grid
    }

    /// The grid with lengths in another unit instead of millimetres.
    public func fromMillimetres(to unit: LengthUnit) -> UnstructuredGrid {
        if unit == .millimetre { return self }
        var grid = self
        grid.points = points.map { p in
            unit == .micrometre
                ? Vec3(p.x * 1000, p.y * 1000, p.z * 1000)
                : Vec3(p.x / unit.millimetres, p.y / unit.millimetres, p.z / unit.millimetres)
        }
        grid.pointScalar = .float64
        return grid
    }
}
