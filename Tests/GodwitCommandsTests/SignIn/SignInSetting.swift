import FoundationEssentials
import GodwitCommands
import MailTestServers
import Testing

/// A home of its own for sign-ins, accounts and the programs of a desktop; runs `godwit` as a process in it.
struct SignInSetting {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    func path(_ name: String) -> String { folder.path + "/" + name }

    var signInFolder: String { path("state/godwit/sign-ins") }

    /// Where the desktop's programs are looked for first; without any there is no keyring.
    var programs: String { path("bin") }

    private var environment: [String: String] {
        [
            "XDG_STATE_HOME": path("state"), "XDG_CONFIG_HOME": path("config"), "HOME": folder.path, "LC_ALL": "C",
            "DISPLAY": "", "WAYLAND_DISPLAY": "", "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent",
            "PATH": programs + ":/usr/bin:/bin",
        ]
    }

    func start(
        _ arguments: [String], environment more: [String: String] = [:], takesInput: Bool = false
    ) throws -> ProgramProcess {
        try ProgramProcess(
            arguments, folder: folder, errorsWithOutput: true,
            environment: environment.merging(more) { $1 }, takesInput: takesInput)
    }

    func write(_ text: String, to name: String, isExecutable: Bool = false) throws -> String {
        let path = path(name)
        let parent = path.split(separator: "/").dropLast().map { "/" + $0 }.joined()
        try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
        try text.write(toFile: path, atomically: false, encoding: .utf8)
        try FileManager.default.setAttributes(
            [.posixPermissions: isExecutable ? 0o700 : 0o600], ofItemAtPath: path)
        return path
    }

    /// Every file below the folder, but for those the test made itself.
    func files() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: path("state")).map { path("state/" + $0) }
            .filter { path in
                let type = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
                return type == .typeRegular
            }
    }
}

extension ProgramProcess {
    /// Reads on until such a line comes, which is returned with all before it.
    func lines(until isWanted: (String) -> Bool) -> (wanted: String?, all: String) {
        var all = ""
        while let line = nextLine() {
            all += line + "\n"
            if isWanted(line) { return (line, all) }
        }
        return (nil, all)
    }

    /// Reads all that is left, and waits.
    func rest() -> (code: Int32, output: String) {
        let output = lines { _ in false }.all
        return (finish().code, output)
    }
}
