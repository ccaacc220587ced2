import MailTestServers
import NIOCore
import ProviderSandbox
import Testing

@Suite struct SandboxStoreTests {
    private func message(_ text: String, flags: [String] = []) -> SandboxNewMessage {
        SandboxNewMessage("Subject: \(text)\r\n\r\n\(text)\r\n".utf8, flags: SandboxFlags(flags))
    }

    @Test func `A message keeps its bytes, flags and date, and gets the next identifier`() throws {
        let account = SandboxStore().add("alice")
        var one = message("one", flags: ["\\seen", "$Label1", "$label1", "\\Unknown"])
        one.internalDate = 837_596_665
        #expect(try account.append([one, message("two")], to: .inbox).uids == [1, 2])
        let inbox = try account.read(.inbox) { $0 }
        #expect(inbox.messages.map(\.flags.names) == [["\\Seen", "$Label1"], []])
        #expect(inbox.messages[0].internalDate == 837_596_665)
        #expect(String(buffer: inbox.messages[1].bytes) == "Subject: two\r\n\r\ntwo\r\n")
        #expect(inbox.uidNext == 3 && inbox.unseenCount == 1 && inbox.bytes == 42)
    }

    @Test func `Copies share identity and bytes, and moving leaves nothing behind`() throws {
        let account = SandboxStore().add("alice")
        let inbox = try account.read(.inbox) { $0.identifier }
        try account.append([message("one"), message("two")], to: .inbox)
        try account.create("Archive/2019")
        #expect(try account.copy([1, 7], from: inbox, to: "Archive/2019").pairs.map(\.to) == [1])
        #expect(try account.copy([1, 2], from: inbox, to: "Archive/2019", removing: true).pairs.map(\.to) == [2, 3])
        let archive = try account.read("Archive/2019") { $0 }
        #expect(archive.messages[0].emailID == archive.messages[1].emailID)
        #expect(try account.read(.inbox) { $0.messages.isEmpty && $0.expunged.map(\.uid) == [1, 2] })
        #expect(throws: SandboxStoreError.noSuchMailbox) { try account.copy([1], from: inbox, to: "Nowhere") }
    }

