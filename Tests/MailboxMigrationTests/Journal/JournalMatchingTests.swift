import IMAPCodec
import Testing

@testable import MailboxMigration

@Suite struct JournalMatchingTests {
    let fixture: JournalFixture

    init() throws { fixture = try JournalFixture() }

    private func fingerprint(_ value: UInt32, size: UInt64 = 10, hash: [UInt8] = [9]) throws -> Fingerprint {
        Fingerprint(uid: try uid(value), size: size, headerHash: hash)
    }

    @Test func ofTwoEqualMessagesOneCandidateMatchesOne() async throws {
        let journal = try fixture.open()
        let mailbox = try await journal.fill(1...2)
        try await journal.addCandidates(mailbox.id, [try fingerprint(40)])
        #expect(try await journal.match(mailbox.id, try [1, 2].map { try fingerprint($0) }) == [try uid(1)])
        #expect(try await journal.plannedUIDs(mailbox) == [2])
        let totals = try await journal.onlyTotals()
        #expect(totals.adopted == 1 && totals.copied == 0)
    }

    @Test func equalMessagesArePairedInOrder() async throws {
        let journal = try fixture.open()
        let mailbox = try await journal.fill(1...3)
        try await journal.addCandidates(mailbox.id, try [60, 40, 50].map { try fingerprint($0) })
        #expect(try await journal.match(mailbox.id, try [1, 2, 3].map { try fingerprint($0) }).count == 3)
        let items = try await journal.unproven(mailbox.id, for: .envelope, after: nil, limit: 9)
        #expect(items.map(\.targetUID.rawValue) == [40, 50, 60])
        #expect(items.map(\.message.uid.rawValue) == [1, 2, 3])
        #expect(items.allSatisfy { $0.digest == nil })
    }

    @Test func sizeAndHeaderMustBothAgree() async throws {
        let journal = try fixture.open()
        let mailbox = try await journal.fill(1...2)
        try await journal.addCandidates(mailbox.id, [try fingerprint(40, size: 11), try fingerprint(41, hash: [8])])
        #expect(try await journal.match(mailbox.id, try [1, 2].map { try fingerprint($0) }).isEmpty)
    }

    @Test func likelyCandidatesAreThoseWithTheSameFieldsOrHeader() async throws {
        let journal = try fixture.open()
        let mailbox = try await journal.fill(1...2)
        var candidate = try fingerprint(40, size: 99, hash: [7])
        candidate.fieldsHash = [5]
        candidate.textSize = 60
        try await journal.addCandidates(mailbox.id, [candidate, try fingerprint(41, size: 50, hash: [9])])
        var named = try fingerprint(1)
        named.fieldsHash = [5]
        let likely = try await journal.likely(mailbox.id, [named, try fingerprint(2)])
        #expect(
            likely == [
                named.uid: [Candidate(uid: try uid(40), textSize: 60)],
                try uid(2): [Candidate(uid: try uid(41), textSize: 0)],
            ])
        try await journal.bind(mailbox.id, [(named.uid, try uid(40))])
        #expect(try await journal.unproven(mailbox.id, for: .envelope, after: nil, limit: 9).map(\.targetSize) == [99])
        #expect(try await journal.hasCandidates(mailbox.id))
        #expect(try await journal.likely(mailbox.id, [named])[named.uid] == [])
    }

    @Test func likelyCandidatesOfOneMessageAreBounded() async throws {
        let journal = try fixture.open()
        let mailbox = try await journal.fill(1...1)
        let limit = UInt32(CopyLimits.likelyCandidates)
        for count in [limit - 1, limit, limit + 1] {
            try await journal.clearCandidates(mailbox.id)
            try await journal.addCandidates(mailbox.id, try (1...count).map { try fingerprint($0) })
            let likely = try await journal.likely(mailbox.id, [try fingerprint(1)])
            #expect(likely[try uid(1)]?.count == Int(min(count, limit)))
        }
    }

    @Test func aBoundMessageIsNoCandidate() async throws {
        let journal = try fixture.open()
        let mailbox = try await journal.fill(1...2)
        try await journal.copy(mailbox, 1...1)
        try await journal.addCandidates(mailbox.id, [try fingerprint(101)])
        #expect(try await journal.match(mailbox.id, [try fingerprint(2)]).isEmpty)
    }

    @Test func onlySizesWithACandidateNeedTheirHeader() async throws {
        let journal = try fixture.open()
        let mailbox = try await journal.fill(1...1)
        let messages = [try planned(1), try planned(2, size: 77)]
        try await journal.addCandidates(mailbox.id, [try fingerprint(40, size: 77)])
        #expect(try await journal.withCandidateOfSameSize(mailbox.id, messages) == [messages[1]])
        try await journal.clearCandidates(mailbox.id)
        #expect(try await journal.withCandidateOfSameSize(mailbox.id, messages).isEmpty)
    }

    @Test func doubtIsSettledByWhatTheTargetHas() async throws {
        let journal = try fixture.open()
        let mailbox = try await journal.fill(1...3)
        try await journal.intend(mailbox.id, [try uid(1), try uid(2)])
        #expect(
            try await journal.beginTarget(mailbox.id, UIDValidity(7), isEmpty: false)
                == Doubt(floor: .first, isOpen: true, adopts: false))
        try await journal.addCandidates(mailbox.id, [try fingerprint(40)])
        #expect(try await journal.match(mailbox.id, try [1, 2].map { try fingerprint($0) }).count == 1)
        try await journal.releaseDoubt(mailbox.id, floor: try uid(41))
        try await journal.setTargetFloor(mailbox.id, try uid(41))
        #expect(try await journal.plannedUIDs(mailbox) == [2, 3])
        #expect(
            try await journal.beginTarget(mailbox.id, UIDValidity(7), isEmpty: false)
                == Doubt(floor: try uid(41), isOpen: false, adopts: false))
    }

    @Test func aCopyWithoutIdentifierIsNamedLater() async throws {
        let journal = try fixture.open()
        let mailbox = try await journal.fill(1...1)
        try await journal.copy(mailbox, 1...1, isNamed: false)
        #expect(try await journal.undecided(mailbox.id, after: nil, limit: 9).count == 1)
        #expect(try await journal.unproven(mailbox.id, for: .envelope, after: nil, limit: 9).isEmpty)
        try await journal.releaseDoubt(mailbox.id, floor: try uid(41))
        #expect(try await journal.onlyTotals().copied == 1)
        try await journal.addCandidates(mailbox.id, [try fingerprint(40)])
        #expect(try await journal.match(mailbox.id, [try fingerprint(1)]).count == 1)
        #expect(
            try await journal.unproven(mailbox.id, for: .envelope, after: nil, limit: 9).map(\.digest) == [[1, 2, 3]])
        #expect(try await journal.onlyTotals().copied == 1)
    }
}
