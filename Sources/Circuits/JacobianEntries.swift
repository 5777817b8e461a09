/// How a branch enters the Jacobian of the volume balances: the entries of its ends by its ends.
struct BranchEntries: Sendable {
    /// Compartments.
    var from: Int
    var to: Int
    /// Entries (from, from), (to, from), (from, to), (to, to).
    var fromFrom: Int
    var toFrom: Int
    var fromTo: Int
    var toTo: Int
}

/// How a pressure that several volumes share enters it: a branch's flow feels the volume of a member of a space or
/// muscle around one of its ends.
struct SharedEntries: Sendable {
    /// Branch.
    var branch: Int
    /// Slope of the pressure at that end by the member's volume.
    var slope: Int
    /// Whether that end is the one the branch flows to.
    var isSink: Bool
    /// Entries (from, member) and (to, member).
    var fromMember: Int
    var toMember: Int
}
