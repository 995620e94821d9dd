/// Wordings that ask that the `{what}` (function or constant) `{old}` be called `{new}` in `{first}` and `{second}`, and
/// that `{test}` be run.
enum RenamePhrasings {
    static let trained = [
        "Rename {old} to {new} in {first} and {second}, then run {test}.",
        "Rename the {what} {old} to {new} in {first} and {second} and run {test}.",
        "The {what} {old} should be called {new}: change {first} and {second}, then run {test}.",
        "Give the {what} {old} in {first} and {second} the name {new}. Then run {test}.",
        "In {first} and {second}, replace the name {old} by {new}, and check with {test}.",
        "Please change the name of the {what} {old} to {new}. It is in {first} and {second}. Run {test}.",
        "Edit {first} and {second}: {old} has to be named {new}. Run {test} when it is.",
        "Make {test} pass: in {first} and {second}, {old} must become {new}.",
        "I want the {what} {old} to be named {new} in {first} and in {second}. Run {test} to be sure.",
        "Update {first} and {second} so that the {what} is {new} and not {old}, and see with {test} whether it works.",
        "Open {first} and {second} and rename {old} to {new}. Then {test} must pass.",
        "Let the {what} {old} of {first} and {second} be {new} from now on, and run {test}.",
        "{old} in {first} and {second} should have the name {new}. Change it and run {test}.",
        "Swap the name {old} for {new} in {first} and in {second}. Run {test}.",
        "Make the {what} {old} a {what} {new} in both {first} and {second}; run {test}.",
        "Go to {first} and {second} and replace {old} with {new}. Check with {test}.",
        "Let {first} and {second} use {new}, not {old}. Run {test} afterwards.",
        "The test {test} wants {old} to be {new}. Change {first} and {second}.",
        "Please call the {what} {old} {new} from now on; see {first} and {second}, and run {test}.",
        "In {first} as in {second}, write {new} where {old} stands, then run {test}.",
        "Correct {first} and {second}: {old} has to be {new}. Test it with {test}.",
        "I need the {what} {old} renamed to {new} in {first} and {second}. Run {test}.",
        "Could you change {old} to {new} in {first} and {second} and run {test}?",
        "The new name of the {what} {old} is {new}. Put it into {first} and {second}, then try {test}.",
        "Nobody knows what {old} means. Call it {new}, in {first} and in {second}; {test} is there to check.",
        "{old} is a poor name for a {what}. In {first} and {second} it becomes {new}; start {test} after that.",
        "The {what} {old} gets another name, {new}. It stands in {first} and in {second}. Prove it with {test}.",
        "Drop the name {old}: {first} and {second} should both know {new}. Then see {test} pass.",
        "What was {old} is {new} now. Bring {first} and {second} up to date and run {test}.",
        "{test} fails because {first} and {second} still say {old}. It has to be {new}.",
        "Look at {first} and {second}: they share a {what} named {old}. Name it {new}. {test} tells whether "
            + "you are right.",
        "We agreed on {new} as the name, so {old} has to go from {first} and {second}. At the end, {test} should pass.",
        "I do not like the name {old}. I prefer {new}. The files are {first} and {second}, the test is {test}.",
        "The old name was {old}, the new one is {new}: change {first} and {second}. Run {test}.",
    ]

    static let practised = [
        "The {what} {old} is to have the name {new} in {first} and {second}. Run {test} after the change.",
        "We replace {old} by {new}. Edit {first} and {second} and let {test} pass.",
        "Take {first} and {second}: in both, {old} becomes {new}. Then start {test}.",
        "The name {old} is wrong. It must be {new}; see {first}, {second} and {test}.",
        "Would you call the {what} {new} where it is {old}? The files are {first} and {second}, and {test} checks it.",
        "See to it that {first} and {second} use {new} and not {old}; {test} must pass.",
        "{first} and {second} need a change: the {what} {old} should be {new}. Run {test} in the end.",
        "Write {new} for {old} in the files {first} and {second}, and run {test}.",
        "My test {test} does not pass since the {what} is named {old}. Name it {new}; it is in {first} and {second}.",
        "Instead of {old}, the name has to be {new}. Change this in {first} and {second}, then check with {test}.",
        "Mend {first} and {second}, which should use {new} and use {old}. Run {test} to prove it.",
        "Take {old} out of {first} and {second} and put {new} in. Does {test} pass then?",
    ]

    static let unseen = [
        "The name {old} is bad. Use {new} for this {what} in {first} as well as in {second}, then try {test}.",
        "Both {first} and {second} have a {what} {old} that should be {new}. Correct them and run {test}.",
        "Have {first} and {second} say {new} instead of {old}, and see that {test} passes.",
        "Turn {old} into {new}. You find this {what} in {first} and {second}; check it with {test}.",
        "We no longer want the name {old} but {new}, in {first} and also in {second}. Its test is {test}.",
    ]
}
