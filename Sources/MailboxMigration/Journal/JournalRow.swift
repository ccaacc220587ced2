internal import struct Foundation.Data
internal import GRDB
internal import IMAPCodec

/// Reads one row without trust: what GRDB's own subscripts meet with a trap must be an error here, because anything
/// may be in a file that was damaged.
struct JournalRow {
    /// Where each column is. One table for all rows of a query: to look names up in each row was a twentieth of a copy's work.
    private let columns: [String: Int]
    private let values: [DatabaseValue]

    init(_ row: Row, _ columns: [String: Int]) {
        self.columns = columns
        values = Array(row.databaseValues)
    }

    func optionalInteger(_ column: String) throws(JournalError) -> Int64? {
        switch storage(of: column) {
        case .null: nil
        case .int64(let value): value
        default: try required(nil, column)
        }
    }

    func integer(_ column: String) throws(JournalError) -> Int64 { try required(optionalInteger(column), column) }

    func optionalText(_ column: String) throws(JournalError) -> String? {
        switch storage(of: column) {
        case .null: nil
        case .string(let value): value
        default: try required(nil, column)
        }
    }

    func text(_ column: String) throws(JournalError) -> String { try required(optionalText(column), column) }

    func optionalBytes(_ column: String) throws(JournalError) -> [UInt8]? {
        switch storage(of: column) {
        case .null: nil
        case .blob(let value): Array(value)
        default: try required(nil, column)
        }
    }

    func bytes(_ column: String) throws(JournalError) -> [UInt8] { try required(optionalBytes(column), column) }

    /// A count of messages.
    func count(_ column: String) throws(JournalError) -> Int {
        try required(Int(exactly: integer(column)), column)
    }

    /// A count of bytes.
    func size(_ column: String) throws(JournalError) -> UInt64 {
        try required(UInt64(exactly: integer(column)), column)
    }

    func optionalUID(_ column: String) throws(JournalError) -> UID? {
        guard let stored = try optionalInteger(column) else { return nil }
        return try required(UInt32(exactly: stored).flatMap { UID($0) }, column)
    }

    func optionalNumber(_ column: String) throws(JournalError) -> UInt32? {
        guard let stored = try optionalInteger(column) else { return nil }
        return try required(UInt32(exactly: stored), column)
    }

    func number(_ column: String) throws(JournalError) -> UInt32 { try required(optionalNumber(column), column) }

    func uid(_ column: String) throws(JournalError) -> UID { try required(optionalUID(column), column) }

    /// None where nothing is stored.
    func flags(_ column: String) throws(JournalError) -> [Flag] {
        (try optionalText(column) ?? "").split(separator: " ").map { Flag(String($0)) }
    }

    func name(_ column: String) throws(JournalError) -> MailboxName { MailboxName(wire: try bytes(column)) }

    private func storage(of column: String) -> DatabaseValue.Storage {
        columns[column].map { values[$0].storage } ?? .null
    }

    private func required<Value>(_ value: Value?, _ column: String) throws(JournalError) -> Value {
        guard let value else { throw .unusable(reason: "bad value of \(column)") }
        return value
    }
}

extension [Flag] {
    /// As ``JournalRow/flags(_:)`` reads them.
    var stored: String { map(\.rawValue).joined(separator: " ") }
}

extension Database {
    /// Runs a statement, which stays compiled for the next time.
    func run(_ sql: String, _ arguments: StatementArguments = []) throws {
        try cachedStatement(sql: sql).execute(arguments: arguments)
    }

    /// Whether a query has any row.
    func exists(_ sql: String, _ arguments: StatementArguments = []) throws -> Bool {
        try Int.fetchOne(cachedStatement(sql: "SELECT EXISTS (\(sql))"), arguments: arguments) == 1
    }

    /// All rows of a query. Callers bound their number by LIMIT, or by what they ask for.
    func rows(_ sql: String, _ arguments: StatementArguments = []) throws -> [JournalRow] {
        try rows(cachedStatement(sql: sql), arguments)
    }

    func rows(_ statement: Statement, _ arguments: StatementArguments) throws -> [JournalRow] {
        let columns = Dictionary(
            statement.columnNames.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let found = try Row.fetchCursor(statement, arguments: arguments)
        var rows: [JournalRow] = []
        while let row = try found.next() { rows.append(JournalRow(row, columns)) }
        return rows
    }

    /// Runs a statement on one message that must be in the state the statement asks for. Else journal and run
    /// contradict each other, and going on could lose a message.
    func move(_ statement: Statement, _ uid: UID, _ arguments: StatementArguments) throws {
        try statement.execute(arguments: arguments)
        guard changesCount == 1 else { throw JournalError.unusable(reason: "message \(uid) is in another state") }
    }
}
