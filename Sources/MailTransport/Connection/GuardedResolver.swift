internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// Another resolver's answers without the addresses that may not be reached, remembered for diagnosis. The connection
/// goes to one of the addresses that are left: nothing is asked again in between, so no second answer can differ.
final class GuardedResolver: Resolver, Sendable {
    private let base: any Resolver & Sendable
    private let allowsPrivateAddresses: Bool
    private let record: ResolutionRecord

    init(_ base: any Resolver & Sendable, allowsPrivateAddresses: Bool, record: ResolutionRecord) {
        self.base = base
        self.allowsPrivateAddresses = allowsPrivateAddresses
        self.record = record
    }

    func initiateAQuery(host: String, port: Int) -> EventLoopFuture<[SocketAddress]> {
        guarded(base.initiateAQuery(host: host, port: port))
    }

    func initiateAAAAQuery(host: String, port: Int) -> EventLoopFuture<[SocketAddress]> {
        guarded(base.initiateAAAAQuery(host: host, port: port))
    }

    func cancelQueries() { base.cancelQueries() }

    private func guarded(_ answer: EventLoopFuture<[SocketAddress]>) -> EventLoopFuture<[SocketAddress]> {
        answer.map { [record, allowsPrivateAddresses] addresses in
            let texts = addresses.compactMap(\.ipAddress)
            let refused = texts.filter {
                !(HostAddress($0)?.isReachable(allowingPrivate: allowsPrivateAddresses) ?? false)
            }
            record.add(found: texts, refused: refused)
            return addresses.filter { !refused.contains($0.ipAddress ?? "") }
        }
    }
}

/// What resolution found on the way to one connection.
final class ResolutionRecord: Sendable {
    private struct State {
        var isAnswered = false
        var refused: [String] = []
    }

    private let state = Mutex(State())
    private let observer: (@Sendable (TransportEvent) -> Void)?

    init(observer: (@Sendable (TransportEvent) -> Void)?) { self.observer = observer }

    /// Whether any DNS answer arrived.
    var isAnswered: Bool { state.withLock { $0.isAnswered } }

    /// The first address that was not allowed.
    var firstRefused: String? { state.withLock { $0.refused.first } }

    func add(found: [String], refused: [String]) {
        state.withLock {
            $0.isAnswered = true
            $0.refused += refused
        }
        if !found.isEmpty { observer?(.resolved(found)) }
    }
}
