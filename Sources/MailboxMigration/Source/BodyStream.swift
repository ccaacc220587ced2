internal import IMAPClient
internal import IMAPCodec
internal import NIOCore

/// Bodies on their way from a server. They wait there while nobody takes them.
enum BodyStream: Sendable {
    case imap(FetchStream)
    case pop3(POP3BodyStream)

    /// The next event; nil when all have come.
    ///
    /// - Throws: `IMAPError.refused` when the server did not give out all of them.
    func next() async throws -> FetchEvent? {
        switch self {
        case .imap(let stream): try await stream.next()
        case .pop3(let stream): try await stream.next()
        }
    }

    /// SHA-256 of each body.
    func digests() async throws -> [UID: [UInt8]] {
        var digest = SHA256Digest()
        return try await passBodies {
            digest.update($0)
        } atEnd: {
            let finished = digest.finish()
            digest = SHA256Digest()
            return finished
        }
    }

    /// ``TextDigest`` of each body.
    func textDigests() async throws -> [UID: [UInt8]] {
        var digest = TextDigest()
        return try await passBodies {
            digest.update($0)
        } atEnd: {
            let finished = digest.finish()
            digest = TextDigest()
            return finished
        }
    }

    /// The bodies pass by and are not kept.
    private func passBodies(
        _ take: (UnsafeRawBufferPointer) -> Void, atEnd finish: () -> [UInt8]
    ) async throws -> [UID: [UInt8]] {
        var digests: [UID: [UInt8]] = [:]
        while let event = try await next() {
            switch event {
            case .message(let attributes):
                guard let uid = attributes.uid, case .inline(let bytes) = attributes.body else { continue }
                bytes.withUnsafeBytes(take)
                digests[uid] = finish()
            case .bodyBegins: break
            case .bodyBytes(let bytes): bytes.withUnsafeReadableBytes(take)
            case .bodyEnds(let attributes):
                let finished = finish()
                if let uid = attributes.uid { digests[uid] = finished }
            }
        }
        return digests
    }
}
