import AccountDiscovery
import FoundationEssentials
import MailCore
import MailTestServers
import Synchronization
import Testing

@testable import GodwitCommands

/// What is asked and said before secrets are used.
@Suite struct SecretCheckTests {
    private struct Run {
        let result: Result<(first: Secret, second: Secret), any Error>
        let errors: String
        let questions: Int
    }

    /// - Parameter answer: to any question; nil when nobody is there.
    private func read(
        _ first: (String, profile: String?), _ second: (String, profile: String?), answer: String? = nil,
        yes: Bool = false
    ) throws -> Run {
        let folder = try TemporaryFolder()
        let sources = try [first.0, second.0].enumerated().map { index, password in
            let path = "\(folder.path)/\(index)"
            try password.write(toFile: path, atomically: false, encoding: .utf8)
            return SecretSource.file(path)
        }
        let accounts = [first, second].map { given in
            ResolvedAccount(
                name: given.profile ?? "someone",
                settings: ServerSettings(protocol: .imap, host: "h", port: 993, security: .tls, username: "a"),
                isTyped: false,
                provider: given.profile.flatMap { ProviderCatalog.profile(identifier: $0) })
        }
        let said = Mutex((errors: "", questions: 0))
        let terminal = Terminal(isInteractive: false, showsColours: false)
        let console = Console(
            write: { _ in }, writeError: { text in said.withLock { $0.errors += text } }, outputTerminal: terminal,
            errorTerminal: terminal,
            ask: { question in
                said.withLock {
                    $0.errors += question; $0.questions += 1
                }
                return answer
            })
        var consent = ConsentOptions()
        consent.assumesYes = yes
        let check = SecretCheck(consent: consent, language: .english)
        let result = Console.$current.withValue(console) {
            Result { try check.read(sources[0], of: accounts[0], and: sources[1], of: accounts[1]) }
        }
        return said.withLock { Run(result: result, errors: $0.errors, questions: $0.questions) }
    }

    @Test func `Codes are corrected, and that is said`() throws {
        let run = try read(("abcd efgh ijkl mnop\r\n", profile: "gmail"), ("abcd-efgh-ijkl-mnop", profile: "icloud"))
        let secrets = try run.result.get()
        #expect(secrets.first.withBytes { $0 } == Array("abcdefghijklmnop".utf8))
        #expect(secrets.second.withBytes { $0 } == Array("abcd-efgh-ijkl-mnop".utf8))
        #expect(run.errors.contains("blanks in the code were left out"))
        #expect(!run.errors.contains("abcd") && !run.errors.contains("mnop"))
        #expect(run.questions == 0)
    }

    @Test func `A secret of the wrong kind is used when nobody can be asked`() throws {
        let run = try read(("Tr0ub4dor&3", profile: "qq"), ("anything", profile: nil))
        #expect(try run.result.get().first.count == 11)
        #expect(run.errors.contains("warning:") && run.errors.contains("16 letters"))
        #expect(!run.errors.contains("Tr0ub4dor"))
    }

    @Test(arguments: [("y", true), ("", false), ("n", false)])
    func `A secret of the wrong kind is asked about`(answer: String, goesOn: Bool) throws {
        let run = try read(("Tr0ub4dor&3", profile: "qq"), ("anything", profile: nil), answer: answer)
        #expect(run.questions == 1)
        #expect(((try? run.result.get()) != nil) == goesOn)
        if case .failure(let failure) = run.result {
            #expect((failure as? CommandFailure)?.outcome == .credentialsRefused)
        }
    }

    @Test func `Who said yes is not asked`() throws {
        let run = try read(("Tr0ub4dor&3", profile: "qq"), ("anything", profile: nil), answer: "n", yes: true)
        #expect(run.questions == 0)
        #expect((try? run.result.get()) != nil)
    }

    @Test func `Where no password can work, none is used`() throws {
        let run = try read(("anything", profile: nil), ("whatever", profile: "outlook"), answer: "y")
        guard case .failure(let failure) = run.result else {
            Issue.record("a password was used")
            return
        }
        #expect((failure as? CommandFailure)?.diagnostics.map(\.code) == [.oauthRequired])
        #expect((failure as? CommandFailure)?.outcome == .credentialsRefused)
    }

    @Test func `Secrets given the wrong way round are noticed`() throws {
        let run = try read(
            ("abcdefghijklmnop", profile: "icloud"), ("abcd-efgh-ijkl-mnop", profile: "gmail"), answer: "n")
        #expect(run.errors.contains("look exchanged"))
        #expect(run.questions == 1)
        #expect((try? run.result.get()) == nil)
    }
}
