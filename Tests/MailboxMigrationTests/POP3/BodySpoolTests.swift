import FoundationEssentials
import MailTestServers
import NIOCore
import Testing

@testable import MailboxMigration

/// Messages that wait until their size is known.
@Suite struct BodySpoolTests {
    /// In memory up to the limit, in a file from there on; it comes out as it went in.
    @Test(arguments: [0, 1, CopyLimits.bodyInMemory - 1, CopyLimits.bodyInMemory, CopyLimits.bodyInMemory + 1, 6 << 20])
    func `All bytes come back in order`(count: Int) async throws {
        let folder = try TemporaryFolder()
        let spool = BodySpool(folder: folder.path)
        // A prime length, so that no piece looks like another.
        let pattern = (0..<100_019).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
        var bytes = ByteBuffer()
        while bytes.readableBytes < count { bytes.writeBytes(pattern.prefix(count - bytes.readableBytes)) }
        var rest = bytes
        while let slice = rest.readSlice(length: min(rest.readableBytes, 100_003)), slice.readableBytes > 0 {
            try await spool.append(slice)
        }
        #expect(spool.size == UInt64(count))
        // A file that has a name could be left behind.
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
        var result = ByteBuffer()
        while let piece = try await spool.next() {
            #expect(piece.readableBytes <= CopyLimits.spoolPiece)
            result.writeImmutableBuffer(piece)
        }
        #expect(result == bytes)
        #expect(try await spool.next() == nil)
    }

    @Test func `A folder that is not there is an error of the journal`() async throws {
        let spool = BodySpool(folder: "/nonexistent")
        await #expect(throws: JournalError.self) {
            try await spool.append(ByteBuffer(repeating: 0, count: CopyLimits.bodyInMemory + 1))
        }
    }

    @Test(arguments: [1, 2, 3, 7, 1_000])
    func `The header ends with an empty line, however it is cut`(piece: Int) {
        let header = "Subject: a\r\nX: \r\n\r\n"
        var collector = HeaderCollector()
        var rest = ByteBuffer(string: header + "text\r\n\r\nmore")
        while let slice = rest.readSlice(length: min(piece, rest.readableBytes)), slice.readableBytes > 0 {
            collector.append(slice)
        }
        #expect(collector.isComplete)
        #expect(collector.bytes == Array(header.utf8))
    }

    @Test(arguments: [-1, 0, 1]) func `No more of a header is kept than the limit`(more: Int) {
        var collector = HeaderCollector()
        collector.append(ByteBuffer(repeating: UInt8(ascii: "x"), count: CopyLimits.headerBytes + more))
        #expect(collector.bytes.count == CopyLimits.headerBytes + min(more, 0))
        #expect(collector.isComplete == (more >= 0))
    }

    @Test func `The next login waits for what is left of the time`() {
        let pace = LoginPace()
        #expect(pace.left() == .zero)
        pace.loggedIn(delay: .seconds(60))
        #expect(pace.left() > .seconds(50) && pace.left() <= .seconds(60))
        #expect(pace.left(at: .now.advanced(by: .seconds(61))) == .zero)
        pace.loggedIn(delay: nil)
        #expect(pace.left() == .zero)
    }
}
