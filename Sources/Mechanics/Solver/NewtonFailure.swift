public import Geometry
public import Numerics

/// Where Newton's method stopped, on what, and what had been tried.
public struct NewtonFailure: Sendable, Equatable {
    /// A tetrahedron of the wall, for people.
    public struct Place: Sendable, Equatable {
        /// Number of the tetrahedron.
        public var element: Int
        /// Part of the wall.
        public var region: WallRegion
        /// Middle of its vertices in the reference shape [mm].
        public var centre: Vec3
    }

    /// What ended an attempt.
    public enum Cause: String, Sendable {
        /// The iterations allowed were used up.
        case iterations = "the iterations were used up"
        /// No part of the correction brought the solution nearer.
        case lineSearch = "no part of the last correction helped"
        /// The stiffness was not positive definite, not even shifted.
        case indefinite = "the stiffness was not positive definite"
        /// The stiffness held numbers that are not finite.
        case notFinite = "the stiffness was not finite"
        /// The first guess was not finite or turned an element inside out.
        case start = "an element was inside out at the start"
    }

    /// One way that was tried.
    public struct Attempt: Sendable, Equatable {
        /// What was different about it: "from the predicted shape", "part 0.5 of the loads".
        public var way: String
        /// What ended it.
        public var cause: Cause
        /// Newton iterations, factorisations and corrections cut short by the line search.
        public var iterations: Int
        public var factorisations: Int
        public var cuts: Int
    }

    /// Time of the equilibrium that was sought [ms].
    public var time: Double
    /// Out-of-balance force of each iterate of the last attempt, relative to the largest force [1].
    public var residuals: [Double]
    /// Largest difference of a cavity volume from what the circulation holds, at the end [mm³].
    public var volumeGap: Double
    /// Where the out-of-balance force was largest in the end.
    public var unbalanced: Place
    /// Where the wall was compressed most in the end, and det F there [1].
    public var compressed: Place
    public var smallestJ: Double
    /// Part of the loads that was reached before; nil in a step in time [1].
    public var reachedPart: Double?
    /// Everything that was tried, in order.
    public var attempts: [Attempt]

    /// This failure after earlier ones of the same problem.
    func after(_ earlier: NewtonFailure) -> NewtonFailure {
        var result = self
        result.attempts = earlier.attempts + attempts
        return result
    }

    /// This failure with the part of the loads that was reached before it [1].
    func reached(_ part: Double) -> NewtonFailure {
        var result = self
        result.reachedPart = part
        return result
    }

    /// This failure with a name for the way that was tried last.
    func named(_ way: String) -> NewtonFailure {
        var result = self
        if let last = attempts.indices.last { result.attempts[last].way = way }
        return result
    }
}

extension NewtonFailure: CustomStringConvertible {
    /// What, where, the residuals and what was tried.
    public var description: String {
        "no equilibrium at \(time) ms"
            + (reachedPart.map { " beyond \(Self.short($0)) of the loads" } ?? "")
            + ": largest out-of-balance force in \(unbalanced), most compressed "
            + "\(compressed) with det F \(Self.short(smallestJ)); relative residuals \(history)"
            + (volumeGap > 0 ? ", volumes off by \(Self.short(volumeGap)) mm\u{B3}" : "")
            + "; tried " + attempts.map(\.description).joined(separator: "; ")
    }

    /// The residuals, those in the middle of long histories left out.
    private var history: String {
        let texts = residuals.map(Self.short)
        guard texts.count > 8 else { return texts.joined(separator: ", ") }
        return (texts.prefix(2) + ["\u{2026}"] + texts.suffix(5)).joined(separator: ", ")
    }

    /// Two significant digits.
    static func short(_ value: Double) -> String {
        guard value.isFinite, value != 0 else { return "\(value)" }
        var exponent = 0
        var mantissa = abs(value)
        while mantissa >= 9.95 {
            mantissa /= 10
            exponent += 1
        }
        while mantissa < 0.995 {
            mantissa *= 10
            exponent -= 1
        }
        let digits = "\((mantissa * 10).rounded() / 10)"
        let sign = value < 0 ? "-" : ""
        return exponent == 0 ? sign + digits : "\(sign)\(digits)e\(exponent)"
    }
}

extension NewtonFailure.Place: CustomStringConvertible {
    /// "element 12 (septum, at 3, -22, 40 mm)".
    public var description: String {
        let place = [centre.x, centre.y, centre.z].map { "\(Int($0.rounded()))" }
        return "element \(element) (\(region.name), at \(place.joined(separator: ", ")) mm)"
    }
}

extension NewtonFailure.Attempt: CustomStringConvertible {
    /// "from the predicted shape (12 iterations, 4 factorisations, 3 cuts: no part … helped)".
    public var description: String {
        "\(way) (\(iterations) iterations, \(factorisations) factorisations, \(cuts) cuts: "
            + "\(cause.rawValue))"
    }
}

extension WallRegion {
    /// Its name for people.
    fileprivate var name: String {
        switch self {
        case .leftVentricle: "left ventricle"
        case .rightVentricle: "right ventricle"
        case .septum: "septum"
        }
    }
}

extension WallSystem {
    /// The place of an element in the image.
    func place(_ element: Int) -> NewtonFailure.Place {
        let corners = (0..<4).map { Int(model.mesh.tets[10 * element + $0]) }
        return NewtonFailure.Place(
            element: element, region: model.mesh.regions[element],
            centre: 0.25 * corners.reduce(Vec3.zero) { $0 + model.imaged[$1] })
    }

    /// An element at the node with the largest out-of-balance force of the last evaluation.
    func mostUnbalancedElement() -> Int {
        var worst = 0
        var largest = -1.0
        for node in 0..<model.mesh.points.count {
            let (x, y, z) = (force[3 * node], force[3 * node + 1], force[3 * node + 2])
            let square = x * x + y * y + z * z
            if !(square <= largest) {
                largest = square
                worst = node
            }
            if square.isNaN { break }
        }
        return (model.mesh.tets.firstIndex(of: Int32(worst)) ?? 0) / 10
    }
}
