/// Wordings that ask that `{function}` in `{path}` call `{callee}` with the number `{new}` instead of `{old}`, and that
/// `{test}` be run.
enum ArgumentPhrasings {
    static let trained = [
        "In {path}, make {function} call {callee} with {new} instead of {old}, then run {test}.",
        "Change the number {old} in {function} to {new} in {path} and run {test}.",
        "The function {function} in {path} should call {callee} with {new}, not {old}. Run {test} when it does.",
        "Replace {old} by {new} in the function {function} of {path} and run {test}.",
        "Edit {path}: the function {function} has to call {callee} with {new}. Then run {test}.",
        "Please change the argument of {callee} in {function} to {new}. It is in {path}; check with {test}.",
        "Open {path} and let {function} pass {new} to {callee} where it passes {old}. Then {test} must pass.",
        "Make {test} pass: in {path}, {function} must call {callee} with {new} instead of {old}.",
        "I want {function} from {path} to use {new} rather than {old}. Run {test} to be sure.",
        "Update {path} so that {function} calls {callee} with {new} in place of {old}, and see with {test} "
            + "whether it works.",
        "Fix {path}: the function {function} passes {old} but should pass {new}. Test with {test}.",
        "Let {function} in {path} call {callee} with {new}, no longer with {old}, and run {test}.",
        "In {path}, set the number in {function} from {old} to {new} and run its test.",
        "Change the call of {callee} in {function} to use {new}. The file is {path}; run its test too.",
    ]

    static let unseen = [
        "There is a bug in {path}: {function} calls {callee} with {old} when it should be {new}. Repair it and run {test}.",
        "Have {function} give {new} to {callee} instead of {old}; it is in {path}, and {test} is its test.",
        "Turn the {old} inside {function} into {new}. You find it in {path}; check it with {test}.",
        "We no longer want {old} in {function}. Put {new} there, in {path}, and see that {test} passes.",
        "Where {function} passes {old} in {path}, it ought to pass {new}. Correct this, then try {test}.",
    ]
}
