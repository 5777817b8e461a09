/// Moments as text, for other modules.
public enum Instant {
    /// Milliseconds since 1970 UTC of `2023-11-14T22:13:20.5+01:00`; nil where it is none.
    public static func milliseconds(_ text: String) -> Int64? {
        do throws(RejectionReason) { return try InstantText.fhir(text.utf8) } catch { return nil }
    }
}
