import FoundationEssentials
import GodwitCommands
import MailTestServers
import ProviderSandbox
import Testing

/// A home, an authorization server, and a mail server whose only way in is its tokens.
struct SignedInWorld {
    let setting: SignInSetting
    let server: TestAuthorizationServer
    let dovecot: DovecotServer
    /// Trusts both.
    let roots: String

    func run(_ arguments: [String], environment: [String: String] = [:]) throws -> (code: Int32, output: String) {
        try setting.start(arguments + ["--ca-file", roots], environment: environment).rest()
    }

    /// Signs in by a browser.
    func login(_ options: [String], environment: [String: String] = [:]) throws -> (code: Int32, output: String) {
        let process = try setting.start(
            [
                "login", "alice@example.org", "--issuer", server.issuer, "--client-id", "godwit-test", "--ca-file",
                roots,
            ] + options, environment: environment)
        let (line, before) = process.lines { $0.hasPrefix("https://") }
        guard let page = line else { return (process.finish().code, before) }
        let browser = TestBrowser(certificateAuthorityFile: server.certificateAuthorityFile)
        let location = try #require(try browser.consent(at: page))
        let shown = try browser.open(location)
        let (code, after) = process.rest()
        return (code, before + shown.text + after)
    }

    /// Everything that must not come to light, in every form.
    var forms: [SecretForms] { server.secrets.map { SecretForms($0, users: ["alice", "alice@example.org"]) } }
}

/// Runs the servers, and saves the settings of Alice's account.
func withSignedInWorld(
    configure: (inout SandboxOAuthConfiguration) -> Void = { $0.consentsAtOnce = true },
    _ body: (SignedInWorld) async throws -> Void
) async throws {
    let setting = try SignInSetting()
    try await TestAuthorizationServer.withServer(in: setting.folder, configure: configure) { server in
        var configuration = DovecotConfiguration()
        configuration.mechanisms = ["xoauth2", "oauthbearer"]
        configuration.tokenServer = server.introspectionPort
        try await DovecotServer.withSubmission(configuration) { dovecot in
            let roots = try [server.certificateAuthorityFile, dovecot.certificateAuthorityFile].map {
                try String(contentsOfFile: $0, encoding: .utf8)
            }
            let world = SignedInWorld(
                setting: setting, server: server, dovecot: dovecot,
                roots: try setting.write(roots.joined(), to: "roots.pem"))
            let ports = dovecot.ports
            let saved = try world.run([
                "setup", "alice@example.org", "--no-login", "--server", "imaps://alice@localhost:\(ports.imaps)",
                "--server", "pop3s://alice@localhost:\(ports.pop3s)", "--server",
                "smtp+starttls://alice@localhost:\(ports.submission)",
            ])
            #expect(saved.code == Outcome.done.rawValue, "\(saved.output)")
            try await body(world)
        }
    }
}
