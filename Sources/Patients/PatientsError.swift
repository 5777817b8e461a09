/// What can go wrong in Patients.
public enum PatientsError: Error {
}
