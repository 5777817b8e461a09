// Tests of Fibres.
