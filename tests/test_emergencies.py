"""What is an emergency in a reader's words, and what only sounds like one."""

import time

import pytest
from django.conf import settings

from education.emergencies import Emergencies
from education.files import listed
from education.lexicon import lexicon

pytestmark = pytest.mark.once

TOLD = {
    "chest pain": """
        crushing chest pain | I have chest pain right now | my chest hurts should i call 999 | bad chest pains
        cheast pane and sweating plz help | Mum has a tight band around her chest and feels sick
        I've got pressure in my chest since this morning | my chest is paining very much doctor
        What should I do, my chest hurts? | Why do I have chest pain after the balloon? | chest pain wont go away
        for months I have had chest pain when I climb stairs | it feels like an elephant sitting on my chest
        pain in my chest going down my left arm | hubby says his chest is really tight, what do I do
        no fever but my chest hurts | I had PTMC two years ago and now I get chest pain
        mother says chest pain and arm pain | i have chest pain is it normal | chest is burning and hand is paining
        There's a horrible squeezing feeling in my chest | Dad rubbing his chest, says it's like a vice, looks grey
        chest painn | My daughter says her chest hurts and she can't breathe
        I had chest pain last week, it was fine, now it is back""",
    "trouble breathing": """
        cant breathe | I can't breathe | cant breeth plz help | i cannot get my breath | my wife can not breath
        struggling to breathe | dad is gasping for air | mum is suddenly very breathless | having trouble breathing
        I'm out of breath even when I'm sitting still | i not able to breathe properly | baby is not breathing
        i am breathless lying in bed, what should i do | she is fighting for breath | sudden shortness of breath
        I woke up unable to breathe | feels like I am drowning when I lie down | my breath is not coming
        he finds it hard to breathe | I cant brethe, im scared | woke up at 3am and could not breathe | no breathing
        my mum's lips are blue | hard to breath even sitting | wife no breath good | feeling suffocated when lie down
        I feel as if I am drowning | I'm very breathless | my mum can't wait, she can't breathe""",
    "pink, frothy spit": """
        coughing up pink froth | pink foam is coming from his mouth | I keep spitting frothy pink stuff
        pinkish foam when I cough | there's frothy stuff with blood in it and his breathing sounds like bubbling""",
    "fainting": """
        I just fainted | mum has fainted | my husband passed out in the shower | she collapsed on the floor
        I feinted this morning | dad collapsd and wont get up | I keep blacking out | he blacked out an hour ago
        I fainted, should I be worried? | my daughter is fainting again and again | grandma fell down unconscious
        I think I'm going to pass out | collapsed | blakd out at work 2day | her eyes rolled back and she slumped over
        I feel like I am about to faint | dropped like a stone in the kitchen""",
    "not waking up": """
        he won't wake up | she is unconscious | my father is not responding | cant wake my mother | unconscious
        he's not responding to my voice | gran is unresponsive | husband no wake | nobody can wake him up
        she can't be woken""",
    "no pulse": "dad has no pulse | cannot find a pulse on my dad | his heart has stopped",
    "signs of a stroke": """
        my words came out all slurred for ten minutes earlier but its gone now | I couldn't speak for five minutes
        face drooping one side | Mum's face is drooping | her mouth has gone crooked | droopy fase and slurred words
        my left arm has gone weak | his speech is slurred | she can't speak properly and can't lift her arm
        dad is talking gibberish | I think my mother is having a stroke | suddenly cant move my right leg
        the left side of my face is numb | suddenly my husband is confused | my arm went weak but it is fine now
        half of his face dropped for ten minutes | am I having a stroke | mouth drooping and dribbling | arm no move
        one half of my body is numb | mum had a stroke just now | his words are all jumbled | half body dead
        left arm and left leg numb | grandma doesn't know who I am all of a sudden | her words don't make sense any more
        speech difficulties and weak arm since this morning | my arm was weak for ten minutes today""",
    "sudden loss of sight": """
        I suddenly can't see out of one eye | I have lost the sight in my left eye | my vision has gone black
        sudden loss of vision | grandad has gone blind in one eye | curtain came down over my eye and I can't see
        one eye no see | half of what I see is gone | the room went black in my right eye""",
    "bleeding that is heavy or does not stop": """
        bleeding wont stop | the bleding wont stop | my groin is bleeding heavily | blood is pouring from my leg
        I am bleeding from the groin what do I do | pressing for 15 minutes and it still bleeds | blood not stop
        blood has soaked through the dressing | my groin won't stop bleeding | blood everywhere help
        the puncture site keeps bleeding | blood not stopping from leg | I can't get the bleeding to stop
        so much blood from my groin | a jet of blood came out of my leg | soaked 3 towels with blood from my groin
        big bruises all over my body on warfarin | Bleeding from my groin | bledding heavily from the leg""",
    "a racing heart that does not settle": """
        my heart is racing and won't slow down | heart racing for an hour | my hart is pounding and will not settle
        palpitations that wont stop | pulse is 160 and not coming down | my heart has been racing since last night
        heart rate 172 at rest | palpitations 3 hrs now | It's been galloping for an hour, my watch says 165
        it races and won't stop, my heart""",
    "a leg or foot that is numb, cold or changes colour": """
        my leg is blue | blue leg | my foot has gone cold and white | blu leg after the procedure
        mums toes are numb and pale | I can't feel my foot | leg going cold and numb | foot cold no feeling
        they told me to call if my leg goes numb and now it is numb and white
        I told the nurse that my leg felt funny. It has now turned a bluish colour and it's cold""",
    "illness with confusion or blotchy skin": """
        high temperature and confused | mum has a fever. She is rambling and confused | fever and blotchy skin
        he feels very ill and his skin is mottled | high fevr and blochy skin
        My nan is saying weird things and has a fever""",
    "a sudden, severe headache": """
        sudden terrible headache | the worst headache of my life | I take warfarin and have a really bad headache
        I'm on blood thinners. I have a sudden headache""",
    "a nosebleed that does not stop": """
        my nose has been bleeding for 20 minutes | nosebleed won't stop | nose bleed for half an hour on warfarin""",
    "blood where it should not be": """
        I'm on warfarin and there is blood in my pee | vomiting blood | I am coughing up blood
        my poo is black and I take warfarin | there is blood in my stools | urine is red, I take blood thinner
        I brought up coffee grounds and take warfarin""",
    "a blow to the head on a blood thinner": """
        I take warfarin and hit my head | fell and banged his head, he is on blood thinners
        I'm on apixaban. I bumped my head hard on a door | banged my hed on blood thiners
        As I said I take rivaroxaban. A branch hit me on the head when I was gardening yesterday""",
    "an overdose": """
        I took too many tablets | mum has taken a whole box of warfarin | my son has overdosed
        I've taken four days of warfarin at once | My daughter swallowed my warfarin tablets""",
    "thoughts of ending your life": """
        I want to kill myself | I dont want to live any more | my wife is suicidal | I want die
        I don't see any point in living anymore""",
    "an emergency": """
        I'm dying | I think I am dying | I think I'm going to die | my dad is dying please help""",
}
NOT_TOLD = """
    what are the risks of stroke | how common is bleeding after the balloon | stroke | bleeding | fainting
    palpitations | can the procedure cause a stroke | why do people faint with mitral stenosis | signs of a stroke
    is breathlessness a symptom | what does a drooping face mean | what if I faint at home | when should I call 911
    what should I do if my groin bleeds | who do I call if I have chest pain | will it hurt
    if I get chest pain at night what do I do | my mother had a stroke ten years ago can she have the balloon
    I fainted last year, was it my valve | he had a stroke in 2019 | when I was a child I fainted a lot
    history of stroke and atrial fibrillation | no chest pain but I am tired | I have never fainted | could I die
    my chest doesn't hurt | I don't have trouble breathing | she has not fainted and has no chest pain
    is chest pain normal after the procedure | I'm afraid of having a stroke | scared of bleeding on warfarin
    worried about having a stroke during the balloon | the leaflet says to call for chest pain, why | I have a fever
    I read that the leg can go numb | patients who cannot breathe lying flat | could I have a stroke
    for my essay: crushing chest pain and what it means | might my leg go blue | does warfarin cause heavy bleeding
    how do doctors stop the bleeding in the groin | how do I prevent a stroke | I get breathless when I climb stairs
    I get out of breath more easily than last month | my heart flutters now and then | what is a racing heart
    my heart races when I drink coffee | am I put to sleep | do you open the chest
    will I be unconscious during the procedure | is the heart stopped for the balloon | can I lift my baby
    how is the balloon put in through the leg | why is the balloon put in at the groin
    how long must I keep my leg still | how many people die | my legs are tired | my groin is bruised
    there is a small lump in my groin | a little blood on the dressing | what does fainting have to do with the valve
    breathlessness after surgery how long | what happens if I hit my head | does it help with breathlessness
    my breathing is better since the balloon | I can breathe easily again | what is pulmonary oedema
    chest x-ray before the procedure | do I have to shave my chest | I feel low and worried after the procedure
    I'm nervous about the procedure | who can help me at home | I can't sleep after the procedure
    I can't decide between surgery and the balloon | stroke vs heart attack | I cant see the pictures on this page
    what number do I call in an emergency | which signs are an emergency | when does bleeding count as heavy
    chances of blood clots | does a nosebleed matter on warfarin | my throat is sore after the scan
    does the cold make my valve worse | a blue bruise on my leg | chest pain why
    is numbness in the leg usual after the local anaesthetic | are headaches a side effect
    how is an overdose of warfarin treated | what if the bleeding won't stop | what do you do when someone collapses
    my doctor said the valve is tight | I can't speak English well | I have a question about stroke
    can a weak heart have the balloon | is black tea allowed with warfarin
    my doctor wants to check my face to face appointment | I would like to hold my breath for the scan is that right
    I cant afford the operation | my mother's stroke was in 2018
    Two weeks ago I fainted, they checked everything and all was fine. Can I drive? | warfarin overdose antidote
    How would I notice a stroke in my sleep? | during my last pregnancy I collapsed twice | is the leg numbed
    my grandmother died of heavy bleeding on warfarin | no numbness or coldness in my leg | i had fits as a child
    my leg is neither cold nor numb | my hands go numb at night | a friend told me the leg may turn blue
    sleeping on my arm makes it numb | will I be awake or unconscious | scared my heart will stop
    I saw a video where someone coughs up pink foam, what is that? | does the balloon lower my stroke risk
    is my breathlessness from the valve | why is a cold leg an emergency | I dread fainting in public
    My doctor says I could have a stroke because of the clot. What can be done? | heart attack symptoms in women
    before the balloon I could not breathe lying flat | they do check my foot after it, why | numb hands in morning
    I took two warfarin tablets by mistake | Could my heart bleed? | bleeding is finish now | chest pain vs heartburn
    I am afraid that I faint | blood stop after 5 minute | when is bleeding too much | my pulse is 72 is that ok
    Heart is stop in operation? | chest pain and mitral stenosis | medicine for breathing problem
    does warfarin turn stools black | my hands and feet are often cold | Am I unconscious during the echo?
    can you go blind from endocarditis | what if I bang my head on warfarin | I was breathless before but not now
    Stroke survivors and valve treatment | we have to take plane to Lagos one week later, will it be a problem
    am I going to die | I am dying to know the results
    she had pink froth last winter and was treated, fine now, could it come back | which chest pain needs an ambulance
    What should I do about blood in my urine on warfarin? | chest pain: when do I call for help
    I fainted when I was twelve | how do they stop you bleeding | my mate said ur leg can go blue is that true
    worried sick about my mum bleeding on warfarin | can't wait to breathe properly again
    I was told fainting can be a sign, of what | I had chest pain but it was only heartburn
    bleeding after dental work on warfarin what to do | she had a fit as a baby
    my grandmother went blind from diabetes | what should I do about palpitations | does sudden loss of vision come back
    I nearly fainted when I heard the price | how do I describe my chest pain to the doctor
    can I warm my cold feet with a hot bottle | I'm dying for a cup of tea
    my husband's leg was numb for an hour after the procedure, it is fine now | my mum gets muddled with her tablets
"""


