/// What keeps a stored sign-in from others.
package enum SignInProtection: Sendable {
    case keyring(Keyring)
    /// A file, sealed with a passphrase.
    case passphrase(SealingKey)
    /// A file that only its owner may read, and whoever gets hold of the disk or a backup.
    case fileMode

    package var kind: Kind {
        switch self {
        case .keyring: .keyring
        case .passphrase: .passphrase
        case .fileMode: .fileMode
        }
    }

    /// Raw values stand in files and in JSON.
    package enum Kind: String, Sendable, CaseIterable {
        case keyring
        case passphrase = "scrypt-aes-256-gcm"
        case fileMode = "none"
    }
}
