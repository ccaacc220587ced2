internal import NIOCore

/// RFC 8446 §5.1: what the first record of a TLS server looks like.
enum RecordHeader {
    /// Whether these first bytes may begin a TLS handshake or alert. Everything else is a server that talks
    /// without TLS: greetings and web pages begin with printable characters.
    static func mayBegin(_ bytes: ByteBuffer) -> Bool {
        let view = bytes.readableBytesView
        guard let type = view.first else { return true }
        guard type == 21 || type == 22 else { return false }
        return view.dropFirst().first.map { $0 == 3 } ?? true
    }
}
