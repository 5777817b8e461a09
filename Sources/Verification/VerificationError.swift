/// What can go wrong in Verification.
public enum VerificationError: Error {
}
