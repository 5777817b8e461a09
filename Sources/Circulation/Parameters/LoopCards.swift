import Quantities

/// The parameter cards of the closed loop, made from its parts.
enum LoopCards {
    static let general: [ParameterCard] = [
        ParameterCard(
            "heartRate", "Heart rate", unit: "1/min", default: 70, range: 25...220,
            source: "resting adult; the patient's own value overrides it"),
        ParameterCard(
            "bloodVolume", "Blood in the whole loop, stressed and unstressed", unit: "mL",
            default: 5300, range: 1500...12_000, source: Source.ursino),
        ParameterCard(
            "bloodDensity", "Density of blood", unit: "g/mL", default: 1.06, range: 0.9...1.2,
            source: Source.mynard),
        ParameterCard(
            "baroreflexPeriodGain",
            "Gain of the arterial baroreflex on the heart period, by that of healthy people",
            unit: "1", default: 1, range: 0...3,
            source:
                "definition; 0.23 in heart failure: 3.9 ms/mmHg in 282 patients, Mortara et al., "
                + "Circulation 96 (1997) 3450 (abstract), by the 16.7 ms/mmHg of Ursino's constants"
        ),
        ParameterCard(
            "baroreflexSympatheticGain",
            "Gain of the arterial baroreflex on contractility and vessels, by that of healthy people",
            unit: "1", default: 1, range: 0...3,
            source:
                "definition; 0.79 in heart failure with preserved ejection fraction: -2.83 against -3.57 bursts "
                + "per 100 beats and mmHg, n = 28 and 44, doi:10.1161/HYPERTENSIONAHA.123.21918 (abstract)"
        ),
        ParameterCard(
            "baroreflexCardiopulmonaryGain",
            "Gain of the cardiopulmonary (low-pressure) baroreflex, by that of healthy people; 0: none",
            unit: "1", default: 0, range: 0...3,
            source:
                "definition: none; 0.15 in heart failure: forearm resistance +10, +17, +24 % in 29 patients by lower body "
                + "suction that raised it by 70, 106, 152 % in 11 controls, Am. Heart J. 118 (1989) 78 (abstract); 0.5 "
                + "in heart failure with preserved ejection fraction: responses 40 to 60 % smaller, n = 10 and 10, "
                + "doi:10.1152/japplphysiol.00510.2023 (abstract)"
        ),
        ParameterCard(
            "homeometricExponent",
            "Exponent with which a ventricle's contractility follows its peak pressure within minutes; 0: none",
            unit: "1", default: 0, range: 0...1,
            source:
                "definition: none; 0.28 in healthy and 0.22 in failing muscle by strips of 16 and 86 human hearts, von "
                + "Lewinski et al. 2009, doi:10.1161/CIRCHEARTFAILURE.108.794065 (abstract)"
        ),
    ]

    /// Outflow tract of the left ventricle in the loop alone; see `ObstructedValve` in Circuits.
    static let outflow: [ParameterCard] = [
        ParameterCard(
            "outflowBulgeArea",
            "Area that septum and mitral valve take from the left ventricular outflow tract; 0 cm2: no obstruction",
            unit: "cm2", default: 0, range: 0...20, source: "definition: none"),
        ParameterCard(
            "outflowContactArea", "Effective area that is left where septum and mitral valve touch",
            unit: "cm2", default: 0.7, range: 0.02...5,
            source:
                "order-of-magnitude estimate: 250 mL/s and 50 mmHg by Bernoulli's law; fitted to a gradient"
        ),
        ParameterCard(
            "outflowTractArea", "Area of the outflow tract without a bulge at the reference volume",
            unit: "cm2", default: 10.4, range: 1...40, source: Source.outflow),
        ParameterCard(
            "outflowReferenceVolume",
            "Volume of the left ventricle at which the tract has that area",
            unit: "mL", default: 120, range: 20...600,
            source: "a normal end-diastolic volume, at which the tract was measured"),
    ]

    /// Pericardium of the loop alone; see `Pericardium` in Circuits.
    static let pericardium: [ParameterCard] = [
        ParameterCard(
            "pericardialVolume",
            "Blood in the four chambers at which the pericardium begins to press; \(Int(noPericardium)) mL: none",
            unit: "mL", default: noPericardium, range: 50...noPericardium,
            source: "definition: none"),
        ParameterCard(
            "pericardialPressure", "Pressure of the pericardium at that volume", unit: "mmHg",
            default: 0.5, range: 1e-3...20, source: Source.pericardium),
        ParameterCard(
            "pericardialStiffness", "Exponent of its pressure by volume", unit: "1/mL",
            default: 0.025, range: 1e-4...0.5, source: Source.pericardium),
        ParameterCard(
            "pericardialEffusion", "Fluid in the pericardium beyond the usual", unit: "mL",
            default: 0, range: 0...2000, source: "definition: none"),
    ]

