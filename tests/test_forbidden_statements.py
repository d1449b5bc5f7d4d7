"""Each statement of content/forbidden.yaml: sentences that state it, and sentences near it that are allowed."""

from pathlib import Path

import pytest

from education import frontmatter
from education.checks.forbidden import check
from education.checks.text import texts
from education.files import Contents
from education.markup import parse
from education.readability import sentences

from .library import CONTENTS

pytestmark = pytest.mark.once

CONTENT = Path(__file__).resolve().parents[1] / "content"
FILE = CONTENT / "forbidden.yaml"
STATEMENTS = CONTENTS.of("statement")
# What is caught, then what is cleared.
EXAMPLES = {
    "antibiotics-at-dentist-always": (
        "Everybody with this valve needs antibiotics before dental work. Always take amoxicillin before you see the "
        "dentist. Antibiotics before dental treatment are routine.",
        "In Europe antibiotics before dental work are not routine. With a replaced valve you need antibiotics before "
        "some dental work. Do I always need antibiotics at the dentist?"),
    "antibiotics-at-dentist-never": (
        "You never need antibiotics before dental work. Antibiotics at the dentist are no longer advised. There is no "
        "need for antibiotics when a tooth is pulled.",
        "In Europe, antibiotics before dental work are not advised as a routine. Ask the dentist if you do not need "
        "antibiotics. Your teeth do not need whitening."),
    "any-leak-allowed": (
        "Only a moderate to severe leak rules the balloon out. A moderate leak is no reason against it. With moderate "
        "mitral regurgitation you can still have the balloon.",
        "In Europe a leak that is more than mild rules it out. In the 2006 guideline only a moderate or severe leak "
        "rules it out. It is a success if the leak is no more than moderate."),
    "balloon-for-hard-calcium": (
        "The standard balloon suits calcific mitral stenosis. Degenerative mitral stenosis is treated best when the "
        "balloon helps first. The balloon works well for a mitral ring full of calcium.",
        "Degenerative mitral stenosis is not suitable for the standard balloon. If a shock-wave balloon helps "
        "calcified mitral valves, nobody knows. The balloon works less well if the mitral valve holds calcium."),
    "balloon-for-replaced-valve": (
        "The balloon can also be used in people with a replaced mitral valve. Typical patients for the balloon are "
        "people who have had mitral valve replacement. A tissue valve can be opened with a balloon.",
        "The balloon is not meant for a replaced valve. Some pages say that the balloon opens a replaced mitral "
        "valve. Instead of the balloon, people with an artificial valve have surgery."),
    "balluloplasty": (
        "Mitral balluloplasty opens the valve. What is a Balluloplasty? The balluloplasties went well.",
        "Balloon valvuloplasty opens the valve. The balloon is filled. It is also called valvotomy."),
    "blood-tests-before-emergency": (
        "Wait for the blood tests before you take any antibiotic. Do not start antibiotics until blood has been "
        "taken. Antibiotics must be given only after the test results.",
        "If you are stable, wait for the blood tests before antibiotics. Antibiotics for a very ill person must never "
        "wait for blood tests. Ask about blood tests before you start antibiotics."),
    "catheter-valve-in-rheumatic": (
        "A catheter valve works well in a rheumatic mitral valve. Transcatheter mitral replacement is a good option "
        "for rheumatic stenosis. In rheumatic disease a transcatheter valve is safe.",
        "We have not seen how a catheter valve works in rheumatic disease. A catheter valve inside a failed tissue "
        "valve may work. Is a catheter valve a good choice in rheumatic disease?"),
    "chest-pain-call-doctor": (
        "If you have chest pain at home, call your doctor. Phone the ward at once if you have trouble breathing. See "
        "your GP if you faint or get very breathless.",
        "Call your emergency number now for chest pain, and then phone your team. Phone your team today about "
        "breathlessness on effort. In hospital, call a nurse and the team for chest pain, or call your nurse."),
    "cure": (
        "The balloon cures the disease. After the treatment you are cured. It is a cure for a narrow valve.",
        "It can ease symptoms, but it is not a cure. No medicine cures a narrow valve. Is it a cure?"),
    "doac-as-equal": (
        "A DOAC is as good as warfarin for a rheumatic valve. Apixaban is a safe choice with mitral stenosis. You can "
        "take a newer blood thinner instead of warfarin.",
        "DOACs are not recommended if the valve is rheumatic. Do not switch to a newer blood thinner alone. Could I "
        "take dabigatran instead of warfarin?"),
    "double-dose": (
        "Take two tablets if you missed one. Double the next dose. Take an extra dose to make up for the missed one.",
        "Never take a double dose. If you missed one, do not double the next dose. Neither rule lets you take two "
        "doses at once."),
    "exact-figures-at-19-years": (
        "After 19 years 28% were free of events. At 19 years, 20 out of 100 people had no event. The 19-year figure "
        "was 26 per cent.",
        "At 19 years about a quarter were free of events. A journal says 28% at 19 years, and a report from a meeting "
        "says 20%. At 15 years it was 44 out of 100."),
    "follow-up-scan-interval": (
        "After the balloon you need a scan every year. A good result is checked by an echo every 2 years. Have an "
        "ultrasound twice a year after the treatment.",
        "Ask your team if you need a scan every year after the balloon. After the balloon, scans are needed even if "
        "you feel well. How often will I have a scan after the treatment, every year?"),
    "groin-pressed-otherwise": (
        "Press on the groin for 20 minutes. If it bleeds, pressing for 15 minutes helps. Apply pressure for five "
        "minutes.",
        "Press on it firmly for 10 minutes. Handouts differ on pressing for 10 or 20 minutes. You lie flat for 20 "
        "minutes."),
    "hole-always-closes": (
        "All these holes close. The hole always closes. No hole stays open for long.",
        "Most of these holes close. Not all of these holes close. About 20 out of 100 holes were still open at 3 "
        "years."),
    "hole-never-matters": (
        "The hole never matters. A hole that stays open does not cause trouble. The hole is harmless.",
        "The hole rarely matters. Holes that stay open were not linked with serious problems. Does the hole never "
        "matter?"),
    "hole-often-harms": (
        "The hole often causes symptoms later. A hole that stays open is a common cause of trouble. Septal defects "
        "usually need repair.",
        "A hole that stays open rarely needs repair. The hole is usually small and seldom causes symptoms. A hole in "
        "the heart wall is the most frequent cause of death."),
    "late-symptoms-not-valve": (
        "Late symptoms are mostly not due to re-narrowing. When symptoms return after years, restenosis is seldom the "
        "reason. Re-narrowing becomes less common with time.",
        "If symptoms come back, the cause must be looked for, as it is not always restenosis and often not. Some "
        "pages say that late symptoms are mostly not due to re-narrowing. Re-narrowing becomes more common with time."),
    "leak-7-alone": (
        "A severe leak follows in 7% of procedures. About 7 out of 100 people get a bad leak. Severe regurgitation: 7 "
        "in every 100.",
        "One centre saw a severe leak in about 7 out of 100 procedures. A significant leak came in 17% of people. A "
        "few people in every 100 have a severe leak."),
    "lifting-otherwise": (
        "Do not lift anything heavy for 2 weeks. After 5 days you may lift again. Avoid heavy lifting for five days.",
        "Lift nothing heavy for about a week. Handouts differ on lifting, from 5 days to 2 weeks. After 2 weeks the "
        "bruise is gone."),
    "medicine-not-needed": (
        "You no longer need warfarin after the balloon. Do not take your tablets on the day. Your penicillin can be "
        "stopped.",
        "Do not take any medicine from a shop unless a pharmacist has seen your list. Your tablets may be stopped if "
        "your team says so. Do I no longer need warfarin?"),
    "missed-dose-one-rule": (
        "If you missed a tablet, just skip it. If you forget warfarin, take it as soon as you remember. You should "
        "always skip a dose that you have missed.",
        "If you miss a dose, never take a double one. One practice says that you should skip a missed dose. A missed "
        "dose should be told to your clinic."),
    "mitral-through-artery": (
        "The tube goes in through an artery in the groin. The catheter is passed to the mitral valve via the femoral "
        "artery. It is not open surgery: the tube goes in through an artery, not a vein.",
        "The tube does not go in through an artery. For the aortic valve it goes in through an artery. It goes "
        "through a vein at the top of the leg."),
    "no-hole-in-septum": (
        "The tube reaches the valve without making a hole in the heart. No puncture is made in the septum. The septum "
        "is not crossed.",
        "The doctor makes a small hole in the septum. In most people no hole in the septum remains. The chest is not "
        "cut open."),
    "no-risk": (
        "The balloon is risk-free. Nobody dies of it. It is a treatment without any risk.",
        "No treatment is without risk. It is not completely safe. Of 211 people nobody died."),
    "official-driving-wait": (
        "By law you may drive after 24 hours. The rules say that you can fly after 2 weeks. It is illegal to drive "
        "for one week after the balloon.",
        "The rules name no waiting time of so many days for driving. Official rules on driving ask for 1 week after "
        "balloon treatment of heart arteries. Do not drive for at least 24 hours."),
    "old-guideline-as-current": (
        "The 2006 US guideline recommends the balloon. It is Class I (ACC 2014). The newest American guideline is "
        "that of 2014.",
        "In 2006 the US guideline gave Class I to people without symptoms. The 2006 guideline is history. In 2014 the "
        "classes were other ones."),
    "one-anaesthetic-for-all": (
        "Everyone is awake during the treatment. You will always have a general anaesthetic. All patients stay for "
        "two nights.",
        "Many people are awake and others are asleep. Most people stay one night. In some hospitals everyone is "
        "awake."),
    "one-way-of-birth": (
        "With severe narrowing a caesarean is always needed. Every woman must have a natural birth. A vaginal birth "
        "is ruled out.",
        "European texts prefer a caesarean, which is best planned. A specialist team decides if a caesarean is "
        "needed. Must I have a caesarean?"),
    "only-for-the-unfit": (
        "It is only for people too ill for surgery. The balloon is reserved for people who cannot have an operation. "
        "It is just a last resort for the unfit.",
        "It is not only for people too ill for surgery. Some pages say that it is only for people too ill for "
        "surgery. It is kept for suitable valves, also in people fit for surgery."),
    "opening-always-2": (
        "The valve opens to at least 2.0 cm². It always reaches 2 cm². The opening ends at 2.0 cm² or more.",
        "The opening grows to about 2.0 cm² on average. With an opening of more than 2.0 cm² sport may be possible. "
        "With 2.0 cm² or less a DOAC is not advised."),
    "penicillin-one-form": (
        "Penicillin injections are best for everybody. Everyone should have penicillin by injection. Penicillin "
        "tablets are always better.",
        "With severe narrowing, tablets of penicillin may be better. Penicillin by injection every 4 weeks prevents "
        "attacks. Are penicillin tablets always better?"),
    "permanent": (
        "The result is permanent. The valve will not narrow again. The valve stays open for ever. It lasts for life.",
        "The result is not permanent. Permanent atrial fibrillation makes a good result less likely. It may not last "
        "for ever."),
    "pregnancy-losses-pooled": (
        "In 745 pregnancies 5% were stillbirths. A review found that 13 out of 100 babies were born early. Pooled, "
        "20% of births were preterm.",
        "In 71 women 13% of births were early. In 745 pregnancies the procedure failed in 5.7%. We have not seen how "
        "many babies are lost over all studies."),
    "procedure-radiation-dose": (
        "The dose is 5 mSv. One procedure gives 0.3 Gy. You get about 10 millisieverts.",
        "In 11 procedures in pregnancy it was below 0.2 mSv. The X-rays give more radiation than a chest X-ray. The "
        "balloon is 26 mm wide."),
    "promised-result": (
        "Success is guaranteed. It never fails. You will feel much better.",
        "Nobody can promise a result. It does not work for everyone. Will it always work for me?"),
    "rehab-for-everybody": (
        "Everybody is offered heart rehabilitation. You will get a place in rehab. Cardiac rehabilitation is routine "
        "after the balloon.",
        "Some hospitals offer rehabilitation to everyone. Rehabilitation is not always offered. Ask if everyone is "
        "offered cardiac rehabilitation."),
    "safer-than-surgery": (
        "The balloon is safer than surgery. It has fewer risks than an operation. Open-heart surgery is less "
        "dangerous.",
        "The balloon is not proved safer than surgery. Nobody has shown which is safer, the balloon or an operation. "
        "The hospital stay is shorter than after surgery."),
    "second-balloon-for-all": (
        "Re-narrowing is usually treated with a second balloon. A repeat balloon is the standard answer. The balloon "
        "can be repeated as often as you like.",
        "Most people need a valve replacement, and a repeat balloon is an option for some. A second balloon suits "
        "chosen valves. Can I always have a second balloon?"),
    "severe-narrowing-a-bar": (
        "It is not usually used if the valve is severely narrowed. A very narrow valve rules it out. People with "
        "severe stenosis cannot have the balloon.",
        "Severe narrowing is the main reason to offer it, not a reason against it. Some pages say that it is not used "
        "if the valve is severely narrowed. Mild narrowing is not treated with the balloon."),
    "shock-wave-established": (
        "The shock-wave balloon is one of the balloons in use. Lithotripsy is an established treatment. Shock waves "
        "are approved for mitral valves.",
        "A shock-wave balloon is still experimental. Lithotripsy is not a standard treatment. Shock waves crack "
        "calcium."),
    "start-a-medicine": (
        "Start taking aspirin. You should begin warfarin now. Take a daily aspirin after the treatment.",
        "Ask your team when to start warfarin. If your doctor says so, start aspirin. Start the day with a walk."),
    "stop-a-medicine": (
        "Stop your warfarin before you go to hospital. It is safe to stop penicillin. Stop taking your tablets when "
        "you feel better. On the day, you can skip your blood thinner.",
        "Do not leave out, stop or change a medicine by yourself. Stopping a blood thinner raises the danger of a "
        "clot. Stop warfarin only if your team tells you. The rule is to skip a missed dose after midnight."),
    "success-95": (
        "It works in 95 out of 100 people. The success rate is 80 to 95%. The procedure succeeded in 19 out of 20.",
        "It works in about 9 out of 10 people. The 95% confidence interval of success was wide. It succeeded in 95 "
        "people."),
    "unseen-2020-classes": (
        "In the 2020 US guideline it is Class 1. Class 2a in the American guideline of 2020. The 2020 ACC guideline "
        "gives class 2b for new atrial fibrillation.",
        "The 2020 US guideline calls 1.5 cm² severe. This page does not give Class 1 or any class of the 2020 US "
        "guideline. Europe gave Class I in 2025."),
    "unseen-guideline-details": (
        "In 2021 the American Heart Association limited dental antibiotics. The World Health Organization advises "
        "penicillin every 3 weeks. The supplement of the 2025 guideline gives points.",
        "We have not seen if the World Health Organization advises penicillin for 10 years. People who have "
        "penicillin every 4 weeks need a plan. The 2025 guideline names an echo score above 8."),
    "unseen-studies": (
        "A series of 879 people was followed. Among 879 patients most did well. The thirty-year trends show progress.",
        "We have not read the report on 30-year trends. In 895 people it worked. She had the balloon 30 years ago."),
    "us-deaths-for-all": (
        "Of those treated, 2% of women and 5% of men died. Death comes to 2 out of 100 women and 5 out of 100 men. Of "
        "2 in 100 women and 5 in 100 men we know that they died.",
        "In the United States 2% of women and 5% of men died in hospital. Up to 3 out of 100 died. Of 2% of women and "
        "5% of men nothing is known."),
    "valve-normal-again": (
        "After the balloon the valve is normal again. It makes your valve healthy. The valve works normally. Your "
        "valve will be as good as new.",
        "It does not make the valve normal. The valve opens to about a quarter of normal size. The mitral valve is "
        "normally reached through a vein."),
    "warfarin-one-rule-before": (
        "Warfarin is stopped 3 days before the treatment. Carry on with warfarin up to the day. Blood thinners must "
        "be paused.",
        "One hospital has a rule that warfarin is stopped 3 days before. Keep taking your warfarin unless your team "
        "says otherwise. Hospitals differ on whether warfarin is paused."),
    "work-interval-after-balloon": (
        "You can go back to work 3 days after the balloon. After this treatment you are off work for two weeks. After "
        "valvuloplasty people work again in a few days.",
        "No handout on the balloon gives a number of days off work. After other tests through the groin people go "
        "back to work in 2 to 3 days. After the balloon, ask if you can go back to work in a few days."),
}  # fmt: skip


