/// Why messages are left at the target that were deleted at the source. Raw values are used in JSON.
public enum DeletionObstacle: String, Sendable {
    /// There are more of them than ``MigrationOptions/mirroredDeletions`` allows.
    case tooMany
    /// The target cannot remove single messages (no UIDPLUS).
    case notOffered
    /// A folder could not be opened or made: what seems deleted may have been moved there.
    case foldersRefused
}
