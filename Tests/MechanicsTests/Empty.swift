// Tests of Mechanics.
