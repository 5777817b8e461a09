import Electrophysiology
import Fibres
import FiniteElements
import Geometry
import Mechanics
import Numerics

/// Carries the electrical beat from the electrical to the mechanics mesh of an anatomy.
///
/// The two meshes approximate the same wall; points of one that lie outside the other take the
/// value of the nearest point inside.
struct AnatomyTransfer {
    /// Ventricular coordinates of the mechanics mesh, by its own Laplace fields.
    let coordinates: VentricularCoordinates

    private let anatomy: HeartAnatomy
    private let toPoints: FieldTransfer
    private let toNodes: FieldTransfer
    private let transmuralAtPoints: [Double]

    init(_ anatomy: HeartAnatomy) throws {
        self.anatomy = anatomy
        let mesh = anatomy.mechanical
        coordinates = try VentricularCoordinates(mesh)
        let rule = TetQuadrature.degree2
        let shapes = rule.points.map { QuadraticTet.values(at: $0) }
        var positions: [Vec3] = []
        var transmural: [Double] = []
        positions.reserveCapacity(mesh.tetCount * rule.count)
        for tet in 0..<mesh.tetCount {
            for shape in shapes {
                var x = Vec3.zero
                var tm = 0.0
                for a in 0..<10 {
                    let node = Int(mesh.tets[10 * tet + a])
                    x += shape[a] * mesh.points[node]
                    tm += shape[a] * coordinates.transmural[node]
                }
                positions.append(x)
                transmural.append(tm)
            }
        }
        transmuralAtPoints = transmural
        let locator = try TetLocator(anatomy.electrical.mesh)
        toPoints = FieldTransfer(from: locator, to: positions)
        toNodes = FieldTransfer(from: locator, to: mesh.points)
    }

    /// What drives contraction at the quadrature points.
    func drive(
        _ electrics: ElectricalBeat, cycleLength: Double, input: ActiveTensionInput
    ) -> PointDrive {
        let perTet = TetQuadrature.degree2.count
        let templates = transmuralAtPoints.indices.map {
            CellLayers.template(
                transmural: transmuralAtPoints[$0], region: anatomy.mechanical.regions[$0 / perTet])
        }
        return electrics.drive(
            activation: toPoints.values(of: electrics.activation.timesFromOnset),
            templates: templates, cycleLength: cycleLength, input: input)
    }

    /// The electrical beat at the nodes, for pictures.
    func nodes(_ electrics: ElectricalBeat) -> NodalBeat {
        var septal = [Bool](repeating: false, count: anatomy.mechanical.points.count)
        for (tet, region) in anatomy.mechanical.regions.enumerated() where region == .septum {
            for a in 0..<10 { septal[Int(anatomy.mechanical.tets[10 * tet + a])] = true }
        }
        return NodalBeat(
            activation: toNodes.values(of: electrics.activation.timesFromOnset),
            cells: septal.indices.map {
                CellLayers.template(
                    transmural: coordinates.transmural[$0],
                    region: septal[$0] ? .septum : .leftVentricle)
            })
    }
}
