internal import IMAPClient
internal import IMAPCodec
internal import NIOCore

extension IMAPConnection {
    /// SHA-256 of messages as their server gives them out; those it does not give are left out. The bodies pass by and
    /// are not kept.
    func digests(of uids: [UID]) async throws -> [UID: [UInt8]] {
        var digests: [UID: [UInt8]] = [:]
        for piece in UIDSet(uids.sorted()).pieces(maximumLength: CopyLimits.uidSetLength) {
            let stream = try await fetch(piece, .body)
            var digest = SHA256Digest()
            while let event = try await stream.next() {
                switch event {
                case .message(let attributes):
                    guard let uid = attributes.uid, case .inline(let bytes) = attributes.body else { continue }
                    digests[uid] = SHA256Digest.of(bytes)
                case .bodyBegins:
                    digest = SHA256Digest()
                case .bodyBytes(let bytes):
                    bytes.withUnsafeReadableBytes { digest.update($0) }
                case .bodyEnds(let attributes):
                    let finished = digest.finish()
                    digest = SHA256Digest()
                    if let uid = attributes.uid { digests[uid] = finished }
                }
            }
        }
        return digests
    }
}
