internal import MailCore
internal import ProviderSandbox

extension SandboxFolderProblem {
    var diagnostic: Diagnostic {
        let (message, remedy) = words
        return Diagnostic(.sandboxFolder, message: message, remedy: remedy)
    }

    private var words: (LocalizedText, LocalizedText) {
        let anotherFolder = LocalizedText(
            "Take another folder, or remove what is in this one.", zhHans: "请换一个文件夹，或清空该文件夹。")
        switch self {
        case .unusable(let path):
            return (
                LocalizedText(
                    "\(shown(path)) cannot be written.", zhHans: "无法写入 \(shown(path))。"),
                LocalizedText("Choose a folder that is yours.", zhHans: "请选择您有写入权限的文件夹。")
            )
        case .inUse(let path):
            return (
                LocalizedText(
                    "Another demo keeps its mail in \(shown(path)).", zhHans: "另一个演示正在使用 \(shown(path))。"),
                LocalizedText("End it, or take another folder.", zhHans: "请先结束它，或换一个文件夹。")
            )
        case .damaged(let path, let line):
            return (
                LocalizedText(
                    "Line \(line) of \(shown(path)) is damaged.", zhHans: "\(shown(path)) 第 \(line) 行已损坏。"),
                anotherFolder
            )
        case .missing(let path):
            return (
                LocalizedText(
                    "The message in \(shown(path)) is gone or was changed.", zhHans: "\(shown(path)) 中的邮件已丢失或被改动。"),
                anotherFolder
            )
        }
    }

    private func shown(_ path: String) -> String { DisplayText.clean(path) }
}
