internal import IMAPCodec
internal import NIOCore

extension IMAPConnection {
    /// Whether ``compress()`` would ask the server.
    package var mayCompress: Bool { isAuthenticated && !isCompressed && capabilities.contains(.compressDeflate) }

    /// Has both sides compress all that follows (RFC 4978), where the server offers it. May be called at any time after
    /// the login, also while other commands are under way whose answers somebody reads meanwhile; never before it, so that no secret is compressed together
    /// with what others may choose.
    ///
    /// - Returns: whether the connection is compressed now. A server may refuse, and the connection goes on as it was then:
    ///   with `[COMPRESSIONACTIVE]` something below us compresses already (§3).
    @discardableResult
    package func compress() async throws(IMAPError) -> Bool {
        try await takeTurn()
        // RFC 4978 §3: nothing may be written before the server's answer.
        defer { handler.value.endTurn() }
        guard mayCompress else { return isCompressed }
        let id = try await sendInTurn(.compress, flush: true)
        defer { handler.value.forget(id) }
        while try await nextEvent(of: id) != nil {}
        do {
            _ = try status(of: id, command: Command.compress.name)
            isCompressed = true
        } catch {
            guard case .refused = error else { throw error }
            // Whoever was refused once does not ask again.
            capabilities.remove(.compressDeflate)
        }
        return isCompressed
    }
}
