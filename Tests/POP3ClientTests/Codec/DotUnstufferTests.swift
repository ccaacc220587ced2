import NIOCore
import POP3Client
import Testing

@Suite struct DotUnstufferTests {
    /// What comes out of pieces of these sizes, and what is left behind the end.
    private func unstuff(
        _ text: String, pieces: [Int], takesBareLF: Bool = false
    ) -> (text: String, isEnded: Bool, rest: String) {
        var unstuffer = DotUnstuffer(takesBareLF: takesBareLF)
        var buffer = ByteBuffer()
        var input = Array(text.utf8)[...]
        var output: [UInt8] = []
        var isEnded = false
        for size in pieces + [input.count] {
            buffer.writeBytes(input.prefix(size))
            input = input.dropFirst(size)
            while !isEnded, let event = unstuffer.next(&buffer) {
                switch event {
                case .bytes(let bytes): output += bytes.readableBytesView
                case .end: isEnded = true
                }
            }
        }
        return (String(decoding: output, as: UTF8.self), isEnded, String(buffer: buffer))
    }

    static let messages = [
        (".\r\n", ""), ("a\r\n.\r\n", "a\r\n"), ("\r\n.\r\n", "\r\n"), ("..\r\n.\r\n", ".\r\n"),
        ("...\r\n.\r\n", "..\r\n"),
        ("a\r\n..b\r\n.\r\n", "a\r\n.b\r\n"), ("a\r\n..\r\n.\r\n", "a\r\n.\r\n"), ("a.b\r\n.\r\n", "a.b\r\n"),
        ("a\r\n.b\r\n.\r\n", "a\r\nb\r\n"), ("a\n.\nb\r\n.\r\n", "a\n.\nb\r\n"),
        ("a\n.\r\nb\r\n.\r\n", "a\n.\r\nb\r\n"),
        ("a\r.\r\n.\r\n", "a\r.\r\n"), ("a\r\r\n.\r\n", "a\r\r\n"), ("a\r\n.\rb\r\n.\r\n", "a\r\n\rb\r\n"),
        ("a\r\n.\nb\r\n.\r\n", "a\r\n\nb\r\n"), ("\0\r\n..\0\u{FF}\r\n.\r\n", "\0\r\n.\0\u{FF}\r\n"),
        ("a\r\n\r\n\r\n.\r\n", "a\r\n\r\n\r\n"), ("a\r\n..\r\n..\r\n...\r\n.\r\n", "a\r\n.\r\n.\r\n..\r\n"),
    ]

    @Test(arguments: messages) func endsAndDotsAreFoundWhereverThePiecesEnd(_ wire: String, _ message: String) {
        let count = wire.utf8.count
        var divisions = [[], Array(repeating: 1, count: count)]
        divisions += (0...count).map { [$0] } + (0...count).map { [$0, 1, 1] }
        for pieces in divisions {
            let result = unstuff(wire + "+OK next\r\n", pieces: pieces)
            #expect(result.text == message, "\(pieces)")
            #expect(result.isEnded, "\(pieces)")
            #expect(result.rest == "+OK next\r\n", "\(pieces)")
        }
    }

    @Test(arguments: [
        ("a\n.\n", "a\n"), (".\n", ""), ("..a\n\n.\n", ".a\n\n"), ("a\r\n.\r\n", "a\r\n"), ("a\r\n..\n.\n", "a\r\n.\n"),
    ])
    func serverOfBareLineFeedsIsUnderstood(_ wire: String, _ message: String) {
        for size in 0...wire.utf8.count {
            let result = unstuff(wire + "+OK", pieces: [size], takesBareLF: true)
            #expect(result.text == message)
            #expect(result.isEnded)
            #expect(result.rest == "+OK")
        }
    }

    @Test(arguments: ["", ".", ".\r", "a", "a\r", "a\r\n", "a\r\n.", "a\r\n.\r", "a\n.\n", "a\r\n..\r\n"])
    func messageThatIsCutHasNoEnd(_ wire: String) {
        #expect(!unstuff(wire, pieces: []).isEnded)
    }

    /// Whatever comes, stuffing by the book and taking it away gives the same.
    @Test func randomMessagesComeBack() {
        let alphabet: [UInt8] = [13, 10, UInt8(ascii: "."), UInt8(ascii: "a")]
        for _ in 0..<2_000 {
            var message = (0..<Int.random(in: 0...20)).map { _ in alphabet.randomElement() ?? 0 }
            if !message.isEmpty { message += [13, 10] }
            let text = String(decoding: message, as: UTF8.self)
            let stuffed = Self.stuffed(message)
            let pieces = (0..<4).map { _ in Int.random(in: 0...8) }
            let result = unstuff(String(decoding: stuffed, as: UTF8.self), pieces: pieces)
            #expect(
                result.text.utf8.elementsEqual(text.utf8) && result.isEnded && result.rest.isEmpty,
                "\(stuffed) \(pieces)")
        }
    }

    private static func stuffed(_ message: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        for (index, byte) in message.enumerated() {
            let isLineStart = index == 0 || (index > 1 && message[index - 1] == 10 && message[index - 2] == 13)
            if isLineStart, byte == UInt8(ascii: ".") { result.append(byte) }
            result.append(byte)
        }
        return result + Array(".\r\n".utf8)
    }
}
