/// Wordings that ask that `{function}` in `{path}` call `{new}` where it calls `{old}`, and that `{test}` be run.
///
/// A wording may leave out the name of the test: it is `tests/NAME_test.sh` for `lib/NAME.sh`.
enum CalleePhrasings {
    static let trained = [
        "In {path}, make {function} call {new} instead of {old}, then run {test}.",
        "Change {function} in {path} so that it calls {new} and not {old}. Run {test}.",
        "The function {function} in {path} should call {new} instead of {old}. Run {test} when it does.",
        "Replace the call of {old} in {function} by {new} in {path} and run {test}.",
        "Edit {path}: the function {function} has to call {new}, not {old}. Then run {test}.",
        "Please swap {old} for {new} in the function {function} of {path} and check with {test}.",
        "Open {path} and let {function} call {new} where it calls {old}. Then {test} must pass.",
        "Make {test} pass: in {path}, {function} must call {new} instead of {old}.",
        "I want {function} from {path} to use {new} rather than {old}. Run {test} to be sure.",
        "Update {path} so that {function} uses {new} in place of {old}, and see with {test} whether it works.",
        "Fix {path}: the function {function} calls {old} but should call {new}. Test with {test}.",
        "Let {function} in {path} call {new}, no longer {old}, and run {test}.",
        "In {path}, let {function} call {new} instead of {old} and run its test.",
        "Change the call of {old} in {function} to {new}. The file is {path}; run its test too.",
        "{function} in {path} uses {old}; it should use {new}. Change it and run {test}.",
        "Swap the call of {old} in {function} for one of {new}. The file is {path}. Run {test}.",
        "Make {function} use {new} where it uses {old} now; see {path}, and run {test}.",
        "Go to {path} and replace {old} with {new} in {function}. Check with {test}.",
        "Let {function} use {new}, not {old}. It is in {path}. Run {test} afterwards.",
        "The test {test} wants {function} to call {new} instead of {old}. Change {path}.",
        "Please let {function} of {path} call {new} in place of {old}; run {test}.",
        "Inside {function}, call {new} rather than {old}. Edit {path}, then run {test}.",
        "Correct {function} in {path}: {old} has to be {new}. Test it with {test}.",
        "I need {function} to call {new}, but it calls {old}. Edit {path} and run {test}.",
        "Set {function} in {path} to call {new} and no more {old}, then try {test}.",
        "Could you change {old} to {new} in {function} ({path}) and run {test}?",
        "{function} still calls {old}. From today it must call {new}; the file is {path}, the test {test}.",
        "No more {old} in {function} of {path}: put {new} in its place and start {test}.",
        "What {function} does with {old} it should do with {new}. See {path}; prove it with {test}.",
        "Whoever wrote {path} let {function} call {old}. That is wrong, {new} is right. Repair it, {test} must pass.",
        "In place of {old} we have {new} now. Bring {function} in {path} up to date and run {test}.",
        "{test} fails because {function} in {path} calls {old}. It needs {new}.",
        "Look at {function} in {path}. Its call of {old} is a mistake: {new} belongs there. {test} tells "
            + "whether you are right.",
        "Get {function} in {path} off {old} and on to {new}. At the end, {test} should pass.",
        "I do not like that {function} uses {old}. Use {new}. The source is {path} and the test is {test}.",
        "The old way was {old}, the new way is {new}: change {function} in {path}. Run {test}.",
    ]

    static let practised = [
        "{function} in {path} is to call {new} from now on, not {old}. Run {test} after the change.",
        "We replace {old} by {new} in {function}. Edit {path} and let {test} pass.",
        "Take {path}: within {function}, the call of {old} becomes a call of {new}. Then start {test}.",
        "The call of {old} that {function} makes is wrong. It must be {new}; see {path} and {test}.",
        "Would you let {function} call {new} where it has {old}? The file is {path}, and {test} checks it.",
        "See to it that {function} in {path} uses {new} and not {old}; {test} must pass.",
        "{path} needs a change: {function} should call {new} where {old} is called. Run {test} in the end.",
        "Write {new} for {old} in {function}, file {path}, and run {test}.",
        "My test {test} does not pass since {function} calls {old}. Let it call {new}; it is in {path}.",
        "Instead of {old}, {function} has to call {new}. Change this in {path}, then check with {test}.",
        "Mend {function} of {path}, which should use {new} and uses {old}. Run {test} to prove it.",
        "Take {old} out of {function} and put {new} in; the source is {path}. Does {test} pass then?",
    ]

    static let unseen = [
        "There is a bug in {path}: {function} calls {old} when it should call {new}. Repair it and run {test}.",
        "Have {function} call {new} instead of {old}; it is in {path}, and {test} is its test.",
        "Turn the {old} call inside {function} into a call of {new}. You find it in {path}; check it with {test}.",
        "We no longer want {old} in {function}. Put {new} there, in {path}, and see that {test} passes.",
        "Where {function} calls {old} in {path}, it ought to call {new}. Correct this, then try {test}.",
    ]
}
