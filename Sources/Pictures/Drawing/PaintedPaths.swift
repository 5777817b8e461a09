import Foundation
import Numerics

/// Shapes and lines in the order of painting; neighbours in it of one look share a path.
struct PaintedPaths {
    private var look = ""
    private var path = ""
    private var done = ""

    /// Colour of what is not activated, and of lines.
    private static let grey = "#b7bec6"
    private static let ink = "#1b2430"

    /// Fills a triangle band by band, with lines between the bands.
    mutating func fill(_ corners: [(Vec3, Double)], bands: IsochroneBands) {
        guard corners.allSatisfy({ $0.1.isFinite }) else {
            return area(corners.map(\.0), colour: Self.grey)
        }
        let (low, high) = (corners.map(\.1).min() ?? 0, corners.map(\.1).max() ?? 0)
        let crossed = bands.bands(from: low, to: high)
        for band in crossed {
            let range = bands.borders[band]...bands.borders[band + 1]
            area(WallSurface.clip(corners, range), colour: bands.colour(band))
        }
        for border in bands.borders[crossed].dropFirst() {
            if let (a, b) = Self.isochrone(corners, at: border) { line(a, b, width: 0.6) }
        }
    }

    /// Where a value linear between the corners of a triangle has a border, if it crosses it.
    private static func isochrone(
        _ corners: [(Vec3, Double)], at border: Double
    ) -> (Vec3, Vec3)? {
        let crossings = (0..<3).compactMap { place -> Vec3? in
            let (a, b) = (corners[place], corners[(place + 1) % 3])
            guard (a.1 < border) != (b.1 < border) else { return nil }
            return a.0 + (border - a.1) / (b.1 - a.1) * (b.0 - a.0)
        }
        return crossings.count == 2 ? (crossings[0], crossings[1]) : nil
    }

    /// Draws a line.
    mutating func line(_ a: Vec3, _ b: Vec3, width: Double) {
        add(
            [a, b], close: false,
            look: "fill=\"none\" stroke=\"\(Self.ink)\" stroke-width=\"\(width)\"")
    }

    /// Fills an area; a thin line of its own colour closes the gaps that smoothed edges leave.
    private mutating func area(_ polygon: [Vec3], colour: String) {
        guard polygon.count > 2 else { return }
        add(polygon, close: true, look: "fill=\"\(colour)\" stroke=\"\(colour)\"")
    }

    private mutating func add(_ points: [Vec3], close: Bool, look: String) {
        if look != self.look { finish() }
        self.look = look
        for (place, point) in points.enumerated() {
            path += (place == 0 ? "M" : "L") + String(format: "%.1f %.1f", point.x, point.y)
        }
        if close { path += "Z" }
    }

    private mutating func finish() {
        if !path.isEmpty { done += "<path \(look) d=\"\(path)\"/>" }
        path = ""
    }

    /// Everything painted.
    var svg: String {
        var copy = self
        copy.finish()
        return
            "<g stroke-width=\".7\" stroke-linejoin=\"round\" stroke-linecap=\"round\">\(copy.done)</g>"
    }
}
