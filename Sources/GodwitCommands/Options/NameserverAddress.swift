internal import ArgumentParser
internal import Glibc

/// The address of a name server: `192.0.2.1`, `192.0.2.1:5353`, `2001:db8::1` or `[2001:db8::1]:5353`.
///
/// Names are refused: to look one up, a name server would be needed first.
struct NameserverAddress: ExpressibleByArgument, Hashable {
    let host: String
    let port: UInt16

    static let defaultPort: UInt16 = 53

    init?(argument: String) {
        let (host, portText) = Self.split(argument)
        guard Self.isIPAddress(host) else { return nil }
        guard let port = portText.map({ UInt16($0) }) ?? Self.defaultPort, port > 0 else { return nil }
        self.host = host
        self.port = port
    }

    private static func split(_ text: String) -> (host: String, port: String?) {
        if text.first == "[", let close = text.firstIndex(of: "]") {
            let after = text[text.index(after: close)...]
            let host = text[text.index(after: text.startIndex)..<close]
            return (String(host), after.isEmpty ? nil : String(after.dropFirst()))
        }
        // Two colons or more without brackets: an IPv6 address without a port.
        guard let colon = text.firstIndex(of: ":"), text.lastIndex(of: ":") == colon else { return (text, nil) }
        return (String(text[..<colon]), String(text[text.index(after: colon)...]))
    }

    private static func isIPAddress(_ text: String) -> Bool {
        var fourBytes = in_addr()
        var sixteenBytes = in6_addr()
        return unsafe inet_pton(AF_INET, text, &fourBytes) == 1 || inet_pton(AF_INET6, text, &sixteenBytes) == 1
    }
}
