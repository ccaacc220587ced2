/// What a configuration document may have besides ``ByteLimits/configurationDocument``.
enum XMLLimits {
    /// Levels of elements.
    static let depth = 32
    /// Elements in the document.
    static let elements = 5_000
    /// Attributes of one element.
    static let attributes = 32
    /// Equals signs between one `<` and the next, which can stand in no value: more than the attributes of any tag.
    static let equalsSigns = 2_000
    /// Bytes of character data in one element or attribute.
    static let text = 8 << 10
}
