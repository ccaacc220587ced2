package import MailCore

extension AccountReferenceError: Reportable {
    package var outcome: Outcome { .usage }

    package var diagnostics: [Diagnostic] { [Diagnostic(.invalidArgument, message: message, remedy: remedy)] }

    private var message: LocalizedText {
        switch self {
        case .address(let error): error.message
        case .unknownScheme(let scheme):
            LocalizedText(
                "“\(DisplayText.clean(scheme)):” is not a kind of mail server.",
                zhHans: "“\(DisplayText.clean(scheme)):” 不是邮件服务器的协议。")
        case .passwordInURL:
            LocalizedText("A password does not belong in a URL.", zhHans: "网址里不能写密码。")
        case .missingUser:
            LocalizedText("The URL names no user.", zhHans: "网址里没有用户名。")
        case .badHost:
            LocalizedText("The URL names no valid host.", zhHans: "网址里的主机名无效。")
        case .badPort:
            LocalizedText("The port must be a number from 1 to 65535.", zhHans: "端口必须是 1 到 65535 之间的数字。")
        case .unexpectedPath:
            LocalizedText("Nothing may follow the host and port.", zhHans: "主机和端口之后不能再有内容。")
        }
    }

    private var remedy: LocalizedText {
        switch self {
        case .passwordInURL:
            LocalizedText(
                "Others can read command lines. Use --password-file, --password-env or --password-command, or wait to be asked.",
                zhHans: "命令行会被他人看到。请用 --password-file、--password-env 或 --password-command，或等待提示输入。")
        case .missingUser:
            LocalizedText(
                "Write imaps://user@host; an @ inside the user name is %40.",
                zhHans: "请写成 imaps://用户名@主机；用户名里的 @ 写作 %40。")
        default:
            LocalizedText(
                "Write an address such as alice@example.org, or a URL such as imaps://alice@mail.example.org:993.",
                zhHans: "请写邮箱地址（如 alice@example.org）或网址（如 imaps://alice@mail.example.org:993）。")
        }
    }
}

extension EmailAddressError: Reportable {
    package var outcome: Outcome { .usage }

    package var diagnostics: [Diagnostic] { AccountReferenceError.address(self).diagnostics }

    fileprivate var message: LocalizedText {
        switch self {
        case .missingAtSign:
            LocalizedText("This is not a mail address: there is no @ in it.", zhHans: "这不是邮箱地址：里面没有 @。")
        case .badLocalPart:
            LocalizedText(
                "The part before the @ is empty, too long or holds a character no address has.",
                zhHans: "@ 前面的部分为空、过长，或含有地址中不能出现的字符。")
        case .badDomain:
            LocalizedText(
                "The part after the @ is not a domain name such as example.org.",
                zhHans: "@ 后面的部分不是像 example.org 这样的域名。")
        }
    }
}
