/// How a parameter of the circuit follows signals: `slot = factor · value(a) · value(b)/base`.
struct SlotRule: Sendable, Equatable {
    /// Place of the parameter in the plan.
    var slot: Int
    /// The signal that sets it.
    var signal: Int
    /// From the signal's unit to internal units.
    var factor: Double
    /// A signal that multiplies it, −1 for none, with the value at which it multiplies by one.
    var multiplier: Int
    var base: Double
}
