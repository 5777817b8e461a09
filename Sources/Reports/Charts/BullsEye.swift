import Foundation

/// Seventeen segments of the left ventricle as rings seen from the apex: basal outside, anterior on
/// top, septum at the left.
///
/// Layout: Cerqueira et al., *Circulation* 105 (2002) 539–542, doi:10.1161/hc0402.102975.
package struct BullsEye {
    /// One sector of a ring.
    struct Sector {
        /// 0 for the basal ring to 3 for the disc in the middle.
        var ring: Int
        /// Middle and width [degrees]: 0 at the septum, 90 anterior, 180 lateral, 270 inferior.
        var angle: Double
        var width: Double
        /// What colours it; not a number for an empty sector.
        var value: Double
        /// Name for tooltips.
        var name: String
    }

    var title: String
    var sectors: [Sector]
    /// Ends of the colour scale: pale and dark.
    var pale: Double
    var dark: Double
    /// Unit at the scale.
    var unit: String
    /// True where the scale is that of a change: blue over white to vermilion, white in the middle.
    var isChange = false

    /// A whole number, with its sign where it is a change.
    private func text(_ value: Double) -> String {
        value.rounded() == 0 ? "0" : String(format: isChange ? "%+.0f" : "%.0f", value)
    }
    /// Width of the drawing and its height with the scale.
    package static let extent = (width: 240.0, height: 282.0)
    private static let size = 240.0
    private static let centre = 120.0
    /// Outer radii of the rings.
    private static let radii = [98.0, 74.0, 50.0, 24.0]

    /// The drawing.
    package func svg() -> String {
        var out = """
            <svg class="chart bullseye" viewBox="0 0 \(SVG.number(Self.size)) 282" role="img" \
            aria-label="\(SVG.escape(title)) by segment"><text class="title" text-anchor="middle" \
            x="120" y="14">\(SVG.escape(title))</text><g transform="translate(0 18)">
            """
        for sector in sectors { out += draw(sector) }
        for (x, y, anchor, name) in [
            (120.0, 14.0, "middle", "anterior"), (120, 233, "middle", "inferior"),
        ] {
            out += """
                <text class="tick" text-anchor="\(anchor)" x="\(SVG.number(x))" \
                y="\(SVG.number(y))">\(name)</text>
                """
        }
        for (x, turn, name) in [(14.0, -90.0, "septal"), (226, 90, "lateral")] {
            out += """
                <text class="tick" text-anchor="middle" transform="translate(\(SVG.number(x)) 120) \
                rotate(\(SVG.number(turn)))">\(name)</text>
                """
        }
        return out + "</g>" + scale() + "</svg>"
    }

    private func draw(_ sector: Sector) -> String {
        let outer = Self.radii[sector.ring]
        let inner = sector.ring < 3 ? Self.radii[sector.ring + 1] : 0
        let share = share(sector.value)
        let fill = share.map(colour) ?? "#fff"
        let value =
            sector.value.isFinite
            ? text(sector.value) + " " + unit : "no value"
        let tooltip = "<title>\(SVG.escape(sector.name)): \(SVG.escape(value))</title>"
        let shape: String
        if sector.width >= 360 {
            shape = """
                <circle cx="120" cy="120" r="\(SVG.number(outer))" fill="\(fill)" stroke="#fff" \
                stroke-width="1.5">\(tooltip)</circle>
                """
        } else {
            let (from, to) = (
                sector.angle - sector.width / 2, sector.angle + sector.width / 2
            )
            let (a, b, c, d) = (
                Self.place(outer, from), Self.place(outer, to), Self.place(inner, to),
                Self.place(inner, from)
            )
            shape = """
                <path fill="\(fill)" stroke="#fff" stroke-width="1.5" d="M\(a)A\(SVG.number(outer)) \
                \(SVG.number(outer)) 0 0 1 \(b)L\(c)A\(SVG.number(inner)) \(SVG.number(inner)) 0 0 0 \
                \(d)Z">\(tooltip)</path>
                """
        }
        guard sector.value.isFinite else { return shape }
        let middle =
            sector.width >= 360
            ? "x=\"120\" y=\"124\"" : Self.anchor((outer + inner) / 2, sector.angle)
        let depth = isChange ? abs(2 * (share ?? 0.5) - 1) : share ?? 0
        let ink = depth > (isChange ? 0.7 : 0.55) ? "#fff" : "#1b2430"
        return shape + """
            <text text-anchor="middle" style="fill:\(ink);pointer-events:none\(isChange ? ";font-size:10.5px" : "")" \(middle)>\
            \(text(sector.value))</text>
            """
    }

    /// Pixel at a radius and angle: the septum at the left, anterior on top.
    private static func point(_ radius: Double, _ angle: Double) -> (x: Double, y: Double) {
        let radians = angle * .pi / 180
        return (centre - radius * cos(radians), centre - radius * sin(radians))
    }

    private static func place(_ radius: Double, _ angle: Double) -> String {
        let point = point(radius, angle)
        return "\(SVG.number(point.x)) \(SVG.number(point.y))"
    }

    private static func anchor(_ radius: Double, _ angle: Double) -> String {
        let point = point(radius, angle)
        return "x=\"\(SVG.number(point.x))\" y=\"\(SVG.number(point.y + 4))\""
    }

    private func share(_ value: Double) -> Double? {
        guard value.isFinite else { return nil }
        return min(max((value - pale) / (dark - pale), 0), 1)
    }

    /// From near white to dark blue, and from blue over white to vermilion: readable with any colour vision.
    private static let amounts: [(Double, Double, Double)] = [
        (240, 245, 250), (158, 202, 225), (66, 146, 198), (8, 69, 130),
    ]
    private static let changes: [(Double, Double, Double)] = [
        (8, 69, 148), (242, 242, 242), (204, 74, 13),
    ]

    /// The scale's colour.
    private func colour(_ share: Double) -> String {
        let stops = isChange ? Self.changes : Self.amounts
        let position = share * Double(stops.count - 1)
        let k = min(Int(position), stops.count - 2)
        let t = position - Double(k)
        func mix(_ a: Double, _ b: Double) -> Int { Int((a + t * (b - a)).rounded()) }
        return String(
            format: "#%02x%02x%02x", mix(stops[k].0, stops[k + 1].0),
            mix(stops[k].1, stops[k + 1].1), mix(stops[k].2, stops[k + 1].2))
    }

    private func scale() -> String {
        var out = ""
        let steps = 24
        for k in 0..<steps {
            let x = 70 + 100 * Double(k) / Double(steps)
            out += """
                <rect x="\(SVG.number(x))" y="264" width="4.6" height="9" \
                fill="\(colour((Double(k) + 0.5) / Double(steps)))"/>
                """
        }
        return out + """
            <text class="tick" text-anchor="end" x="65" y="273">\(text(pale))</text>\
            <text class="tick" x="175" y="273">\(text(dark)) \(SVG.escape(unit))</text>
            """
    }
}
