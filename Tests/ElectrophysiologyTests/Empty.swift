// Tests of Electrophysiology.
