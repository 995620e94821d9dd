/// The words of the stories; ``StoryGrammar`` explains the notation.
enum StoryWords {
    static let all = [characters, world, things, plots] + [names(girls, .she), names(boys, .he)]

    private enum Pronoun {
        case she, he
    }

    private static func names(_ names: String, _ pronoun: Pronoun) -> String {
        let forms =
            switch pronoun {
            case .she: "they=she; them=her; their=her; self=herself; !kind=girl"
            case .he: "they=he; them=him; their=his; self=himself; !kind=boy"
            }
        return "@name\n" + names.split(whereSeparator: \.isWhitespace).map { "\($0); \(forms)" }.joined(separator: "\n")
    }

    private static let girls = """
        Lily Mia Anna Ella Ruby Nora Zoe Ivy Maya Lucy Rosa Tess Clara Emma Freya Greta Hana Ida Kira Lena Molly Nina Sara
        Tara Una Vera Wren Yara Amina Bella Cora Dora Elsie Gwen Hazel Jana Kaya Leila Mina Nell Opal Pia Quinn Rita Sofi
        Thea Ursa Willa Zara Ada Bea Dilla Esme Fay Juno Lotta
        """

    private static let boys = """
        Tom Ben Max Sam Leo Finn Jack Theo Noah Owen Oscar Hugo Felix Eli Dan Kofi Arlo Bruno Carl Diego Emil Fred Ivan
        Jonas Karim Luca Milo Nico Omar Paul Ravi Sven Tim Udo Viktor Yusuf Zack Abel Bo Cole Dev Ezra Gus Henry Isak Joe
        Kai Lars Moss Ned Otto Pete Remy Silas Toby Ulf Wim
        """

    private static let characters = """
        @girl
        girl
        @boy
        boy
        @animal
        rabbit
        fox
        bear
        mouse
        squirrel
        hedgehog
        duck
        otter
        badger
        cat
        puppy
        frog
        @elder
        Mom; they=she; them=her; their=her
        Dad; they=he; them=him; their=his
        Grandma; they=she; them=her; their=her
        Grandpa; they=he; them=him; their=his
        @host
        Grandma; they=she; them=her; their=her
        Grandpa; they=he; them=him; their=his
        the old fisherman; they=he; them=him; their=his
        the weaver; they=she; them=her; their=her
        the clockmaker; they=he; them=him; their=his
        the gardener; they=she; them=her; their=her
        @neighbor
        the baker; place=bakery
        the farmer; place=farm
        the gardener; place=garden
        the teacher; place=school
        the old fisherman; place=boat house
        the shoemaker; place=shoe shop
        the painter; place=house
        the weaver; place=house
        the miller; place=mill
        the clockmaker; place=clock shop
        @trait
        kind; noun=a kind word for everyone
        curious; noun=a question for everything
        brave; noun=a brave heart
        shy; noun=a quiet voice
        cheerful; noun=a big smile
        clever; noun=good ideas
        gentle; noun=a soft heart
        quiet; noun=a calm mind
        playful; noun=a loud laugh
        careful; noun=steady hands
        busy; noun=a plan for every day
        friendly; noun=a warm smile
        happy; noun=a song for every day
        little; noun=a big heart
        small; noun=big dreams
        """

