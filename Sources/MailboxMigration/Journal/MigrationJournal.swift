internal import GRDB
internal import Glibc
internal import IMAPCodec

/// What was copied, and what is under way, in one SQLite file.
///
/// The servers hold the truth; the journal makes a re-run fast and a crash harmless. An intent is durable before the
/// first byte of its window is sent; what the target acknowledged is written after. It holds no secret and no text
/// of any message.
///
/// Write-ahead log, synchronous = FULL: each transaction is durable with one write to the end of a file. SQLite before
/// 3.51.3 (Debian 12 has 3.40.1) can damage such a database where two connections write or clean up the log at the same
/// moment; here ``JournalLock`` keeps out every other writer, and who reads, as `godwit status` does beside a running
/// migration, cleans up only where nobody else has the file open.
actor MigrationJournal {
    private let executor = JournalExecutor()
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
    let queue: DatabaseQueue
    private let observer: JournalObserver?
    private let lock: JournalLock?
    private let isWritable: Bool
    /// Whether it was written within the last minutes: servers have long done with what older runs left behind.
    private(set) var isFresh: Bool
    private static let freshSeconds = 300

    /// Opens a journal, or makes one (mode 0600, its folder 0700).
    ///
    /// - Parameters:
    ///   - source: names the source account, without a secret.
    ///   - target: names the target account.
    ///   - pageLimit: for tests: the size at which the disk counts as full, in SQLite pages.
    ///   - observer: told about every transaction.
    init(
        path: String, source: String, target: String, pageLimit: Int? = nil, observer: JournalObserver? = nil
    ) throws(JournalError) {
        try Self.makeFolder(of: path)
        lock = try JournalLock(besides: path)
        isWritable = true
        isFresh = Self.age(of: path) < Self.freshSeconds
        self.observer = observer
        observer?(.begins)
        queue = try JournalError.translating {
            try Self.makeFile(path)
            let queue = try DatabaseQueue(path: path, configuration: Self.configuration(pageLimit: pageLimit))
            try queue.write { database in try Self.prepare(database, source: source, target: target) }
            // This changes the file, so not before it is known to be ours.
            try queue.writeWithoutTransaction { database in try database.execute(sql: "PRAGMA journal_mode = WAL") }
            return queue
        }
        observer?(.isDurable)
    }

    /// Opens a journal to look at it; a running migration is not disturbed.
    init(readingFrom path: String) throws(JournalError) {
        lock = nil
        isWritable = false
        observer = nil
        isFresh = false
        // SQLite would make the file. It is not opened read-only, because after a crash the first one to open it has to
        // read the log that was left.
        guard access(path, F_OK) == 0 else { throw errno == ENOENT ? .missing : JournalError(errno: errno) }
        queue = try JournalError.translating {
            var configuration = Configuration()
            configuration.busyMode = .timeout(5)
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.read { database in
                guard try Self.version(of: database) == JournalSchema.version else {
                    throw JournalError.unusable(reason: "unknown version")
                }
            }
            return queue
        }
    }

    /// A journal for a look at an account: in a file of SQLite's own, which nobody else sees, and which is gone with it.
    init(forLooking source: String, target: String) throws(JournalError) {
        lock = nil
        isWritable = true
        observer = nil
        isFresh = false
        queue = try JournalError.translating {
            let queue = try DatabaseQueue(path: "")
            try queue.write { database in try Self.prepare(database, source: source, target: target) }
            return queue
        }
    }

    /// The two accounts, as they were named when the journal was made.
    func accounts() throws(JournalError) -> (source: String, target: String) {
        try read { database in
            try Self.accounts(in: database)
        }
    }

    /// How many pairs of connections were found to be the best for these accounts; nil before any was.
    func rememberedPairs() throws(JournalError) -> Int? {
        try read { database in
            guard let row = try database.rows("SELECT pairs FROM migration").first,
                let pairs = try row.optionalInteger("pairs")
            else { return nil }
            return max(1, Int(clamping: pairs))
        }
    }

    func rememberPairs(_ pairs: Int) throws(JournalError) {
        guard try rememberedPairs() != pairs else { return }
        try write { database in try database.run("UPDATE migration SET pairs = ?", [pairs]) }
    }

    /// Runs a durable transaction.
    func write<Result>(_ body: (Database) throws -> Result) throws(JournalError) -> Result {
        guard isWritable else { throw .unusable(reason: "opened to be read") }
        isFresh = true
        observer?(.begins)
        let result = try JournalError.translating { try queue.write(body) }
        observer?(.isDurable)
        return result
    }

    func read<Result>(_ body: (Database) throws -> Result) throws(JournalError) -> Result {
        // Nobody else writes, so what is read holds together without a transaction. GRDB's read would switch writing off
        // and on again, and each time SQLite compiles all statements anew.
        try JournalError.translating { isWritable ? try queue.unsafeRead(body) : try queue.read(body) }
    }

    private static func configuration(pageLimit: Int?) -> Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA synchronous = FULL")
            // Some builds of SQLite overwrite what is deleted with zeros. There is no secret to hide.
            try database.execute(sql: "PRAGMA secure_delete = FALSE")
            if let pageLimit { try database.execute(sql: "PRAGMA max_page_count = \(pageLimit)") }
        }
        return configuration
    }

    private static func version(of database: Database) throws -> Int? {
        try Int.fetchOne(database, sql: "PRAGMA user_version")
    }

    private static func prepare(_ database: Database, source: String, target: String) throws {
        switch try version(of: database) {
        case 0:
            // Most programs leave the version of their databases at 0.
            guard try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") == 0 else {
                throw JournalError.unusable(reason: "a database of another program")
            }
            try database.execute(sql: JournalSchema.statements)
            try database.run(
                "INSERT INTO migration (id, source, target) VALUES (1, ?, ?)", [source, target])
            try database.execute(sql: "PRAGMA user_version = \(JournalSchema.version)")
        case JournalSchema.version:
            let known = try accounts(in: database)
            guard known == (source, target) else {
                throw JournalError.otherAccounts(source: known.source, target: known.target)
            }
        case let other:
            throw JournalError.unusable(reason: "version \(other ?? -1), expected \(JournalSchema.version)")
        }
    }

    /// Seconds since something was written; a new file is as old as can be.
    private static func age(of path: String) -> Int {
        lastWritten(path).map { max(0, time(nil) - $0) } ?? .max
    }

    /// When something was written to a journal, in seconds since 1970; nil when there is none. What is new is in the log
    /// beside the file, until that is long or the run ends.
    static func lastWritten(_ path: String) -> Int? {
        [path, path + "-wal"].compactMap { file in
            var status = stat()
            return stat(file, &status) == 0 ? status.st_mtim.tv_sec : nil
        }.max()
    }

    private static func accounts(in database: Database) throws -> (source: String, target: String) {
        guard let row = try database.rows("SELECT source, target FROM migration").first else {
            throw JournalError.unusable(reason: "no accounts")
        }
        return (try row.text("source"), try row.text("target"))
    }

    /// Private from its first moment; SQLite gives the files beside it the same permissions.
    private static func makeFile(_ path: String) throws(JournalError) {
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw JournalError(errno: errno) }
        defer { close(descriptor) }
        guard fchmod(descriptor, 0o600) == 0 else { throw JournalError(errno: errno) }
    }

    private static func makeFolder(of path: String) throws(JournalError) {
        guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return }
        var folder = ""
        for part in path[..<slash].split(separator: "/", omittingEmptySubsequences: false) {
            folder += part + "/"
            guard mkdir(folder, 0o700) != 0, errno != EEXIST, errno != EISDIR, errno != EROFS else { continue }
            throw JournalError(errno: errno)
        }
    }
}

extension JournalError {
    /// Runs SQLite's work and puts its errors into ours.
    static func translating<Result>(_ body: () throws -> Result) throws(JournalError) -> Result {
        do {
            return try body()
        } catch let error as JournalError {
            throw error
        } catch let error as DatabaseError {
            throw JournalError(error)
        } catch {
            throw .unusable(reason: "\(error)")
        }
    }

    private init(_ error: DatabaseError) {
        switch error.extendedResultCode {
        // A user's share of the disk shows as a write that fails. The advice is the same: look at the disk, run again.
        case .SQLITE_FULL, .SQLITE_IOERR_WRITE, .SQLITE_IOERR_FSYNC, .SQLITE_IOERR_DIR_FSYNC, .SQLITE_IOERR_TRUNCATE:
            self = .diskFull
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked
        default: self = .unusable(reason: error.message ?? "SQLite \(error.resultCode.rawValue)")
        }
    }
}
