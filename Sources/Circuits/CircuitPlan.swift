public import Circulation
public import Quantities

/// A checked circuit: elements in the order of computation, with everything that does not depend on
/// numbers found once.
///
/// Elements of one law lie side by side, in the order of the description; their parameters follow one
/// another in one array (compartments, branches, enclosures, then muscles with their patches) in internal units.
public struct CircuitPlan: Sendable {
    /// Compartments of one law.
    struct CompartmentGroup: Sendable {
        var law: any CompartmentLaw.Type
        var span: Span
    }

    /// Branches of one law.
    struct BranchGroup: Sendable {
        var law: any BranchLaw.Type
        var span: Span
    }

    /// Enclosures of one law.
    struct EnclosureGroup: Sendable {
        var law: any EnclosureLaw.Type
        var span: Span
    }

    /// A muscle: where its parameters, patches, states and slopes lie.
    struct MuscleElement: Sendable {
        var law: any MuscleLaw.Type
        /// Its compartments, in the law's order.
        var members: [Int]
        var firstParameter: Int
        var firstPatchParameter: Int
        /// First patch of every wall among its own, and their number.
        var starts: [Int]
        /// Its first value among the states of all muscles.
        var firstState: Int
        /// Its first slope after those of compartments and enclosures.
        var firstSlope: Int
        /// Names of its patches, wall by wall.
        var patchNames: [String]

        var stateCount: Int { law.stateCount(patches: patchNames.count) }
    }

    /// Where the elements of one law and their parameters lie.
    struct Span: Sendable {
        var kind: Int
        var first: Int
        var count: Int
        var parametersPerBlock: Int
        var firstParameter: Int
    }

    /// Where all elements lie, and their places in the description.
    struct Layout {
        var spans: [Span] = []
        var order: [Int] = []
    }

    /// What the plan was made of.
    public let description: CircuitDescription
    /// Names of the compartments in the order of all arrays per compartment.
    public let compartmentNames: [String]
    /// Names of the branches in the order of all arrays per branch.
    public let branchNames: [String]
    /// Names of the enclosures.
    public let enclosureNames: [String]
    /// Names of the muscles.
    public let muscleNames: [String]
    /// Parameters of all elements in internal units.
    public let defaultParameters: [Double]

    let compartments: [CompartmentGroup]
    let branches: [BranchGroup]
    let enclosures: [EnclosureGroup]
    let muscles: [MuscleElement]
    /// Values that muscles remember, and slopes they have.
    let muscleStateCount: Int
    let muscleSlopeCount: Int
    /// Compartments at the ends of each branch.
    let from: [Int]
    let to: [Int]
    /// Branches that follow the volume of the compartment they lead from.
    let volumeBranches: [Int]
    /// Compartments inside each enclosure.
    let members: [[Int]]
    let elimination: EliminationPlan
    /// How branches, enclosures and muscles enter the Jacobian of the volumes.
    let branchEntries: [BranchEntries]
    let sharedEntries: [SharedEntries]
    private let addresses: [String: (slot: Int, card: ParameterCard)]

