internal import ArgumentParser
internal import MailCore
internal import OAuth

/// `--store`: where a sign-in is kept.
enum StorageChoice: String, ExpressibleByArgument, CaseIterable {
    /// The keyring where one works, else an encrypted file.
    case auto
    case keyring
    /// Encrypted with a passphrase.
    case file
    /// Whoever gets hold of the disk or a backup can read the mail.
    case unencrypted

    /// - Parameter account: safe to show.
    func protection(
        for account: String, passphrase: PassphraseOptions, speech: SignInSpeech
    ) throws -> SignInProtection {
        switch self {
        case .keyring: return .keyring(Keyring())
        case .auto where Keyring().works: return .keyring(Keyring())
        case .auto, .file:
            let secret = try passphrase.new(for: account, language: speech.language)
            return try SignIns.reporting(account) { .passphrase(try SealingKey(passphrase: secret)) }
        case .unencrypted:
            speech.say(
                LocalizedText(
                    "The sign-in is kept UNENCRYPTED: whoever can read the file, the disk or a backup of it can read and send your mail.",
                    zhHans: "登录信息将不加密保存：任何能读取该文件、磁盘或其备份的人，都能查看和发送您的邮件。"))
            return .fileMode
        }
    }
}
