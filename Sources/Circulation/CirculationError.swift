/// What can go wrong in Circulation.
public enum CirculationError: Error {
}
