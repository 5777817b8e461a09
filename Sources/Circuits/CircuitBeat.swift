public import Numerics

/// What a circuit did in one beat, lane by lane, in internal units.
public struct CircuitBeat<Real: RealLanes>: Sendable {
    /// A compartment in a beat.
    public struct Compartment: Sendable {
        /// Volume and pressure at the onset of the QRS [mm³, kPa].
        public var onsetVolume: Real
        public var onsetPressure: Real
        /// Least and largest volume [mm³].
        public var leastVolume: Real
        public var largestVolume: Real
        /// Least, largest and mean pressure [kPa].
        public var leastPressure: Real
        public var largestPressure: Real
        public var meanPressure: Real
        /// Steepest rise and fall of the pressure over a step [kPa/ms].
        public var steepestRise: Real
        public var steepestFall: Real
        /// Area of the pressure–volume loop, positive for work done on the blood [kPa·mm³].
        public var work: Real
    }

    /// A branch in a beat.
    public struct Branch: Sendable {
        /// Volume carried forwards and backwards, both positive [mm³].
        public var forward: Real
        public var backward: Real
        /// Largest flow before and after the onset of contraction upstream [mm³/ms]; where nothing
        /// contracts upstream all of the beat is before.
        public var peakBefore: Real
        public var peakAfter: Real
        /// Forward volume after that onset [mm³].
        public var forwardAfter: Real
        /// Least, largest and mean pressure at its end, in front of its series resistance [kPa].
        public var leastPressure: Real
        public var largestPressure: Real
        public var meanPressure: Real
        /// Mean pressure drop while flow goes forward [kPa].
        public var meanGradient: Real
    }

    /// Length of the beat [ms].
    public var cycle: Real
    /// Compartments in the order of the plan.
    public var compartments: [Compartment]
    /// Branches in the order of the plan.
    public var branches: [Branch]
    /// Pressures of the spaces around compartments at the onset of the QRS [kPa], in the order of the plan.
    public var enclosures: [Real]
    /// Pressure at the end of branches, in front of their series resistance, after every step [kPa]; of
    /// those that ``CircuitSolver/pulseBranches`` names.
    public var pulses: [Int: [Real]] = [:]
    /// Volume of compartments after every step [mm³]; of those that ``CircuitSolver/volumeRooms`` names.
    public var volumes: [Int: [Real]] = [:]
}
