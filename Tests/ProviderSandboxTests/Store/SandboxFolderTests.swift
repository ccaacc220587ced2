import Foundation
import MailTestServers
import NIOCore
import Testing

@testable import ProviderSandbox

/// Mail that is kept in a folder.
@Suite struct SandboxFolderTests {
    private static let name = "alice@example.org"

    private func open(
        _ folder: TemporaryFolder, usesLabels: Bool = false
    ) throws(SandboxFolderProblem) -> SandboxAccount {
        try SandboxStore().open(Self.name, usesLabels: usesLabels, in: folder.path + "/alice")
    }

    private func message(_ number: Int, flags: [String] = []) -> SandboxNewMessage {
        SandboxNewMessage(
            "Subject: \(number)\r\n\r\n\(number)\r\n".utf8, flags: SandboxFlags(flags),
            internalDate: 1_000_000_000 + number)
    }

    /// One of each kind of change.
    private func change(_ account: SandboxAccount) throws {
        try account.create("Work/2024", specialUse: .archive)
        try account.create("Gone")
        account.subscribe("Work/2024")
        account.subscribe("Work")
        account.subscribe("Work", false)
        try account.append((1...5).map { message($0, flags: ["\\Seen", "$Label\($0)"]) }, to: .inbox)
        let inbox = try account.read(.inbox) { $0.identifier }
        try account.store([2, 3], in: inbox) { $0.union(SandboxFlags(["\\Flagged"])) }
        try account.store([3], in: inbox) { $0.subtracting(SandboxFlags(["\\Seen"])) }
        try account.copy([1, 2], from: inbox, to: "Work/2024")
        try account.copy([4], from: inbox, to: "Gone", removing: true)
        try account.remove([1, 5], from: inbox)
        try account.rename("Work/2024", to: "Work/2025")
        try account.delete("Gone")
        try account.renumber("Work/2025")
        try account.append([message(6)], to: "Work/2025")
    }

    /// All that a client can see, and more.
    private func contents(_ account: SandboxAccount) -> [String] {
        var lines = account.subscriptions.map { "subscribed \($0)" }
        account.forEachMailbox { box in
            lines.append(
                "\(box.identifier) \(box.name) \(box.specialUse?.rawValue ?? "") \(box.uidValidity) \(box.uidNext) "
                    + "\(box.highestModSeq) \(box.flagsModSeq) \(box.expunged.map { "\($0.uid) \($0.modSeq)" })")
            lines += box.messages.map { message in
                "  \(message.uid) \(message.modSeq) \(message.flags.names) \(message.internalDate) \(message.emailID) "
                    + "\(message.threadID) \(String(buffer: message.bytes))"
            }
        }
        return lines + ["\(account.usage.bytes)"]
    }

