internal import FoundationEssentials
internal import Glibc
internal import NIOCore
internal import Synchronization

/// An account's mail in a folder: `changes`, one line of JSON for each change, and below `bodies` a file for each message. A
/// body is there before the line that names it, and a line is written at once; so whenever the program ends, all that was
/// acknowledged is there. (A disk that loses power may lose what was written last: these are no servers to rely on.)
final class SandboxJournal: Sendable {
    private let folder: String
    private let file: Int32
    private let lastBody: Mutex<UInt64>

    private init(folder: String, file: Int32, lastBody: UInt64) {
        self.folder = folder
        self.file = file
        self.lastBody = Mutex(lastBody)
    }

    deinit { close(file) }

    /// Opens what is in a folder, or begins there.
    ///
    /// - Parameters:
    ///   - replay: gets the changes, oldest first, and the bytes of a message that was appended; returns whether one makes sense.
    ///   - inUse: the bodies of all messages that there are in the end.
    static func open(
        _ folder: String, replay: (SandboxChange, SandboxBody?) -> Bool, inUse: () -> [SandboxBody]
    ) throws(SandboxFolderProblem) -> SandboxJournal {
        let bodies = folder + "/bodies"
        do {
            try FileManager.default.createDirectory(atPath: bodies, withIntermediateDirectories: true)
        } catch {
            throw .unusable(folder)
        }
        let path = folder + "/changes"
        let file = Glibc.open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .unusable(path) }
        let journal = SandboxJournal(folder: folder, file: file, lastBody: names(in: bodies).max() ?? 0)
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else { throw .inUse(folder) }
        try journal.read(path, replay)
        try journal.check(inUse())
        return journal
    }

    private static func names(in folder: String) -> [UInt64] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).compactMap(UInt64.init)
    }

    private func read(
        _ path: String, _ replay: (SandboxChange, SandboxBody?) -> Bool
    ) throws(SandboxFolderProblem) {
        guard let data = FileManager.default.contents(atPath: path) else { throw .unusable(path) }
        // Half a line at the end: the program was ended while it wrote, so nobody was told of the change.
        let whole = data[..<(data.lastIndex(of: UInt8(ascii: "\n")) ?? data.startIndex)]
        let lines = whole.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: whole.isEmpty)
        for (number, line) in lines.enumerated() {
            guard let change = try? JSONDecoder().decode(SandboxChange.self, from: line),
                replay(change, body(of: change))
            else { throw .damaged(path, line: number + 1) }
        }
        let end = whole.isEmpty ? 0 : whole.count + 1
        guard ftruncate(file, off_t(end)) == 0 else { throw .unusable(path) }
    }

    /// Nil for a name that is none of ours.
    private func body(of change: SandboxChange) -> SandboxBody? {
        guard case .appended(_, _, let name, let size, _, _, _, _) = change, UInt64(name) != nil else { return nil }
        return .file(path: "\(folder)/bodies/\(name)", size: size)
    }

    /// Whether all bodies are there. What nothing names is removed: of messages that are gone, or whose line was never written.
    private func check(_ inUse: [SandboxBody]) throws(SandboxFolderProblem) {
        for case .file(let path, let size) in inUse {
            var status = stat()
            guard stat(path, &status) == 0, status.st_size == size else { throw .missing(path) }
        }
        let used = Set(inUse.map(\.fileName))
        for name in Self.names(in: folder + "/bodies").map(String.init) where !used.contains(name) {
            // What cannot be removed is only litter.
            try? FileManager.default.removeItem(atPath: "\(folder)/bodies/\(name)")
        }
    }

    // MARK: Writing

    /// Puts the bytes of a message into a file.
    func keep(_ bytes: ByteBuffer) throws(SandboxStoreError) -> SandboxBody {
        let number = lastBody.withLock { last in
            last += 1
            return last
        }
        let path = "\(folder)/bodies/\(number)"
        do {
            try Data(bytes.readableBytesView).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw .notWritten
        }
        return .file(path: path, size: bytes.readableBytes)
    }

    /// Writes down what has changed.
    func write(_ changes: [SandboxChange]) throws(SandboxStoreError) {
        guard !changes.isEmpty else { return }
        var lines: [UInt8] = []
        let encoder = JSONEncoder()
        for change in changes {
            guard let line = try? encoder.encode(change) else { throw .notWritten }
            lines += line
            lines.append(UInt8(ascii: "\n"))
        }
        let start = lseek(file, 0, SEEK_END)
        var written = 0
        while written < lines.count {
            let count = lines[written...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            guard count > 0 else {
                // What comes next must not follow on half a line. Where even this fails, the folder is damaged.
                ftruncate(file, start)
                throw .notWritten
            }
            written += count
        }
    }
}

/// Why the mail of a folder cannot be used.
public enum SandboxFolderProblem: Error, Hashable, Sendable {
    /// It cannot be made, read or written.
    case unusable(String)
    /// Another sandbox runs there.
    case inUse(String)
    /// A line of a file is none of ours.
    case damaged(String, line: Int)
    /// The file of a message is gone or was changed.
    case missing(String)
}
