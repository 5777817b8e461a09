/// What can go wrong in Storage.
public enum StorageError: Error {
}
