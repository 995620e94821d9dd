import Foundations

/// Whether the steps before a model of a `tokenizer.json` do no more than llama.cpp does itself: spaces to signs, and one
/// sign before the text.
struct SpaceSignSteps {
    private let steps: [JSONValue]

    init(_ document: JSONValue) {
        func parts(_ value: JSONValue?) -> [JSONValue] {
            guard let value, !value.isNull else { return [] }
            return value["normalizers"]?.array ?? value["pretokenizers"]?.array ?? [value]
        }
        steps = parts(document["normalizer"]) + parts(document["pre_tokenizer"])
    }

    /// Whether there is nothing else.
    var areAll: Bool {
        steps.allSatisfy { step in
            switch step["type"]?.string {
            case "Prepend": step["prepend"]?.string == "\u{2581}"
            case "Replace": step["pattern"]?["String"]?.string == " " && step["content"]?.string == "\u{2581}"
            case "Metaspace": step["replacement"]?.string == "\u{2581}"
            // Cutting at spaces after they have become signs cuts nothing.
            case "Split": step["pattern"]?["String"]?.string == " "
            default: false
            }
        }
    }

    /// Whether a sign is put before a text.
    var addPrefix: Bool {
        steps.contains { step in
            if step["type"]?.string == "Prepend" { return true }
            guard step["type"]?.string == "Metaspace" else { return false }
            return step["prepend_scheme"]?.string.map { $0 != "never" } ?? step["add_prefix_space"]?.bool ?? true
        }
    }
}
