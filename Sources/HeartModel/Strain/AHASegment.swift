/// One of the seventeen segments of the left ventricle.
///
/// Source: Cerqueira et al., *Circulation* 105 (2002) 539–542, doi:10.1161/hc0402.102975.
public enum AHASegment: Int, Sendable, CaseIterable {
    case basalAnterior = 1, basalAnteroseptal, basalInferoseptal, basalInferior,
        basalInferolateral, basalAnterolateral
    case midAnterior, midAnteroseptal, midInferoseptal, midInferior, midInferolateral,
        midAnterolateral
    case apicalAnterior, apicalSeptal, apicalInferior, apicalLateral
    case apex

    /// A third of the cavity's length, or the muscle beyond its end.
    public enum Level: Int, Sendable, CaseIterable {
        case basal, mid, apical, cap
    }

    /// Where along the long axis the segment lies.
    public var level: Level {
        switch rawValue {
        case 1...6: .basal
        case 7...12: .mid
        case 13...16: .apical
        default: .cap
        }
    }

    /// Middle of the segment around the long axis [degrees]: 0 in the middle of the septum, 90
    /// anterior, 180 lateral, 270 inferior; nil for the apex.
    public var angle: Double? {
        switch level {
        case .basal, .mid: [90, 30, -30, -90, -150, 150][(rawValue - 1) % 6]
        case .apical: [90, 0, -90, 180][rawValue - 13]
        case .cap: nil
        }
    }

    /// Width of the segment around the long axis [degrees].
    public var width: Double {
        switch level {
        case .basal, .mid: 60
        case .apical: 90
        case .cap: 360
        }
    }

    /// The segment of a level at an angle as in ``angle`` [degrees].
    public init(_ level: Level, angle: Double) {
        func sector(of count: Int, from start: Double) -> Int {
            let turn = (angle - start).truncatingRemainder(dividingBy: 360)
            return min(Int((turn < 0 ? turn + 360 : turn) * Double(count) / 360), count - 1)
        }
        // Counted from the inferoseptal, or the septal, sector's start upwards.
        let aroundSix: [AHASegment] = [
            .basalInferoseptal, .basalAnteroseptal, .basalAnterior, .basalAnterolateral,
            .basalInferolateral, .basalInferior,
        ]
        switch level {
        case .basal:
            self = aroundSix[sector(of: 6, from: -60)]
        case .mid:
            self = Self.allCases[aroundSix[sector(of: 6, from: -60)].rawValue + 5]
        case .apical:
            self =
                [.apicalSeptal, .apicalAnterior, .apicalLateral, .apicalInferior][
                    sector(of: 4, from: -45)]
        case .cap:
            self = .apex
        }
    }

    /// Name for people, such as "mid anteroseptal".
    public var name: String {
        var words = ""
        for letter in "\(self)" {
            words += letter.isUppercase ? " " + letter.lowercased() : String(letter)
        }
        return words
    }
}
