package import DNSResolution
package import NIOCore
internal import NIOPosix

/// Names for connections through a ``DNSResolver``, so that `--dns` rules every connection and `/etc/hosts` none.
package struct DNSNameResolver: Resolver, Sendable {
    private let resolver: DNSResolver
    private let eventLoop: any EventLoop

    package init(_ resolver: DNSResolver, on eventLoop: any EventLoop) {
        self.resolver = resolver
        self.eventLoop = eventLoop
    }

    package func initiateAQuery(host: String, port: Int) -> EventLoopFuture<[SocketAddress]> {
        addresses(of: host, port: port, family: .ipv4)
    }

    package func initiateAAAAQuery(host: String, port: Int) -> EventLoopFuture<[SocketAddress]> {
        addresses(of: host, port: port, family: .ipv6)
    }

    /// A lookup cannot be interrupted; its late answer finds nobody waiting.
    package func cancelQueries() {}

    private func addresses(of host: String, port: Int, family: IPAddress.Family) -> EventLoopFuture<[SocketAddress]> {
        if let known = Self.addressesKnownWithoutAsking(host) {
            let matching = known.filter { $0.family == family }
            return eventLoop.makeCompletedFuture { try matching.map { try Self.socketAddress($0, port: port) } }
        }
        let promise = eventLoop.makePromise(of: [SocketAddress].self)
        resolver.addresses(of: host, family: family) { result in
            promise.completeWith(
                Result {
                    do throws(DNSError) {
                        return try result.get().records
                    } catch {
                        throw TransportError(error)
                    }
                }.flatMap { addresses in Result { try addresses.map { try Self.socketAddress($0, port: port) } } })
        }
        return promise.futureResult
    }

    /// Address literals, and `localhost`, which never leaves the machine (RFC 6761 §6.3).
    private static func addressesKnownWithoutAsking(_ host: String) -> [IPAddress]? {
        if let literal = IPAddress(host) { return [literal] }
        return host.lowercased() == "localhost" ? ["::1", "127.0.0.1"].compactMap(IPAddress.init) : nil
    }

    private static func socketAddress(_ address: IPAddress, port: Int) throws -> SocketAddress {
        try SocketAddress(packedIPAddress: ByteBuffer(bytes: address.bytes), port: port)
    }
}

extension TransportError {
    fileprivate init(_ error: DNSError) {
        switch error {
        case .nameNotFound, .invalidName: self = .hostNotFound
        case .unavailable, .timedOut, .malformedAnswer: self = .dnsUnavailable
        }
    }
}
