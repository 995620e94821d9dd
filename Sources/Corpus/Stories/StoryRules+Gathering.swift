extension StoryRules {
    /// Things are gathered, counted and given away, and the counts add up.
    static let gathering = """
        #gathering
        <opening> <gather.go>¶<gather.first> <gather.second> <gather.count>¶<gather.give> <gather.use> <gather.lesson?> <closing?>
        #gather.go
        <day> {hero} went out to look for {good.one-many}. {weather.sky}
        "We need {good.one-many}," said {elder} one {weather} {time}. "I will find some!" said {hero} and took a basket.
        <day> {hero} and <friend> wanted to gather {good.one-many}. {weather.sky}
        ^{hero} loved {good.one-many}. <day> {hero.they} took a [bag|basket|bucket] and went to find as many as {hero.they} could.
        #gather.first
        ^{good.in}, {good.from}, {hero} found {first} {good.one-many}.
        ^{hero} looked {good.from} and found {first} {good.one-many} there.
        ^{hero} walked slowly and looked closely. ^{good.from}, there were {first} {good.one-many}. ^{hero.they} put them all in the bag.
        "One, two," counted {hero}. ^{hero.they} did not stop until there were {first} {good.one-many}.
        #gather.second
        Then <friend> came along and gave {hero} {second} more.
        A little later, {hero} found {second} more[| behind a stone| under a bush| near the path].
        "I have some, too," said {friend}, {a} {friendKind} who lived nearby. ^{friend} had {second} {good.one-many} and put them with the others.
        After lunch, {hero} looked again and found another {second} {good.one-many}.
        #gather.count
        Now there were {sum} {good.one-many}. "^{first} and {second} make {sum}," said {hero} proudly.
        "How many are there now?" asked {elder}. ^{hero} counted them all. "^{sum}!" {hero.they} said.
        ^{hero} put them in a row and counted. There were {sum} {good.one-many} in all.
        "^{first} and {second}," said {hero}. "That makes {sum} {good.one-many}!"
        #gather.give
        On the way home, {hero} met {neighbor}, who had none. ^{hero} gave away {given} {good.one-many}. Then {hero.they} had {rest} left.
        But then {given} {good.one-many} fell [through a hole in the bag|into the stream|down the hill]. Now only {rest} were left. "^{rest} are enough," said {hero}.
        ^{hero} kept {rest} {good.one-many} and gave {given} to {neighbor}. "How kind of you!" said {neighbor}.
        A [little|hungry|shy] {creature} watched them from the grass, so {hero} left {given} {good.one-many} behind as a present. ^{sum} less {given} is {rest}, and {hero} took {rest} home.
        #gather.use
        At home, {hero} used the {rest} {good.one-many} to {good.use}.
        ^{hero} and {elder} used the {good.one-many} to {good.use}. Everyone liked it.
        "What will you do with {rest} {good.one-many}?" asked {elder}. "I want to {good.use}," said {hero}. And that is what they did.
        That evening, {elder} helped {hero} to {good.use}. <glad>
        #gather.lesson
        ^{hero} had learned that it is good to count, and even better to give.
        "You gave away {given} and you still have {rest}," said {elder}. "That is a good way to count."
        Those who look closely find more.
        "Tomorrow I will look for more," said {hero}. <glad?>
        """
}
