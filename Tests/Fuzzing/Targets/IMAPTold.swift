internal import IMAPCodec
internal import NIOCore

/// What an IMAP stream tells. Bytes of a body are joined, because how they were cut on the way says nothing.
enum IMAPTold: Equatable {
    case event(ResponseDecoder.Event)
    case body([UInt8])
    case failure

    static func all(of pieces: [[UInt8]]) -> [IMAPTold] {
        var decoder = ResponseDecoder(lineLimit: 4_096, literalLimit: 4_096)
        var told: [IMAPTold] = []
        do {
            for piece in pieces {
                decoder.append(ByteBuffer(bytes: piece))
                while let event = try decoder.next() { told.note(event) }
            }
        } catch {
            told.append(.failure)
        }
        return told
    }
}

extension [IMAPTold] {
    fileprivate mutating func note(_ event: ResponseDecoder.Event) {
        guard case .bodyBytes(let bytes) = event else { return append(.event(event)) }
        if case .body(let earlier)? = last {
            self[count - 1] = .body(earlier + bytes.readableBytesView)
        } else {
            append(.body([UInt8](bytes.readableBytesView)))
        }
    }
}
