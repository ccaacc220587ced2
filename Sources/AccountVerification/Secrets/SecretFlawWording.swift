internal import AccountDiscovery
internal import MailCore

/// Says what is odd about a secret, without saying any of it.
struct SecretFlawWording {
    private let name: LocalizedText
    private let policy: SecretPolicy?

    /// - Parameter provider: its name, safe to show.
    init(provider: String?, policy: SecretPolicy?) {
        name = provider.map { LocalizedText($0, zhHans: $0) } ?? LocalizedText("The provider", zhHans: "该服务商")
        self.policy = policy
    }

    func diagnostic(_ flaw: SecretFlaw) -> Diagnostic {
        switch flaw {
        case .lineEnd: corrected("A line end behind the password was left out.", "已去掉密码末尾的换行符。")
        case .invisible:
            corrected(
                "Invisible characters in the password were left out; they come along when text is copied.",
                "已去掉密码中的不可见字符（复制时容易带上）。")
        case .blanks:
            corrected("The blanks in the code were left out: it is the same without them.", "已去掉授权码中的空格：不影响其含义。")
        case .quotes: corrected("The quotes around the code were left out.", "已去掉授权码两端的引号。")
        case .fullWidth:
            corrected(
                "Full-width letters in the code were replaced by the usual ones.", "已把授权码中的全角字符换成半角字符。")
        case .invisibleKept: doubtful("The password holds invisible characters.", "密码中含有不可见字符。")
        case .blankAtEnd: doubtful("The password begins or ends with a blank.", "密码的开头或结尾有空格。")
        case .quotesKept: doubtful("The password stands in quotes, and they count.", "密码两端有引号，引号也算作密码的一部分。")
        case .fullWidthKept:
            doubtful(
                "The password holds full-width characters, as a Chinese input method writes them.",
                "密码中含有全角字符，可能是中文输入法造成的。")
        case .control: doubtful("The password holds a control character.", "密码中含有控制字符。")
        case .oneTimeCode:
            wrongKind(
                "This looks like a code for one sign-in, as it comes by text message.", "这看起来是短信验证码之类的一次性代码。")
        case .wrongShape:
            wrongKind(
                "This looks like the password of the web site, or a part of the code is missing.",
                "这看起来是网页登录密码，或者授权码不完整。")
        }
    }

    private func corrected(_ message: String, _ chinese: String) -> Diagnostic {
        Diagnostic(.secretCorrected, severity: .info, message: LocalizedText(message, zhHans: chinese))
    }

    private func doubtful(_ message: String, _ chinese: String) -> Diagnostic {
        Diagnostic(
            .secretDoubtful, severity: .warning, message: LocalizedText(message, zhHans: chinese),
            remedy: LocalizedText(
                "If the login is refused, give the password again without them.", zhHans: "如果登录被拒绝，请去掉后重新提供密码。"),
            actor: .user)
    }

    private func wrongKind(_ message: String, _ chinese: String) -> Diagnostic {
        let shape = policy?.shape?.words ?? LocalizedText("another form", zhHans: "另一种形式")
        return Diagnostic(
            .secretOfWrongKind, severity: .warning,
            message: LocalizedText(
                "\(message) \(name.english) wants \(policy.code.english): \(shape.english).",
                zhHans:
                    "\(chinese)\(name.simplifiedChinese) 需要\(policy.code.simplifiedChinese)：\(shape.simplifiedChinese)。"
            ),
            remedy: policy?.instruction.text, url: policy?.instruction.page(in: .english)?.url, actor: .user)
    }
}

extension SecretPolicy? {
    /// What the provider calls the secret.
    fileprivate var code: LocalizedText {
        switch self?.kind {
        case .authorizationCode: LocalizedText("an authorization code (授权码)", zhHans: "授权码")
        case .bridge: LocalizedText("the password that its bridge shows", zhHans: "其 Bridge 程序显示的密码")
        case .mailboxPassword: LocalizedText("the password of the mailbox", zhHans: "邮箱密码")
        case .appPassword, .password, .oauth2, .nonePossible, nil: LocalizedText("an app password", zhHans: "应用专用密码")
        }
    }
}

extension SecretPolicy {
    /// Why no password can work at this provider; nil when one can.
    func impossibility(at provider: String?) -> Diagnostic? {
        guard [.oauth2, .nonePossible].contains(kind) else { return nil }
        let name = provider ?? "?"
        let isOAuth = kind == .oauth2
        return Diagnostic(
            isOAuth ? .oauthRequired : .noCommonMechanism,
            message: isOAuth
                ? LocalizedText(
                    "\(name) accepts no password, only a sign-in in the browser (OAuth); none was sent.",
                    zhHans: "\(name) 不接受密码，只接受浏览器登录（OAuth）；没有发送密码。")
                : LocalizedText(
                    "\(name) lets no mail program in; no password was sent.", zhHans: "\(name) 不支持邮件客户端；没有发送密码。"),
            remedy: isOAuth ? instruction.text.signingInFirst : instruction.text, url: instruction.page(in: .english)?.url, actor: .user)
    }
}

extension LocalizedText {
    fileprivate var signingInFirst: LocalizedText {
        LocalizedText(
            "Sign in first: godwit login and your address. " + english,
            zhHans: "请先用 godwit login 加邮箱地址登录。" + simplifiedChinese)
    }
}
