import Numerics

/// Division of curves into pieces of equal length.
enum ArcLength {
    /// Points of the polygon that stands for the curve: its error is far below an element's size.
    private static let samples = 400

    /// Parameters 0 = first … 1 = last that divide a curve into `count` pieces of equal length.
    static func equalParts(_ count: Int, _ curve: (Double) -> Vec3) -> [Double] {
        let lengths = cumulative(curve)
        var sample = 1
        return (0...count).map { part in
            if part == 0 { return 0 }
            if part == count { return 1 }
            let wanted = lengths[samples] * Double(part) / Double(count)
            while lengths[sample] < wanted { sample += 1 }
            let rest = (wanted - lengths[sample - 1]) / (lengths[sample] - lengths[sample - 1])
            return (Double(sample - 1) + rest) / Double(samples)
        }
    }

    /// Length of a curve with parameters 0 … 1.
    static func length(_ curve: (Double) -> Vec3) -> Double { cumulative(curve)[samples] }

    private static func cumulative(_ curve: (Double) -> Vec3) -> [Double] {
        var lengths = [0.0]
        var last = curve(0)
        for sample in 1...samples {
            let next = curve(Double(sample) / Double(samples))
            lengths.append(lengths[sample - 1] + (next - last).norm)
            last = next
        }
        return lengths
    }
}