    /// Checks a circuit.
    ///
    /// - Throws: ``CirculationError/invalidCircuit(element:fault:)`` with the first element at fault.
    public init(_ description: CircuitDescription) throws(CirculationError) {
        self.description = description
        let names =
            description.compartments.map(\.name) + description.branches.map(\.name)
            + description.enclosures.map(\.name) + description.muscles.map(\.name)
            + description.muscles.flatMap { $0.patches.map(\.name) }
        var seen: Set<String> = []
        for name in names where !seen.insert(name).inserted {
            throw .invalidCircuit(element: name, fault: .duplicateName)
        }
        var builder = Builder()
        let rooms = try builder.add(
            description.compartments.map { ($0.name, $0.law, $0.values) },
            cards: CircuitLaws.compartments.map { $0.card })
        let paths = try builder.add(
            description.branches.map { ($0.name, $0.law, $0.values) },
            cards: CircuitLaws.branches.map { $0.card })
        let spaces = try builder.add(
            description.enclosures.map { ($0.name, $0.law, $0.values) },
            cards: CircuitLaws.enclosures.map { $0.card })
        let known = rooms.order.map { description.compartments[$0].name }
        var muscles: [MuscleElement] = []
        var (states, slopes) = (0, rooms.order.count + spaces.order.count)
        for muscle in description.muscles {
            let element = try builder.add(
                muscle, compartments: known, firstState: states, firstSlope: slopes)
            states += element.stateCount
            slopes += element.members.count * element.members.count
            muscles.append(element)
        }
        self.muscles = muscles
        muscleNames = description.muscles.map(\.name)
        muscleStateCount = states
        muscleSlopeCount = slopes - rooms.order.count - spaces.order.count
        compartments = rooms.spans.map {
            CompartmentGroup(law: CircuitLaws.compartments[$0.kind], span: $0)
        }
        branches = paths.spans.map { BranchGroup(law: CircuitLaws.branches[$0.kind], span: $0) }
        volumeBranches = branches.filter { $0.law.followsVolume }.flatMap {
            $0.span.first..<$0.span.first + $0.span.count
        }
        enclosures = spaces.spans.map {
            EnclosureGroup(law: CircuitLaws.enclosures[$0.kind], span: $0)
        }
        compartmentNames = known
        branchNames = paths.order.map { description.branches[$0].name }
        enclosureNames = spaces.order.map { description.enclosures[$0].name }
        defaultParameters = builder.values
        addresses = builder.addresses
        func index(_ name: String, of element: String) throws(CirculationError) -> Int {
            guard let index = known.firstIndex(of: name) else {
                throw .invalidCircuit(
                    element: element, fault: .unknownName(name: name, known: known))
            }
            return index
        }
        var from: [Int] = []
        var to: [Int] = []
        for place in paths.order {
            let branch = description.branches[place]
            from.append(try index(branch.from, of: branch.name))
            to.append(try index(branch.to, of: branch.name))
            if branch.from == branch.to {
                throw .invalidCircuit(element: branch.name, fault: .loop)
            }
        }
        var members: [[Int]] = []
        for place in spaces.order {
            let space = description.enclosures[place]
            var inside: [Int] = []
            for name in space.members { inside.append(try index(name, of: space.name)) }
            guard Set(inside).count == inside.count else {
                throw .invalidCircuit(element: space.name, fault: .repeatedMember)
            }
            members.append(inside)
        }
        for (place, name) in known.enumerated() where !from.contains(place) && !to.contains(place) {
            throw .invalidCircuit(element: name, fault: .unconnected)
        }
        self.from = from
        self.to = to
        self.members = members
        let shared = Self.shared(
            from: from, to: to, members: members, muscles: muscles, rooms: known.count)
        let elimination = EliminationPlan(
            count: known.count,
            pairs: zip(from, to).map { ($0, $1) }
                + shared.flatMap { [($0.from, $0.member), ($0.to, $0.member)] })
        self.elimination = elimination
        branchEntries = zip(from, to).map { a, b in
            BranchEntries(
                from: a, to: b, fromFrom: elimination.entry(a, a), toFrom: elimination.entry(b, a),
                fromTo: elimination.entry(a, b), toTo: elimination.entry(b, b))
        }
        sharedEntries = shared.map {
            SharedEntries(
                branch: $0.branch, slope: $0.slope, isSink: $0.isSink,
                fromMember: elimination.entry($0.from, $0.member),
                toMember: elimination.entry($0.to, $0.member))
        }
    }

    /// Place of a parameter in ``defaultParameters`` and its card, by `element.parameter`.
    ///
    /// - Throws: ``CirculationError/invalidCircuit(element:fault:)`` with the nearest name.
    public func address(
        of name: String
    ) throws(CirculationError) -> (slot: Int, card: ParameterCard) {
        guard let address = addresses[name] else {
            throw .invalidCircuit(
                element: name,
                fault: .unknownName(name: name, known: addresses.keys.sorted()))
        }
        return address
    }

    /// The patches of all muscles, to see whether two plans have the same.
    var muscleLayout: [[String]] { muscles.map { [$0.law.card.identifier] + $0.patchNames } }

    /// Place of a compartment in arrays per compartment.
    public func compartment(_ name: String) throws(CirculationError) -> Int {
        guard let index = compartmentNames.firstIndex(of: name) else {
            throw .invalidCircuit(
                element: name, fault: .unknownName(name: name, known: compartmentNames))
        }
        return index
    }

    /// Place of a branch in arrays per branch.
    public func branch(_ name: String) throws(CirculationError) -> Int {
        guard let index = branchNames.firstIndex(of: name) else {
            throw .invalidCircuit(
                element: name, fault: .unknownName(name: name, known: branchNames))
        }
        return index
    }

    /// Place of a patch among the patches of its muscle, wall by wall, and the muscle's place.
    public func patch(
        _ name: String
    ) throws(CirculationError) -> (muscle: Int, patch: Int) {
        for (place, muscle) in muscles.enumerated() {
            if let index = muscle.patchNames.firstIndex(of: name) { return (place, index) }
        }
        throw .invalidCircuit(
            element: name,
            fault: .unknownName(name: name, known: muscles.flatMap(\.patchNames)))
    }

    /// Place of a space in arrays per enclosure.
    public func enclosure(_ name: String) throws(CirculationError) -> Int {
        guard let index = enclosureNames.firstIndex(of: name) else {
            throw .invalidCircuit(
                element: name, fault: .unknownName(name: name, known: enclosureNames))
        }
        return index
    }

