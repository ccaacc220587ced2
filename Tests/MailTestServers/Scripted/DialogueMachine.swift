/// Plays one dialogue; knows nothing of sockets.
struct DialogueMachine {
    enum Action: Hashable {
        case send([UInt8])
        case startTLS
        case close
        case fail(String, received: String)
    }

    private var steps: ArraySlice<Dialogue.Step>
    private var tags: [String: String] = [:]

    init(_ dialogue: Dialogue) { steps = dialogue.steps[...] }

    /// What the server does before it needs to hear from the client.
    mutating func proceed() -> [Action] {
        var actions: [Action] = []
        while let step = steps.first {
            switch step {
            case .say(let bytes): actions.append(.send(withTags(bytes)))
            case .startTLS: actions.append(.startTLS)
            case .close: actions.append(.close)
            case .expect, .silence, .logout: return actions
            }
            steps = steps.dropFirst()
        }
        return actions
    }

    /// What follows from a line of the client, which comes without its CRLF.
    mutating func received(_ line: String) -> [Action] {
        switch steps.first {
        case .expect(let pattern):
            guard match(pattern, line) else { return [.fail(pattern, received: line)] }
            steps = steps.dropFirst()
            return proceed()
        case .silence:
            return []
        case .logout:
            guard match("TAG LOGOUT", line) else { return [.fail("LOGOUT, or nothing", received: line)] }
            steps = steps.dropFirst()
            return [.send(withTags(Array("* BYE see you\r\nTAG OK done\r\n".utf8))), .close]
        case .say, .startTLS, .close, nil:
            return [.fail("nothing more", received: line)]
        }
    }

    /// What was still to be said; nil when the dialogue may end here.
    var unfinished: String? {
        switch steps.first {
        case .expect(let pattern): pattern
        case .say(let bytes): String(decoding: bytes, as: UTF8.self)
        case .startTLS: "tls"
        case .silence, .logout, .close, nil: nil
        }
    }

    private mutating func match(_ pattern: String, _ line: String) -> Bool {
        var pattern = pattern
        var line = line
        if pattern.hasPrefix("TAG") {
            let (name, tag) = (firstWord(pattern), firstWord(line))
            guard !tag.isEmpty else { return false }
            tags[name] = tag
            pattern.removeFirst(name.count)
            line.removeFirst(tag.count)
        }
        return pattern.hasSuffix("...") ? line.hasPrefix(pattern.dropLast(3)) : line == pattern
    }

    private func firstWord(_ text: String) -> String { String(text.prefix { $0 != " " }) }

    /// Only a tag at the begin of a line is one.
    private func withTags(_ bytes: [UInt8]) -> [UInt8] {
        let lines = bytes.split(separator: 10, omittingEmptySubsequences: false).map { line -> [UInt8] in
            let word = line.prefix { $0 != UInt8(ascii: " ") }
            guard let tag = tags[String(decoding: word, as: UTF8.self)] else { return Array(line) }
            return Array(tag.utf8) + line.dropFirst(word.count)
        }
        return Array(lines.joined(separator: [10]))
    }
}
