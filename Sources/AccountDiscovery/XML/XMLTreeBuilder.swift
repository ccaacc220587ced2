/// Collects start tags, text and end tags into a tree, within ``XMLLimits``.
struct XMLTreeBuilder {
    private(set) var root: XMLElement?
    private var open: [XMLElement] = []
    private var count = 0

    mutating func open(_ element: XMLElement) throws(XMLError) {
        count += 1
        guard open.count < XMLLimits.depth, count <= XMLLimits.elements else {
            throw .limitExceeded(line: element.line)
        }
        open.append(element)
    }

    mutating func add(text: String, line: Int) throws(XMLError) {
        guard let last = open.indices.last else { return }
        open[last].text += text
        guard open[last].text.utf8.count <= XMLLimits.text else { throw .limitExceeded(line: line) }
    }

    mutating func close() {
        guard let element = open.popLast() else { return }
        if let parent = open.indices.last {
            open[parent].children.append(element)
        } else {
            root = element
        }
    }
}
