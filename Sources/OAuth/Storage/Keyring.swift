internal import MailCore

/// The keyring of the desktop (Secret Service), through `secret-tool` of libsecret.
package struct Keyring: Sendable {
    package init() {}

    private static let program = ChildProgram(name: "secret-tool", timeout: OAuthLimits.keyring)

    func read(account: String) throws(SignInStoreError) -> Secret {
        let result = try run(["lookup"] + Self.attributes(of: account))
        guard result.status == 0, result.output.count > 0 else { throw .keyring(Self.reason(result)) }
        return result.output
    }

    /// What stands under the same attributes is replaced in one step.
    func write(_ secret: Secret, account: String) throws(SignInStoreError) {
        let result = try run(["store", "--label=Godwit: \(account)"] + Self.attributes(of: account), input: secret)
        guard result.status == 0 else { throw .keyring(Self.reason(result)) }
        // There are keyrings that forget at once, such as one that has no place to keep things.
        guard try read(account: account).equals(secret) else { throw .keyring("lookup") }
    }

    /// Whether there is one that keeps what it is given, tried out with something of no worth.
    package var works: Bool {
        let account = "godwit-test"
        guard (try? write(RandomText.secret(), account: account)) != nil else { return false }
        return (try? remove(account: account)) != nil
    }

    package func remove(account: String) throws(SignInStoreError) {
        let result = try run(["clear"] + Self.attributes(of: account))
        guard result.status == 0 else { throw .keyring(Self.reason(result)) }
    }

    private static func attributes(of account: String) -> [String] { ["service", "godwit", "account", account] }

    private static func reason(_ result: ChildProgram.Result) -> String {
        result.errors.isEmpty ? "secret-tool: \(result.status)" : result.errors
    }

    private func run(_ arguments: [String], input: Secret? = nil) throws(SignInStoreError) -> ChildProgram.Result {
        guard let result = Self.program.run(arguments, input: input) else { throw .keyring("secret-tool") }
        return result
    }
}
