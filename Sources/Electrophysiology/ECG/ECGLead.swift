/// The twelve standard leads.
///
/// ```
/// I = LA − RA,  II = LL − RA,  III = LL − LA                    (Einthoven)
/// aVR = RA − (LA + LL)/2,  aVL = LA − (RA + LL)/2,  aVF = LL − (RA + LA)/2     (Goldberger)
/// Vk = Vk − (RA + LA + LL)/3                                                   (Wilson)
/// ```
///
/// Source: Kligfield et al., *Circulation* 115 (2007) 1306–1324,
/// doi:10.1161/CIRCULATIONAHA.106.180200, section on leads.
public enum ECGLead: String, Sendable, CaseIterable {
    case i = "I"
    case ii = "II"
    case iii = "III"
    case aVR
    case aVL
    case aVF
    case v1 = "V1"
    case v2 = "V2"
    case v3 = "V3"
    case v4 = "V4"
    case v5 = "V5"
    case v6 = "V6"

    /// The leads that determine the others: two of the limbs and those of the chest.
    public static let independent: [ECGLead] = [.i, .ii, .v1, .v2, .v3, .v4, .v5, .v6]

    /// Factor of each electrode's potential, in the order of ``ECGElectrode``.
    public var electrodeFactors: [Double] {
        func factors(_ ra: Double, _ la: Double, _ ll: Double, chest: Int? = nil) -> [Double] {
            [ra, la, ll] + (1...6).map { $0 == chest ? 1 : 0 }
        }
        let third = 1.0 / 3
        return switch self {
        case .i: factors(-1, 1, 0)
        case .ii: factors(-1, 0, 1)
        case .iii: factors(0, -1, 1)
        case .aVR: factors(1, -0.5, -0.5)
        case .aVL: factors(-0.5, 1, -0.5)
        case .aVF: factors(-0.5, -0.5, 1)
        case .v1: factors(-third, -third, -third, chest: 1)
        case .v2: factors(-third, -third, -third, chest: 2)
        case .v3: factors(-third, -third, -third, chest: 3)
        case .v4: factors(-third, -third, -third, chest: 4)
        case .v5: factors(-third, -third, -third, chest: 5)
        case .v6: factors(-third, -third, -third, chest: 6)
        }
    }

    /// The lead from the ``independent`` ones, in their order.
    public func combined(_ leads: SIMD8<Double>) -> Double {
        let i = leads[0]
        let ii = leads[1]
        return switch self {
        case .i: i
        case .ii: ii
        case .iii: ii - i
        case .aVR: -0.5 * (i + ii)
        case .aVL: i - 0.5 * ii
        case .aVF: ii - 0.5 * i
        case .v1: leads[2]
        case .v2: leads[3]
        case .v3: leads[4]
        case .v4: leads[5]
        case .v5: leads[6]
        case .v6: leads[7]
        }
    }
}
