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
        "{function} in {path} passes {old}; it should pass {new}. Change it and run {test}.",
        "Swap {old} in {function} for {new}. The file is {path}. Run {test}.",
        "Make {function} pass {new} where it passes {old} now; see {path}, and run {test}.",
        "Go to {path} and replace {old} with {new} in {function}. Check with {test}.",
        "Let {function} use {new}, not {old}. It is in {path}. Run {test} afterwards.",
        "The test {test} wants {function} to pass {new} instead of {old}. Change {path}.",
        "Please let {function} of {path} give {callee} the number {new} in place of {old}; run {test}.",
        "Inside {function}, pass {new} rather than {old} to {callee}. Edit {path}, then run {test}.",
        "Correct {function} in {path}: {old} has to be {new}. Test it with {test}.",
        "I need {function} to pass {new}, but it passes {old}. Edit {path} and run {test}.",
        "Set the argument of {callee} in {function} to {new}; it is in {path}. Then try {test}.",
        "Could you change {old} to {new} in {function} ({path}) and run {test}?",
        "{function} still passes {old}. From today it must pass {new}; the file is {path}, the test {test}.",
        "No more {old} in {function} of {path}: put {new} in its place and start {test}.",
        "The number {old} in {function} is out of date. Write {new} into {path}; prove it with {test}.",
        "Whoever wrote {path} let {function} pass {old}. That is wrong, {new} is right. Repair it, {test} must pass.",
        "In place of {old} we have {new} now. Bring {function} in {path} up to date and run {test}.",
        "{test} fails because {function} in {path} passes {old}. It needs {new}.",
        "Look at {function} in {path}. Its {old} is a mistake: {new} belongs there. {test} tells whether you "
            + "are right.",
        "Get {function} in {path} from {old} to {new}. At the end, {test} should pass.",
        "I do not like the {old} that {function} gives to {callee}. Use {new}. The source is {path} and the "
            + "test is {test}.",
        "The old number was {old}, the new one is {new}: change {function} in {path}. Run {test}.",
    ]

    static let practised = [
        "{function} in {path} is to pass {new} from now on, not {old}. Run {test} after the change.",
        "We replace {old} by {new} in {function}. Edit {path} and let {test} pass.",
        "Take {path}: within {function}, the number {old} becomes {new}. Then start {test}.",
        "The number {old} that {function} gives to {callee} is wrong. It must be {new}; see {path} and {test}.",
        "Would you let {function} pass {new} where it has {old}? The file is {path}, and {test} checks it.",
        "See to it that {function} in {path} uses {new} and not {old}; {test} must pass.",
        "{path} needs a change: {function} should give {callee} the number {new} where {old} is. Run {test} in the end.",
        "Write {new} for {old} in {function}, file {path}, and run {test}.",
        "My test {test} does not pass since {function} passes {old}. Let it pass {new}; it is in {path}.",
        "Instead of {old}, {function} has to pass {new}. Change this in {path}, then check with {test}.",
        "Mend {function} of {path}, which should use {new} and uses {old}. Run {test} to prove it.",
        "Take {old} out of {function} and put {new} in; the source is {path}. Does {test} pass then?",
    ]

    static let unseen = [
        "There is a bug in {path}: {function} calls {callee} with {old} when it should be {new}. Repair it and run {test}.",
        "Have {function} give {new} to {callee} instead of {old}; it is in {path}, and {test} is its test.",
        "Turn the {old} inside {function} into {new}. You find it in {path}; check it with {test}.",
        "We no longer want {old} in {function}. Put {new} there, in {path}, and see that {test} passes.",
        "Where {function} passes {old} in {path}, it ought to pass {new}. Correct this, then try {test}.",
    ]
}
