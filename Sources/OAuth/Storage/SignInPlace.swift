internal import Glibc
internal import MailCore

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
