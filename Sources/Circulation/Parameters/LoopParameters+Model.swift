import Glibc
import Quantities

/// The loop of ``LoopParameters``.
public typealias AdultLoop = ClosedLoop<ChamberAdditive, ValveOrifice>

/// The loop of ``LoopParameters`` with its stand-alone ventricles.
public typealias AdultStandaloneLoop = StandaloneLoop<
    ChamberAdditive, ValveOrifice, ChamberExponential
>

extension LoopParameters {
    /// Vessels, valves and atria.
    public var loop: AdultLoop {
        ClosedLoop(
            systemic: CirculationLimb(
                outlet: valve("aortic"), artery: vessel("systemicArterial", "systemic"),
                vein: vessel("systemicVenous", nil), atrium: atrium("rightAtrial"),
                inlet: valve("tricuspid")),
            pulmonary: CirculationLimb(
                outlet: valve("pulmonary"), artery: vessel("pulmonaryArterial", "pulmonary"),
                vein: vessel("pulmonaryVenous", nil), atrium: atrium("leftAtrial"),
                inlet: valve("mitral")))
    }

    /// The left ventricle of the stand-alone loop.
    public var leftVentricle: ChamberExponential { ventricle("leftVentricular") }

    /// The right ventricle of the stand-alone loop.
    public var rightVentricle: ChamberExponential { ventricle("rightVentricular") }

    /// The loop with its stand-alone ventricles.
    public var standalone: AdultStandaloneLoop {
        StandaloneLoop(
            loop: loop, leftVentricle: leftVentricle, rightVentricle: rightVentricle)
    }

    /// A state at QRS onset to start from: arteries, pulmonary veins and chambers at usual
    /// end-diastolic pressures, the rest of the blood in the systemic veins.
    ///
    /// - Parameters:
    ///   - leftVentricleVolume: volume of the left ventricle [mm³]; the healthy adult's if nil.
    ///   - rightVentricleVolume: volume of the right ventricle [mm³]; the healthy adult's if nil.
    public func initialState(
        leftVentricleVolume: Double? = nil, rightVentricleVolume: Double? = nil
    ) -> LoopState {
        let loop = loop
        func volume(_ vessel: VesselRLC, at pressure: Double) -> Double {
            vessel.unstressedVolume + vessel.compliance * pressure * Units.mmHg
        }
        // Pressures [mmHg] and volumes [mL] of the healthy adult at QRS onset, rounded.
        var state = LoopState(
            systemic: LimbState(
                volumes: SIMD4(
                    volume(loop.systemic.artery, at: 80), 0,
                    Self.volume(of: loop.systemic.atrium, at: 5 * Units.mmHg),
                    rightVentricleVolume ?? 186 * Units.mL)),
            pulmonary: LimbState(
                volumes: SIMD4(
                    volume(loop.pulmonary.artery, at: 11), volume(loop.pulmonary.vein, at: 9),
                    Self.volume(of: loop.pulmonary.atrium, at: 9 * Units.mmHg),
                    leftVentricleVolume ?? 120 * Units.mL)))
        state.systemic.veinVolume = self["bloodVolume"] * Units.mL - state.bloodVolume
        return state
    }

    /// Volume of a chamber with a pressure at QRS onset, by bisection [mm³].
    private static func volume(of chamber: some ChamberLaw, at pressure: Double) -> Double {
        let phase = chamber.phase(at: 0)
        var (low, high) = (0.0, 1e6)
        for _ in 0..<60 {
            let middle = 0.5 * (low + high)
            if chamber.pressure(volume: middle, phase: phase).value < pressure {
                low = middle
            } else {
                high = middle
            }
        }
        return high
    }

    private func vessel(_ name: String, _ characteristic: String?) -> VesselRLC {
        VesselRLC(
            resistance: self[name + "Resistance"] * Units.mmHgSecondPerML,
            compliance: self[name + "Compliance"] * Units.mLPerMmHg,
            inertance: self[name + "Inertance"] * Units.mmHgSecondSquaredPerML,
            unstressedVolume: self[name + "UnstressedVolume"] * Units.mL,
            characteristicResistance: characteristic.map {
                self[$0 + "CharacteristicResistance"] * Units.mmHgSecondPerML
            } ?? 0)
    }

    private func valve(_ name: String) -> ValveOrifice {
        ValveOrifice(
            openArea: self[name + "OpenArea"] * Units.squareCentimetre,
            leakArea: self[name + "LeakArea"] * Units.squareCentimetre,
            effectiveLength: self[name + "EffectiveLength"] * Units.centimetre,
            openingRate: self[name + "OpeningRate"] / Units.second,
            closingRate: self[name + "ClosingRate"] / Units.second,
            density: self["bloodDensity"] * Units.gramPerML)
    }

    /// Exponent of the cycle length in the durations of contraction and relaxation of a chamber such as
    /// `leftAtrial` [1].
    ///
    /// Ventricles: a half (Bazett). Between 50 and 120 beats/min that is within 7 % of electromechanical systole as
    /// measured, QS2 = 541 ms − 2.2 ms·min·HR (Boudoulas et al., *Chest* 80 (1981) 613–617,
    /// doi:10.1378/chest.80.5.613, abstract). Atria: a quarter: twice the heart rate shortened the A wave by 16 % (Chung,
    /// Karamanoglu, Kovács, *Am. J. Physiol.* 287 (2004) H2003–H2008, doi:10.1152/ajpheart.00404.2004, abstract).
    public static func rateExponent(ofChamber name: String) -> Double {
        name.hasSuffix("Atrial") ? 0.25 : 0.5
    }

    private func ventricle(_ name: String) -> ChamberExponential {
        ChamberExponential(
            activeElastance: self[name + "ActiveElastance"] * Units.mmHgPerML,
            activeUnstressedVolume: self[name + "ActiveUnstressedVolume"] * Units.mL,
            passivePressure: self[name + "PassivePressure"] * Units.mmHg,
            passiveStiffness: self[name + "PassiveStiffness"] / Units.mL,
            passiveUnstressedVolume: self[name + "PassiveUnstressedVolume"] * Units.mL,
            timing: timing(name))
    }

    private func atrium(_ name: String) -> ChamberAdditive {
        ChamberAdditive(
            activeElastance: self[name + "ActiveElastance"] * Units.mmHgPerML,
            activeUnstressedVolume: self[name + "ActiveUnstressedVolume"] * Units.mL,
            passivePressure: self[name + "PassivePressure"] * Units.mmHg,
            passiveStiffness: self[name + "PassiveStiffness"] / Units.mL,
            passiveUnstressedVolume: self[name + "PassiveUnstressedVolume"] * Units.mL,
            timing: timing(name))
    }

    private func timing(_ name: String) -> ActivationTiming {
        let scale = pow(period / Units.second, Self.rateExponent(ofChamber: name))
        return ActivationTiming(
            period: period, onset: self[name + "Onset"],
            contraction: scale * self[name + "ContractionTime"],
            relaxation: scale * self[name + "RelaxationTime"], riseSkew: self[name + "RiseSkew"])
    }
}
