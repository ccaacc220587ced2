internal import IMAPClient
internal import IMAPCodec

extension IMAPConnection {
    /// SHA-256 of messages as their server gives them out; those it does not give are left out.
    func digests(of uids: [UID]) async throws -> [UID: [UInt8]] {
        var digests: [UID: [UInt8]] = [:]
        for piece in UIDSet(uids.sorted()).pieces(maximumLength: CopyLimits.uidSetLength) {
            digests.merge(try await BodyStream.imap(fetch(piece, .body)).digests()) { first, _ in first }
        }
        return digests
    }

    /// The same of what stands behind their headers; see ``TextDigest``.
    func textDigests(of uids: [UID]) async throws -> [UID: [UInt8]] {
        var digests: [UID: [UInt8]] = [:]
        for piece in UIDSet(uids.sorted()).pieces(maximumLength: CopyLimits.uidSetLength) {
            digests.merge(try await BodyStream.imap(fetch(piece, .body)).textDigests()) { first, _ in first }
        }
        return digests
    }
}
