internal import HTTPFetch

/// Where a browser comes back to after a sign-in.
struct RedirectAddress {
    private let text: String
    /// 0 for any.
    let port: UInt16
    /// Whether this computer can listen there (RFC 8252 §7.3); else the person brings the address.
    let isListenedTo: Bool

    init(_ text: String) {
        self.text = text
        let url = HTTPURL(text)
        isListenedTo = url?.isSecure == false && ["127.0.0.1", "localhost", "::1"].contains(url?.host)
        let names = text.dropFirst("http://".count).prefix { $0 != "/" }
        port = names.contains(where: { $0 == ":" }) && !names.hasSuffix("]") ? url?.port ?? 0 : 0
    }

    /// With the port that is listened to.
    func uri(port listening: UInt16) -> String {
        guard isListenedTo, port == 0 else { return text }
        let rest = text.dropFirst("http://".count)
        let host = rest.prefix { $0 != "/" }
        return "http://\(host):\(listening)\(rest.dropFirst(host.count))"
    }
}
