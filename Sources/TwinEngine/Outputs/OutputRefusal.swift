/// What a sink says of an output that it will not take however often it is offered, unlike one that is away.
public struct OutputRefusal: Error, Sendable {
    /// Place of the refused output in the batch; what stands before it was taken, what stands behind it was not offered. Nil where
    /// nothing of the batch was taken, and the sink cannot say what of it is at fault.
    public var place: Int?
    /// Why.
    public var reason: String

    /// Collects what is known.
    public init(place: Int? = nil, reason: String) {
        self.place = place
        self.reason = reason
    }
}
