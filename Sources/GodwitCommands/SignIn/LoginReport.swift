internal import MailCore
internal import OAuth

/// What `login` has done.
struct LoginReport {
    let account: SignInAccount
    let server: String
    let scope: String?
    let protection: SignInProtection.Kind
    let path: String
    /// Whether a token was got; for a whole domain there is nobody to get one for.
    let isTried: Bool

    var json: JSONValue {
        .object([
            "account": .string(account.key), "server": .string(server), "scope": scope.map(JSONValue.string),
            "protection": .string(protection.rawValue), "path": .string(path), "tried": .bool(isTried),
        ])
    }

    func text(in language: Language, on terminal: Terminal) -> String {
        func word(_ english: String, _ chinese: String) -> String {
            LocalizedText(english, zhHans: chinese).text(in: language)
        }
        var table = TextTable()
        table.add([
            .init(word("Signed in", "已登录"), .green), .init("\(account.display) (\(DisplayText.clean(server)))"),
        ])
        table.add([.init(word("Kept", "保存于")), .init(place.text(in: language))])
        if protection != .keyring { table.add(["", .init(DisplayText.clean(path))]) }
        if !isTried {
            table.add([
                .init(word("Not tried", "未验证")), .init(word("Try one address of the domain.", "请用该域的任一地址验证。")),
            ])
        }
        let address = account.address?.description ?? "ADDRESS@\(account.domain)"
        table.add([.init(word("Next", "下一步")), .init("godwit verify \(address)")])
        return table.text(on: terminal)
    }

    private var place: LocalizedText {
        switch protection {
        case .keyring: LocalizedText("in the keyring of the desktop", zhHans: "桌面密钥环")
        case .passphrase: LocalizedText("in a file, encrypted with the passphrase", zhHans: "以口令加密的文件")
        case .fileMode: LocalizedText("in a file that is NOT encrypted", zhHans: "未加密的文件")
        }
    }
}
