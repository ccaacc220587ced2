internal import MailCore

/// What a reason for failure means, and what the person can do about it.
struct FailureAdvice {
    let meaning: LocalizedText
    let remedy: LocalizedText?

    init(for code: DiagnosticCode) {
        switch code {
        case .messageTooLarge:
            meaning = LocalizedText("too large for the new account", zhHans: "超过新账户允许的大小")
            remedy = LocalizedText(
                "Ask the new provider for a higher limit, or keep these messages elsewhere.",
                zhHans: "请向新服务商申请更高的限额，或把这些邮件另行保存。")
        case .messageOverQuota:
            meaning = LocalizedText("no room for it in the new account", zhHans: "新账户空间不足，放不下此邮件")
            remedy = LocalizedText(
                "Smaller messages still fit. Make room or get a larger mailbox.", zhHans: "较小的邮件仍放得下。请清理空间或扩大邮箱容量。")
        case .messageDeferred:
            meaning = LocalizedText("the new account could not take it just now", zhHans: "新账户暂时无法接收此邮件")
            remedy = LocalizedText(
                "Try again later. If that does not help, the new provider can tell what is wrong with it.",
                zhHans: "请稍后重试；若仍不行，可向新服务商询问原因。")
        case .messageRefused:
            meaning = LocalizedText("refused by the new account", zhHans: "被新账户拒绝")
            remedy = LocalizedText(
                "The server's words say why. Virus filters and damaged messages are the usual reasons; the new provider can tell.",
                zhHans: "服务器的原话说明了原因，常见的是病毒过滤或邮件损坏；可向新服务商询问。")
        case .messageUnreadable:
            meaning = LocalizedText("the old account does not give it out", zhHans: "旧账户无法读出")
            remedy = LocalizedText(
                "Open it in the old provider's web mail: what cannot be read there either is damaged.",
                zhHans: "请在旧服务商的网页邮箱中打开：如果那里也读不出，说明邮件已损坏。")
        case .messageVanished:
            meaning = LocalizedText("deleted at the old account meanwhile", zhHans: "期间已从旧账户删除")
            remedy = nil
        case .mailboxCreateRefused:
            meaning = LocalizedText("the new account does not make this folder", zhHans: "新账户拒绝建立此文件夹")
            remedy = LocalizedText(
                "Give it another place with --map 'FOLDER=NAME'.", zhHans: "请用 --map '文件夹=名称' 指定其他位置。")
        case .mailboxGone:
            meaning = LocalizedText(
                "the folder is gone at the new account and cannot be made again", zhHans: "新账户中的此文件夹已不存在，且无法重建")
            remedy = LocalizedText(
                "Make it in the new provider's web mail, or give it another place with --map 'FOLDER=NAME'.",
                zhHans: "请在新服务商的网页邮箱中建立它，或用 --map '文件夹=名称' 指定其他位置。")
        case .mailboxForbidden:
            meaning = LocalizedText("the new account lets nothing be written to this folder", zhHans: "新账户不允许写入此文件夹")
            remedy = LocalizedText(
                "Ask the new provider for the right to write there, or give it another place with --map 'FOLDER=NAME'.",
                zhHans: "请向新服务商申请写入权限，或用 --map '文件夹=名称' 指定其他位置。")
        case .mailboxRefused:
            meaning = LocalizedText("the folder cannot be opened", zhHans: "无法打开此文件夹")
            remedy = LocalizedText(
                "Look whether it opens in web mail; --exclude leaves it out.", zhHans: "请查看它在网页邮箱中能否打开；--exclude 可以排除它。"
            )
        case .mailboxIncomplete:
            meaning = LocalizedText(
                "the old account has more messages in this folder than it gives out", zhHans: "旧账户此文件夹中的邮件比它列出的多")
            remedy = LocalizedText(
                "Run the same command again later. If it stays like this, the old provider can tell what is wrong with the folder.",
                zhHans: "请稍后重新运行同一命令；若仍如此，可向旧服务商询问该文件夹有什么问题。")
        default:
            meaning = LocalizedText(code.rawValue, zhHans: code.rawValue)
            remedy = nil
        }
    }

    /// What a list of flags is about.
    static let droppedFlags = LocalizedText(
        "Flags that the new account does not keep, and how many messages were copied without them:",
        zhHans: "新账户不保留的标记，以及因此未带该标记复制的邮件数：")

    /// For everything that can be tried again.
    static let retry = LocalizedText(
        "To try these again, run the same command with --retry-failed.", zhHans: "要重试这些邮件，请在同一命令后加 --retry-failed。")
}
