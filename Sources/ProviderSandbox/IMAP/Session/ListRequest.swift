/// What LIST is asked for (RFC 3501 §6.3.8, RFC 5258).
struct ListRequest {
    var reference: [UInt8] = []
    var patterns: [[UInt8]] = []
    /// Selection options.
    var onlySubscribed = false
    var onlySpecialUse = false
    var isRecursive = false
    /// Return options.
    var tellsSubscribed = false
    var tellsChildren = false
    var tellsSpecialUse = false
    /// Items of STATUS; nil where it is not asked for (RFC 5819).
    var status: [String]?
    /// Whether any of it is an extension.
    var isExtended = false

    init(_ arguments: inout IMAPArguments) throws(SandboxRefusal) {
        try arguments.space()
        var options: [String] = []
        if arguments.peek == UInt8(ascii: "(") {
            isExtended = true
            options = try arguments.flags().map { $0.uppercased() }
            try arguments.space()
        }
        reference = try arguments.astring()
        try arguments.space()
        if arguments.peek == UInt8(ascii: "(") {
            isExtended = true
            try arguments.list { arguments throws(SandboxRefusal) in patterns.append(try arguments.listMailbox()) }
        } else {
            patterns = [try arguments.listMailbox()]
        }
        if arguments.take(" ") { try readReturn(&arguments) }
        try arguments.end()
        for option in options { try select(option) }
    }

    private mutating func select(_ option: String) throws(SandboxRefusal) {
        switch option {
        case "SUBSCRIBED":
            onlySubscribed = true
            // RFC 5258 §3.1: the attribute is told then in any case.
            tellsSubscribed = true
        case "SPECIAL-USE":
            onlySpecialUse = true
            tellsSpecialUse = true
        case "RECURSIVEMATCH": isRecursive = true
        case "REMOTE": break
        default: throw .syntax("Unknown selection option.")
        }
    }

    private mutating func readReturn(_ arguments: inout IMAPArguments) throws(SandboxRefusal) {
        isExtended = true
        guard try arguments.keyword() == "RETURN" else { throw .syntax("Expected RETURN.") }
        try arguments.space()
        try arguments.list { arguments throws(SandboxRefusal) in
            switch try arguments.keyword() {
            case "SUBSCRIBED": tellsSubscribed = true
            case "CHILDREN": tellsChildren = true
            case "SPECIAL-USE": tellsSpecialUse = true
            case "STATUS":
                try arguments.space()
                status = try arguments.flags().map { $0.uppercased() }
            default: throw SandboxRefusal.syntax("Unknown return option.")
            }
        }
    }
}
