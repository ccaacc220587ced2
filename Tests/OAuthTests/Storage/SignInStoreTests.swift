import FoundationEssentials
import HTTPFetch
import MailCore
import MailTestServers
import Testing

@testable import OAuth

@Suite struct SignInStoreTests {
    private let folder: TemporaryFolder
    private let store: SignInStore
    private static let account = "alice@example.org"

    init() throws {
        folder = try TemporaryFolder()
        store = SignInStore(folder: folder.path + "/a/b")
    }

    private func signIn(_ token: String = "refresh-1", account: String = account) throws -> SignIn {
        SignIn(
            account: account, way: .refreshToken(Secret(token)), client: ServerSample.client,
            tokenEndpoint: try ServerSample.server().tokenEndpoint, scope: "mail", trustsHost: true)
    }

    private func sealed(_ passphrase: String = "horse") throws -> SignInProtection {
        .passphrase(
            try SealingKey(
                passphrase: Secret(passphrase), salt: [UInt8](repeating: 7, count: SealingKey.saltSize),
                cost: SealingKey.costs.lowerBound))
    }

    private func token(of signIn: SignIn) -> String? {
        if case .refreshToken(let token) = signIn.way { token.text } else { nil }
    }

    private func attributes(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.posixPermissions] as? Int)
    }

    @Test func `What is kept is found again, whatever protects it`() throws {
        for protection in [SignInProtection.fileMode, try sealed()] {
            var written = try signIn()
            written.revocationEndpoint = HTTPURL("https://login.example.org/revoke")
            written.access = SignIn.Access(token: Secret("a"), expires: 5, renewal: 3, person: Self.account)
            let place = store.place(of: Self.account, protection: protection)
            try place.write(written)
            #expect(try store.protection(of: Self.account) == protection.kind)
            let found = try #require(try store.place(of: Self.account) { Secret("horse") })
            let read = try found.read()
            #expect(read.document == written.document)
            #expect(token(of: read) == "refresh-1" && read.client.secret?.text == "shh&h" && read.trustsHost)
            #expect(read.access?.token.text == "a" && read.access?.renewal == 3)
        }
    }

    @Test func `Only the owner can read it, and the name says nothing`() throws {
        let place = store.place(of: Self.account, protection: try sealed())
        try place.write(try signIn())
        #expect(try attributes(place.path) == 0o600)
        #expect(try attributes(store.folder) == 0o700)
        #expect(!place.path.contains("alice"))
        let text = String(decoding: try #require(FileManager.default.contents(atPath: place.path)), as: UTF8.self)
        for secret in ["refresh-1", "shh&h", "horse"] {
            #expect(!text.contains(secret) && !text.contains(Data(secret.utf8).base64EncodedString()))
        }
    }

    @Test func `A wrong passphrase opens nothing, and is asked for only where there is one`() throws {
        try store.place(of: Self.account, protection: try sealed()).write(try signIn())
        let place = try #require(try store.place(of: Self.account) { Secret("cow") })
        #expect(throws: SignInStoreError.wrongPassphrase) { try place.read() }
        try store.place(of: Self.account, protection: .fileMode).write(try signIn())
        _ = try store.place(of: Self.account) {
            Issue.record("nobody has to be asked")
            return Secret("")
        }
        #expect(try store.place(of: "bob@example.org") { Secret("") } == nil)
    }

    @Test func `A file that others may read is refused`() throws {
        let place = store.place(of: Self.account, protection: .fileMode)
        try place.write(try signIn())
        for mode in [0o644, 0o620, 0o604] {
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: place.path)
            #expect(throws: SignInStoreError.exposed(path: place.path)) { try place.read() }
        }
    }

    @Test func `When it cannot be written, the old one stays`() throws {
        let place = store.place(of: Self.account, protection: try sealed())
        try place.write(try signIn("old"))
        // Nothing can be written under the name that is written first.
        let obstacle = place.path + ".new"
        try FileManager.default.createDirectory(atPath: obstacle, withIntermediateDirectories: true)
        #expect(throws: SignInStoreError.self) { try place.write(try signIn("new")) }
        #expect(token(of: try place.read()) == "old")
        try FileManager.default.removeItem(atPath: obstacle)
        // What a process that was killed has left behind does not matter.
        try Data("half".utf8).write(to: URL(filePath: obstacle))
        try place.write(try signIn("new"))
        #expect(token(of: try place.read()) == "new")
        #expect(!FileManager.default.fileExists(atPath: obstacle))
    }

    @Test func `One account's file does not serve another`() throws {
        let first = store.place(of: Self.account, protection: try sealed())
        try first.write(try signIn())
        let second = store.place(of: "bob@example.org", protection: try sealed())
        try second.write(try signIn(account: "bob@example.org"))
        let bytes = try #require(FileManager.default.contents(atPath: first.path))
        var text = String(decoding: bytes, as: UTF8.self)
        try text.write(toFile: second.path, atomically: false, encoding: .utf8)
        #expect(throws: SignInStoreError.damaged) { try second.read() }
        // Also when its name is put right.
        text = text.replacing("alice@", with: "bob@")
        try text.write(toFile: second.path, atomically: false, encoding: .utf8)
        #expect(throws: SignInStoreError.wrongPassphrase) { try second.read() }
    }

    @Test(arguments: [
        "", "{}", "[]", "null", #"{"version":2,"account":"alice@example.org","protection":"none"}"#,
        #"{"version":1,"account":"alice@example.org","protection":"rot13"}"#,
        #"{"version":1,"account":"alice@example.org","protection":"none"}"#,
        #"{"version":1,"account":"alice@example.org","protection":"none","content":"e30="}"#,
        #"{"version":1,"account":"alice@example.org","protection":"scrypt-aes-256-gcm"}"#,
        #"{"version":1,"account":"alice@example.org","protection":"scrypt-aes-256-gcm","salt":"AA==","cost":16384}"#,
    ])
    func `A damaged file is told`(text: String) throws {
        let place = store.place(of: Self.account, protection: .fileMode)
        try place.write(try signIn())
        try text.write(toFile: place.path, atomically: false, encoding: .utf8)
        #expect(throws: SignInStoreError.damaged) {
            try store.place(of: Self.account) { Secret("horse") }?.read()
        }
    }

    /// At the edge of ``OAuthLimits/file``.
    @Test func `A file has an end`() throws {
        let place = store.place(of: Self.account, protection: .fileMode)
        try place.write(try signIn())
        let text = String(decoding: try #require(FileManager.default.contents(atPath: place.path)), as: UTF8.self)
        for (count, isTaken) in [(OAuthLimits.file, true), (OAuthLimits.file + 1, false)] {
            let padded = text + String(repeating: " ", count: count - text.utf8.count)
            try padded.write(toFile: place.path, atomically: false, encoding: .utf8)
            #expect(((try? place.read()) != nil) == isTaken)
        }
    }

    @Test func `What is removed is gone`() throws {
        let place = store.place(of: Self.account, protection: try sealed())
        try place.write(try signIn())
        try place.remove()
        #expect(try store.protection(of: Self.account) == nil)
        try place.remove()
    }

    @Test(arguments: [(3_600, 3_000), (1_200, 600), (20, 10), (1, 1)])
    func `A token is renewed ahead of its end`(lifetime: Int, renewal: Int) throws {
        var signIn = try signIn()
        let response = try TokenResponse(
            Array(#"{"access_token":"a","refresh_token":"r2","expires_in":\#(lifetime)}"#.utf8))
        signIn.take(response, for: Self.account, at: 1_000)
        #expect(signIn.access?.expires == 1_000 + lifetime)
        #expect(signIn.access?.renewal == 1_000 + renewal)
        #expect(token(of: signIn) == "r2")
        signIn.take(try TokenResponse(Array(#"{"access_token":"b"}"#.utf8)), for: Self.account, at: 2_000)
        #expect(token(of: signIn) == "r2" && signIn.access?.renewal == nil)
    }

    @Test func `A lock is for one at a time, and nobody waits for ever`() async throws {
        let path = folder.path + "/lock"
        let lock = try await SignInLock(path: path)
        await #expect(throws: SignInStoreError.busy) {
            try await SignInLock(path: path, patience: .milliseconds(120)).release()
        }
        lock.release()
        try await SignInLock(path: path, patience: .zero).release()
    }
}