    @Test(arguments: [false, true]) func `What was stopped comes back as it was`(usesLabels: Bool) throws {
        let folder = try TemporaryFolder()
        var before: [String] = []
        do {
            let account = try open(folder, usesLabels: usesLabels)
            if usesLabels {
                try account.create("All", specialUse: .all)
                try account.create("Trash", specialUse: .trash)
            }
            try change(account)
            before = contents(account)
            #expect(before.count > 8)
        }
        for _ in 1...2 { #expect(try contents(open(folder, usesLabels: usesLabels)) == before) }
        // Identifiers go on where they were.
        let account = try open(folder, usesLabels: usesLabels)
        let next = try account.read(.inbox) { $0.uidNext }
        #expect(try account.append([message(7)], to: .inbox).uids == [next])
        #expect(try account.create("More") > account.read("Work/2025") { $0.identifier })
    }

    @Test func `A change that was cut off is none, and all before it are there`() throws {
        let folder = try TemporaryFolder()
        do { try change(open(folder)) }
        let path = folder.path + "/alice/changes"
        let whole = try #require(FileManager.default.contents(atPath: path))
        let last = try #require(whole.dropLast().lastIndex(of: UInt8(ascii: "\n"))) + 1
        for length in last..<whole.count {
            try whole.prefix(length).write(to: URL(filePath: path))
            #expect(try open(folder).read("Work/2025") { $0.messages.count } == 2)
            #expect(FileManager.default.contents(atPath: path) == whole.prefix(last))
        }
        // The message of the line that was lost is litter.
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/alice/bodies").count == 3)
    }

    @Test func `What is damaged is said, and changed in nothing`() throws {
        let folder = try TemporaryFolder()
        do { try change(open(folder)) }
        let path = folder.path + "/alice/changes"
        let lines = try #require(FileManager.default.contents(atPath: path)).split(separator: UInt8(ascii: "\n"))
        for number in lines.indices {
            for damage in [
                "", "{}", "noise", #"{"removed":{"mailbox":1,"uids":[9,9]}}"#, #"{"deleted":{"mailbox":77}}"#,
            ] {
                var damaged = lines
                damaged[number] = Data(damage.utf8)
                let data = Data(damaged.joined(separator: [UInt8(ascii: "\n")])) + [UInt8(ascii: "\n")]
                try data.write(to: URL(filePath: path))
                #expect(throws: SandboxFolderProblem.self) { _ = try open(folder) }
                #expect(FileManager.default.contents(atPath: path) == data)
            }
        }
    }

    /// A mailbox with another number or name can take the place of the inbox by a single digit or letter.
    @Test(arguments: [
        #"{"created":{"mailbox":1,"levels":["INBOY"],"uidValidity":7}}"#,
        #"{"deleted":{"mailbox":1}}"#,
        #"{"renamed":{"mailbox":1,"levels":["Old"]}}"#,
    ])
    func `An account without its inbox is damaged`(line: String) throws {
        let folder = try TemporaryFolder()
        do { _ = try open(folder) }
        let path = folder.path + "/alice/changes"
        var data = try #require(FileManager.default.contents(atPath: path))
        if line.contains("created") { data = Data() }
        try (data + Data((line + "\n").utf8)).write(to: URL(filePath: path))
        #expect(throws: SandboxFolderProblem.damaged(path, line: data.isEmpty ? 1 : 2)) { _ = try open(folder) }
    }

    @Test func `Noise in the place of changes stops nothing but the opening`() throws {
        let folder = try TemporaryFolder()
        do { try change(open(folder)) }
        let path = folder.path + "/alice/changes"
        let whole = Array(try #require(FileManager.default.contents(atPath: path)))
        var generator = SeededGenerator(seed: 1)
        for _ in 1...300 {
            var bytes = whole
            for _ in 1...Int.random(in: 1...4, using: &generator) {
                bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(in: 32..<127, using: &generator)
            }
            try Data(bytes).write(to: URL(filePath: path))
            // Both are right: some changes of a digit make another account.
            if let account = try? open(folder) { try account.append([message(8)], to: .inbox) }
        }
    }

    @Test(arguments: [nil, "short"]) func `A message that is gone or changed is said`(text: String?) throws {
        let folder = try TemporaryFolder()
        do { try change(open(folder)) }
        let body = folder.path + "/alice/bodies/2"
        try FileManager.default.removeItem(atPath: body)
        if let text { try Data(text.utf8).write(to: URL(filePath: body)) }
        #expect(throws: SandboxFolderProblem.missing(body)) { _ = try open(folder) }
    }

    @Test func `Only one sandbox uses a folder at a time`() throws {
        let folder = try TemporaryFolder()
        let account = try open(folder)
        #expect(throws: SandboxFolderProblem.inUse(folder.path + "/alice")) { _ = try open(folder) }
        try account.append([message(1)], to: .inbox)
    }

    @Test func `A place where no folder can be is said`() throws {
        let folder = try TemporaryFolder()
        try Data().write(to: URL(filePath: folder.path + "/alice"))
        #expect(throws: SandboxFolderProblem.unusable(folder.path + "/alice")) { _ = try open(folder) }
    }

    @Test func `A provider goes on where it was, and makes nothing twice`() async throws {
        let folder = try TemporaryFolder()
        let counts = SampleMail(count: 40, largeAttachment: 0)
        var before: [String] = []
        try await SandboxProvider.withProvider(.gmail, keptIn: folder.path) { alice in
            try alice.fill(with: counts)
            before = contents(alice.account)
        }
        try await SandboxProvider.withProvider(.gmail, keptIn: folder.path) { alice in
            #expect(contents(alice.account) == before)
        }
    }
}
