public import Circulation
public import Numerics
import Quantities

extension LoopParameters {
    /// The closed loop of these parameters as a circuit.
    public var circuit: CircuitDescription {
        CircuitDescription(
            compartments: [
                chamber("leftVentricle", "leftVentricular", ExponentialChamber.self),
                chamber("rightVentricle", "rightVentricular", ExponentialChamber.self),
                chamber("leftAtrium", "leftAtrial", AdditiveChamber.self),
                chamber("rightAtrium", "rightAtrial", AdditiveChamber.self),
                vessels("systemicArteries", "systemicArterial"),
                vessels("systemicVeins", "systemicVenous"),
                vessels("pulmonaryArteries", "pulmonaryArterial"),
                vessels("pulmonaryVeins", "pulmonaryVenous"),
            ],
            branches: [
                aorticValve,
                lumen("systemicArterial", "systemicArteries", "systemicVeins"),
                lumen("systemicVenous", "systemicVeins", "rightAtrium"),
                valve("tricuspid", "rightAtrium", "rightVentricle"),
                valve("pulmonary", "rightVentricle", "pulmonaryArteries", series: "pulmonary"),
                lumen("pulmonaryArterial", "pulmonaryArteries", "pulmonaryVeins"),
                lumen("pulmonaryVenous", "pulmonaryVeins", "leftAtrium"),
                valve("mitral", "leftAtrium", "leftVentricle"),
            ], enclosures: hasPericardium ? [pericardium] : [])
    }

    /// The aortic valve, behind an obstructed outflow tract where the ventricle has one.
    private var aorticValve: CircuitDescription.Branch {
        var branch = valve("aortic", "leftVentricle", "systemicArteries", series: "systemic")
        guard hasObstruction else { return branch }
        branch.law = ObstructedValve.card.identifier
        branch.values["tractArea"] = self["outflowTractArea"]
        branch.values["bulgeArea"] = self["outflowBulgeArea"]
        branch.values["contactArea"] = self["outflowContactArea"]
        branch.values["referenceVolume"] = self["outflowReferenceVolume"]
        return branch
    }

    /// Around the four chambers; their walls are part of the reference volume.
    private var pericardium: CircuitDescription.Enclosure {
        .init(
            "pericardium", Pericardium.self,
            members: ["leftVentricle", "rightVentricle", "leftAtrium", "rightAtrium"],
            [
                "pressureScale": self["pericardialPressure"],
                "stiffness": self["pericardialStiffness"],
                "referenceVolume": self["pericardialVolume"], "wallVolume": 0,
                "fluidVolume": self["pericardialEffusion"],
            ])
    }

    private func chamber(
        _ name: String, _ prefix: String, _ law: any CompartmentLaw.Type
    ) -> CircuitDescription.Compartment {
        .init(
            name, law,
            [
                "activeElastance": self[prefix + "ActiveElastance"],
                "activeUnstressedVolume": self[prefix + "ActiveUnstressedVolume"],
                "passivePressure": self[prefix + "PassivePressure"],
                "passiveStiffness": self[prefix + "PassiveStiffness"],
                "passiveUnstressedVolume": self[prefix + "PassiveUnstressedVolume"],
                "onset": self[prefix + "Onset"],
                "contraction": self[prefix + "ContractionTime"],
                "relaxation": self[prefix + "RelaxationTime"],
                "rateExponent": Self.rateExponent(ofChamber: prefix),
                "riseSkew": self[prefix + "RiseSkew"],
            ])
    }

    private func vessels(_ name: String, _ prefix: String) -> CircuitDescription.Compartment {
        .init(
            name, ElasticCompartment.self,
            [
                "compliance": self[prefix + "Compliance"],
                "unstressedVolume": self[prefix + "UnstressedVolume"],
            ])
    }

    private func lumen(
        _ prefix: String, _ from: String, _ to: String
    ) -> CircuitDescription.Branch {
        .init(
            prefix + "Lumen", VesselLumen.self, from: from, to: to,
            [
                "resistance": self[prefix + "Resistance"],
                "inertance": self[prefix + "Inertance"],
            ])
    }

    private func valve(
        _ prefix: String, _ from: String, _ to: String, series: String? = nil
    ) -> CircuitDescription.Branch {
        .init(
            prefix + "Valve", OrificeValve.self, from: from, to: to,
            [
                "openArea": self[prefix + "OpenArea"], "leakArea": self[prefix + "LeakArea"],
                "effectiveLength": self[prefix + "EffectiveLength"],
                "openingRate": self[prefix + "OpeningRate"],
                "closingRate": self[prefix + "ClosingRate"], "density": self["bloodDensity"],
                "seriesResistance": series.map { self[$0 + "CharacteristicResistance"] } ?? 0,
            ])
    }

    /// A state of ``circuit`` at QRS onset to start from, see ``initialState(leftVentricleVolume:rightVentricleVolume:)``.
    public func circuitState(_ plan: CircuitPlan) throws(CirculationError) -> CircuitState<Double> {
        let state = initialState()
        let volumes = [
            "leftVentricle": state.leftVentricleVolume,
            "rightVentricle": state.rightVentricleVolume,
            "leftAtrium": state.pulmonary.atriumVolume, "rightAtrium": state.systemic.atriumVolume,
            "systemicArteries": state.systemic.arteryVolume,
            "systemicVeins": state.systemic.veinVolume,
            "pulmonaryArteries": state.pulmonary.arteryVolume,
            "pulmonaryVeins": state.pulmonary.veinVolume,
        ]
        return CircuitState(
            // Vessels that the loop lacks begin with what fills them without pressure.
            volumes: plan.compartmentNames.map { name in
                volumes[name]
                    ?? (try? plan.address(of: name + ".unstressedVolume")).map {
                        plan.defaultParameters[$0.slot]
                    } ?? 0
            },
            branchCount: plan.branchNames.count, cycle: period)
    }
}
