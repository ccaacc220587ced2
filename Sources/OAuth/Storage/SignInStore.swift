internal import Glibc
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

/// The place of one account's sign-in, opened.
package struct SignInPlace: Sendable {
    package let path: String
    let account: String
    package let protection: SignInProtection

    /// - Throws: ``SignInStoreError``; `damaged` also when it is gone.
    package func read() throws(SignInStoreError) -> SignIn {
        guard let bytes = try PrivateFile.read(path) else { throw .damaged }
        return try SignInFile(reading: bytes, account: account).signIn(protection)
    }

    /// Puts a sign-in in the place of the one that is there; until it is safe, the old one stays.
    package func write(_ signIn: SignIn) throws(SignInStoreError) {
        if case .keyring(let keyring) = protection { try keyring.write(signIn.document, account: account) }
        try PrivateFile.write(try SignInFile(signIn, protection).bytes, to: path)
    }

    package func remove() throws(SignInStoreError) {
        if case .keyring(let keyring) = protection { try keyring.remove(account: account) }
        guard unlink(path) == 0 || errno == ENOENT else { throw .system(path: path, errno: errno) }
        unlink(lockPath)
    }

    var lockPath: String { path + ".lock" }
}
