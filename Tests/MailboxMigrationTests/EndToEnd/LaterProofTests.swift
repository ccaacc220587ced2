import Foundation
import MailTestServers
import MailboxMigration
import Testing

/// A proof by bytes that is asked for after the mail was copied with less.
@Suite struct LaterProofTests {
    private static func message(_ number: Int) -> TestMessage {
        TestMessage("Message-ID: <\(number)@old.example>\r\nSubject: number \(number)\r\n\r\nthe text of \(number)\r\n")
    }

    @Test func `Every byte of what was copied before is compared, and nothing is copied again`() async throws {
        try await ServerPair.run { pair in
            try pair.oldMail.deliver((1...12).map(Self.message))
            #expect(try await pair.migrate(proof: .envelope).proofLevel == .envelope)
            let report = try await pair.migrate(proof: .full)
            #expect(report.proofLevel == .full)
            #expect(report.proven == 12)
            #expect(report.mismatches.isEmpty)
            #expect(try pair.difference().description == "nothing differs")
        }
    }

    @Test func `Bytes that changed meanwhile are found, and flags that the owner set are not minded`() async throws {
        try await ServerPair.run { pair in
            try pair.oldMail.deliver((1...3).map(Self.message))
            _ = try await pair.migrate(proof: .envelope)
            let second = try pair.newFile(containing: "text of 2")
            try String(contentsOfFile: second, encoding: .utf8).replacing("text of 2", with: "TEXT of 2")
                .write(toFile: second, atomically: false, encoding: .utf8)
            let third = try pair.newFile(containing: "text of 3")
            let name = third.split(separator: "/").last?.split(separator: ":").first ?? ""
            try FileManager.default.moveItem(atPath: third, toPath: pair.newMail.path + "/cur/\(name):2,F")
            let report = try await pair.migrate(proof: .full)
            #expect(report.mismatches.map(\.what) == ["bytes"])
            #expect(report.outcome == .incomplete)
        }
    }

    @Test func `A proof asked for after a run without any is made`() async throws {
        try await ServerPair.run { pair in
            try pair.oldMail.deliver((1...3).map(Self.message))
            #expect(try await pair.migrate(proof: .none).proven == 0)
            #expect(try await pair.migrate(proof: .envelope).proven == 3)
        }
    }
}

extension AccountPair where New == DovecotConfiguration {
    /// The file of a message in the new INBOX.
    fileprivate func newFile(containing text: String) throws -> String {
        let files = try ["cur", "new"].flatMap { folder in
            try FileManager.default.contentsOfDirectory(atPath: "\(newMail.path)/\(folder)")
                .map { "\(newMail.path)/\(folder)/\($0)" }
        }
        return try #require(try files.first { try String(contentsOfFile: $0, encoding: .utf8).contains(text) })
    }
}
