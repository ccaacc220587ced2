internal import MailCore

/// What is wrong with the structure of a document.
extension LocalizedText {
    static func unknownElement(_ name: String, in parent: String) -> LocalizedText {
        let name = DisplayText.clean(name)
        return LocalizedText("“\(name)” has no place in “\(parent)”.", zhHans: "“\(parent)”中不能有“\(name)”。")
    }
    static func missingElement(_ name: String, in parent: String) -> LocalizedText {
        LocalizedText("There is no “\(name)” in “\(parent)”.", zhHans: "“\(parent)”中缺少“\(name)”。")
    }
    static func repeatedElement(_ name: String, in parent: String) -> LocalizedText {
        let name = DisplayText.clean(name)
        return LocalizedText("“\(name)” may stand in “\(parent)” only once.", zhHans: "“\(parent)”中只能有一个“\(name)”。")
    }
    static func emptyElement(_ name: String) -> LocalizedText {
        LocalizedText("“\(name)” is empty.", zhHans: "“\(name)”是空的。")
    }
    static func strayText(in name: String) -> LocalizedText {
        LocalizedText("There is text in “\(name)” where none belongs.", zhHans: "“\(name)”中有多余的文字。")
    }
    static func missingAttribute(_ name: String, of element: String) -> LocalizedText {
        LocalizedText("“\(element)” has no attribute “\(name)”.", zhHans: "“\(element)”缺少属性“\(name)”。")
    }
    static func unknownAttribute(_ name: String, of element: String) -> LocalizedText {
        let name = DisplayText.clean(name)
        return LocalizedText("“\(element)” takes no attribute “\(name)”.", zhHans: "“\(element)”没有属性“\(name)”。")
    }
    static func claimedTwice(_ claim: String, owner: String) -> LocalizedText {
        LocalizedText("\(claim) is claimed by \(owner) already.", zhHans: "\(claim) 已归 \(owner) 所有。")
    }
}

/// What is wrong with the values of the format.
extension LocalizedText {
    static let badIdentifier = LocalizedText(
        "The id is not written like a host name, in small letters.", zhHans: "id 的写法不像小写的主机名。")
    static let badDomain = LocalizedText("This is not a domain in small letters.", zhHans: "这不是小写的域名。")
    static let noDomain = LocalizedText(
        "There is neither a domain nor an MX pattern: nobody finds this document.", zhHans: "既没有域名也没有 MX 模式：这份文档无从找到。")
    static let badURL = LocalizedText("This is not an https address.", zhHans: "这不是 https 网址。")
    static let badLanguage = LocalizedText(
        "This is not a language tag such as en or zh-Hans.", zhHans: "这不是 en、zh-Hans 之类的语言标记。")
    static let badServerType = LocalizedText(
        "The type is not imap or pop3 (incoming) or smtp (outgoing).", zhHans: "type 不是 imap、pop3（收信）或 smtp（发信）。")
    static let badHost = LocalizedText(
        "This is not a host name in small letters.", zhHans: "这不是小写的主机名。")
    static let badPlaceholder = LocalizedText(
        "A “%” belongs to no placeholder; known are %EMAILADDRESS%, %EMAILLOCALPART%, %EMAILDOMAIN%, %REALNAME%.",
        zhHans: "有“%”不属于任何占位符；可用的有 %EMAILADDRESS%、%EMAILLOCALPART%、%EMAILDOMAIN%、%REALNAME%。")
    static let badPort = ServerEntryError.badPort.message
    static func portOfAnother(_ port: UInt16) -> LocalizedText {
        LocalizedText(
            "Port \(String(port)) is for another protocol or socket type.",
            zhHans: "端口 \(String(port)) 属于另一种协议或 socketType。")
    }
    static let badSocketType = ServerEntryError.badSocketType.message
    static let badAuthentication = LocalizedText(
        "This authentication is not known; for passwords it is called password-cleartext.",
        zhHans: "未知的 authentication；使用密码时应为 password-cleartext。")
    static let passwordInDocument = LocalizedText("A password does not belong into a document.", zhHans: "文档中不应有密码。")
    static let repeatedServer = LocalizedText("The same server stands here twice.", zhHans: "同一台服务器出现了两次。")
}

/// What is wrong with our notes.
extension LocalizedText {
    static let badDate = LocalizedText(
        "The attribute “checked” is no date YYYY-MM-DD.", zhHans: "属性 checked 不是 YYYY-MM-DD 日期。")
    static let checkedWithoutSource = LocalizedText(
        "It was checked, but there is no “source” to say against what.", zhHans: "有 checked 却没有 source：不知道依据什么核对。")
    static let badPattern = LocalizedText(
        "The MX pattern is neither a host name nor “*.” and a domain.", zhHans: "MX 模式既不是主机名，也不是“*.”加域名。")
    static let badSecretKind = LocalizedText("This kind of secret is not known.", zhHans: "未知的密码类型。")
    static let badShape = LocalizedText(
        "The shape of a secret is an alphabet with either a length or a pattern, for secrets that the provider makes.",
        zhHans: "密码形式由 alphabet 加 length 或 pattern 组成，只用于由服务商生成的密码。")
    static let badExtent = LocalizedText(
        "A history has either “days” or “messages”, a number above zero.",
        zhHans: "history 必须有 days 或 messages 之一，且为正数。")
    static let badNumber = LocalizedText("The value is not a number above zero.", zhHans: "value 不是正数。")
    static func unknownName(_ name: String) -> LocalizedText {
        LocalizedText("The name “\(name)” is not known.", zhHans: "未知的名称“\(name)”。")
    }
    static func repeatedName(_ name: String) -> LocalizedText {
        LocalizedText("The name “\(name)” stands here twice.", zhHans: "名称“\(name)”出现了两次。")
    }
    static let notesWithoutOAuth = LocalizedText(
        "There is an “oauth” without an “oAuth2”: nobody knows where to sign in.", zhHans: "有 oauth 却没有 oAuth2：不知道在哪里登录。")
    static let badRedirect = LocalizedText(
        "The redirect is not http://127.0.0.1, http://localhost or https://localhost.",
        zhHans: "redirect 必须是 http://127.0.0.1、http://localhost 或 https://localhost。")
    static let badTenant = LocalizedText(
        "The tenant is no part of the token address.", zhHans: "tenant 不是令牌地址的一部分。")
    static let missingLanguage = LocalizedText(
        "There must be one text in English (en) and one in Chinese (zh-Hans).", zhHans: "英文（en）和中文（zh-Hans）文本必须各有一份。")
    static let serversInVain = LocalizedText(
        "There is a server, though no mail program can log in.", zhHans: "既然任何邮件程序都无法登录，就不应有服务器。")
    static let secretContradictsServers = LocalizedText(
        "The secret is oauth2 exactly when the servers offer nothing but OAuth2.",
        zhHans: "当且仅当服务器只提供 OAuth2 时，密码类型才是 oauth2。")
    static let bridgeElsewhere = LocalizedText(
        "The secret is bridge exactly when the servers are on this computer.", zhHans: "当且仅当服务器在本机时，密码类型才是 bridge。")
}
