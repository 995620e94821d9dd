import Foundations

extension Observation {
    /// The observation as a journal has it: what is usual is left out.
    var json: JSONObject {
        var object: JSONObject = ["text": .string(text)]
        if isError { object["is_error"] = true }
        object["exit_status"] = exitStatus.map { .integer(Int64($0)) }
        if !changedPaths.isEmpty { object["changed_paths"] = .array(changedPaths.map(JSONValue.string)) }
        return object
    }

    init(_ reader: EventReader) throws(EventError) {
        self.init(
            try reader.string("text"), isError: reader.has("is_error") ? try reader.bool("is_error") : false,
            exitStatus: reader.has("exit_status") ? Int32(truncatingIfNeeded: try reader.int("exit_status")) : nil,
            changedPaths: reader.has("changed_paths") ? try reader.strings("changed_paths") : [])
    }
}
