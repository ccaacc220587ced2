internal import MailCore
internal import NIOPosix

/// A shell command that prints an access token, run again when a server refuses the one it printed.
actor AccessTokenCommand: AccessTokenSource {
    private let command: String
    /// What it printed at first. It is run once before anything connects, because it may ask for a key.
    private var unused: Secret?

    /// - Throws: ``SecretError``. Waits as long as the command takes.
    init(_ command: String) throws(SecretError) {
        self.command = command
        unused = try PasswordCommand.run(command)
    }

    func token(afterRefusalOf refused: Secret?) async throws(AccessTokenFailure) -> AccessToken {
        if let secret = unused.take(), secret !== refused { return AccessToken(secret: secret) }
        let secret: Secret
        do {
            secret = try await printed()
        } catch {
            throw AccessTokenFailure(.noAccessToken(because: error))
        }
        if let refused, secret.hasSameBytes(as: refused) { throw AccessTokenFailure(.sameAccessToken) }
        return AccessToken(secret: secret)
    }

    /// A command takes its time, so it gets a thread that nobody else waits for.
    private func printed() async throws(SecretError) -> Secret {
        let command = command
        let result = try? await NIOThreadPool.singleton.runIfActive { () -> Result<Secret, SecretError> in
            do throws(SecretError) {
                return .success(try PasswordCommand.run(command))
            } catch {
                return .failure(error)
            }
        }
        guard let result else { throw .interrupted }
        return try result.get()
    }
}

extension Secret {
    fileprivate func hasSameBytes(as other: Secret) -> Bool {
        self === other || withBytes { bytes in other.withBytes { bytes.elementsEqual($0) } }
    }
}

extension Diagnostic {
    fileprivate static func noAccessToken(because error: SecretError) -> Diagnostic {
        Diagnostic(
            .noAccessToken,
            message: LocalizedText(
                "The access token has ended, and its command gave no other one.", zhHans: "访问令牌已失效，而命令没有给出新的令牌。"),
            evidence: error.evidence, remedy: again, actor: .user)
    }

    fileprivate static var sameAccessToken: Diagnostic {
        Diagnostic(
            .noAccessToken,
            message: LocalizedText(
                "The server refused the access token, and its command gave the same one again.",
                zhHans: "服务器拒绝了访问令牌，而命令再次给出了同一个令牌。"), remedy: again, actor: .user)
    }

    private static var again: LocalizedText {
        LocalizedText(
            "Run the command by hand, and sign in again if it asks for that: the sign-in may have been revoked. Then run "
                + "the same migration again: it continues where it stopped.",
            zhHans: "请手动运行该命令，如有要求请重新登录授权：授权可能已被撤销。然后重新运行同一迁移命令：会从中断处继续。")
    }
}
