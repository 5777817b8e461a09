// Tests of FiniteElements.
