internal import IMAPClient
internal import IMAPCodec

/// A batch that was asked for, and whose bodies come in.
struct FetchedBatch {
    let id: BatchRecord.ID
    let batch: CopyBatch
    /// Asked for and not yet seen.
    private var wanted: [UID: PlannedMessage]
    var toCome: BytesToCome
    /// Whether what follows was asked for, or there was nothing to ask for.
    var hasAskedAhead = false
    /// Whether its commands may end. Once that is so it stays so; a target without MULTIAPPEND gets a command for each
    /// message, and asking the folder's order anew for each would be a detour.
    var hasTurn = false

    init(id: BatchRecord.ID, batch: CopyBatch) {
        self.id = id
        self.batch = batch
        toCome = BytesToCome(batch.rows)
        wanted = Dictionary(batch.rows.map { ($0.uid, $0) }, uniquingKeysWith: { first, _ in first })
    }

    var undelivered: [PlannedMessage] { wanted.values.sorted { $0.uid < $1.uid } }

    func wants(_ uid: UID?) -> Bool { uid.map { wanted[$0] != nil } ?? false }

    /// The message a body belongs to. One body is taken for each that was asked for; any other is passed over, so a
    /// server that repeats itself or mixes messages up cannot make us store one twice or under a false name.
    mutating func claim(_ uid: UID) -> PlannedMessage? { wanted.removeValue(forKey: uid) }
}

/// How much of a batch the source has not sent yet, by the sizes that it told.
struct BytesToCome {
    private var bytes: UInt64

    init(_ rows: [PlannedMessage]) { bytes = rows.reduce(0) { $0.addingClamped($1.size) } }

    mutating func came(_ count: Int) { bytes = bytes.subtractingClamped(UInt64(count)) }

    /// Whether the source would soon have nothing to do. Whoever takes a large batch earlier keeps it from others, who
    /// cannot end theirs before it.
    var isLittle: Bool { bytes <= CopyLimits.bytesBeforeNext }
}

/// An APPEND that is being written, and the messages in it.
struct PendingAppend {
    let command: AppendCommand
    var messages: [CopiedMessage] = []
    /// Of all of them.
    var keywords: Set<Flag> = []
    var bytes: UInt64 = 0
}

/// An APPEND whose end was sent.
struct SentAppend {
    let record: BatchRecord.ID
    let append: PendingAppend
}

/// What has become of a batch so far.
struct BatchRecord {
    typealias ID = Int

    let batch: CopyBatch
    /// Commands that are not answered yet.
    var unanswered = 0
    /// Whether the source has sent all it had.
    var isRead = false
    var copied: [CopiedMessage] = []
    var refused: [(uids: [UID], status: StatusResponse)] = []
    /// Asked for, and no whole body came.
    var undelivered: [PlannedMessage] = []
    /// The source's words, where it ended with NO or BAD.
    var sourceWords: String?

    init(batch: CopyBatch, isRead: Bool = false, undelivered: [PlannedMessage] = []) {
        self.batch = batch
        self.isRead = isRead
        self.undelivered = undelivered
    }

    var isAnswered: Bool { isRead && unanswered == 0 }
    var isClean: Bool { refused.isEmpty && undelivered.isEmpty }
}
