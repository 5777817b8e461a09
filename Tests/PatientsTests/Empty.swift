// Tests of Patients.
