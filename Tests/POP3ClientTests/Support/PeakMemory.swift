import Foundation
import MailTestServers

/// The most memory that this process had at once.
enum PeakMemory {
    /// Begins to measure anew (proc(5), clear_refs).
    static func reset() throws { try Data("5".utf8).write(to: URL(fileURLWithPath: "/proc/self/clear_refs")) }

    static func bytes() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        let kilobytes = line.flatMap { Int($0.filter(\.isNumber)) }
        guard let kilobytes else { throw CocoaError(.fileReadCorruptFile) }
        return kilobytes << 10
    }
}

/// A message in a mailbox that is too large to be held in memory.
struct LargeMessage {
    let size: UInt64

    init(in maildir: Maildir, pieces: Int, of piece: [UInt8]) throws {
        let header = Array("Subject: large\r\n\r\n".utf8)
        try maildir.deliver([TestMessage(header)])
        let folder = maildir.path + "/cur"
        guard let name = try FileManager.default.contentsOfDirectory(atPath: folder).first,
            let file = FileHandle(forWritingAtPath: folder + "/" + name)
        else { throw CocoaError(.fileNoSuchFile) }
        try file.seekToEnd()
        for _ in 0..<pieces { try file.write(contentsOf: piece) }
        try file.close()
        size = UInt64(header.count) + UInt64(pieces) * UInt64(piece.count)
    }
}
