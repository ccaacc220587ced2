/// How much is under way at once. Each bound keeps memory, the work lost by a crash, or a server's patience small.
enum CopyLimits {
    /// Messages that get one durable intent together (count).
    static let windowMessages = 1_500
    /// Bytes that get one durable intent together; a single larger message is a window of its own.
    static let windowBytes: UInt64 = 192 << 20
    /// Messages in one MULTIAPPEND, unless the servers are fast (count): with a slow one, pairs that have nothing left to do
    /// do not wait long for the last batch of another.
    static let batchMessages = 100
    /// The same, however fast they are (count). Many small messages cost a server less in fewer commands.
    static let mostBatchMessages = 300
    /// Bytes in one MULTIAPPEND, unless the line is fast; a single larger message is a batch of its own. A line that breaks
    /// costs all that is not answered, so no more than what passes in a second or two.
    static let batchBytes: UInt64 = 8 << 20
    /// The same, however fast the line (bytes). Servers write much to the disk at the end of a command, and in a folder
    /// with an order that is done one after the other.
    static let mostBatchBytes: UInt64 = 48 << 20
    /// When no more of a batch than this is to come, the next one is asked for, bytes: at 80 ms of round trip, 50 MB/s go on
    /// without a break.
    static let bytesBeforeNext: UInt64 = 4 << 20
    /// Messages one connection may have sent whose answer is not read yet (count), beyond the command that is the
    /// last. A server that loses us still stores what it holds, so this also bounds what a crash leaves in doubt.
    static let unansweredMessages = 200
    /// The same in bytes.
    static let unansweredBytes: UInt64 = 16 << 20
    /// Folders whose proofs one connection has asked the target for at the same time (count).
    static let proofsAhead = 4
    /// How long the end of a batch waits for those before it. A server that stores one command at a time, and has
    /// begun with the later one, would wait for us for ever.
    static let orderPatience = Duration.seconds(10)
    /// Batches of a folder that are kept ready before more is planned (count).
    static let readyBatches = 2
    /// Connection pairs that a migration begins with when the user names no number (count).
    static let pairs = 4
    /// Most pairs it tries by itself (count): half of what Gmail allows an account.
    static let mostPairs = 8
    /// What a message costs beside its bytes, in bytes: so much could be copied in the same time.
    static let messageCost: UInt64 = 16 << 10
    /// A second pair is opened for more messages than this (count).
    static let messagesForOnePair = 10
    /// Longest set of identifiers in one command, bytes; servers refuse longer lines.
    static let uidSetLength = 900
    /// Identifiers asked for by the first listing of a folder (count); later ones follow its density.
    static let listingWidth: UInt32 = 1_000
    /// Messages a listing aims at (count).
    static let listingMessages = 1_000
    /// Messages at the target that are looked at more closely for one message of the source (count).
    static let likelyCandidates = 100
    /// A message under way when a server ended the connection so often (count), alone in the end, is to blame for it.
    static let farewellsOfOne = 2
    /// How long a target that cannot take a message just now is given, before each further try.
    static let unavailablePauses: [Duration] = [.seconds(1), .seconds(5), .seconds(15)]
    /// A target without room for a message of this size (bytes) is full.
    static let smallMessage: UInt64 = 64 << 10
    /// Single messages refused one after the other, with none taken between (count): it is not about the messages.
    static let refusalsInARow = 10
    /// Tries to find out which keywords of a message a target refuses (count).
    static let keywordTries = 32
    /// Tries to get a lost connection back before a run ends (count). Progress starts the count again.
    static let reconnects = 5
    /// Messages that a POP3 session is asked for once more because they are not as large as LIST says (count). When so many
    /// were the same again, the server's sizes are not exact.
    static let sizeDoubts = 8
    /// Largest message of a POP3 source that is held in memory before it is sent, bytes; a larger one waits in a file.
    static let bodyInMemory = 4 << 20
    /// Bytes of such a message that are passed on at once, or written to its file.
    static let spoolPiece = 256 << 10
    /// Longest header that is looked at, bytes.
    static let headerBytes = 1 << 20
    /// A message of a POP3 source that was being read when the connection broke so often (count), alone in the end, is
    /// to blame for it. More often than ``farewellsOfOne``, because the line may be to blame as well.
    static let breaksOfOne = 3
    /// Access tokens found to be over before a run ends (count). Progress starts the count again.
    static let tokenRenewals = 3
    /// How long before the end of an access token the work goes on with another one: a large batch over a slow line
    /// takes minutes.
    static let tokenMargin = Duration.seconds(300)
}
