internal import FoundationEssentials
import Glibc
internal import Synchronization

/// A user's mail as Dovecot keeps it in files (Maildir++), written and read behind the server's back.
package struct Maildir: MailStore, Sendable {
    package let path: String
    package let separator: Character
    /// Whether lines end in LF in the files, as most servers write them.
    private let keepsLF: Bool

    package init(path: String, separator: Character = "/", keepsLF: Bool = false) {
        self.path = path
        self.separator = separator
        self.keepsLF = keepsLF
    }

    /// Makes the empty INBOX.
    package func create() throws { try createFolder("INBOX") }

    package func createFolder(_ name: String) throws {
        for part in ["cur", "new", "tmp"] {
            try FileManager.default.createDirectory(
                atPath: folderPath(name) + "/" + part, withIntermediateDirectories: true)
        }
        if name != "INBOX" { try Data().write(to: folderPath(name) + "/maildirfolder") }
        try ServerAccount.current().takeOwnership(of: path)
    }

    package func deliver(_ messages: [TestMessage], to folder: String) throws {
        try createFolder(folder)
        let place = folderPath(folder)
        var keywords = try MaildirKeywords(folder: place)
        for message in messages {
            let letters = try keywords.letters(for: message.flags)
            let file = "\(place)/cur/\(Self.nextName()):2,\(letters)"
            try Data(keepsLF ? LineEnds.bare(message.bytes) : message.bytes).write(to: file)
            var times = [timeval(tv_sec: message.date, tv_usec: 0), timeval(tv_sec: message.date, tv_usec: 0)]
            guard utimes(file, &times) == 0 else { throw TestServerError.setUp("cannot date \(file)") }
        }
        try keywords.save()
        try ServerAccount.current().takeOwnership(of: place)
    }

    package func folders() throws -> [String] {
        let names = try FileManager.default.contentsOfDirectory(atPath: path)
        return ["INBOX"]
            + names.filter { FileManager.default.fileExists(atPath: "\(path)/\($0)/maildirfolder") }
            .map { ModifiedUTF7.decoded(String($0.dropFirst())).replacing(".", with: String(separator)) }.sorted()
    }

    package func forEachMessage(in folder: String, _ body: (TestMessage) throws -> Void) throws {
        let place = folderPath(folder)
        let keywords = try MaildirKeywords(folder: place)
        for part in ["cur", "new"] {
            for name in try FileManager.default.contentsOfDirectory(atPath: "\(place)/\(part)").sorted() {
                let file = "\(place)/\(part)/\(name)"
                var status = stat()
                guard stat(file, &status) == 0, let bytes = FileManager.default.contents(atPath: file) else {
                    throw TestServerError.setUp("\(file) went away while it was read")
                }
                let letters = name.split(separator: ":2,", maxSplits: 1).dropFirst().first ?? ""
                try body(
                    TestMessage(
                        LineEnds.canonical(Array(bytes)), date: status.st_mtim.tv_sec,
                        flags: keywords.flags(of: letters)))
            }
        }
    }

    func folderPath(_ name: String) -> String {
        guard name != "INBOX" else { return path }
        let levels = name.split(separator: separator).map { ModifiedUTF7.encoded(String($0)) }
        return "\(path)/.\(levels.joined(separator: "."))"
    }

    /// Dovecot numbers new messages in the order of their file names.
    private static func nextName() -> String {
        let count = delivered.add(1, ordering: .relaxed).newValue
        return "1000000000.M\(count + 1_000_000_000)P\(getpid()).test"
    }

    private static let delivered = Atomic(0)
}

extension Data {
    func write(to path: String) throws { try write(to: URL(filePath: path)) }
}
