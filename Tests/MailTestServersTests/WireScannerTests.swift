import MailTestServers
import NIOCore
import Testing

@Suite struct WireScannerTests {
    private static let conversation = "a APPEND x {4+}\r\nabcd {1}\r\nz\r\nb NOOP\r\nc X {0}\r\n\r\n"
    private static let pieces: [(String, WirePoint)] = [
        ("a APPEND x {4+}\r\n", .literalBegins), ("ab", .literalMiddle), ("cd", .literalEnds),
        (" {1}\r\n", .literalBegins), ("z", .literalEnds), ("\r\n", .line), ("b NOOP\r\n", .line),
        ("c X {0}\r\n", .line),
        ("\r\n", .line),
    ]

    @Test func `Every line and every literal is cut at its points`() {
        var scanner = WireScanner()
        let found = scanner.pieces(of: ByteBuffer(string: Self.conversation))
        #expect(found.map { String(buffer: $0.bytes) } == Self.pieces.map(\.0))
        #expect(found.map(\.end) == Self.pieces.map(\.1))
    }

    @Test func `However the bytes arrive, the points are the same`() {
        var scanner = WireScanner()
        let found = Self.conversation.utf8.flatMap { scanner.pieces(of: ByteBuffer(bytes: [$0])) }
        #expect(found.map { String(buffer: $0.bytes) }.joined() == Self.conversation)
        #expect(found.compactMap(\.end) == Self.pieces.map(\.1))
    }
}
