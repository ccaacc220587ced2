internal import IMAPCodec
internal import NIOCore

/// What an IMAP stream tells.
enum IMAPReading {
    /// In words; bytes of a body are joined, because how they were cut on the way says nothing.
    static func events(of pieces: [[UInt8]]) -> [String] {
        var decoder = ResponseDecoder(lineLimit: 4_096, literalLimit: 4_096)
        var told: [String] = []
        var body: [UInt8] = []
        do {
            for piece in pieces {
                decoder.append(ByteBuffer(bytes: piece))
                while let event = try decoder.next() {
                    if case .bodyBytes(let bytes) = event {
                        body += bytes.readableBytesView
                    } else {
                        told.append("\(body)\(event)")
                        body = []
                    }
                }
            }
        } catch {
            told.append("\(body)")
        }
        return told
    }
}