def said(words: str) -> list[str]:
    return [sentence.text for sentence in sentences(parse(words))]


def caught(name: str, words: str) -> list[str]:
    """The sentences that the check finds fault with by the one statement."""
    records = {("statement", name): STATEMENTS[name], ("page", "example"): {"body": words}}
    contents = Contents(records, {("statement", name): (FILE.name, 1), ("page", "example"): ("example.md", 1)})
    check(contents, texts(contents))
    messages = [fault.message for fault in contents.faults if fault.rule == "forbidden"]
    return [sentence for sentence in said(words) if any(f"“{sentence}” says" in message for message in messages)]


def test_each_statement_has_examples():
    assert list(EXAMPLES) == list(STATEMENTS)
    assert {name for name, pair in EXAMPLES.items() for words in pair if len(set(said(words))) < 3} == set()


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_the_evidence_does_not_allow_is_caught(name):
    words, _ = EXAMPLES[name]
    assert caught(name, words) == said(words)


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_is_near_it_is_cleared(name):
    _, words = EXAMPLES[name]
    assert caught(name, words) == []


def test_the_file_is_in_house_form_and_each_statement_leans_on_a_claim():
    assert frontmatter.dump(sorted(STATEMENTS.values(), key=lambda record: record["id"])) == FILE.read_text("utf-8")
    assert [name for name, record in STATEMENTS.items() if not record.get("claims")] == []
