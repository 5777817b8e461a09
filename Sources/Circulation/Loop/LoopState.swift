/// State of the closed loop: 20 numbers, a value.
///
/// Everything that the future of the loop depends on at one moment (a two-step method needs two of
/// them: ``LoopMemory``). Internal units.
public struct LoopState: Sendable, Equatable {
    /// Systemic limb: aorta to right ventricle.
    public var systemic: LimbState
    /// Pulmonary limb: pulmonary artery to left ventricle.
    public var pulmonary: LimbState

    /// Makes a state from its limbs.
    @inlinable
    public init(systemic: LimbState, pulmonary: LimbState) {
        self.systemic = systemic
        self.pulmonary = pulmonary
    }

    /// The state with all numbers zero, neutral in sums.
    @inlinable public static var zero: LoopState {
        LoopState(systemic: LimbState(volumes: .zero), pulmonary: LimbState(volumes: .zero))
    }

    /// Volume of the left ventricle [mm³].
    @inlinable public var leftVentricleVolume: Double {
        get { pulmonary.ventricleVolume }
        set { pulmonary.ventricleVolume = newValue }
    }
    /// Volume of the right ventricle [mm³].
    @inlinable public var rightVentricleVolume: Double {
        get { systemic.ventricleVolume }
        set { systemic.ventricleVolume = newValue }
    }
    /// Volume of the left atrium [mm³].
    @inlinable public var leftAtriumVolume: Double { pulmonary.atriumVolume }
    /// Volume of the right atrium [mm³].
    @inlinable public var rightAtriumVolume: Double { systemic.atriumVolume }
    /// Flow through the aortic valve [mm³/ms].
    @inlinable public var aorticFlow: Double { systemic.outletFlow }
    /// Flow through the tricuspid valve [mm³/ms].
    @inlinable public var tricuspidFlow: Double { systemic.inletFlow }
    /// Flow through the pulmonary valve [mm³/ms].
    @inlinable public var pulmonaryFlow: Double { pulmonary.outletFlow }
    /// Flow through the mitral valve [mm³/ms].
    @inlinable public var mitralFlow: Double { pulmonary.inletFlow }
    /// Flow from the systemic arteries into the systemic veins [mm³/ms].
    @inlinable public var systemicFlow: Double { systemic.flows[1] }
    /// Flow from the pulmonary arteries into the pulmonary veins [mm³/ms].
    @inlinable public var pulmonaryArterialFlow: Double { pulmonary.flows[1] }

    /// Blood in the whole loop, stressed and unstressed [mm³]; constant in time.
    @inlinable public var bloodVolume: Double {
        systemic.volumes.sum() + pulmonary.volumes.sum()
    }

    /// Names of ``values``, in storage order; volumes in mm³, flows in mm³/ms.
    public static let names: [String] = ["systemic", "pulmonary"].flatMap { limb in
        [
            "arteryVolume", "veinVolume", "atriumVolume", "ventricleVolume", "outletFlow",
            "arteryFlow", "veinFlow", "inletFlow", "outletOpening", "inletOpening",
        ].map { limb + "." + $0 }
    }

    /// The state as a flat array, in the order of ``names``.
    public var values: [Double] {
        [systemic, pulmonary].flatMap { limb in
            (0..<4).map { limb.volumes[$0] } + (0..<4).map { limb.flows[$0] }
                + (0..<2).map { limb.openings[$0] }
        }
    }

    /// Restores a state from ``values``.
    ///
    /// - Throws: a wrong number of values, or one that is not finite.
    public init(values: [Double]) throws(CirculationError) {
        guard values.count == Self.names.count else {
            throw .wrongStateSize(expected: Self.names.count, found: values.count)
        }
        for (name, value) in zip(Self.names, values) where !value.isFinite {
            throw .invalidInput(name: name, value: value, unit: "internal")
        }
        func limb(at start: Int) -> LimbState {
            let v = values[start...]
            return LimbState(
                volumes: SIMD4(v[start], v[start + 1], v[start + 2], v[start + 3]),
                flows: SIMD4(v[start + 4], v[start + 5], v[start + 6], v[start + 7]),
                openings: SIMD2(v[start + 8], v[start + 9]))
        }
        systemic = limb(at: 0)
        pulmonary = limb(at: 10)
    }

    /// Whether every number is finite.
    @inlinable public var isFinite: Bool {
        let sum =
            systemic.volumes.sum() + systemic.flows.sum() + systemic.openings.sum()
            + pulmonary.volumes.sum() + pulmonary.flows.sum() + pulmonary.openings.sum()
        return sum.isFinite
    }

    /// Element-wise sum.
    @inlinable
    public static func + (a: LoopState, b: LoopState) -> LoopState {
        LoopState(systemic: a.systemic + b.systemic, pulmonary: a.pulmonary + b.pulmonary)
    }

    /// Element-wise difference.
    @inlinable
    public static func - (a: LoopState, b: LoopState) -> LoopState {
        LoopState(systemic: a.systemic - b.systemic, pulmonary: a.pulmonary - b.pulmonary)
    }

    /// Product with a number.
    @inlinable
    public static func * (factor: Double, a: LoopState) -> LoopState {
        LoopState(systemic: factor * a.systemic, pulmonary: factor * a.pulmonary)
    }
}
