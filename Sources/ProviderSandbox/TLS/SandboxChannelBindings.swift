internal import COpenSSL

/// What a login over a connection can be tied to, as the server sees it.
public struct SandboxChannelBindings: Hashable, Sendable {
    /// RFC 9266 §2.
    public let exporter: [UInt8]
    /// RFC 5929 §3.1.
    public let clientFinished: [UInt8]

    init(_ session: OpaquePointer) {
        var exported = [UInt8](repeating: 0, count: 32)
        let label = "EXPORTER-Channel-Binding"
        SSL_export_keying_material(session, &exported, exported.count, label, label.utf8.count, [], 0, 1)
        exporter = exported
        var finished = [UInt8](repeating: 0, count: 64)
        let count = SSL_get_peer_finished(session, &finished, finished.count)
        clientFinished = Array(finished.prefix(count))
    }
}