    private static let world = """
        @home
        the sea
        a big forest
        the old mill
        a green hill
        a wide river
        a small village
        a quiet lake
        the apple trees
        a stone bridge
        the market square
        a field of corn
        the tall lighthouse
        @time
        morning
        afternoon
        day
        @weather
        sunny; sky=The sun was warm and the sky was blue.
        windy; sky=The wind blew and the leaves danced.
        cloudy; sky=Gray clouds moved slowly across the sky.
        cool; sky=The air smelled fresh and clean.
        warm; sky=Bees hummed in the soft air.
        bright; sky=The light shone on every leaf.
        misty; sky=A thin mist lay over the grass.
        breezy; sky=A soft wind moved the grass.
        quiet; sky=Only the birds were singing.
        golden; sky=The light was as yellow as honey.
        @place
        park; to=to the park; in=in the park; the=the park; detail=Children were laughing near the pond.
        garden; to=to the garden; in=in the garden; the=the garden; detail=The roses smelled sweet.
        beach; to=to the beach; in=at the beach; the=the beach; detail=The waves rolled in and out.
        forest; to=to the forest; in=in the forest; the=the forest; detail=The tall trees whispered in the wind.
        farm; to=to the farm; in=at the farm; the=the farm; detail=The hens were pecking at the corn.
        meadow; to=to the meadow; in=in the meadow; the=the meadow; detail=Yellow flowers grew all around.
        playground; to=to the playground; in=at the playground; the=the playground; detail=The swings went up and down.
        market; to=to the market; in=at the market; the=the market; detail=It smelled of bread and apples.
        lake; to=to the lake; in=by the lake; the=the lake; detail=The water was as smooth as glass.
        orchard; to=to the orchard; in=in the orchard; the=the orchard; detail=Ripe apples hung on every branch.
        river; to=to the river; in=by the river; the=the river; detail=The water sang over the stones.
        hill; to=to the hill; in=on the hill; the=the hill; detail=From there the houses looked very small.
        barn; to=to the barn; in=in the barn; the=the barn; detail=It smelled of hay and horses.
        @spot.park
        under the long bench
        behind the big oak tree
        beside the pond
        under the slide
        in the tall grass
        @spot.garden
        behind the rose bush
        under the old wheelbarrow
        between the pumpkins
        beside the watering can
        next to the garden gate
        @spot.beach
        behind a big rock
        under a pile of seaweed
        next to the sand castle
        inside an old rowing boat
        beside a tide pool
        @spot.forest
        inside a hollow log
        under a tall fern
        behind a mossy stone
        at the foot of a pine tree
        beside a ring of mushrooms
        @spot.farm
        behind the hen house
        under the old cart
        beside the water pump
        next to the pig pen
        between two milk cans
        @spot.meadow
        under the wooden fence
        behind a gray stone
        between the daisies
        beside the little stream
        at the foot of the lone tree
        @spot.playground
        under the seesaw
        behind the climbing frame
        in the sand box
        beside the swings
        at the end of the tunnel
        @spot.market
        under the fruit stand
        behind the bread stall
        between two flower pots
        beside the fountain
        under an empty crate
        @spot.lake
        under the wooden dock
        behind the reeds
        beside a green boat
        on a flat stone
        at the foot of a willow tree
        @spot.orchard
        behind the ladder
        under the biggest apple tree
        beside a full basket
        between the roots of a pear tree
        next to the stone wall
        @spot.river
        under the stone bridge
        behind a fallen tree
        between two round stones
        beside the old water wheel
        in the soft sand
        @spot.hill
        behind a round rock
        under a thorn bush
        beside the old flag pole
        in a patch of clover
        at the foot of the stone tower
        @spot.barn
        under the ladder
        behind the hay
        beside the old tractor
        inside an empty bucket
        between two sacks of grain
        @number
        zero
        one
        two
        three
        four
        five
        six
        seven
        eight
        nine
        ten
        eleven
        twelve
        thirteen
        fourteen
        fifteen
        sixteen
        """

