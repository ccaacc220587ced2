/// How much is under way at once. Each bound keeps memory, the work lost by a crash, or a server's patience small.
enum CopyLimits {
    /// Messages that get one durable intent together (count).
    static let windowMessages = 500
    /// Bytes that get one durable intent together; a single larger message is a window of its own.
    static let windowBytes: UInt64 = 64 << 20
    /// Messages in one MULTIAPPEND (count).
    static let batchMessages = 100
    /// Bytes in one MULTIAPPEND; a single larger message is a batch of its own.
    static let batchBytes: UInt64 = 8 << 20
    /// APPEND commands whose answer is not read yet (count). A server that loses us still stores what it holds, so this
    /// also bounds what a crash leaves in doubt.
    static let unansweredAppends = 2
    /// Longest set of identifiers in one command, bytes; servers refuse longer lines.
    static let uidSetLength = 900
    /// Identifiers asked for by the first listing of a folder (count); later ones follow its density.
    static let listingWidth: UInt32 = 1_000
    /// Messages a listing aims at (count).
    static let listingMessages = 1_000
    /// Tries to get a lost connection back before a run ends (count). Progress starts the count again.
    static let reconnects = 5
}
