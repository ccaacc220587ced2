import FoundationEssentials
import MailTestServers
import MailboxMigration
import Testing

/// Identifiers that mean something else than before (UIDVALIDITY), and a journal that is gone.
@Suite struct GenerationTests {
    /// What happens between two runs.
    enum Event: CaseIterable, Sendable {
        case sourceNumberedAnew
        case targetNumberedAnew
        case bothNumberedAnew
        /// A folder at the source was deleted and made again with the same mail.
        case sourceRemade
        case sourceNumberedAnewAndJournalLost

        var concernsSource: Bool { self != .targetNumberedAnew }
        var concernsTarget: Bool { self == .targetNumberedAnew || self == .bothNumberedAnew }
    }

    @Test(arguments: Event.allCases, [true, false])
    func `Nothing is copied twice when identifiers change between two runs`(event: Event, isThrough: Bool) async throws
    {
        try await ServerPair.run { pair in
            // More than a connection sends before it reads an answer, so that a stop comes in the middle.
            let count = isThrough ? 60 : 600
            try SampleMailbox(count: count, largeAttachment: 0).write(to: pair.oldMail)
            let stop = StopSignal()
            let first = EventTally()
            _ = try await pair.migrate(connections: 1, stop: stop) { event in
                first.note(event)
                if !isThrough, case .copied = event { stop.stop() }
            }
            let before = pair.validities
            try pair.meet(event)

            let second = EventTally()
            let report = try await pair.migrate(observer: second.note)
            #expect(first.copied + second.copied == count)
            #expect((pair.validities.old != before.old) == event.concernsSource)
            // A stop may come before the target's folder was looked at for the first time.
            #expect(before.new == nil || (pair.validities.new != before.new) == event.concernsTarget)
            #expect(isThrough ? second.copied == 0 : first.copied < count)
            #expect(report.outcome == .complete)
            #expect(try pair.difference().description == "nothing differs")
        }
    }

    @Test func `A target folder that was deleted between two runs is filled again, and no other`() async throws {
        try await ServerPair.run { pair in
            try SampleMailbox(count: 60, largeAttachment: 0).write(to: pair.oldMail)
            _ = try await pair.migrate()
            let lost = try MailboxSnapshot(pair.newMail).folders["Archive"]?.values.reduce(0) { $0 + $1.count }
            try pair.newMail.removeFolder("Archive")
            let report = try await pair.migrate()
            #expect(report.copied == lost)
            #expect(report.outcome == .complete)
            #expect(try pair.difference().description == "nothing differs")
        }
    }
}

extension AccountPair where Old == DovecotConfiguration, New == DovecotConfiguration {
    /// Of one folder on each side.
    fileprivate var validities: (old: Int?, new: Int?) {
        (oldMail.uidValidity(of: "Archive"), newMail.uidValidity(of: "Archive"))
    }

    fileprivate func meet(_ event: GenerationTests.Event) throws {
        switch event {
        case .sourceNumberedAnew: try numberAnew(oldMail)
        case .targetNumberedAnew: try numberAnew(newMail)
        case .bothNumberedAnew:
            try numberAnew(oldMail)
            try numberAnew(newMail)
        case .sourceRemade:
            var messages: [TestMessage] = []
            try oldMail.forEachMessage(in: "Archive") { messages.append($0) }
            try oldMail.removeFolder("Archive")
            try oldMail.deliver(messages, to: "Archive")
        case .sourceNumberedAnewAndJournalLost:
            try numberAnew(oldMail)
            try FileManager.default.removeItem(atPath: folder.path + "/journal.sqlite")
        }
    }

    private func numberAnew(_ mail: Maildir) throws {
        for folder in try mail.folders() { try mail.forgetIdentifiers(of: folder) }
    }
}