def rows(table: str) -> list[str]:
    return [question.strip() for line in table.splitlines() for question in line.split("|") if question.strip()]


@pytest.fixture(scope="module")
def emergencies() -> Emergencies:
    return Emergencies(listed(settings.CONTENT_DIR, "sign"), lexicon().knows)


@pytest.fixture(scope="module")
def found(emergencies):
    return emergencies.found


def test_an_emergency_is_recognised_by_its_sign(found):
    questions = [(sign, question) for sign, table in TOLD.items() for question in rows(table)]
    assert len(questions) > 120
    assert [(sign, one, found(one)) for sign, one in questions if sign not in found(one)] == []


def test_a_question_about_a_sign_is_no_emergency(found):
    assert len(rows(NOT_TOLD)) > 150
    assert {one: signs for one in rows(NOT_TOLD) if (signs := found(one))} == {}


def test_several_signs_are_all_told_each_once_and_in_the_order_of_the_file(found):
    assert found("My chest hurts, crushing chest pain, and I can't breathe!") == ["trouble breathing", "chest pain"]


@pytest.mark.parametrize(
    ("told", "not_told"),
    [
        ("my chest hurts", "my chest does not hurt"),
        ("dad fainted this morning", "dad fainted three years ago"),
        ("I had a stroke just now", "I had a stroke once"),
        ("I'm scared, I can't breathe", "I'm scared of not being able to breathe"),
        ("what do I do, my leg is blue", "what do I do if my leg turns blue"),
        ("why is my face drooping", "why does a face droop"),
        ("she can't breathe", "patients who can't breathe"),
        ("dad says his chest hurts", "the leaflet says a chest may hurt"),
        ("am I having a stroke", "could I have a stroke"),
        ("I had PTMC last year and now my chest hurts", "I had chest pain last year"),
        ("no fever but I can't breathe", "no fever and no trouble breathing"),
        ("my groin is bleeding and won't stop", "my groin bled a little and has stopped"),
        ("I hit my head. I take warfarin", "I hit my head on the boot of the car"),
    ],
)
def test_what_is_told_as_happening_counts_and_what_is_denied_past_feared_or_supposed_does_not(found, told, not_told):
    assert found(told)
    assert found(not_told) == []


