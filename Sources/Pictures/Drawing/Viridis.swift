import Foundation

/// The colour map of the reports: perceptually even, readable with any colour vision and in grey.
///
/// Source: viridis of matplotlib (van der Walt, Smith 2015, CC0), eight of its colours, linear between.
enum Viridis {
    private static let stops: [SIMD3<Double>] = [
        [68, 1, 84], [70, 50, 126], [54, 92, 141], [39, 127, 142], [31, 161, 135], [74, 193, 109],
        [160, 218, 57], [253, 231, 37],
    ]

    /// The colour at a share of the scale, from 0 to 1.
    static func colour(_ share: Double) -> String {
        let position = min(max(share, 0), 1) * Double(stops.count - 1)
        let index = min(Int(position), stops.count - 2)
        let part = position - Double(index)
        let mixed = stops[index] + part * (stops[index + 1] - stops[index])
        func byte(_ value: Double) -> Int { Int(value.rounded()) }
        return String(format: "#%02x%02x%02x", byte(mixed.x), byte(mixed.y), byte(mixed.z))
    }
}
