import MailTransport
import NIOCore
import Testing

/// Compressing and decompressing without a connection.
@Suite struct DeflateStreamTests {
    private static let text = String(repeating: "Received: from mail.example.org by mx.example.net;\r\n", count: 8)

    @Test func `What was compressed comes out the same, wherever it is cut`() throws {
        let compressed = try compress(Self.text)
        for cut in 0...compressed.readableBytes {
            var rest = compressed
            var inflater = try Inflater()
            var plain = ByteBuffer()
            for length in [cut, compressed.readableBytes - cut] {
                inflater.append(rest.readSlice(length: length) ?? ByteBuffer())
                try inflater.drain(into: &plain)
            }
            #expect(String(buffer: plain) == Self.text)
        }
    }

    @Test func `Each flush makes all before it readable`() throws {
        var deflater = try Deflater()
        var inflater = try Inflater()
        for number in 0..<50 {
            deflater.append(ByteBuffer(string: "G\(number) "))
            deflater.append(ByteBuffer(string: "NOOP\r\n"))
            inflater.append(deflater.flushed)
            var plain = ByteBuffer()
            try inflater.drain(into: &plain)
            #expect(String(buffer: plain) == "G\(number) NOOP\r\n")
        }
    }

    @Test func `Nothing to send, nothing sent`() throws {
        var deflater = try Deflater()
        let untouched = deflater.flush()
        deflater.append(ByteBuffer())
        let empty = deflater.flush()
        deflater.append(ByteBuffer(string: "x"))
        let (once, twice) = (deflater.flush(), deflater.flush())
        #expect(untouched == nil && empty == nil && twice == nil)
        #expect(once != nil)
    }

    static let sizes = [-1, 0, 1].map { Inflater.sliceSize + $0 } + [1, 2 * Inflater.sliceSize, 1_000_003]

    @Test(arguments: sizes) func `A slice is as long as it may be, and no longer`(size: Int) throws {
        for bytes in [ByteBuffer(repeating: 0, count: size), noise(size)] {
            var deflater = try Deflater()
            deflater.append(bytes)
            let compressed = deflater.flushed
            // What cannot be compressed must not grow either.
            #expect(compressed.readableBytes < size + size / 1_000 + 64)
            var inflater = try Inflater()
            inflater.append(compressed)
            var plain = ByteBuffer()
            try inflater.drain(into: &plain)
            #expect(plain == bytes)
        }
    }

    @Test func `A few bytes that stand for many are kept as they came`() throws {
        var deflater = try Deflater()
        for _ in 0..<64 { deflater.append(ByteBuffer(repeating: 0, count: 1 << 20)) }
        let bomb = deflater.flushed
        #expect(bomb.readableBytes < 1 << 19)
        var inflater = try Inflater()
        inflater.append(bomb)
        var count = 0
        while let slice = try inflater.next(allocator: ByteBufferAllocator()) {
            #expect(slice.readableBytes <= Inflater.sliceSize)
            let pending = inflater.pendingBytes
            #expect(pending <= bomb.readableBytes)
            count += slice.readableBytes
        }
        #expect(count == 64 << 20)
    }

    @Test(
        arguments: [
            // A block of the third kind, which does not exist; a stored block whose length is not confirmed; a distance that
            // reaches before the beginning.
            [0xFF], [0x00, 0x01, 0x00, 0x00, 0x00], [0x63, 0x00, 0x42, 0x00], Array("* OK plain\r\n".utf8),
        ] as [[UInt8]])
    func `Damage is found`(_ bytes: [UInt8]) throws {
        var inflater = try Inflater()
        inflater.append(ByteBuffer(bytes: bytes + [UInt8](repeating: 0xFF, count: 64)))
        var plain = ByteBuffer()
        let failure: CompressionFailure?
        do throws(CompressionFailure) {
            try inflater.drain(into: &plain)
            failure = nil
        } catch { failure = error }
        guard case .damaged(let reason)? = failure else {
            Issue.record("not found: \(String(describing: failure))")
            return
        }
        #expect(!reason.isEmpty)
    }

    @Test func `A stream may end, and nothing may follow`() throws {
        var inflater = try Inflater()
        var plain = ByteBuffer()
        // A stored block that is the last one: "bye".
        inflater.append(ByteBuffer(bytes: [0x01, 0x03, 0x00, 0xFC, 0xFF] + Array("bye".utf8)))
        try inflater.drain(into: &plain)
        #expect(String(buffer: plain) == "bye")
        inflater.append(ByteBuffer(bytes: [0]))
        let failure = inflater.failure
        #expect(failure == .dataBehindEnd)
    }

    @Test func `What was before the end arrives although something follows`() throws {
        var inflater = try Inflater()
        inflater.append(ByteBuffer(bytes: [0x01, 0x03, 0x00, 0xFC, 0xFF] + Array("bye!".utf8)))
        let slice = try inflater.next(allocator: ByteBufferAllocator())
        #expect(slice.map(String.init(buffer:)) == "bye")
        let failure = inflater.failure
        #expect(failure == .dataBehindEnd)
    }

    @Test func `A stream that is cut waits for the rest`() throws {
        let compressed = try compress(Self.text)
        var inflater = try Inflater()
        inflater.append(compressed.getSlice(at: 0, length: compressed.readableBytes / 2) ?? ByteBuffer())
        var plain = ByteBuffer()
        try inflater.drain(into: &plain)
        #expect(Self.text.hasPrefix(String(buffer: plain)))
        let failure = inflater.failure
        #expect(failure == nil)
    }

    private func compress(_ text: String) throws -> ByteBuffer {
        var deflater = try Deflater()
        deflater.append(ByteBuffer(string: text))
        return deflater.flushed
    }

    private func noise(_ size: Int) -> ByteBuffer {
        var state: UInt64 = 1
        return ByteBuffer(
            bytes: (0..<size).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return UInt8(truncatingIfNeeded: state >> 40)
            })
    }
}

extension Inflater {
    /// Takes all that can be had.
    fileprivate mutating func drain(into plain: inout ByteBuffer) throws(CompressionFailure) {
        while let slice = try next(allocator: ByteBufferAllocator()) {
            #expect((1...Inflater.sliceSize).contains(slice.readableBytes))
            plain.writeImmutableBuffer(slice)
        }
    }

    /// How the next slice fails; nil when it does not.
    fileprivate var failure: CompressionFailure? {
        mutating get {
            do throws(CompressionFailure) {
                _ = try next(allocator: ByteBufferAllocator())
                return nil
            } catch {
                return error
            }
        }
    }
}
