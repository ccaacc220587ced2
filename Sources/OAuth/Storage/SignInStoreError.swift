package import MailCore

/// Why a stored sign-in cannot be used.
package enum SignInStoreError: Error, Hashable, Sendable {
    case system(path: String, errno: Int32)
    /// Others may read or write the file.
    case exposed(path: String)
    /// The file or what is in it is no sign-in.
    case damaged
    case wrongPassphrase
    /// The keyring did not do it; what its program said.
    case keyring(String)
    /// Another process has held the sign-in for too long.
    case busy
    case noMemory
}

extension SignInStoreError {
    /// Whether it may be over by itself.
    package var isTemporary: Bool { self == .busy }

    /// Puts it into words.
    ///
    /// - Parameter account: whose sign-in it is, safe to show.
    package func diagnostic(account: String) -> Diagnostic {
        switch self {
        case .wrongPassphrase:
            Diagnostic(
                .passphraseWrong,
                message: LocalizedText(
                    "The passphrase does not open the sign-in of \(account).", zhHans: "口令无法打开 \(account) 的登录信息。"),
                remedy: LocalizedText(
                    "Try again; if it is lost, run godwit login \(account) and choose a new one.",
                    zhHans: "请重试；如果忘记口令，请运行 godwit login \(account) 并设置新的口令。"),
                actor: .user)
        case .busy:
            Diagnostic(
                .tokenStoreBusy,
                message: LocalizedText(
                    "Another process holds the sign-in of \(account).", zhHans: "另一个进程正在占用 \(account) 的登录信息。"),
                remedy: LocalizedText("Wait for it to end, then try again.", zhHans: "请等它结束后重试。"), actor: .nobody)
        case .system, .exposed, .damaged, .keyring, .noMemory:
            Diagnostic(
                .tokenStoreUnusable,
                message: LocalizedText(
                    "The sign-in of \(account) cannot be kept or read.", zhHans: "\(account) 的登录信息无法保存或读取。"),
                evidence: evidence, remedy: remedy(account), actor: .user)
        }
    }

    private var evidence: String? {
        switch self {
        case .system(let path, let code): "\(path): \(SystemError.words(for: code))"
        case .exposed(let path): path
        case .keyring(let words): words
        case .damaged, .wrongPassphrase, .busy, .noMemory: nil
        }
    }

    private func remedy(_ account: String) -> LocalizedText {
        switch self {
        case .keyring:
            LocalizedText(
                "Unlock the keyring, or keep it in an encrypted file: godwit login \(account) --store file.",
                zhHans: "请解锁密钥环，或改用加密文件：godwit login \(account) --store file。")
        case .exposed:
            LocalizedText(
                "Only you may be able to read and write this file (chmod 600).", zhHans: "该文件只能由您本人读写（chmod 600）。")
        default:
            LocalizedText("Sign in again: godwit login \(account).", zhHans: "请重新登录：godwit login \(account)。")
        }
    }
}
