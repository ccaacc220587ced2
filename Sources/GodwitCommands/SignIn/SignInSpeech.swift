internal import MailCore
internal import OAuth

/// What a person is told while they sign in: on standard error, so that standard output stays clean for programs.
struct SignInSpeech: Sendable {
    let language: Language
    private let console: Console

    init(language: Language, console: Console = .current) {
        self.language = language
        self.console = console
    }

    /// The address stands in a line of its own and whole, so that it can be copied.
    func openPage(_ url: String, listens: Bool) {
        say(LocalizedText("Sign in on this page:", zhHans: "请在此网页上登录："))
        console.writeError("\n\(url)\n\n")
        say(
            listens
                ? LocalizedText(
                    "The browser comes back by itself. Where it cannot, as on another computer, copy the address at which it ends, and paste it here.",
                    zhHans: "登录后浏览器会自动返回。若无法返回（例如在另一台电脑上），请复制浏览器最后的地址并粘贴到这里。")
                : LocalizedText(
                    "In the end the browser shows an error: copy the address at which it is then, and paste it here.",
                    zhHans: "最后浏览器会显示错误页面：请复制此时地址栏中的地址并粘贴到这里。"))
    }

    func typeCode(_ authorization: DeviceAuthorization) {
        say(LocalizedText("On any device, open this page:", zhHans: "请在任意设备上打开此网页："))
        console.writeError("\n\(authorization.page)\n\n")
        say(LocalizedText("Type this code there:", zhHans: "并输入此代码："))
        console.writeError("\n\(authorization.userCode)\n\n")
    }

    func wrongAddress() {
        say(
            LocalizedText(
                "This is not the address at which the sign-in ends: it has “code=” in it.",
                zhHans: "这不是登录结束时的地址：其中应包含“code=”。"))
    }

    func say(_ text: LocalizedText) {
        let width = console.errorTerminal.width
        console.writeError(TextWrapping.hanging(text.text(in: language), width: width, indent: 0) + "\n")
    }
}