    /// Volume that says there is no pericardium [mL].
    static let noPericardium = 5000.0

    static let vessels: [ParameterCard] = ["systemic", "pulmonary"].flatMap { limb in
        ["Arterial", "Venous"].flatMap { kind in vessel(limb, kind) } + [
            fitted(
                limb + "CharacteristicResistance",
                "Characteristic resistance of the \(limb) trunk", unit: "mmHg.s/mL",
                range: 0...1)
        ]
    }

    static let chambers: [ParameterCard] = [
        ("leftAtrial", "left atrium"), ("rightAtrial", "right atrium"),
        ("leftVentricular", "left ventricle"), ("rightVentricular", "right ventricle"),
    ].flatMap { chamber($0.0, $0.1) }

    static let valves: [ParameterCard] = ["aortic", "mitral", "pulmonary", "tricuspid"].flatMap {
        valve($0)
    }

    /// Citations that several cards share.
    enum Source {
        static let outflow =
            "10.4 \u{b1} 1.2 cm2 at the onset of systole, 16 healthy people, Spirito & Maron 1983, "
            + "doi:10.1161/01.cir.67.5.1100 (abstract)"
        static let ursino =
            "Ursino 1998, doi:10.1152/ajpheart.1998.275.5.H1733, table 1 (compartments lumped)"
        static let pericardium =
            "Mynard & Smolich 2015, doi:10.1007/s10439-015-1313-8 (by an implementation, not read)"
        static let mynard = "Mynard et al. 2012, doi:10.1002/cnm.1466, table of valve parameters"
    }

    private static func vessel(_ limb: String, _ kind: String) -> [ParameterCard] {
        let name = limb + kind
        let place = "\(limb) \(kind == "Arterial" ? "arteries" : "veins")"
        return [
            fitted(
                name + "Resistance", "Resistance behind the \(place)", unit: "mmHg.s/mL",
                range: 1e-4...20),
            fitted(
                name + "Compliance", "Compliance of the \(place)", unit: "mL/mmHg",
                range: 0.01...500),
            fitted(
                name + "Inertance", "Inertance behind the \(place)", unit: "mmHg.s2/mL",
                range: 0...0.1),
            fitted(
                name + "UnstressedVolume", "Volume of the \(place) without pressure", unit: "mL",
                range: 0...8000),
        ]
    }

    private static func chamber(_ name: String, _ place: String) -> [ParameterCard] {
        [
            fitted(
                name + "ActiveElastance", "End-systolic elastance of the \(place)",
                unit: "mmHg/mL", range: 0.005...20),
            fitted(
                name + "ActiveUnstressedVolume", "Intercept of its end-systolic relation",
                unit: "mL", range: -100...400),
            fitted(
                name + "PassivePressure", "Pressure scale of its end-diastolic relation",
                unit: "mmHg", range: 1e-3...20),
            fitted(
                name + "PassiveStiffness", "Exponent of its end-diastolic relation",
                unit: "1/mL", range: 1e-4...0.5),
            fitted(
                name + "PassiveUnstressedVolume", "Volume of the relaxed \(place) without pressure",
                unit: "mL", range: -100...400),
            fitted(
                name + "Onset", "Start of contraction after QRS onset", unit: "ms",
                range: -400...200),
            fitted(
                name + "ContractionTime",
                "Duration of contraction at 60 beats/min; with no relaxation either, none",
                unit: "ms",
                range: 0...1000),
            fitted(
                name + "RelaxationTime", "Duration of relaxation at 60 beats/min", unit: "ms",
                range: 0...1000),
            fitted(
                name + "RiseSkew",
                "Skew of the rise of activation towards its start, 0 for a cosine", unit: "1",
                range: 0...20),
        ]
    }

    private static func valve(_ name: String) -> [ParameterCard] {
        [
            fitted(
                name + "OpenArea", "Effective area of the open \(name) valve", unit: "cm2",
                range: 0.05...20),
            fitted(
                name + "LeakArea", "Effective area of the closed \(name) valve", unit: "cm2",
                range: 0...5),
            fitted(
                name + "EffectiveLength", "Blood column accelerated in the \(name) valve",
                unit: "cm", range: 0.05...10),
            fitted(
                name + "OpeningRate", "Opening rate of the \(name) valve", unit: "1/(kPa.s)",
                range: 1...10_000),
            fitted(
                name + "ClosingRate", "Closing rate of the \(name) valve", unit: "1/(kPa.s)",
                range: 1...10_000),
        ]
    }

    /// A card whose default and source stand in the table of the healthy adult.
    private static func fitted(
        _ name: String, _ summary: String, unit: String, range: ClosedRange<Double>
    ) -> ParameterCard {
        guard let entry = HealthyAdultTable.entries[name] else {
            preconditionFailure("the healthy adult has no value of \(name)")
        }
        return ParameterCard(
            name, summary, unit: unit, default: entry.value, range: range, source: entry.source)
    }
}
