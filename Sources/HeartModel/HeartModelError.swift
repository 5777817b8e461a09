/// What can go wrong in HeartModel.
public enum HeartModelError: Error {
}
