internal import MailCore
internal import NIOPosix

/// Looks names up through libresolv, on a few threads of its own. A lookup that takes longer than its time is
/// abandoned: the caller goes on, and the thread is free again when libresolv gives up.
package struct DNSResolver: Sendable {
    private let nameserver: Nameserver?
    private let timeout: Duration
    private var isSilent = false

    /// Asks nobody, as if nobody answered.
    package static let silent = {
        var resolver = DNSResolver(timeout: .zero)
        resolver.isSilent = true
        return resolver
    }()

    /// Lookups that run at the same time, for the whole process.
    /// Lookups that nobody answers wait together, not for each other: a discovery makes about thirty.
    private static let threads = 32
    private static let pool: NIOThreadPool = {
        let pool = NIOThreadPool(numberOfThreads: threads)
        pool.start()
        return pool
    }()

    /// - Parameters:
    ///   - nameserver: nil asks the servers of resolv.conf.
    ///   - timeout: of each lookup, retries included.
    package init(nameserver: (host: String, port: UInt16)? = nil, timeout: Duration) {
        self.nameserver = nameserver.map { Nameserver(host: $0.host, port: $0.port) }
        self.timeout = timeout
    }

    /// SRV records of a name such as `_imaps._tcp.example.org`, in the order of use (RFC 2782).
    package func services(_ name: String) async throws(DNSError) -> DNSAnswer<ServiceRecord> {
        var answer = try await lookUp(name, .srv) { if case .service(let record) = $0 { record } else { nil } }
        var generator = SystemRandomNumberGenerator()
        answer.records = answer.records.inOrderOfUse(using: &generator)
        return answer
    }

    /// MX records of a domain, preferred ones first.
    package func mailExchangers(of domain: String) async throws(DNSError) -> DNSAnswer<MailExchanger> {
        var answer = try await lookUp(domain, .mx) { if case .mailExchanger(let record) = $0 { record } else { nil } }
        answer.records.sort { ($0.preference, $0.host) < ($1.preference, $1.host) }
        return answer
    }

    /// TLSA records of a service (RFC 6698 §3). They say something only when the answer is authenticated.
    package func certificateAssociations(
        of host: String, port: UInt16
    ) async throws(DNSError) -> DNSAnswer<TLSARecord> {
        try await lookUp("_\(port)._tcp.\(host)", .tlsa) {
            if case .certificateAssociation(let record) = $0 { record } else { nil }
        }
    }

    /// TXT records of a name, each as one text; those that are not UTF-8 are left out.
    package func texts(of name: String) async throws(DNSError) -> DNSAnswer<String> {
        try await lookUp(name, .txt) {
            if case .text(let bytes) = $0 { String(validating: bytes, as: UTF8.self) } else { nil }
        }
    }

    /// A or AAAA records of a host.
    package func addresses(of host: String, family: IPAddress.Family) async throws(DNSError) -> DNSAnswer<IPAddress> {
        try await lookUp(host, RecordType(family)) { if case .address(let address) = $0 { address } else { nil } }
    }

    /// As ``addresses(of:family:)`` for callers without a task, such as an event loop. The completion runs on a
    /// thread of the resolver, after libresolv's own time limit at the latest.
    package func addresses(
        of host: String, family: IPAddress.Family,
        completion: @escaping @Sendable (Result<DNSAnswer<IPAddress>, DNSError>) -> Void
    ) {
        submit(host, RecordType(family)) { result in
            completion(
                result.map { answer in
                    let addresses = answer.records.compactMap {
                        if case .address(let address) = $0 { address } else { nil }
                    }
                    return DNSAnswer(records: addresses, isAuthenticated: answer.isAuthenticated)
                })
        }
    }

    private func lookUp<Record>(
        _ name: String, _ type: RecordType, select: (RecordData) -> Record?
    ) async throws(DNSError) -> DNSAnswer<Record> {
        let answer: DNSAnswer<RecordData>
        do {
            answer = try await withDeadline(timeout) { try await self.query(name, type) }
        } catch let error as DNSError {
            throw error
        } catch {
            throw .timedOut  // the deadline, or the caller no longer waits
        }
        return DNSAnswer(
            records: answer.records.compactMap(select), isAuthenticated: answer.isAuthenticated,
            canonicalName: answer.canonicalName)
    }

    private func query(_ name: String, _ type: RecordType) async throws -> DNSAnswer<RecordData> {
        let waiter = AbandonableResult<DNSAnswer<RecordData>>()
        submit(name, type) { waiter.complete(with: $0.mapError { $0 as any Error }) }
        return try await waiter.value()
    }

    private func submit(
        _ text: String, _ type: RecordType,
        completion: @escaping @Sendable (Result<DNSAnswer<RecordData>, DNSError>) -> Void
    ) {
        guard !isSilent else { return completion(.failure(.unavailable)) }
        guard let name = DomainName(text) else { return completion(.failure(.invalidName)) }
        let query = SystemQuery(name: name, type: type, nameserver: nameserver, timeout: timeout)
        Self.pool.submit { state in
            guard case .active = state else { return completion(.failure(.unavailable)) }
            completion(
                Result { () throws(DNSError) in
                    let (message, pathIsSafe) = try query.run()
                    return DNSAnswer(
                        records: message.records(about: name), isAuthenticated: message.isAuthenticated && pathIsSafe,
                        canonicalName: message.canonicalName(of: name)?.description)
                })
        }
    }
}

extension RecordType {
    fileprivate init(_ family: IPAddress.Family) {
        switch family {
        case .ipv4: self = .a
        case .ipv6: self = .aaaa
        }
    }
}
