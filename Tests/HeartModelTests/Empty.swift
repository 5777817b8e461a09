// Tests of HeartModel.
