import Foundations

/// The arguments of an instruction, as a line of the data has them.
struct InstructionArguments {
    let kind: String
    let object: JSONObject
    let record: DataRecord

    func failure(_ reason: String) -> EvaluationDataError { record.failure("\(kind): \(reason)") }

    func text(_ key: String) throws(EvaluationDataError) -> String {
        guard let text = object[key]?.string, !text.isEmpty else { throw failure("\"\(key)\" must be a text") }
        return text
    }

    func count(_ key: String) throws(EvaluationDataError) -> Int {
        guard let count = object[key]?.int, count >= 0 else { throw failure("\"\(key)\" must be a number from 0 on") }
        return count
    }

    func relation(_ key: String) throws(EvaluationDataError) -> CountRelation {
        guard let relation = object[key]?.string.flatMap(CountRelation.init) else {
            let known = CountRelation.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: " or ")
            throw failure("\"\(key)\" must be \(known)")
        }
        return relation
    }

    func words(_ key: String) throws(EvaluationDataError) -> [String] {
        let words = (object[key]?.array ?? []).compactMap(\.string)
        guard !words.isEmpty, words.count == object[key]?.array?.count, !words.contains("") else {
            throw failure("\"\(key)\" must be a list of texts")
        }
        return words
    }
}
