internal import IMAPClient
internal import IMAPCodec
internal import NIOCore

extension IMAPConnection {
    /// SHA-256 of messages as their server gives them out; those it does not give are left out.
    func digests(of uids: [UID]) async throws -> [UID: [UInt8]] {
        var digest = SHA256Digest()
        return try await passBodies(of: uids) {
            digest.update($0)
        } atEnd: {
            let finished = digest.finish()
            digest = SHA256Digest()
            return finished
        }
    }

    /// The same of what stands behind their headers; see ``TextDigest``.
    func textDigests(of uids: [UID]) async throws -> [UID: [UInt8]] {
        var digest = TextDigest()
        return try await passBodies(of: uids) {
            digest.update($0)
        } atEnd: {
            let finished = digest.finish()
            digest = TextDigest()
            return finished
        }
    }

    /// The bodies pass by and are not kept.
    private func passBodies(
        of uids: [UID], _ take: (UnsafeRawBufferPointer) -> Void, atEnd finish: () -> [UInt8]
    ) async throws -> [UID: [UInt8]] {
        var digests: [UID: [UInt8]] = [:]
        for piece in UIDSet(uids.sorted()).pieces(maximumLength: CopyLimits.uidSetLength) {
            let stream = try await fetch(piece, .body)
            while let event = try await stream.next() {
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
        }
        return digests
    }
}
