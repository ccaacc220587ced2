internal import Glibc

enum SystemError {
    static func words(for code: Int32) -> String { strerror(code).map { String(cString: $0) } ?? "errno \(code)" }
}
