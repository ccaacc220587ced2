/// What became of the wish to delete at a POP3 source what was proven to be at the target.
public struct SourceDeletion: Hashable, Sendable {
    /// Messages that this run deleted there (count).
    public internal(set) var deleted = 0
    /// Messages that are still there (count), by the last look.
    public internal(set) var left = 0
    /// Whether these are known. They are not when the connection was lost while the server deleted; the next run sees.
    public internal(set) var isCertain = true
    /// Why it was not done, in the server's words (cleaned), which may be none; nil when nothing went wrong.
    public internal(set) var failure: String?
}
