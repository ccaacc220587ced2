internal import FoundationEssentials
import Glibc

/// The processes that another one has started.
enum ChildProcesses {
    /// - Parameter processIDFile: holds the number of the parent.
    static func of(processIDFile: String) throws -> [pid_t] {
        let text = try String(contentsOfFile: processIDFile, encoding: .utf8)
        let parent = text.prefix { $0.isNumber }
        let children = try String(contentsOfFile: "/proc/\(parent)/task/\(parent)/children", encoding: .utf8)
        return children.split(separator: " ").compactMap { pid_t($0) }
    }
}
