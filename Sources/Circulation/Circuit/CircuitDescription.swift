/// A lumped circuit as data: compartments, branches between them, spaces and muscles
/// around them.
///
/// Values are in the units of the laws' cards; what is not given has the card's default. A file or a
/// therapy changes a circuit by changing this value.
public struct CircuitDescription: Sendable, Equatable, Codable {
    /// A compartment: name, law, values.
    public struct Compartment: Sendable, Equatable, Codable {
        /// Unique name.
        public var name: String
        /// Identifier of its law, see the module Circuits.
        public var law: String
        /// Parameters by name.
        public var values: [String: Double]

        /// Makes a compartment.
        public init(
            _ name: String, law: String, _ values: [String: Double] = [:]
        ) {
            self.name = name
            self.law = law
            self.values = values
        }
    }

    /// A branch: name, law, the compartments it joins, values.
    public struct Branch: Sendable, Equatable, Codable {
        /// Unique name.
        public var name: String
        /// Identifier of its law, see the module Circuits.
        public var law: String
        /// Where forward flow comes from.
        public var from: String
        /// Where forward flow goes.
        public var to: String
        /// Parameters by name.
        public var values: [String: Double]

        /// Makes a branch.
        public init(
            _ name: String, law: String, from: String, to: String,
            _ values: [String: Double] = [:]
        ) {
            self.name = name
            self.law = law
            self.from = from
            self.to = to
            self.values = values
        }
    }

    /// A space whose pressure acts on the compartments in it from outside.
    public struct Enclosure: Sendable, Equatable, Codable {
        /// Unique name.
        public var name: String
        /// Identifier of an ``EnclosureLaw``.
        public var law: String
        /// Names of the compartments inside.
        public var members: [String]
        /// Parameters by name.
        public var values: [String: Double]

        /// Makes an enclosure.
        public init(
            _ name: String, law: String, members: [String],
            _ values: [String: Double] = [:]
        ) {
            self.name = name
            self.law = law
            self.members = members
            self.values = values
        }
    }

    /// Muscle around compartments, in walls made of patches.
    public struct Muscle: Sendable, Equatable, Codable {
        /// A patch of a wall.
        public struct Patch: Sendable, Equatable, Codable {
            /// Unique name.
            public var name: String
            /// One of the law's walls.
            public var wall: String
            /// Parameters of its law by name.
            public var values: [String: Double]

            /// Makes a patch.
            public init(_ name: String, wall: String, _ values: [String: Double] = [:]) {
                self.name = name
                self.wall = wall
                self.values = values
            }
        }

        /// Unique name.
        public var name: String
        /// Identifier of its law, see the module Circuits.
        public var law: String
        /// Names of the compartments, in the order of the law's cavities.
        public var members: [String]
        /// Parameters by name.
        public var values: [String: Double]
        /// The patches of its walls.
        public var patches: [Patch]

        /// Makes a muscle.
        public init(
            _ name: String, law: String, members: [String],
            _ values: [String: Double] = [:], patches: [Patch]
        ) {
            self.name = name
            self.law = law
            self.members = members
            self.values = values
            self.patches = patches
        }
    }

    /// The compartments.
    public var compartments: [Compartment]
    /// The branches.
    public var branches: [Branch]
    /// The spaces.
    public var enclosures: [Enclosure]
    /// The muscles.
    public var muscles: [Muscle]

    /// Makes a circuit.
    public init(
        compartments: [Compartment], branches: [Branch], enclosures: [Enclosure] = [],
        muscles: [Muscle] = []
    ) {
        self.compartments = compartments
        self.branches = branches
        self.enclosures = enclosures
        self.muscles = muscles
    }
}