    /// Which branches feel which members of enclosures and muscles, and by which slope.
    private static func shared(
        from: [Int], to: [Int], members: [[Int]], muscles: [MuscleElement], rooms: Int
    ) -> [(branch: Int, slope: Int, isSink: Bool, from: Int, to: Int, member: Int)] {
        var all: [(branch: Int, slope: Int, isSink: Bool, from: Int, to: Int, member: Int)] = []
        for branch in from.indices {
            for (end, isSink) in [(from[branch], false), (to[branch], true)] {
                for (space, inside) in members.enumerated() where inside.contains(end) {
                    all += inside.map {
                        (branch, rooms + space, isSink, from[branch], to[branch], $0)
                    }
                }
                for muscle in muscles {
                    guard let row = muscle.members.firstIndex(of: end) else { continue }
                    let first = muscle.firstSlope + row * muscle.members.count
                    for (column, member) in muscle.members.enumerated() {
                        all.append(
                            (branch, first + column, isSink, from[branch], to[branch], member))
                    }
                }
            }
        }
        return all
    }

    /// Groups elements by law and lays out their parameters.
    private struct Builder {
        var values: [Double] = []
        var addresses: [String: (slot: Int, card: ParameterCard)] = [:]

        /// Lays out the elements of each card, card by card.
        mutating func add(
            _ elements: [(name: String, law: String, values: [String: Double])],
            cards: [ModelCard]
        ) throws(CirculationError) -> Layout {
            let identifiers = cards.map(\.identifier)
            for element in elements where !identifiers.contains(element.law) {
                throw .invalidCircuit(
                    element: element.name,
                    fault: .unknownLaw(identifier: element.law, known: identifiers))
            }
            var layout = Layout()
            for (kind, card) in cards.enumerated() {
                let places = elements.indices.filter { elements[$0].law == card.identifier }
                guard !places.isEmpty else { continue }
                layout.spans.append(
                    Span(
                        kind: kind, first: layout.order.count, count: places.count,
                        parametersPerBlock: card.parameters.count, firstParameter: values.count))
                for place in places {
                    try append(card, elements[place].name, elements[place].values)
                }
                layout.order += places
            }
            return layout
        }

        /// Lays out a muscle and its patches, wall by wall.
        mutating func add(
            _ muscle: CircuitDescription.Muscle, compartments: [String], firstState: Int,
            firstSlope: Int
        ) throws(CirculationError) -> MuscleElement {
            func fail(_ fault: CircuitFault) -> CirculationError {
                .invalidCircuit(element: muscle.name, fault: fault)
            }
            let laws = CircuitLaws.muscles
            guard let law = laws.first(where: { $0.card.identifier == muscle.law }) else {
                throw fail(
                    .unknownLaw(
                        identifier: muscle.law, known: laws.map { $0.card.identifier }))
            }
            guard muscle.members.count == law.cavities.count else {
                throw fail(.wrongMembers(expected: law.cavities, found: muscle.members.count))
            }
            guard Set(muscle.members).count == muscle.members.count else {
                throw fail(.repeatedMember)
            }
            var members: [Int] = []
            for name in muscle.members {
                guard let index = compartments.firstIndex(of: name) else {
                    throw fail(.unknownName(name: name, known: compartments))
                }
                members.append(index)
            }
            for patch in muscle.patches where !law.walls.contains(patch.wall) {
                throw .invalidCircuit(
                    element: patch.name,
                    fault: .unknownName(name: patch.wall, known: law.walls))
            }
            let firstParameter = values.count
            try append(law.card, muscle.name, muscle.values)
            let firstPatchParameter = values.count
            var (starts, names) = ([0], [String]())
            for wall in law.walls {
                let patches = muscle.patches.filter { $0.wall == wall }
                guard !patches.isEmpty else { throw fail(.emptyWall(name: wall)) }
                for patch in patches {
                    try append(SarcomerePatch.card, patch.name, patch.values)
                    names.append(patch.name)
                }
                starts.append(names.count)
            }
            return MuscleElement(
                law: law, members: members, firstParameter: firstParameter,
                firstPatchParameter: firstPatchParameter, starts: starts, firstState: firstState,
                firstSlope: firstSlope, patchNames: names)
        }

        private mutating func append(
            _ card: ModelCard, _ name: String, _ given: [String: Double]
        ) throws(CirculationError) {
            do throws(ParameterError) {
                for (parameter, value) in zip(card.parameters, try card.values(given)) {
                    addresses["\(name).\(parameter.name)"] = (values.count, parameter)
                    values.append(value * parameter.internalFactor)
                }
            } catch {
                throw .invalidCircuit(element: name, fault: .parameter(error))
            }
        }
    }
}

extension ParameterCard {
    /// Multiply a value in the card's unit by this to get the internal value.
    ///
    /// - Precondition: the unit can be read, which a test shows for every card.
    public var internalFactor: Double {
        do {
            return try Unit(unit).factor
        } catch {
            preconditionFailure("the card of \(name) has no unit \(unit)")
        }
    }
}
