internal import Glibc
internal import NIOCore
internal import NIOPosix

/// A file without a name, which nobody else can open, and which is gone in every outcome.
final class SpoolFile: Sendable {
    private let descriptor: Int32

    /// - Parameter folder: beside the journal: there is room on that disk, or the journal has none either.
    /// - Throws: ``JournalError``
    init(in folder: String) throws(JournalError) {
        let name = "\(folder)/.spool-\(String(UInt64.random(in: .min ... .max), radix: 16))"
        descriptor = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw JournalError(errno: errno) }
        unlink(name)
    }

    deinit { close(descriptor) }

    /// Away from the event loop, because a disk may be slow.
    func write(_ bytes: ByteBuffer, at offset: UInt64) async throws {
        try await NIOThreadPool.singleton.runIfActive { try self.writeNow(bytes, at: offset) }
    }

    /// As many bytes as there are, at most `count`.
    func read(_ count: Int, at offset: UInt64) async throws -> ByteBuffer {
        try await NIOThreadPool.singleton.runIfActive { try self.readNow(count, at: offset) }
    }

    private func writeNow(_ bytes: ByteBuffer, at offset: UInt64) throws(JournalError) {
        var rest = bytes
        var offset = off_t(clamping: offset)
        while rest.readableBytes > 0 {
            let written = rest.withUnsafeReadableBytes { pwrite(descriptor, $0.baseAddress, $0.count, offset) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw JournalError(errno: errno) }
            rest.moveReaderIndex(forwardBy: written)
            offset += off_t(written)
        }
    }

    private func readNow(_ count: Int, at offset: UInt64) throws(JournalError) -> ByteBuffer {
        var bytes = ByteBuffer()
        while true {
            var got = 0
            bytes.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { space in
                got = pread(descriptor, space.baseAddress, count, off_t(clamping: offset))
                return max(0, got)
            }
            if got < 0, errno == EINTR { continue }
            // Only we write to it, so there is an end only where a disk is broken.
            guard got > 0 else {
                throw got == 0 ? .unusable(reason: "a spool file ends early") : JournalError(errno: errno)
            }
            return bytes
        }
    }
}
