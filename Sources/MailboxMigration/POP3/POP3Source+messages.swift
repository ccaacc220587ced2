internal import DequeModule
internal import IMAPClient
internal import IMAPCodec
internal import NIOCore
internal import POP3Client

/// Bodies as IMAP's FETCH would bring them.
struct POP3BodyStream: Sendable {
    let id: Int
    let source: POP3Source

    /// The next event; nil when all have come.
    ///
    /// - Throws: ``MigrationError``; `IMAPError.refused` in the end, when the server did not give out all of them.
    func next() async throws -> FetchEvent? { try await source.nextEvent(of: id) }
}

extension POP3Source {
    /// Asks for messages, behind those that are still to come. Streams must be read in the order they were begun.
    ///
    /// - Parameters:
    ///   - isLastTry: whether nobody asks again for what does not come.
    ///   - tellsRefusal: whether the stream throws `IMAPError.refused` in the end when the server did not give out all of them.
    func bodies(of uids: [UID], isLastTry: Bool, tellsRefusal: Bool) async throws -> POP3BodyStream {
        let found = try await journal.wanted(uids)
        hasReadMessages = hasReadMessages || !found.isEmpty
        issued += 1
        let numbers = found.map { ($0.message.number, $0.uid) }
        requests.append(
            Request(
                id: issued, uids: Dictionary(numbers, uniquingKeysWith: { first, _ in first }),
                sizes: Dictionary(
                    found.map { ($0.message.number, $0.message.expectedSize) }, uniquingKeysWith: { first, _ in first }),
                isLastTry: isLastTry, left: found.count, tellsRefusal: tellsRefusal))
        do throws(POP3Error) {
            let isUnderWay = requests.contains { $0.id != issued && $0.left > 0 }
            if let stream, isUnderWay {
                try await stream.add(found.map(\.message))
            } else {
                stream = try await connection.messages(found.map(\.message))
            }
        } catch {
            throw error.blamed
        }
        return POP3BodyStream(id: issued, source: self)
    }

    func nextEvent(of id: Int) async throws -> FetchEvent? {
        if let outgoing {
            if let piece = try await outgoing.body.next() { return .bodyBytes(piece) }
            self.outgoing = nil
            return .bodyEnds(outgoing.attributes)
        }
        while let request = requests.first, request.id == id, request.left > 0 {
            if let begun = try await nextBody(of: request) { return begun }
        }
        guard let request = requests.first, request.id == id else { return nil }
        requests.removeFirst()
        if request.tellsRefusal, let refusal = request.refusal { throw IMAPError.refused(command: "RETR", refusal) }
        return nil
    }

    /// Takes what comes next; a message when all of it is there.
    private func nextBody(of request: Request) async throws -> FetchEvent? {
        do {
            switch try await stream?.next() {
            case .begins(let number):
                spool = BodySpool(folder: spoolFolder)
                brokenOff = request.uids[number]
            case .bytes(let bytes): try await spool?.append(bytes)
            case .ends(let number, _):
                requests[0].left -= 1
                brokenOff = nil
                guard let body = spool.take(),
                    doubts.believes(
                        request.uids[number], listed: request.sizes[number] ?? 0, came: body.size,
                        notes: HeaderFingerprint.noteBytes(in: body.header), isLastTry: request.isLastTry)
                else { return nil }
                var attributes = FetchAttributes(sequenceNumber: number.rawValue)
                attributes.uid = request.uids[number]
                attributes.header = body.header
                attributes.internalDate = ArrivalDate.of(body.header)
                outgoing = (attributes, body)
                return .bodyBegins(attributes, size: body.size)
            case .refused(_, let reply):
                requests[0].left -= 1
                requests[0].refusal = StatusResponse(reply)
            case nil: requests[0].left = 0
            }
            return nil
        } catch let error as POP3Error {
            throw error.blamed
        }
    }

    /// What `read` makes of each header; those that the server does not give out are left out. No bodies may be under way.
    func headers<Value: Sendable>(
        of wanted: [WantedMessage], _ read: @Sendable (MessageNumber, [UInt8]) -> Value?
    ) async throws -> [MessageNumber: Value] {
        var (values, refused) = try await headers(of: wanted, .header(lines: 0), read)
        // TOP is optional (RFC 1939 §7).
        let rest = wanted.filter { refused.contains($0.number) }
        if !rest.isEmpty {
            let more = try await headers(of: rest, .whole, read)
            values.merge(more.values) { first, _ in first }
        }
        return values
    }

    /// The same by the journal's numbers.
    func headers<Value: Sendable>(
        of uids: [UID], _ read: @Sendable (UID, [UInt8]) -> Value?
    ) async throws -> [UID: Value] {
        let found = try await journal.wanted(uids)
        let uids = Dictionary(found.map { ($0.message.number, $0.uid) }, uniquingKeysWith: { first, _ in first })
        let values = try await headers(of: found.map(\.message)) { number, header in
            uids[number].flatMap { read($0, header) }
        }
        return values.reduce(into: [:]) { result, value in
            if let uid = uids[value.key] { result[uid] = value.value }
        }
    }

    private func headers<Value: Sendable>(
        of wanted: [WantedMessage], _ extent: MessageExtent, _ read: @Sendable (MessageNumber, [UInt8]) -> Value?
    ) async throws -> (values: [MessageNumber: Value], refused: Set<MessageNumber>) {
        var values: [MessageNumber: Value] = [:]
        var refused: Set<MessageNumber> = []
        var collector = HeaderCollector()
        hasReadMessages = hasReadMessages || !wanted.isEmpty
        do {
            let stream = try await connection.messages(wanted, extent)
            while let event = try await stream.next() {
                switch event {
                case .begins: collector = HeaderCollector()
                case .bytes(let bytes): collector.append(bytes)
                case .ends(let number, _): values[number] = read(number, collector.bytes)
                case .refused(let number, _): refused.insert(number)
                }
            }
        } catch {
            throw error.blamed
        }
        return (values, refused)
    }
}
