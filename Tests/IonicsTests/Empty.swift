// Tests of Ionics.
