import FoundationEssentials
import GodwitCommands
import MailTestServers

/// A home of its own for saved accounts, and passwords in files.
struct SetupSetting {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    var accounts: String { folder.path + "/godwit/accounts" }

    func path(_ name: String) -> String { folder.path + "/" + name }

    func passwordFile(_ password: String = DovecotConfiguration.password) throws -> String {
        let path = path("password")
        try (password + "\n").write(toFile: path, atomically: false, encoding: .utf8)
        return path
    }

    /// - Parameters:
    ///   - answer: to every question; nil when nobody is there.
    ///   - passwords: typed one after the other; nil when nobody is there.
    func run(
        _ arguments: [String], language: String = "en", answer: String? = nil, passwords: [String]? = nil
    ) async -> CapturedRun {
        await SavedAccounts.$folder.withValue(accounts) {
            await CapturedRun(arguments + ["--language", language], answer: answer, passwords: passwords)
        }
    }

    /// The names of the files that hold saved accounts.
    func saved() -> [String] { ((try? FileManager.default.contentsOfDirectory(atPath: accounts)) ?? []).sorted() }

    func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }
}

extension DovecotServer {
    /// `setup` as typed for Alice's account, whose servers she names.
    func setupArguments(_ setting: SetupSetting, password: String = DovecotConfiguration.password) throws -> [String] {
        [
            "setup", "alice@example.org", "--server", "imaps://alice@localhost:\(ports.imaps)", "--ca-file",
            certificateAuthorityFile, "--password-file", try setting.passwordFile(password),
        ]
    }
}
