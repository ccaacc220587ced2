import NIOCore
import Testing

@testable import IMAPCodec

/// How bytes are cut on their way must never be seen in what they say.
@Suite struct SegmentationTests {
    private static let stream = Array(SampleStream.text.utf8)
    private static let coalesced = ResponseDecoder.tell([stream])

    @Test func theSampleIsUnderstood() {
        #expect(Self.coalesced.count == 22)
        for told in Self.coalesced {
            #expect(told != .response(.untagged(.other(name: "UNREADABLE"))))
            if case .failure(let error) = told { Issue.record("\(error)") }
        }
        #expect(Self.coalesced.last == .response(.tagged(tag: "A1", Self.done)))
    }

    private static let done = StatusResponse(
        kind: .ok, code: .appendUID(UIDValidity(1), UIDSet([2, 3].compactMap { UID($0) })), text: Array("done".utf8))

    @Test func oneByteAtATime() {
        #expect(ResponseDecoder.tell(Self.stream.map { [$0] }) == Self.coalesced)
    }

    @Test func splitAtEveryPoint() {
        for point in 0...Self.stream.count {
            let pieces = [Array(Self.stream[..<point]), Array(Self.stream[point...])]
            #expect(ResponseDecoder.tell(pieces) == Self.coalesced, "split at \(point)")
        }
    }

    @Test(arguments: [2, 3, 5, 7, 13, 64])
    func piecesOfOneSize(size: Int) {
        let pieces = stride(from: 0, to: Self.stream.count, by: size).map {
            Array(Self.stream[$0..<min($0 + size, Self.stream.count)])
        }
        #expect(ResponseDecoder.tell(pieces) == Self.coalesced)
    }

    @Test func bytesThatWaitUndecodedAreTheSame() {
        var decoder = ResponseDecoder()
        for byte in Self.stream { decoder.append(ByteBuffer(bytes: [byte])) }
        #expect(Told.joiningBodies(decoder.tellAll()) == Self.coalesced)
    }

    /// 400,000 bytes of line, literal and body, each its own segment: quadratic work would take minutes.
    @Test(.timeLimit(.minutes(1))) func tinySegmentsStayLinear() {
        let filler = String(repeating: "x", count: 100_000)
        let text =
            "* OK \(filler)\r\n* LIST () \"/\" {100000}\r\n\(filler)\r\n* 1 FETCH (BODY[] {100000}\r\n\(filler))\r\n"
            + String(repeating: "* 1 EXISTS\r\n", count: 8_000)
        let told = ResponseDecoder.tell(text.utf8.map { [$0] })
        #expect(told.count == 8_005)
        #expect(told.contains(.bodyBytes(Array(filler.utf8))))
    }

    /// A body is passed on as a slice of what was read, also when a line was cut by the read before.
    @Test func bodiesAreNotCopied() throws {
        var decoder = ResponseDecoder()
        decoder.append(ByteBuffer(string: "* 1 FETCH (BODY[] {1}\r\na)\r\n* 2 FET"))
        _ = decoder.tellAll()
        let read = ByteBuffer(string: "CH (UID 5 BODY[] {100000}\r\n" + String(repeating: "x", count: 100_000))
        decoder.append(read)
        guard case .bodyBegins? = try decoder.next(), case .bodyBytes(let body)? = try decoder.next() else {
            Issue.record("no body")
            return
        }
        #expect(body.readableBytes == 100_000)
        let isShared = read.withUnsafeReadableBytes { whole in
            body.withUnsafeReadableBytes { part in
                guard let start = whole.baseAddress, let body = part.baseAddress else { return false }
                return (start..<start + whole.count).contains(body)
            }
        }
        #expect(isShared)
    }

    /// Reads that always end inside a line must not make the buffer keep what was decoded.
    @Test func decodedBytesAreLetGo() {
        var decoder = ResponseDecoder()
        decoder.append(ByteBuffer(string: "* 1 EX"))
        for _ in 0..<10_000 {
            decoder.append(ByteBuffer(string: "ISTS\r\n* 1 EX"))
            _ = decoder.tellAll()
        }
        #expect(decoder.remainder == ByteBuffer(string: "* 1 EX"))
        #expect(decoder.remainder.storageCapacity < 1_024)
    }
}
