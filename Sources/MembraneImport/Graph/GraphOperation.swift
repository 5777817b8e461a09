/// What a node of an ``ExpressionGraph`` does.
enum GraphOperation: UInt8, Sendable, CaseIterable {
    case constant, state, parameter, stimulus, time
    case add, subtract, multiply, divide, power
    case negate, exp, log, sqrt, absolute, floor, ceiling
    case sin, cos, tan, asin, acos, atan, sinh, cosh, tanh
    case less, lessEqual, equal, and, or, not
    /// The second argument where the first is true, else the third.
    case select

    /// Number of arguments.
    var arity: Int {
        switch self {
        case .constant, .state, .parameter, .stimulus, .time: 0
        case .add, .subtract, .multiply, .divide, .power, .less, .lessEqual, .equal, .and, .or: 2
        case .select: 3
        default: 1
        }
    }

    /// Result is true or false.
    var isCondition: Bool {
        switch self {
        case .less, .lessEqual, .equal, .and, .or, .not: true
        default: false
        }
    }

    /// Relative cost of one evaluation, additions being 1.
    var cost: Int {
        switch self {
        case .constant, .state, .parameter, .stimulus, .time: 0
        case .exp, .log: 12
        case .power: 26
        case .divide, .sqrt: 5
        case .sin, .cos, .tan, .asin, .acos, .atan, .sinh, .cosh, .tanh: 100
        default: 1
        }
    }
}
