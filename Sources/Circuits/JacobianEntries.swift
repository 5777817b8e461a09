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

/// How an enclosure enters it: a branch's flow feels the volume of every member of a space around one
/// of its ends.
struct EnclosureEntries: Sendable {
    /// Branch.
    var branch: Int
    /// Enclosure.
    var space: Int
    /// Whether the enclosed end is that the branch flows to.
    var isSink: Bool
    /// Entries (from, member) and (to, member).
    var fromMember: Int
    var toMember: Int
}
