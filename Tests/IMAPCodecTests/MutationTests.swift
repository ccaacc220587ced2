import Testing

@testable import IMAPCodec

/// Whatever a server sends, decoding ends: in events, in an error, or in waiting. It never traps.
@Suite struct MutationTests {
    private static let lines = SampleStream.text.utf8.split(separator: UInt8(ascii: "\n")).map { Array($0) + [0x0A] }
    private static let dangerous = Array("(){}[]\"\\ ~*+-09\r\n\0\u{7F}".utf8) + [0x80, 0xFF]

    @Test(.timeLimit(.minutes(1)), arguments: [1, 2, 3, 4] as [UInt64])
    func mutatedResponsesNeverTrap(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var events = 0
        for _ in 0..<5_000 {
            var bytes = Self.excerpt(using: &random)
            for _ in 0..<Int.random(in: 1...4, using: &random) { Self.mutate(&bytes, using: &random) }
            events += ResponseDecoder.tell([bytes], lineLimit: 400, literalLimit: 100).count
        }
        #expect(events > 5_000, "most mutations leave something to tell")
    }

    /// A few lines on end, so that literals and what follows them are met together.
    private static func excerpt(using random: inout SeededGenerator) -> [UInt8] {
        let start = Int.random(in: 0..<lines.count, using: &random)
        return Array(lines[start..<min(start + 3, lines.count)].joined())
    }

    private static func mutate(_ bytes: inout [UInt8], using random: inout SeededGenerator) {
        guard let index = bytes.indices.randomElement(using: &random) else { return }
        let end = min(bytes.count, index + Int.random(in: 1...8, using: &random))
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes[index] = UInt8.random(in: .min ... .max, using: &random)
        case 1: bytes.insert(dangerous.randomElement(using: &random) ?? 0, at: index)
        case 2: bytes.removeSubrange(index..<end)
        case 3: bytes.insert(contentsOf: bytes[index..<end], at: index)
        default:
            bytes.insert(
                contentsOf: "{\(random.next() >> UInt64.random(in: 0...63, using: &random))}\r\n".utf8, at: index)
        }
    }
}