@pytest.mark.parametrize("word", ["Mum", "mom", "my husband", "he", "our baby", "my 70 year old father", "grandad"])
def test_a_carer_tells_of_an_emergency_as_the_reader_does(found, word):
    assert found(f"{word} can't breathe") == ["trouble breathing"]
    assert "fainting" in found(f"{word} has just collapsed")


@pytest.mark.parametrize(
    "slip",
    ["crushing cheast pane", "i cant breeth", "mum feinted", "his fase is droopy", "bleding wont stop", "blu leg"],
)
def test_a_misspelt_emergency_is_one(found, slip):
    assert found(slip)


def test_a_word_that_is_right_is_not_taken_for_another():
    entries = [{"id": "chest", "kind": "sign", "says": "chest pain", "when": ["chest > pain"]}]
    assert Emergencies(entries, {"chess"}.__contains__).found("chess pain") == []
    assert Emergencies(entries, lambda word: False).found("chess pain") == ["chest pain"]


@pytest.mark.parametrize(
    ("pattern", "met", "not_met"),
    [
        ("red + hot|sore", "hot, and by now quite red", "hot. red"),
        ("red > hot", "red and hot", "hot and red"),
        ("red >> hot", "red a b c d e f hot", "red a b c d e f g h i j k hot"),
        ("red & hot", "red. Then hot", "red"),
        ("very red/hot", "very hot", "very quite hot"),
        ("=burned", "burned", "burning"),
        ("^ red", "red today", "today red"),
        ("red $", "it is red", "red it is"),
        ("@hue > leg", "dark red leg", "leg"),
    ],
)
def test_the_language_of_patterns(pattern, met, not_met):
    words = {"id": "hue", "kind": "words", "when": ["red|dark blue"]}
    signs = Emergencies([words, {"id": "x", "kind": "sign", "says": "x", "when": [pattern]}], lambda word: True)
    assert (signs.found(met), signs.found(not_met)) == (["x"], [])


