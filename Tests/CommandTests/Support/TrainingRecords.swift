import Foundation
import Foundations
import Testing

/// What a run folder holds, for comparing two runs.
enum TrainingRecords {
    /// Expects every weight and every record of a run to be those of another.
    static func expectSame(_ run: URL, _ expected: URL, sourceLocation: SourceLocation = #_sourceLocation) throws {
        #expect(try weights(in: run) == weights(in: expected), sourceLocation: sourceLocation)
        #expect(try losses(in: run) == losses(in: expected), sourceLocation: sourceLocation)
    }

    /// Every loss, norm and learning rate that was recorded, as text; times differ from run to run and are left out.
    static func losses(in run: URL) throws -> [String] {
        try lines(in: run).map { line in
            var object = try JSONValue(parsing: line, source: "metrics.jsonl").object ?? JSONObject()
            for key in ["seconds", "tokens_per_second", "utilization"] { object[key] = nil }
            return JSONValue.object(object).serialized()
        }
    }

    /// The last step that is on record; 0 before the first.
    static func lastStep(in run: URL) -> Int {
        let lines = (try? lines(in: run)) ?? []
        let steps = lines.suffix(3).compactMap { line in
            (try? JSONValue(parsing: line, source: "metrics.jsonl"))?["step"]?.int
        }
        return steps.max() ?? 0
    }

    /// The bytes of the finished model's weights.
    static func weights(in run: URL) throws -> Data {
        try Data(contentsOf: run.appending(path: "model/model.safetensors"))
    }

    private static func lines(in run: URL) throws -> [String] {
        let text = try String(contentsOf: run.appending(path: "metrics.jsonl"), encoding: .utf8)
        return text.split(separator: "\n").map(String.init)
    }
}
