internal import MailCore

/// What ArgumentParser says of wrong arguments. It knows English alone, and gives nothing but the finished text.
enum ParserMessage {
    /// - Parameters:
    ///   - text: the message with its label, and how the command is used.
    ///   - message: what is wrong. Ours, of checks of our own, are in the right language already.
    static func text(_ text: String, about message: String, in language: Language) -> String {
        guard language == .simplifiedChinese else { return text }
        return text.replacing(message, with: simplifiedChinese(of: message), maxReplacements: 1)
            .replacing(/^(Error|Usage|Help): */.anchorsMatchLineEndings()) { labels[String($0.1)] ?? "" }
            .replacing(/See '(.+)' for more information\./) { "更多信息见 '\($0.1)'。" }
    }

    private static let labels = ["Error": "错误：", "Usage": "用法：", "Help": "说明："]

    /// Others stay as they are.
    private static func simplifiedChinese(of message: String) -> String {
        if let found = message.wholeMatch(of: /Unknown option '(.+)'\. Did you mean '(.+)'\?/) {
            return "未知选项 '\(found.1)'。是否想用 '\(found.2)'？"
        }
        if let found = message.wholeMatch(of: /Unknown option '(.+)'/) { return "未知选项 '\(found.1)'" }
        if let found = message.wholeMatch(of: /Missing value for '(.+)'/) { return "'\(found.1)' 缺少值" }
        if let found = message.wholeMatch(of: /Missing expected argument '(.+)'/) { return "缺少参数 '\(found.1)'" }
        if let found = message.wholeMatch(of: /Unexpected argument '(.+)'/) { return "多余的参数 '\(found.1)'" }
        if let found = message.wholeMatch(of: /\d+ unexpected arguments: (.+)/) { return "多余的参数：\(found.1)" }
        if let found = message.wholeMatch(
            of: /The value '(.*)' is invalid for '(.+?)'(?:\. Please provide one of (.+?))?\.?/)
        {
            let choices = found.3.map { "，可用的值：" + $0.replacing(" or ", with: "、").replacing(", ", with: "、") } ?? ""
            return "'\(found.2)' 的值 '\(found.1)' 无效\(choices)"
        }
        return message
    }
}