    @Test func `The quota is met by all messages of a call or by none`() throws {
        let account = SandboxStore().add("alice", quota: 42)
        #expect(throws: SandboxStoreError.overQuota) {
            try account.append([message("one"), message("two"), message("three")], to: .inbox)
        }
        #expect(account.usage.bytes == 0)
        try account.append([message("one"), message("two")], to: .inbox)
        #expect(account.usage.bytes == 42)
        #expect(throws: SandboxStoreError.overQuota) { try account.append([SandboxNewMessage([0])], to: .inbox) }
    }

    @Test func `Mailboxes are made, renamed with what is below, and removed`() throws {
        let account = SandboxStore().add("alice")
        for name in ["a", "a/b", "a/b/c"] as [SandboxMailboxName] { try account.create(name) }
        try account.append([message("deep")], to: "a/b/c")
        try account.rename("a/b", to: "x")
        #expect(account.mailboxNames.map(\.description) == ["INBOX", "a", "x", "x/c"])
        #expect(try account.read("x/c") { $0.messages.count } == 1)
        try account.delete("x")
        #expect(account.mailboxNames.map(\.description) == ["INBOX", "a", "x/c"])
        #expect(throws: SandboxStoreError.isInbox) { try account.delete("inbox") }
        #expect(throws: SandboxStoreError.mailboxExists) { try account.create("Inbox") }
        #expect(throws: SandboxStoreError.invalidName) { try account.create("a//b") }
        #expect(throws: SandboxStoreError.invalidName) { try account.rename("a", to: "a/below") }
        // RFC 3501 §6.3.5: the inbox gives its messages away, and stays.
        try account.append([message("inbox")], to: .inbox)
        try account.rename(.inbox, to: "old")
        #expect(try account.read("old") { $0.messages.count } == 1 && account.read(.inbox) { $0.messages.count } == 0)
    }

    @Test func `A name has at most so many levels`() throws {
        let account = SandboxStore().add("alice")
        func name(_ levels: Int) -> SandboxMailboxName {
            SandboxMailboxName(levels: [String](repeating: "a", count: levels))
        }
        try account.create(name(SandboxLimits.levels))
        #expect(throws: SandboxStoreError.tooMany) { try account.create(name(SandboxLimits.levels + 1)) }
    }

    @Test func `Conditional changes leave alone what was changed since`() throws {
        let account = SandboxStore().add("alice")
        let inbox = try account.read(.inbox) { $0.identifier }
        try account.append([message("one"), message("two")], to: .inbox)
        let modSeq = try account.read(.inbox) { $0.highestModSeq }
        try account.store([2], in: inbox) { $0.union(SandboxFlags(["\\Seen"])) }
        #expect(
            try account.store([1, 2], in: inbox, unchangedSince: modSeq) { _ in SandboxFlags(["\\Flagged"]) } == [2])
        #expect(try account.read(.inbox) { $0.messages.map(\.flags.names) } == [["\\Flagged"], ["\\Seen"]])
    }

    @Test func `With labels, all mail is in one place, and removing a label removes no mail`() throws {
        let account = SandboxStore().add("alice", usesLabels: true)
        try account.create("[Gmail]/All Mail", specialUse: .all)
        try account.create("[Gmail]/Trash", specialUse: .trash)
        try account.create("Work")
        let inbox = try account.read(.inbox) { $0.identifier }
        try account.append([message("one")], to: .inbox)
        try account.copy([1], from: inbox, to: "Work")
        let all = try account.read("[Gmail]/All Mail") { $0 }
        #expect(all.messages.count == 1)
        #expect(
            account.labels(of: all.messages[0].emailID, besides: all.identifier).map(\.description) == [
                "INBOX", "Work",
            ])
        try account.store([1], in: inbox) { $0.union(SandboxFlags(["\\Seen"])) }
        #expect(try account.read("Work") { $0.messages[0].flags.names } == ["\\Seen"])
        try account.remove([1], from: inbox)
        #expect(try account.read("[Gmail]/All Mail") { $0.messages.count } == 1)
        // From all mail it goes to the trash, and nowhere else.
        try account.remove([1], from: all.identifier)
        #expect(
            try account.read("Work") { $0.messages.isEmpty } && account.read("[Gmail]/Trash") { $0.messages.count } == 1
        )
    }

    @Test func `A mailbox that is numbered anew has other identifiers and tells so`() throws {
        let account = SandboxStore().add("alice")
        try account.append([message("one"), message("two")], to: .inbox)
        let before = try account.read(.inbox) { ($0.uidValidity, $0.messages.map(\.emailID)) }
        try account.renumber(.inbox)
        let after = try account.read(.inbox) { ($0.uidValidity, $0.messages.map(\.emailID)) }
        #expect(before.0 != after.0 && before.1 == after.1.reversed())
    }

    @Test func `A million messages are no burden`() throws {
        let account = SandboxStore().add("alice")
        let start = ContinuousClock.now
        let count = 1_000_000
        let bytes = ByteBuffer(string: "Subject: one of many\r\n\r\nhello\r\n")
        for _ in 0..<100 {
            try account.append(
                [SandboxNewMessage](repeating: SandboxNewMessage(bytes, internalDate: 1), count: count / 100),
                to: .inbox)
        }
        let inbox = try account.read(.inbox) { $0.identifier }
        try account.remove([1, 500_000, 1_000_000], from: inbox)
        try account.read(.inbox) { mailbox in
            #expect(mailbox.messages.count == count - 3 && mailbox.index(of: 500_000) == nil)
            #expect(mailbox.index(of: 500_001) == 499_998 && mailbox.indices(of: 999_990...(.max)).count == 10)
        }
        // Unoptimised, on a busy machine.
        #expect(start.duration(to: .now) < .seconds(60))
        #expect(MemoryLayout<SandboxMessage>.stride <= 96)
    }
}
