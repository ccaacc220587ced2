package import NIOCore
package import NIOPosix

/// Another resolver's addresses, with other ports: for servers that stand in for the real ones on this machine.
package struct RedirectingResolver: Resolver, Sendable {
    private let base: any Resolver & Sendable
    private let port: @Sendable (_ host: String, _ port: UInt16) -> UInt16?

    /// - Parameter port: where a host's port leads; nil leaves it as it is.
    package init(
        _ base: any Resolver & Sendable, port: @escaping @Sendable (_ host: String, _ port: UInt16) -> UInt16?
    ) {
        self.base = base
        self.port = port
    }

    package func initiateAQuery(host: String, port: Int) -> EventLoopFuture<[SocketAddress]> {
        base.initiateAQuery(host: host, port: redirected(host, port))
    }

    package func initiateAAAAQuery(host: String, port: Int) -> EventLoopFuture<[SocketAddress]> {
        base.initiateAAAAQuery(host: host, port: redirected(host, port))
    }

    package func cancelQueries() { base.cancelQueries() }

    private func redirected(_ host: String, _ port: Int) -> Int {
        UInt16(exactly: port).flatMap { self.port(host, $0) }.map(Int.init) ?? port
    }
}
