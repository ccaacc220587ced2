package import MailCore

/// Where sign-ins are kept: one small file an account, named by a digest, in a folder that only its owner can enter.
package struct SignInStore: Sendable {
    package let folder: String

    package init(folder: String) { self.folder = folder }

    /// How the sign-in of an account is protected; nil when there is none.
    package func protection(of account: String) throws(SignInStoreError) -> SignInProtection.Kind? {
        guard let file = try file(of: account) else { return nil }
        guard let kind = file.kind else { throw .damaged }
        return kind
    }

    /// Opens the sign-in of an account.
    ///
    /// - Parameter passphrase: asked for where one is needed, once.
    /// - Returns: nil when there is none.
    package func place(
        of account: String, passphrase: () throws -> Secret
    ) throws -> SignInPlace? {
        guard let file = try file(of: account) else { return nil }
        let protection: SignInProtection
        switch file.kind {
        case .keyring: protection = .keyring(Keyring())
        case .passphrase: protection = .passphrase(try file.key(for: passphrase()))
        case .fileMode: protection = .fileMode
        case nil: throw SignInStoreError.damaged
        }
        return SignInPlace(path: path(of: account), account: account, protection: protection)
    }

    /// A place for a new sign-in, or in the stead of an old one.
    package func place(of account: String, protection: SignInProtection) -> SignInPlace {
        PrivateFile.makeFolder(folder)
        return SignInPlace(path: path(of: account), account: account, protection: protection)
    }

    func file(of account: String) throws(SignInStoreError) -> SignInFile? {
        guard let bytes = try PrivateFile.read(path(of: account)) else { return nil }
        return try SignInFile(reading: bytes, account: account)
    }

    private func path(of account: String) -> String {
        let digest = Digest.sha256(Array(account.utf8)).prefix(16)
        return folder + "/" + digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + ".json"
    }
}
