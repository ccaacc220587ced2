internal import MailCore

/// What a browser shows when a sign-in is over. It names nothing of the address that led there, and loads nothing.
struct LoopbackPage {
    let isDone: Bool
    let language: Language

    var html: String {
        let title = (isDone ? Self.doneTitle : Self.failedTitle).text(in: language)
        let text = (isDone ? Self.doneText : Self.failedText).text(in: language)
        return """
            <!DOCTYPE html>
            <html lang="\(language.rawValue)">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>Godwit</title>
            <style>
            body { font: 1.2rem/1.6 system-ui, sans-serif; max-width: 32rem; margin: 20vh auto; padding: 0 1rem; }
            h1 { font-size: 1.6rem; color: \(isDone ? "#1a7f37" : "#b3261e"); }
            @media (prefers-color-scheme: dark) { body { background: #111; color: #eee; } }
            </style></head>
            <body><h1>\(title)</h1><p>\(text)</p></body>
            </html>

            """
    }

    private static let doneTitle = LocalizedText("You are signed in.", zhHans: "登录成功。")
    private static let doneText = LocalizedText(
        "Close this page and go back to the terminal: Godwit goes on there.", zhHans: "请关闭此页面并回到终端，Godwit 会在那里继续。")
    private static let failedTitle = LocalizedText("The sign-in did not work.", zhHans: "登录没有成功。")
    private static let failedText = LocalizedText(
        "Go back to the terminal: it says why, and what to do next.", zhHans: "请回到终端查看原因和下一步操作。")
}
