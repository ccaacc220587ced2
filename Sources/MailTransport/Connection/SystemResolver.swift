import Glibc
internal import NIOCore
internal import NIOPosix

/// Names through the system's getaddrinfo, so that `/etc/hosts` and the machine's own rules count. Unlike NIO's
/// resolver it tells "no such name" from "nobody answered".
///
/// One lookup answers both of NIO's questions.
final class SystemResolver: Resolver, Sendable {
    private let ipv4: EventLoopPromise<[SocketAddress]>
    private let ipv6: EventLoopPromise<[SocketAddress]>

    init(on eventLoop: any EventLoop) {
        ipv4 = eventLoop.makePromise()
        ipv6 = eventLoop.makePromise()
    }

    func initiateAQuery(host: String, port: Int) -> EventLoopFuture<[SocketAddress]> { ipv4.futureResult }

    // NIO asks this first, once a resolver.
    func initiateAAAAQuery(host: String, port: Int) -> EventLoopFuture<[SocketAddress]> {
        Self.pool.submit { [ipv4, ipv6] _ in
            let result = Result { try Self.lookUp(host, port: port) }
            ipv4.completeWith(result.map { $0.filter { $0.protocol == .inet } })
            ipv6.completeWith(result.map { $0.filter { $0.protocol == .inet6 } })
        }
        return ipv6.futureResult
    }

    /// Lookups that run at the same time: those that nobody answers must not hold up the others.
    private static let threads = 32
    private static let pool: NIOThreadPool = {
        let pool = NIOThreadPool(numberOfThreads: threads)
        pool.start()
        return pool
    }()

    // getaddrinfo cannot be interrupted; its late answer is ignored.
    func cancelQueries() {
        ipv4.fail(TransportError.cancelled)
        ipv6.fail(TransportError.cancelled)
    }

    private static func lookUp(_ host: String, port: Int) throws(TransportError) -> [SocketAddress] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let status = getaddrinfo(host, String(port), &hints, &list)
        defer { freeaddrinfo(list) }
        switch status {
        case 0: break
        case EAI_NONAME, EAI_NODATA: throw .hostNotFound
        default: throw .dnsUnavailable
        }
        let addresses = sequence(first: list, next: { $0?.pointee.ai_next }).compactMap { $0 }
        return addresses.compactMap { socketAddress($0.pointee) }
    }

    // Address not found is not defined for Swift by Glibc's module (it is a GNU extension).
    private static let EAI_NODATA: Int32 = -5

    private static func socketAddress(_ info: addrinfo) -> SocketAddress? {
        guard let address = info.ai_addr else { return nil }
        let bytes = UnsafeRawPointer(address)
        switch info.ai_family {
        case AF_INET: return SocketAddress(bytes.loadUnaligned(as: sockaddr_in.self), host: "")
        case AF_INET6: return SocketAddress(bytes.loadUnaligned(as: sockaddr_in6.self), host: "")
        default: return nil
        }
    }
}
