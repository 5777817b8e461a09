import Foundation
import Numerics

/// What the readers of VTK's XML files have in common.
enum MeshFile {
    /// All bytes of a file.
    static func bytes(_ path: String) throws(MeshFormatError) -> [UInt8] {
        guard access(path, R_OK) == 0 else {
            throw .inaccessible(reason: String(cString: strerror(errno)))
        }
        do {
            return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        } catch {
            throw .inaccessible(reason: error.localizedDescription)
        }
    }

    /// Writes a file aside and gives it its name when it is complete.
    static func publish(_ bytes: [UInt8], path: String) throws(MeshFormatError) {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        guard access(folder, W_OK) == 0 else {
            throw .unwritable(reason: "\(folder): " + String(cString: strerror(errno)))
        }
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw .unwritable(reason: error.localizedDescription)
        }
    }

    /// The data set element of a file of one type, and the decoder of its arrays.
    static func open(
        _ bytes: [UInt8], type: String
    ) throws(MeshFormatError) -> (XMLElement, VTKArrayDecoder) {
        let tree = try XMLTree(bytes)
        if tree.root.name != "VTKFile" {
            throw .missingElement(name: "VTKFile", inside: "the file")
        }
        let found = try tree.root.attribute("type")
        if found != type {
            throw .badAttribute(name: "type", element: "VTKFile", value: found, allowed: type)
        }
        return (try tree.root.child(type), try VTKArrayDecoder(tree, bytes: bytes))
    }

    /// The points of a piece, all finite.
    static func points(
        _ piece: XMLElement, _ decoder: VTKArrayDecoder, count: Int
    ) throws(MeshFormatError) -> ([Vec3], VTKScalar) {
        let element = try piece.child("Points").child("DataArray")
        let array = try decoder.decode(element, count: count)
        if array.components != 3 {
            throw .wrongCount(array: "Points", expected: 3 * count, found: array.values.count)
        }
        for (index, value) in array.values.enumerated() where !value.isFinite {
            throw .outOfRange(
                array: "Points", index: index, value: "\(value)", allowed: "finite numbers")
        }
        let points = (0..<count).map { k in
            Vec3(array.values[3 * k], array.values[3 * k + 1], array.values[3 * k + 2])
        }
        return (points, array.scalar)
    }

    /// The array with a name in a group, with one component.
    static func array(
        _ name: String, in group: XMLElement, _ decoder: VTKArrayDecoder, count: Int
    ) throws(MeshFormatError) -> VTKArray {
        guard let element = group.children.first(where: { $0.attributes["Name"] == name }) else {
            throw .missingArray(
                name: name, kind: group.name,
                present: group.children.compactMap { $0.attributes["Name"] })
        }
        let array = try decoder.decode(element, count: count)
        if array.components != 1 {
            throw .wrongCount(array: name, expected: count, found: array.values.count)
        }
        return array
    }

    /// Refuses nodes that are not among the points.
    static func checkNodes(_ nodes: [Int32], points: Int) throws(MeshFormatError) {
        for (index, node) in nodes.enumerated() where node < 0 || Int(node) >= points {
            throw .outOfRange(
                array: "connectivity", index: index, value: "\(node)",
                allowed: points > 0 ? "0 to \(points - 1)" : "nothing: there are no points")
        }
    }
}