    private static let things = """
        @look
        red
        blue
        green
        yellow
        orange
        purple
        pink
        white
        brown
        shiny
        little
        old
        bright
        striped
        tiny
        golden
        @thing
        ball; ~play=kick
        kite; ~play=fly
        drum; ~play=beat
        doll; ~play=hug
        teddy bear; ~play=hug
        toy boat; ~play=sail
        toy train; ~play=push
        toy car; ~play=drive
        top; ~play=spin
        hoop; ~play=roll
        scarf; ~play=wear
        hat; ~play=wear
        cap; ~play=wear
        whistle; ~play=blow
        bell; ~play=ring
        book; ~play=read
        flute; ~play=play
        blanket; ~play=hold
        basket; ~play=carry
        umbrella; ~play=open
        paper plane; ~play=throw
        sled; ~play=ride
        scooter; ~play=ride
        wagon; ~play=pull
        lantern; ~play=carry
        shovel; ~play=dig with
        paintbrush; ~play=paint with
        @food
        cookie; +one=cookie
        plum; +one=plum
        berry; +one=berry
        apple; +one=apple
        pancake; +one=pancake
        cherry; +one=cherry
        muffin; +one=muffin
        pear; +one=pear
        carrot; +one=carrot
        peach; +one=peach
        honey cake; +one=honey cake
        orange; +one=orange
        dumpling; +one=dumpling
        @good
        shell; +one=shell; in=at the beach; from=in the wet sand; use=make a necklace
        acorn; +one=acorn; in=in the forest; from=under the oak tree; use=make little toy people
        strawberry; +one=strawberry; in=in the garden; from=between the leaves; use=make sweet jam
        chestnut; +one=chestnut; in=in the park; from=on the path; use=make a toy horse
        feather; +one=feather; in=by the lake; from=in the reeds; use=make a fine crown
        pine cone; +one=pine cone; in=in the forest; from=under the tall pine; use=light a warm fire
        apple; +one=apple; in=in the orchard; from=in the high grass; use=bake a pie
        egg; +one=egg; in=at the farm; from=in the hay; use=bake a cake
        flower; +one=flower; in=in the meadow; from=by the stream; use=fill the blue vase
        mushroom; +one=mushroom; in=in the forest; from=in the moss; use=cook a hot soup
        pebble; +one=pebble; in=by the river; from=in the clear water; use=make a picture on the garden path
        leaf; +one=leaf; in=in the park; from=under the old trees; use=make a picture
        @present
        jar of honey; a={a} jar of honey; the=the jar of honey
        loaf of fresh bread; a={a} loaf of fresh bread; the=the loaf of fresh bread
        bunch of wild flowers; a={a} bunch of wild flowers; the=the bunch of wild flowers
        drawing of a ship; a={a} drawing of a ship; the=the drawing of a ship
        warm pie; a={a} warm pie; the=the warm pie
        pair of wool socks; a={a} pair of wool socks; the=the pair of wool socks
        bag of nuts; a={a} bag of nuts; the=the bag of nuts
        bowl of berry jam; a={a} bowl of berry jam; the=the bowl of berry jam
        pot of hot soup; a={a} pot of hot soup; the=the pot of hot soup
        basket of red apples; a={a} basket of red apples; the=the basket of red apples
        little wooden bird; a={a} little wooden bird; the=the little wooden bird
        @creature
        bird; home=nest; hurt=had fallen out of its nest; give=some seeds; ~sound=chirp
        kitten; home=basket in the barn; hurt=was stuck in a tree; give=some warm milk; ~sound=meow
        duckling; home=pond; hurt=had lost its mother; give=some soft bread; ~sound=peep
        lamb; home=green field; hurt=was caught in a bush; give=some sweet grass; ~sound=bleat
        turtle; home=pond; hurt=was lying on its back; give=a fresh leaf; ~sound=blink
        owl; home=hollow tree; hurt=had hurt its wing; give=some water; ~sound=hoot
        piglet; home=pen; hurt=was stuck in the mud; give=a sweet potato; ~sound=squeak
        puppy; home=house at the end of the lane; hurt=had a thorn in its paw; give=a bowl of water; ~sound=bark
        goat; home=barn; hurt=had its foot under a stone; give=a juicy carrot; ~sound=cry
        butterfly; home=flower field; hurt=had wet wings; give=a drop of honey; ~sound=tremble
        """

