import Foundation

/// Curves in a terminal: every character is two by four dots of braille.
struct BrailleCanvas {
    private let columns: Int
    private let rows: Int
    private var cells: [UInt8]

    /// An empty canvas of so many characters.
    init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
        cells = [UInt8](repeating: 0, count: columns * rows)
    }

    /// Draws a curve so that its ranges fill the canvas; what is not finite is left out.
    mutating func draw(_ x: [Double], _ y: [Double]) {
        let points = zip(x, y).filter { $0.0.isFinite && $0.1.isFinite }
        guard let low = points.map(\.0).min(), let high = points.map(\.0).max(),
            let bottom = points.map(\.1).min(), let top = points.map(\.1).max(), low < high,
            bottom < top
        else { return }
        let dots = points.map { point in
            (
                x: (point.0 - low) / (high - low) * Double(2 * columns - 1),
                y: (top - point.1) / (top - bottom) * Double(4 * rows - 1)
            )
        }
        for (a, b) in zip(dots, dots.dropFirst()) {
            let count = max(1, Int(max(abs(b.x - a.x), abs(b.y - a.y)).rounded(.up)))
            for step in 0...count {
                let share = Double(step) / Double(count)
                set(
                    Int((a.x + share * (b.x - a.x)).rounded()),
                    Int((a.y + share * (b.y - a.y)).rounded()))
            }
        }
    }

    private mutating func set(_ x: Int, _ y: Int) {
        cells[y / 4 * columns + x / 2] |= Self.bits[y % 4][x % 2]
    }

    /// Bits of the dots, row by row (Unicode 15, section 21.1).
    private static let bits: [[UInt8]] = [
        [0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80],
    ]

    /// The lines, top first.
    var lines: [String] {
        (0..<rows).map { row in
            String(
                String.UnicodeScalarView(
                    cells[row * columns..<(row + 1) * columns].compactMap {
                        Unicode.Scalar(0x2800 + UInt32($0))
                    }))
        }
    }
}
