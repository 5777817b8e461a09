import Foundation
public import Numerics

/// A coloured surface for the report's viewer, still or moving, packed for embedding in a page.
public struct SurfaceScene: Sendable {
    /// How values become colours.
    public enum Palette: Sendable {
        /// From dark to bright (viridis).
        case sequential
        /// From blue over white to vermilion, for changes: white is the middle of the range.
        case diverging
    }

    /// Vertex positions of each frame [mm]; one frame when still.
    public var frames: [[Vec3]]
    /// Time of each frame [ms].
    public var times: [Double]
    /// Vertex numbers of the triangles.
    public var triangles: [SIMD3<Int32>]
    /// Field values at the vertices, one array for all frames or one for each; not finite where there is none.
    public var values: [[Double]]
    /// Field values at the two ends of the colour scale.
    public var valueRange: ClosedRange<Double>
    /// Distance of contour lines in the unit of the field; 0 for none.
    public var contourStep: Double
    /// Directions on the screen: right, up, towards the viewer; orthonormal.
    public var view: Mat3
    /// How values become colours.
    public var palette: Palette
    /// Further fields that the surface can be coloured by.
    public var layers: [Layer] = []
    /// Fibres that can be drawn on the surface.
    public var fibres: [Fibre] = []

    /// A further field.
    public struct Layer: Sendable {
        /// What the colours mean.
        public var title: String
        /// Unit behind the upper end of the colour scale; empty for none.
        public var unit: String
        /// Values at the vertices, one array for all frames or one for each; not finite where there is none.
        public var values: [[Double]]
        /// Values at the two ends of the colour scale.
        public var range: ClosedRange<Double>

        /// Describes a field.
        public init(
            _ title: String, unit: String, values: [[Double]], range: ClosedRange<Double>
        ) {
            self.title = title
            self.unit = unit
            self.values = values
            self.range = range
        }
    }

    /// A line on a triangle, which moves and stretches with it.
    public struct Fibre: Sendable, Equatable {
        /// The triangle through whose centre it goes.
        public var triangle: Int
        /// From the centre to an end, in shares of the edges from the triangle's first vertex to its second and third.
        public var along: SIMD2<Double>

        /// Describes a line.
        public init(triangle: Int, along: SIMD2<Double>) {
            self.triangle = triangle
            self.along = along
        }
    }

    /// Makes a scene.
    public init(
        frames: [[Vec3]], times: [Double], triangles: [SIMD3<Int32>], values: [[Double]],
        valueRange: ClosedRange<Double>, contourStep: Double, view: Mat3,
        palette: Palette = .sequential
    ) {
        precondition(!frames.isEmpty && frames.count == times.count)
        precondition(values.count == 1 || values.count == frames.count)
        self.frames = frames
        self.times = times
        self.triangles = triangles
        self.values = values
        self.valueRange = valueRange
        self.contourStep = contourStep
        self.view = view
        self.palette = palette
    }

    /// The heart seen from the front: base up, right ventricle at the viewer's left.
    ///
    /// - `apexToBase`: direction of the long axis.
    /// - `leftToRight`: from the left ventricle's centre to the right ventricle's.
    public static func anteriorView(apexToBase: Vec3, leftToRight: Vec3) -> Mat3 {
        let up = apexToBase.normalized
        let right = -(leftToRight - leftToRight.dot(up) * up).normalized
        return Mat3(rows: right, up, right.cross(up))
    }

    /// The colour of a vertex without a finite value, which the viewer draws grey; the scale has those below.
    private static let noValue: UInt8 = 255

    /// The scene as JSON: positions in 16-bit steps, colours in 8 bits.
    package func json() -> String {
        let all = frames.joined()
        let low = all.reduce(Vec3(.infinity, .infinity, .infinity)) {
            Vec3(min($0.x, $1.x), min($0.y, $1.y), min($0.z, $1.z))
        }
        let high = all.reduce(-1 * Vec3(.infinity, .infinity, .infinity)) {
            Vec3(max($0.x, $1.x), max($0.y, $1.y), max($0.z, $1.z))
        }
        let centre = 0.5 * (low + high)
        let extent = max(high.x - low.x, max(high.y - low.y, high.z - low.z)) / 2
        let quantum = extent / 32_000
        let points = all.flatMap { point -> [Int16] in
            let p = (point - centre) / quantum
            return [Int16(p.x.rounded()), Int16(p.y.rounded()), Int16(p.z.rounded())]
        }
        let span = valueRange.upperBound - valueRange.lowerBound
        let indices = triangles.flatMap { [UInt32($0.x), UInt32($0.y), UInt32($0.z)] }
        let rows = [view.row0, view.row1, view.row2].flatMap { [$0.x, $0.y, $0.z] }
        // Nothing leaves the picture from any side, with a margin.
        let radius = 1.05 * all.reduce(0) { max($0, ($1 - centre).norm) }
        let duration = (times.last ?? 0) - (times.first ?? 0)
        return """
            {"vertexCount":\(frames[0].count),"quantum":\(quantum),"radius":\(radius),\
            "centre":[0,0,0],"view":\(rows),"times":\(times),"duration":\(duration),\
            "isoStep":\(contourStep / span),"diverging":\(palette == .diverging),"points":"\(Self.base64(points))",\
            "triangles":"\(Self.base64(indices))","values":"\(Self.colours(values, valueRange))",\
            "layers":[\(layers.map(Self.layer).joined(separator: ","))],\
            "fibres":{"triangles":"\(Self.base64(fibres.map { UInt32($0.triangle) }))",\
            "along":"\(Self.base64(fibres.flatMap { [Float($0.along.x), Float($0.along.y)] }))"}}
            """
    }

    private static func layer(_ layer: Layer) -> String {
        let (low, high) = (layer.range.lowerBound, layer.range.upperBound)
        return """
            {"title":"\(layer.title)","low":"\(ViewerFigure.end(low))",\
            "high":"\(ViewerFigure.end(high))\(layer.unit.isEmpty ? "" : " " + layer.unit)",\
            "values":"\(colours(layer.values, layer.range))"}
            """
    }

    /// Values as steps of a colour scale, in base 64.
    private static func colours(_ values: [[Double]], _ range: ClosedRange<Double>) -> String {
        let span = range.upperBound - range.lowerBound
        return base64(
            values.joined().map { value -> UInt8 in
                guard value.isFinite else { return noValue }
                let share = min(max((value - range.lowerBound) / span, 0), 1)
                return UInt8((Double(noValue - 1) * share).rounded())
            })
    }

    private static func base64<T: BitwiseCopyable>(_ values: [T]) -> String {
        values.withUnsafeBytes { Data($0).base64EncodedString() }
    }
}
