/// What it means that a message is not at the target when it is read back.
enum Absence: String {
    /// It had been seen there: its owner may have removed it.
    case missing
    /// The target acknowledged it and has never given its identifier to anything: it was not stored. The next run looks for
    /// it as for others' mail, and sends it again.
    case notStored = "not stored"
    /// Its identifier is taken: it was stored, and the target does not show it. Some show the mail of the last days only, so
    /// it is not sent again, which could double all that is older; the next run looks for it once more.
    case notShown = "not shown"

    /// As the journal has it.
    var stored: String { "differs: " + rawValue }
}
