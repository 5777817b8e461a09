import Foundation

/// Elementary functions of plain numbers, for folding constants and evaluating initial values.
enum ModelMath {
    static func power(_ x: Double, _ y: Double) -> Double { pow(x, y) }

    /// A function of one or two numbers; conditions are 1 or 0.
    static func apply(_ operation: GraphOperation, _ x: Double, _ y: Double) -> Double {
        switch operation {
        case .add: x + y
        case .subtract: x - y
        case .multiply: x * y
        case .divide: x / y
        case .power: pow(x, y)
        case .negate: -x
        case .exp: Foundation.exp(x)
        case .log: Foundation.log(x)
        case .sqrt: x.squareRoot()
        case .absolute: abs(x)
        case .floor: x.rounded(.down)
        case .ceiling: x.rounded(.up)
        case .sin: Foundation.sin(x)
        case .cos: Foundation.cos(x)
        case .tan: Foundation.tan(x)
        case .asin: Foundation.asin(x)
        case .acos: Foundation.acos(x)
        case .atan: Foundation.atan(x)
        case .sinh: Foundation.sinh(x)
        case .cosh: Foundation.cosh(x)
        case .tanh: Foundation.tanh(x)
        case .less: x < y ? 1 : 0
        case .lessEqual: x <= y ? 1 : 0
        case .equal: x == y ? 1 : 0
        case .and: x != 0 && y != 0 ? 1 : 0
        case .or: x != 0 || y != 0 ? 1 : 0
        case .not: x == 0 ? 1 : 0
        case .constant, .state, .parameter, .stimulus, .time, .select: .nan
        }
    }
}