    private static let plots = """
        @goal
        blue flower; at=at the top of Windy Hill; need=^{elder} was sick in bed, and only the smell of a blue flower could make {elder.them} feel better; result={elder} smelled the blue flower and sat up in bed with a big smile
        silver bell; at=behind the waterfall; need=The sheep were lost in the mist, and only the sound of a silver bell could call them home; result={hero} rang the silver bell, and one by one the sheep came home
        magic seed; at=in the cave of the old bear; need=Nothing grew in the dry garden, and only a magic seed could make it green again; result={hero} planted the magic seed, and soon the garden was green again
        golden honey; at=in the tallest tree of the forest; need=^{elder} wanted to bake a birthday cake, but there was no golden honey in the house; result={elder} baked the cake, and it tasted better than any cake before
        red feather; at=on the far side of the river; need=The little band had no hat for its leader, and a hat needs a red feather; result=the leader wore the red feather, and the band played all night
        star stone; at=on the island in the lake; need=The lighthouse was dark, and only a star stone could make it shine; result=the star stone shone in the lighthouse, and all the boats came home
        clear water; at=at the spring in the mountains; need=The well in the village was dry, and everyone was thirsty; result=everyone in the village drank the clear water and danced around the well
        warm wool; at=on the high green meadow; need=Winter was coming, and {elder} had no warm wool to make a coat; result={elder} made a coat, and nobody was cold that winter
        old map; at=in the tower on the hill; need=Nobody knew the way to the summer fair, and only an old map could show it; result=the old map showed the way, and everyone went to the summer fair together
        sweet pear; at=in the garden behind the wall; need=The old horse would not eat, and it loved nothing but a sweet pear; result=the old horse ate the sweet pear and ran around the field like a young one
        lost key; at=at the bottom of the old well; need=The door of the school was locked, and only the lost key could open it; result=the lost key opened the door, and all the children cheered
        moon shell; at=on the beach beyond the rocks; need=The baby could not sleep, and only the song in a moon shell could help; result=the baby heard the song in the moon shell and slept until the sun came up
        @obstacle
        river; block=a wide river ran across the path; trouble=There was no bridge; helper=beaver; help=pushed a long log across the water; pass=walked over the log with careful steps
        wall; block=a high wall stood in the way; trouble=There was no door; helper=goat; help=showed where the stones made small steps; pass=climbed over the wall
        fog; block=a thick fog covered the path; trouble=It was hard to see even one step; helper=firefly; help=flew ahead with a small bright light; pass=followed the light to the other side
        thorns; block=a hedge of sharp thorns closed the path; trouble=There was no way around; helper=mole; help=dug a tunnel under the hedge; pass=crawled through the tunnel
        dark cave; block=the path went into a dark cave; trouble=It was too dark to walk; helper=bat; help=called softly from the front to show the way; pass=followed the voice through the dark
        swamp; block=a wet swamp lay ahead; trouble=The mud was deep and cold; helper=heron; help=pointed to the dry stones with its long beak; pass=jumped from stone to stone
        fallen tree; block=a huge tree had fallen on the path; trouble=It was too big to climb; helper=woodpecker; help=made a hole in the trunk; pass=slipped through the hole
        crossing; block=the path split into three; trouble=There was no sign; helper=snail; help=said that the path with the white stones was the right one; pass=took the path with the white stones
        bull; block=a big bull stood in the field; trouble=It looked very angry; helper=bee; help=hummed a song until the bull fell asleep; pass=tiptoed past the bull
        gate; block=an iron gate closed the road; trouble=The lock was old and stiff; helper=mouse; help=slipped inside the lock and turned it; pass=pushed the gate open
        steep hill; block=a steep hill rose ahead; trouble=The sand slid away under every step; helper=donkey; help=offered its strong back; pass=rode to the top
        stream; block=a fast stream cut through the woods; trouble=The water was too strong to walk in; helper=turtle; help=made a row of turtle backs from one side to the other; pass=stepped from shell to shell
        @project
        birdhouse; of=old boards and nails; +part=board; trouble=the roof was crooked and fell off; fix=cut the boards again and used longer nails; use=a small bird flew in and began to sing
        tree house; of=planks and rope; +part=plank; trouble=the ladder was too short; fix=tied two ladders together; use=they ate their lunch high up in the leaves
        toy boat; of=wood and cloth; +part=stick; trouble=the boat leaned to one side and sank; fix=put a flat stone in the middle of it; use=the boat sailed all the way across the pond
        sand castle; of=sand and shells; +part=shell; trouble=a wave washed the walls away; fix=built it again farther from the water; use=a little crab moved in like a king
        kite; of=paper and string; +part=paper bow; trouble=the kite dropped to the ground again and again; fix=tied a longer tail to it; use=the kite flew higher than the roofs
        wagon; of=a box and four wheels; +part=nail; trouble=one of the wheels came off; fix=put a strong pin through the wheel; use=they took turns riding down the lane
        bridge; of=stones and planks; +part=stone; trouble=the middle sank into the water; fix=put the biggest stones under the middle; use=even the ducks walked over it
        snowman; of=snow and coal; +part=snowball; trouble=the head rolled down and broke; fix=made a smaller head and pressed it on well; use=the snowman wore the best hat in the village
        tent; of=blankets and sticks; +part=stick; trouble=the wind blew the tent over; fix=put heavy stones on the corners; use=they told stories in it until it was dark
        scarecrow; of=straw and old clothes; +part=button; trouble=it would not stand up; fix=dug a deeper hole for the pole; use=the crows laughed, but they stayed away
        swing; of=a board and rope; +part=knot; trouble=the seat hung too low; fix=made the ropes shorter; use=they swung so high that they could see the river
        raft; of=logs and rope; +part=log; trouble=the logs drifted apart; fix=tied every knot twice; use=they floated on the pond like sailors
        @pastime
        bake bread; ~do=bake bread; detail=The kitchen smelled wonderful.; learn=how to fold the dough
        plant beans; ~do=plant beans; detail=The earth was soft and dark.; learn=how much water a seed needs
        read old letters; ~do=read old letters; detail=Some of them made them laugh out loud.; learn=about the days of long ago
        feed the hens; ~do=feed the hens; detail=The smallest hen ate from an open hand.; learn=the name of every hen
        paint a picture; ~do=paint a picture; detail=Soon there was paint on every finger.; learn=how to mix blue and yellow
        knit a scarf; ~do=knit a scarf; detail=The needles went click, click, click.; learn=how to make a new row
        play cards; ~do=play cards; detail=The clock ticked and nobody listened to it.; learn=a new game with kings and queens
        sing old songs; ~do=sing old songs; detail=Even the cat listened.; learn=a song about the sea
        fix the fence; ~do=fix the fence; detail=The hammer went tap, tap, tap.; learn=how to hold a nail
        pick plums; ~do=pick plums; detail=The best ones were at the top.; learn=how to find the ripe ones
        cook soup; ~do=cook soup; detail=The pot bubbled and the windows turned white.; learn=how to cut a carrot
        watch the stars; ~do=watch the stars; detail=One star fell, and they both made a wish.; learn=the names of three stars
        @mystery
        missing cookies; puzzle=Every night, a cookie was missing from the jar; ask=Who takes the cookies; clue=a line of crumbs on the floor; trail=The crumbs led to a small hole in the wall; who=a mother mouse; why=She had five hungry babies to feed; end=From then on, {hero} left a small plate of crumbs by the hole every evening
        strange music; puzzle=Every evening, strange music came from the roof; ask=Who is playing up there; clue=an empty bottle beside the chimney; trail=When the wind blew, the bottle sang; who=only the wind; why=It blew over the bottle and made a tune; end=After that, {hero} put three more bottles on the roof, and the wind played a whole song
        wet footprints; puzzle=Every morning, there were wet footprints on the kitchen floor; ask=Who walks here at night; clue=a green leaf from the pond; trail=The footprints led to the back door and on to the pond; who=a fat old frog; why=It liked to sleep in the warm kitchen; end=So {hero} made a soft bed of moss for the frog beside the stove
        lost socks; puzzle=Every week, one sock was gone from the line; ask=Who takes just one sock; clue=a black feather on the grass; trail=The feather pointed to the tallest tree; who=a crow; why=It needed warm wool for its nest; end=After that, {hero} hung an old sock on the line just for the crow
        knocking; puzzle=Each night at eight, something knocked on the window; ask=Who is knocking; clue=a broken twig on the ground; trail=The twig fit the branch of the apple tree; who=the apple tree; why=Its branch had grown long and touched the glass; end=They cut the branch, and it made a fine walking stick
        blue paint; puzzle=One morning, there were blue spots all over the garden path; ask=Who made the blue spots; clue=a blue paw print by the gate; trail=The spots went under the shed and stopped there; who=a kitten; why=It had stepped into a can of paint; end=They washed the kitten, and {hero} named it Sky
        empty bird bath; puzzle=Each day at noon, the bird bath was empty; ask=Who drinks all the water; clue=a big muddy hoof print; trail=The prints led to a gap in the fence; who=a thirsty pony; why=Its own bucket had a hole; end=They mended the bucket, and the pony let {hero} ride on its back
        moving stones; puzzle=Every day, the white stones by the door were in a new place; ask=Who moves the stones; clue=a tiny spoon in the grass; trail=Small tracks led from the spoon to the neighbor's gate; who=the neighbor's little boy; why=He wanted to play but was too shy to ask; end=From that day, they built towers with the white stones together
        glowing bush; puzzle=At night, a bush in the yard glowed with a green light; ask=What makes the bush shine; clue=a tiny wing on a leaf; trail=The light grew brighter behind the leaves; who=a family of fireflies; why=They had found a safe place to live; end=Every summer night after that, {hero} sat by the bush and counted the little lights
        half-eaten carrots; puzzle=Every carrot in the garden had one bite in it; ask=Who eats our carrots; clue=a bit of white fur on the fence; trail=The fur showed the way to a burrow under the hedge; who=a white rabbit; why=It only wanted to find the sweetest one; end=So {hero} planted one row of carrots just for the rabbit
        @mishap
        vase; did=ran through the house and knocked over the blue vase; broken=The vase lay in pieces on the floor; hide=push the pieces under the rug; tell=I broke the blue vase; mend=glued the pieces together, one by one; after=There were thin lines in the vase, but it held flowers again
        milk; did=played with the milk jug and spilled all the milk; broken=The milk ran over the table and onto the floor; hide=close the kitchen door; tell=I spilled all the milk; mend=washed the floor and fetched fresh milk from the farm; after=The floor was cleaner than before
        window; did=threw a ball too high and broke the window; broken=The glass lay all over the grass; hide=run to the back of the shed; tell=I broke the window; mend=swept up the glass and helped to put in a new pane; after=The new pane was so clear that the birds looked at themselves in it
        flower bed; did=chased a butterfly and stepped on the flower bed; broken=The tulips lay flat on the ground; hide=cover the flowers with leaves; tell=I stepped on the tulips; mend=planted new bulbs in a straight row; after=In spring, there were more tulips than ever
        cake; did=wanted just one small taste and dropped the whole cake; broken=The cake lay upside down on the floor; hide=say that the dog did it; tell=I dropped the cake; mend=mixed the flour and the eggs for a new cake; after=The new cake was a bit crooked, but it tasted very good
        book; did=read in the bath and dropped the book into the water; broken=The pages were wet and stuck together; hide=put the book back on the shelf; tell=I dropped the book into the water; mend=dried every page by the warm stove; after=The pages were wavy, but every word was still there
        paint; did=danced with a brush and got green paint on the clean wall; broken=There was a long green line on the wall; hide=move a chair in front of it; tell=I got paint on the wall; mend=painted the whole wall white again; after=In one corner, they painted a tiny green tree to remember the day
        fence; did=swung on the old gate until it broke; broken=The gate hung down on one side; hide=walk away and say nothing; tell=I broke the gate; mend=held the boards and handed up the nails; after=The gate closed better than before
        letter; did=made a paper boat out of an important letter; broken=The letter was wet and full of folds; hide=put the letter in the bin; tell=I made a boat out of the letter; mend=copied every word on clean paper; after=It was the neatest letter in the whole mailbag
        clock; did=took the kitchen clock apart to see inside; broken=Springs and wheels lay all over the table; hide=hide the parts in a drawer; tell=I took the clock apart; mend=put every wheel back in its place; after=The clock ticked again, only a little louder
        @skill
        swim; ~do=swim; in=in the lake; fail=went under and swallowed water; tip=Lie on the water like a leaf and kick with your feet; show=swam all the way to the little island
        ride a bike; ~do=ride a bike; in=on the lane; fail=fell into the soft grass; tip=Look ahead and not at your feet; show=rode all the way to the mill and back
        whistle; ~do=whistle; in=on the porch; fail=blew and blew without a sound; tip=Make your lips small and round like a berry; show=whistled a whole song to the birds
        skate; ~do=skate; in=on the frozen pond; fail=sat down hard on the ice; tip=Bend your knees and push to the side; show=skated three times around the pond
        climb; ~do=climb the big tree; in=in the yard; fail=slid back down to the ground; tip=Hold on with your hands before you move your feet; show=sat on the highest branch and waved
        draw a horse; ~do=draw a horse; in=at the kitchen table; fail=made a horse that looked like a potato; tip=Start with round shapes and add the legs last; show=drew a horse that seemed to run off the page
        dance; ~do=dance; in=in the big barn; fail=stepped on everyone's toes; tip=Count to four and listen to the drum; show=danced through every song at the summer fair
        bake bread; ~do=bake bread; in=in the warm kitchen; fail=made a bread as hard as a stone; tip=Let the dough rest until it is twice as big; show=baked a soft bread, and everyone wanted a slice
        juggle; ~do=juggle; in=behind the house; fail=dropped all the balls at once; tip=Begin with two balls and throw them to the same height; show=juggled three balls for the whole family
        sing; ~do=sing in front of people; in=at school; fail=forgot the words; tip=Look at one friendly face and take a deep breath; show=sang so well that everybody clapped
        row; ~do=row a boat; in=on the river; fail=went around in circles; tip=Pull with both arms at the same time; show=rowed straight to the other side
        tie; ~do=tie a bow; in=by the front door; fail=made a knot that nobody could open; tip=Make two loops and cross them like ears; show=tied every shoe in the whole house
        write; ~do=write a letter; in=at the little desk; fail=mixed up all the words; tip=Say the words out loud before you write them; show=wrote a long letter, and an answer came the next week
        """
}
