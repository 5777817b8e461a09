// Tests of Circulation.
