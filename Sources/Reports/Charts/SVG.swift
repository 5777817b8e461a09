import Foundation

/// Text building blocks of scalable vector graphics and HTML.
package enum SVG {
    /// A coordinate with two decimals, as short as possible.
    package static func number(_ value: Double) -> String {
        let text = String(format: "%.2f", value)
        guard text.hasSuffix("0") else { return text }
        return text.hasSuffix("00") ? String(text.dropLast(3)) : String(text.dropLast())
    }

    /// Text with the characters escaped that mean something in XML.
    package static func escape(_ text: String) -> String {
        text.replacingOccurrences(of: "&", with: "&amp;")
            .replacingOccurrences(of: "<", with: "&lt;")
            .replacingOccurrences(of: ">", with: "&gt;")
            .replacingOccurrences(of: "\"", with: "&quot;")
    }

    /// The path through points in pixels, broken where a point is not finite.
    package static func path(_ points: [(x: Double, y: Double)]) -> String {
        var text = ""
        var pen = false
        for point in points {
            guard point.x.isFinite, point.y.isFinite else {
                pen = false
                continue
            }
            text += (pen ? "L" : "M") + number(point.x) + " " + number(point.y)
            pen = true
        }
        return text
    }
}
