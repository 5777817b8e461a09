public import Fibres
public import Geometry
public import Ionics
import Numerics

/// Tissue with scar, border zones and lesions: what is left of a mesh, and what each part of it is.
///
/// Elements that do not conduct are taken out, so that fronts of every model (monodomain, eikonal,
/// reaction–eikonal) see the same obstacles.
public struct ZonedTissue: Sendable {
    /// The elements that conduct, with their nodes.
    public let mesh: TetMesh
    /// Axes of each of them.
    public let frames: [FibreFrame]
    /// Zones as given.
    public let zones: [TissueZone]
    /// Zone of each element that conducts.
    public let zoneOfTet: [UInt16]
    /// Zone of each node: that of most of the volume around it, the smaller number of equals.
    public let zoneOfNode: [UInt16]
    /// Number of each node and each element in the mesh that was given.
    public let oldNodes: [Int]
    public let oldTets: [Int]

    /// Takes out what does not conduct.
    ///
    /// - `frames`: axes of each element, or one for all.
    /// - `zoneOfTet`: zone of each element; empty where all belong to the first.
    /// - Throws: ``MonodomainError``: wrong counts, unknown zones, lines without corners or radius,
    ///   nothing left.
    public init(
        _ mesh: TetMesh, frames: [FibreFrame], zones: [TissueZone], zoneOfTet: [UInt16] = [],
        ablations: [AblationLine] = []
    ) throws(MonodomainError) {
        let count = mesh.tets.count
        guard frames.count == 1 || frames.count == count else {
            throw .wrongCount(name: "fibre frames", expected: count, found: frames.count)
        }
        guard zoneOfTet.count == count || (zoneOfTet.isEmpty && !zones.isEmpty) else {
            throw .wrongCount(name: "zones of elements", expected: count, found: zoneOfTet.count)
        }
        for zone in zoneOfTet where Int(zone) >= zones.count {
            throw .unknownIndex(name: "zone", index: Int(zone), known: zones.count)
        }
        for (number, line) in ablations.enumerated()
        where !(line.radius > 0 && line.radius.isFinite) || line.corners.isEmpty {
            throw .notPositive(
                quantity: "the radius or the number of corners",
                value: line.corners.isEmpty ? 0 : line.radius, unit: "mm",
                place: "ablation line \(number)")
        }
        func zone(_ tet: Int) -> UInt16 { zoneOfTet.isEmpty ? 0 : zoneOfTet[tet] }
        oldTets = mesh.tets.indices.filter { tet in
            guard zones[Int(zone(tet))].conducts else { return false }
            let t = mesh.tets[tet]
            let sum =
                mesh.points[Int(t[0])] + mesh.points[Int(t[1])] + mesh.points[Int(t[2])]
                + mesh.points[Int(t[3])]
            return ablations.allSatisfy { $0.distance(0.25 * sum) > $0.radius }
        }
        guard !oldTets.isEmpty else {
            throw .outOfRange(
                name: "the number of elements that conduct", value: 0, allowed: "positive")
        }
        var number = [Int32](repeating: -1, count: mesh.points.count)
        for tet in oldTets {
            for corner in 0..<4 { number[Int(mesh.tets[tet][corner])] = 0 }
        }
        oldNodes = number.indices.filter { number[$0] == 0 }
        for (new, old) in oldNodes.enumerated() { number[old] = Int32(new) }
        self.mesh = TetMesh(
            points: oldNodes.map { mesh.points[$0] },
            tets: oldTets.map { old in
                let t = mesh.tets[old]
                return SIMD4(
                    number[Int(t[0])], number[Int(t[1])], number[Int(t[2])], number[Int(t[3])])
            })
        self.frames = oldTets.map { frames[frames.count == 1 ? 0 : $0] }
        self.zones = zones
        self.zoneOfTet = oldTets.map(zone)
        var share = [[Double]](
            repeating: Array(repeating: 0, count: zones.count), count: oldNodes.count)
        for (tet, corners) in self.mesh.tets.enumerated() {
            let volume = self.mesh.volume(tet)
            for corner in 0..<4 { share[Int(corners[corner])][Int(self.zoneOfTet[tet])] += volume }
        }
        zoneOfNode = share.map { parts in
            UInt16(parts.indices.max { (parts[$0], -$0) < (parts[$1], -$1) } ?? 0)
        }
    }

    /// The tissue, from the properties of its healthy part.
    ///
    /// - Throws: as ``Tissue``.
    public func tissue(_ healthy: TissueProperties) throws(MonodomainError) -> Tissue {
        try Tissue(
            mesh, frames: frames, regions: zones.map { $0.properties(healthy) },
            regionOfTet: zoneOfTet)
    }

    /// The membranes: every zone's remodelling of every kind of cell.
    ///
    /// - `cells`: kinds of healthy cells. `cellOfNode`: kind of each node of ``mesh``; empty where there is
    ///   one kind. `initialStates`: of each kind, the model's published one where none is given.
    /// - Throws: ``MonodomainError/membrane(_:)`` for remodelling that the model does not know.
    public func membrane(
        _ model: Membrane, cells: [CellType], cellOfNode: [UInt16] = [],
        initialStates: [[Double]]? = nil
    ) throws(MonodomainError) -> MembraneAssignment {
        guard cellOfNode.isEmpty ? cells.count == 1 : cellOfNode.count == mesh.points.count else {
            throw .wrongCount(
                name: "cells of nodes", expected: mesh.points.count, found: cellOfNode.count)
        }
        for cell in cellOfNode where Int(cell) >= cells.count {
            throw .unknownIndex(name: "cell", index: Int(cell), known: cells.count)
        }
        let healthy = initialStates ?? cells.map { _ in model.initialState }
        guard healthy.count == cells.count else {
            throw .wrongCount(
                name: "initial states", expected: cells.count, found: healthy.count)
        }
        var kinds: [CellType] = []
        var states: [[Double]] = []
        for zone in zones {
            for (cell, state) in zip(cells, healthy) {
                if zone.conducts, !zone.remodelling.isEmpty {
                    do throws(IonicsError) {
                        kinds.append(
                            try cell.scaling(
                                zone.remodelling, of: model.card, name: "\(cell.name), \(zone.name)"
                            ))
                    } catch {
                        throw .membrane(error)
                    }
                } else {
                    kinds.append(cell)
                }
                states.append(state)
            }
        }
        return MembraneAssignment(
            model, cellTypes: kinds,
            cellTypeOfNode: zoneOfNode.enumerated().map { node, zone in
                zone * UInt16(cells.count) + (cellOfNode.isEmpty ? 0 : cellOfNode[node])
            }, initialStates: states)
    }
}
