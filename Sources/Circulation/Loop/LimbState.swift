/// State of one limb of the loop: arteries, veins, atrium and the ventricle they fill.
///
/// The systemic limb leads from the left ventricle to the right one, the pulmonary limb back; each
/// owns the ventricle at its end. Arithmetic is element-wise, as integrators need it.
public struct LimbState: Sendable, Equatable {
    /// Volumes of artery, vein, atrium, ventricle [mm³].
    public var volumes: SIMD4<Double>
    /// Flows through outlet valve, artery, vein, inlet valve [mm³/ms].
    public var flows: SIMD4<Double>
    /// Opening states of outlet and inlet valve [1].
    public var openings: SIMD2<Double>

    /// Makes a state.
    @inlinable
    public init(
        volumes: SIMD4<Double>, flows: SIMD4<Double> = .zero, openings: SIMD2<Double> = .zero
    ) {
        self.volumes = volumes
        self.flows = flows
        self.openings = openings
    }

    /// Volume of the arteries [mm³].
    @inlinable public var arteryVolume: Double {
        get { volumes[0] }
        set { volumes[0] = newValue }
    }
    /// Volume of the veins [mm³].
    @inlinable public var veinVolume: Double {
        get { volumes[1] }
        set { volumes[1] = newValue }
    }
    /// Volume of the atrium [mm³].
    @inlinable public var atriumVolume: Double {
        get { volumes[2] }
        set { volumes[2] = newValue }
    }
    /// Volume of the ventricle at the end of the limb [mm³].
    @inlinable public var ventricleVolume: Double {
        get { volumes[3] }
        set { volumes[3] = newValue }
    }
    /// Flow from the upstream ventricle into the arteries [mm³/ms].
    @inlinable public var outletFlow: Double { flows[0] }
    /// Flow from arteries to veins [mm³/ms].
    @inlinable public var arteryFlow: Double { flows[1] }
    /// Flow from veins to atrium [mm³/ms].
    @inlinable public var veinFlow: Double { flows[2] }
    /// Flow from the atrium into the ventricle [mm³/ms].
    @inlinable public var inletFlow: Double { flows[3] }

    /// Branch state of the outlet valve.
    @inlinable public var outlet: BranchState {
        BranchState(flow: flows[0], opening: openings[0])
    }
    /// Branch state of the arterial lumen.
    @inlinable public var artery: BranchState { BranchState(flow: flows[1], opening: 1) }
    /// Branch state of the venous lumen.
    @inlinable public var vein: BranchState { BranchState(flow: flows[2], opening: 1) }
    /// Branch state of the inlet valve.
    @inlinable public var inlet: BranchState {
        BranchState(flow: flows[3], opening: openings[1])
    }

    /// Element-wise sum.
    @inlinable
    public static func + (a: LimbState, b: LimbState) -> LimbState {
        LimbState(
            volumes: a.volumes + b.volumes, flows: a.flows + b.flows,
            openings: a.openings + b.openings)
    }

    /// Element-wise difference.
    @inlinable
    public static func - (a: LimbState, b: LimbState) -> LimbState {
        LimbState(
            volumes: a.volumes - b.volumes, flows: a.flows - b.flows,
            openings: a.openings - b.openings)
    }

    /// Product with a number.
    @inlinable
    public static func * (factor: Double, a: LimbState) -> LimbState {
        LimbState(
            volumes: factor * a.volumes, flows: factor * a.flows,
            openings: factor * a.openings)
    }
}
