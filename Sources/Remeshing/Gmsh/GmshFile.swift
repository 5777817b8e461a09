import Foundation
public import Geometry
public import MeshFormats
public import Numerics

/// Meshes in the format MSH 2.2 (text), by which they go to and come from gmsh.
///
/// Source: gmsh reference manual, section "MSH file format version 2 (legacy)".
public enum GmshFile {
    /// gmsh's number of a triangle of three nodes.
    private static let triangle = 2
    /// gmsh's number of a tetrahedron of four nodes.
    private static let tetrahedron = 4

    /// The text of a surface, all of it one entity with number 1.
    public static func text(points: [Vec3], triangles: [SIMD3<Int32>]) -> String {
        var lines = ["$MeshFormat", "2.2 0 8", "$EndMeshFormat", "$Nodes", "\(points.count)"]
        for (number, p) in points.enumerated() {
            lines.append("\(number + 1) \(p.x) \(p.y) \(p.z)")
        }
        lines += ["$EndNodes", "$Elements", "\(triangles.count)"]
        for (number, t) in triangles.enumerated() {
            lines.append("\(number + 1) \(triangle) 2 0 1 \(t.x + 1) \(t.y + 1) \(t.z + 1)")
        }
        lines.append("$EndElements\n")
        return lines.joined(separator: "\n")
    }

    /// The nodes in the order of their numbers, and the tetrahedra, of a text.
    ///
    /// - Throws: ``MeshFormatError`` where it is no such text.
    public static func tetrahedra(
        _ text: String
    ) throws(MeshFormatError) -> TetMesh {
        var mesh = TetMesh(points: [], tets: [])
        var place: [Int: Int32] = [:]
        var section = ""
        for line in text.split(whereSeparator: \.isNewline) {
            if line.hasPrefix("$") {
                section = String(line)
                continue
            }
            let words = line.split(separator: " ")
            if section == "$Nodes", words.count == 4 {
                let numbers = words.dropFirst().compactMap { Double($0) }
                guard let number = Int(words[0]), numbers.count == 3 else {
                    throw .badData(array: "Nodes", problem: "the line \"\(line)\" is no node")
                }
                place[number] = Int32(mesh.points.count)
                mesh.points.append(Vec3(numbers[0], numbers[1], numbers[2]))
            } else if section == "$Elements", words.count > 3, Int(words[1]) == tetrahedron {
                let nodes = words.suffix(4).compactMap { Int($0).flatMap { place[$0] } }
                guard nodes.count == 4 else {
                    throw .badData(
                        array: "Elements", problem: "the line \"\(line)\" is no tetrahedron")
                }
                mesh.tets.append(SIMD4(nodes[0], nodes[1], nodes[2], nodes[3]))
            }
        }
        if mesh.tets.isEmpty { throw .noCells(kind: "tetrahedra") }
        return mesh
    }
}
