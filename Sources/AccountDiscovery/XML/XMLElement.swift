/// An element of a document that was read completely. Names are local names: prefixes are resolved to namespaces.
struct XMLElement: Hashable, Sendable {
    let name: String
    let namespace: String?
    /// By local name.
    var attributes: [String: String] = [:]
    /// All character data directly inside.
    var text = ""
    var children: [XMLElement] = []
    /// Line of the start tag, from 1.
    let line: Int

    /// Children of the name, whatever its case: published documents vary.
    func all(_ name: String) -> [XMLElement] {
        children.filter { $0.name.lowercased() == name.lowercased() }
    }

    func first(_ name: String) -> XMLElement? { all(name).first }
}
