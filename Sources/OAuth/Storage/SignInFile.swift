internal import FoundationEssentials
internal import MailCore

/// The file of one account: how its sign-in is protected, and the sign-in itself unless it is in the keyring.
struct SignInFile: Codable, Sendable {
    var version = 1
    var account: String
    var protection: String
    var salt: [UInt8]?
    var cost: UInt64?
    /// The document, sealed or not; nil when it is in the keyring.
    var content: [UInt8]?

    /// - Throws: `damaged` when it is no such file, of another version or of another account.
    init(reading bytes: [UInt8], account: String) throws(SignInStoreError) {
        guard let file = try? JSONDecoder().decode(SignInFile.self, from: Data(bytes)), file.version == 1,
            file.account == account
        else { throw .damaged }
        self = file
    }

    /// A sign-in, protected.
    init(_ signIn: SignIn, _ protection: SignInProtection) throws(SignInStoreError) {
        account = signIn.account
        self.protection = protection.kind.rawValue
        switch protection {
        case .keyring: break
        case .passphrase(let key):
            salt = key.salt
            cost = key.cost
            content = try key.seal(signIn.document, label: Self.label(of: account))
        case .fileMode:
            content = signIn.document.withBytes { Array($0) }
        }
    }

    var kind: SignInProtection.Kind? { SignInProtection.Kind(rawValue: protection) }

    /// - Throws: `wrongPassphrase`, the keyring's refusal, or `damaged`.
    func signIn(_ protection: SignInProtection) throws(SignInStoreError) -> SignIn {
        let document: Secret
        switch protection {
        case .keyring(let keyring): document = try keyring.read(account: account)
        case .passphrase(let key):
            guard let content else { throw .damaged }
            document = try key.open(content, label: Self.label(of: account))
        case .fileMode:
            guard let content else { throw .damaged }
            document = Secret(content)
        }
        guard let signIn = SignIn(document), signIn.account == account else { throw .damaged }
        return signIn
    }

    /// The key of the file's own salt.
    func key(for passphrase: Secret) throws(SignInStoreError) -> SealingKey {
        guard let salt, let cost else { throw .damaged }
        return try SealingKey(passphrase: passphrase, salt: salt, cost: cost)
    }

    var bytes: [UInt8] { (try? JSONEncoder().encode(self)).map { Array($0) } ?? [] }

    /// Nobody can put one account's file in the place of another's.
    private static func label(of account: String) -> [UInt8] { Array("godwit 1 \(account)".utf8) }

    private enum CodingKeys: String, CodingKey {
        case version, account, protection, salt, cost, content
    }
}

extension SignInFile {
    // Bytes as base64: a tenth of the size, and no number beside a number to compare.
    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        version = try values.decode(Int.self, forKey: .version)
        account = try values.decode(String.self, forKey: .account)
        protection = try values.decode(String.self, forKey: .protection)
        salt = try values.decodeIfPresent(Data.self, forKey: .salt).map { Array($0) }
        cost = try values.decodeIfPresent(UInt64.self, forKey: .cost)
        content = try values.decodeIfPresent(Data.self, forKey: .content).map { Array($0) }
    }

    func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(version, forKey: .version)
        try values.encode(account, forKey: .account)
        try values.encode(protection, forKey: .protection)
        try values.encodeIfPresent(salt.map { Data($0) }, forKey: .salt)
        try values.encodeIfPresent(cost, forKey: .cost)
        try values.encodeIfPresent(content.map { Data($0) }, forKey: .content)
    }
}
