/// What can go wrong in Electrophysiology.
public enum ElectrophysiologyError: Error {
}