def test_what_is_calm_gives_way_to_what_is_urgent_if_it_says_so():
    entries = [
        {"id": "calm", "kind": "calm", "when": ["if >> *"], "unless": ["@soon"]},
        {"id": "red", "kind": "topic", "says": "red", "when": ["red"]},
        {"id": "soon", "kind": "urgent", "when": ["now + *"]},
    ]
    signs = Emergencies(entries, lambda word: True)
    assert [signs.found(words) for words in ("red", "red now", "if red", "if red now")] == [[], ["red"], [], ["red"]]


@pytest.mark.parametrize("pattern", ["", "a ||b", "@nobody > pain", "chest > - pain"])
def test_a_pattern_that_cannot_be_read_is_named_with_its_entry(pattern):
    with pytest.raises(ValueError, match="“broken”"):
        Emergencies([{"id": "broken", "kind": "sign", "says": "x", "when": [pattern]}], lambda word: True)


def test_an_entry_of_no_known_kind_is_named():
    with pytest.raises(ValueError, match="“odd” needs a kind"):
        Emergencies([{"id": "odd", "kind": "alarm", "when": ["a"]}], lambda word: True)


HOSTILE = ["", "\0", "…?! x", "🫀" * 1000, "\u202eniap tsehc\u202c", "ש" * 4096, "a'" * 2000, "chest" * 800, "* ^ $ @a"]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_that_can_be_typed_is_too_much(found, text):
    assert found(text) == []


def test_a_sign_among_odd_characters_is_still_one(found):
    assert found("🫀💔\0 \u202ecrushing chest pain\u202c 🫀") == ["chest pain"]


@pytest.mark.parametrize("words", ["no chest pain ", "chest pain if ", "qzxv bleding nott ", "my i he now help "])
def test_four_thousand_characters_are_read_in_a_moment(found, words):
    found(words)
    began = time.perf_counter()
    found((words * 4096)[:4096])
    assert time.perf_counter() - began < 1
