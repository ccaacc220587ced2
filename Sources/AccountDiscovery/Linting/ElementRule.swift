/// What one element may hold, as a RELAX NG schema would say it.
struct ElementRule: Sendable {
    /// How often a child may stand there.
    enum Occurrence: Sendable {
        case one, optional, some, any

        func allows(_ count: Int) -> Bool {
            switch self {
            case .one: count == 1
            case .optional: count <= 1
            case .some: count >= 1
            case .any: true
            }
        }
    }

    var required: Set<String> = []
    var optional: Set<String> = []
    var children: [String: Occurrence] = [:]
    /// Whether it has text instead of children.
    var hasText = false
    /// A part of the format that is not about mail servers: nothing in it is checked.
    var isOpen = false

    static let text = ElementRule(hasText: true)
    static let open = ElementRule(isOpen: true)
}
