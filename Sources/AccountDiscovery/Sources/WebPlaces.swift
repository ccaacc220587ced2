/// Where documents are asked for, beside what the address says. Tests set up places of their own.
package struct WebPlaces: Hashable, Sendable {
    /// Mozilla's database; a domain follows.
    package var ispdb: String
    package var httpsPort: UInt16
    package var httpPort: UInt16

    package init(
        ispdb: String = "https://autoconfig.thunderbird.net/v1.1/", httpsPort: UInt16 = 443, httpPort: UInt16 = 80
    ) {
        self.ispdb = ispdb
        self.httpsPort = httpsPort
        self.httpPort = httpPort
    }

    /// `https://HOST/PATH`
    func https(_ host: String, _ path: String) -> String {
        httpsPort == 443 ? "https://\(host)/\(path)" : "https://\(host):\(httpsPort)/\(path)"
    }

    /// `http://HOST/PATH`
    func http(_ host: String, _ path: String) -> String {
        httpPort == 80 ? "http://\(host)/\(path)" : "http://\(host):\(httpPort)/\(path)"
    }
}
