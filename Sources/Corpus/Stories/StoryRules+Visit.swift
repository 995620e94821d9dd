extension StoryRules {
    /// A visit with a present, something done together, and something learned.
    static let visit = """
        #visit
        <opening> <visit.why>¶<visit.way> <visit.come>¶<visit.do> <visit.talk>¶<visit.leave> <closing?>
        #visit.why
        <day> {hero} wanted to visit {host}. ^{hero.they} took {present.a} as a present.
        "Let us send {present.a} to {host}," said {elder} one {weather} {time}. "I will take it there," said {hero}.
        ^{hero} had not seen {host} for a long time. <day> {hero.they} [packed|wrapped up] {present.a} and set out.
        It was lonely in the house of {host}, and {hero} knew it. So <one-time> {hero.they} went there with {present.a}.
        #visit.way
        The way led past [the school|a row of trees|the big barn|the old well]. {weather.sky}
        On the way, {hero} met <friend>. "Where are you going?" asked {friend}. "I am going to visit {host}," said {hero}.
        ^{hero} walked past [the mill|the school|the old well|the big barn] and over [a bridge|a field|a hill]. ^{hero.they} [hummed a song|counted the clouds|jumped over every puddle] on the way.
        The way was not long, but {hero} [stopped to look at a snail|stopped to smell a rose|waved to every bird]. {weather.sky}
        #visit.come
        ^{host} opened the door and [smiled|laughed with joy|clapped]. "^{hero}! How nice to see you!"
        "Who is there?" called {host}. "It is me, {hero}!" The door opened [wide|at once].
        ^{hero} knocked [three times|softly|on the green door]. "Come in, come in," said {host}. "I was just thinking of you."
        ^{host} was sitting by the window. When {host.they} saw {hero}, {host.they} jumped up.
        #visit.do
        ^{hero} gave {host.them} {present.the}. Then {host} asked, "Do you want to {pastime.do} with me?" "Oh yes!" said {hero}. So they {pastime.do-past} together. {pastime.detail}
        "What shall we do?" asked {hero}. "We could {pastime.do}," said {host}. They {pastime.do-past} for [an hour|hours|a long time]. {pastime.detail}
        ^{host} put {present.the} on the table. "First we {pastime.do}," {host.they} said, "and then we rest." They {pastime.do-past}. {pastime.detail}
        "Today I want to {pastime.do}," said {host}, "but I cannot do it alone." So {hero} helped {host.them}. {pastime.detail}
        #visit.talk
        ^{hero} learned {pastime.learn}. "You learn fast," said {host}.
        "When I was small, I had {a} {look} {thing}," said {host}. "I {thing.play-past} it every day." ^{hero} wanted to hear more.
        ^{host} told {hero} a story about [a ship|a storm|a talking fish|a very small king]. It was so funny that they both laughed.
        ^{hero} asked a hundred questions, and {host} answered every one. That is how {hero} learned {pastime.learn}.
        "Why do you like to {pastime.do}?" asked {hero}. "Because it is best when two do it," said {host}.
        #visit.leave
        When the sun went down, it was time to go home. "Thank you for coming," said {host}. "You made my day [bright|warm|happy]."
        "Please come again soon," said {host}. "I will come next week," said {hero}, and {hero.they} did.
        At the door, {host} gave {hero} {a} {look} {thing}. "This is for you," said {host}. "It was mine when I was little." <glad>
        "The best present was not {present.the}," said {host}. "The best present was you." <glad?>
        ^{hero} hugged {host} and went home. ^{hero.they} had learned that a little visit can make a big difference.
        """
}
