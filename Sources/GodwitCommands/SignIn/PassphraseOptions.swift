internal import ArgumentParser
internal import MailCore

enum SignInPassphrase: SecretNaming {
    static var prefix: String { "token-passphrase" }
    static var noun: LocalizedText { LocalizedText("the passphrase of the stored sign-in", zhHans: "登录信息的口令") }
}

/// `--token-passphrase-…`: what opens a sign-in that is kept in an encrypted file.
struct PassphraseOptions: ParsableArguments {
    @OptionGroup var secret: SecretOptions<SignInPassphrase>

    /// The one that was chosen before.
    func existing(for account: String, language: Language) throws -> Secret {
        try read(
            LocalizedText("Passphrase of the sign-in of \(account):", zhHans: "\(account) 登录信息的口令："), language)
    }

    /// A new one; on a terminal it is asked for twice, because nobody sees what is typed.
    func new(for account: String, language: Language) throws -> Secret {
        let passphrase = try read(
            LocalizedText(
                "A passphrase that protects the sign-in of \(account):", zhHans: "请为 \(account) 的登录信息设置口令："), language)
        guard try secret.source() == .prompt else { return passphrase }
        let again = try read(LocalizedText("Once more:", zhHans: "再输入一次："), language)
        guard passphrase.withBytes({ Array($0) }) == again.withBytes({ Array($0) }) else {
            throw CommandFailure(.differentPassphrases)
        }
        return passphrase
    }

    private func read(_ question: LocalizedText, _ language: Language) throws -> Secret {
        let source = try secret.source()
        do throws(SecretError) {
            return try source.read(question: question.text(in: language))
        } catch {
            guard error != .interrupted else { throw error }
            throw CommandFailure(.passphraseUnavailable)
        }
    }
}

extension Diagnostic {
    fileprivate static var passphraseUnavailable: Diagnostic {
        Diagnostic(
            .secretUnavailable,
            message: LocalizedText(
                "The sign-in is kept in an encrypted file, and its passphrase cannot be read.",
                zhHans: "登录信息保存在加密文件中，而无法读取口令。"),
            remedy: LocalizedText(
                "Give it with --token-passphrase-file, --token-passphrase-env or --token-passphrase-command, or run the "
                    + "command in a terminal.",
                zhHans: "请用 --token-passphrase-file、--token-passphrase-env 或 --token-passphrase-command 提供，或在终端中运行。"),
            actor: .user)
    }

    fileprivate static var differentPassphrases: Diagnostic {
        Diagnostic(
            .secretUnavailable,
            message: LocalizedText("The two passphrases differ.", zhHans: "两次输入的口令不同。"),
            remedy: LocalizedText("Run the command again.", zhHans: "请重新运行命令。"), actor: .user)
    }
}
