"""Whatever the text, reading it holds to its contract."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quotes.model import Article, Span
from quotes.reading import read
from quotes.records import row
from quotes.rules import Rules, load

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئىةٱپچڤگکی"
MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0653\u0654\u0670\u0640\ufe91\ufefb\ufdfa"
CONTROLS = (
    "\u200b\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u00ad\x00\x1b"
)
POINTS = " \n\r\t\u00a0\u2028\x0b«»“”„\"'‘’‹›()[]{}،,؛;:.…!؟?-–—_/\\*#@%0123456789٠١٢٣٤٥٦٧٨٩"
# what a reader of news stumbles on, in any order
PIECES = (
    "قال", "وقال", "قالت", "وأضاف", "أضافت", "مضيفاً", "مشيرة إلى", "أكد", "نفى", "ونفت", "لم يؤكد", "دعا", "إلى", "أن", "إن",
    "أنه", "بأن", "بحسب", "وفقاً ل", "نقلت", "نقلاً عن", "عن", "قوله", "قولها", "على لسان", "حسبما أعلن", "يذكر أن", "من جهته", "بدوره",
    "الذي", "التي", "وزير المياه", "الوزيرة", "رئيس بلدية الغدير", "المتحدث باسم", "مصدر مسؤول", "سلمى الحدّاد", "سامي النجار", "النجار",
    "عبد الله بن عاشور", "وزارة المياه", "صحيفة «الميناء»", "وكالة السنديان", "بيان", "في بيان", "أمس", "السد", "الماء قليل", "سيصل غداً",
    "لن نعطش", "نحن", "كل من", "و", "،", "؛", ".", ":", ": «", "»", "«", "»،", "“", "”", '"', "'", "''", "...", "…", "(", ")", " - ", "\n",
    "\n\n", "؟", "!", "كلمة.كلمة", "2016", "٪", "ـ", "\u200f", "\u00a0",
)  # fmt: skip

texts = st.one_of(
    st.text(),
    # short ones: what is asked for after the last word is not there
    st.lists(st.sampled_from(PIECES), max_size=6).map("".join),
    st.text(LETTERS + MARKS + CONTROLS + POINTS),
    st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(LETTERS + MARKS + CONTROLS + POINTS, max_size=4)), max_size=60).map(" ".join),
)  # fmt: skip
titles = st.one_of(st.none(), texts)


@cache
def rules() -> Rules:
    return load()


@given(texts, titles)
@example('نقلا عن وزير"ل', None)
@example("دعا د“؟", None)
@example("وفقا ل", None)
@example("على لسان زا", None)
@example("حسبما أعلن د", None)
@example("", "موفد‘  نفى رو")
@example("", 'باكستاتاًسبك رئيس بلدية الغدير ستاتظاًس "  قالت ')
@example("أضاف رئيس ريس الير”النجار", "آوزيی الوزيرة ر  » ايقتصا وفقاً ل  لم يؤكد د › وأضاف ا \u200f ل")
@settings(max_examples=1500, deadline=None)
def test_whatever_the_text(text: str, title: str | None) -> None:
    article = Article("a", text, title=title, outlet="صحيفة الميناء")
    reading = read(article, rules())
    whole = Span(0, len(text))
    for one in reading.statements:
        assert one.content
        assert one.cue.span.of(text).strip()
        for before, after in zip(one.content, one.content[1:], strict=False):
            assert before.end <= after.start
        carriers = [carrier.span for carrier in one.via]
        mention = one.speaker.mention if one.speaker else None
        for span in (one.cue.span, *one.content, *carriers, mention, one.time, one.addressee):
            assert span is None or (span.start < span.end and whole.contains(span))
        for span in one.content:
            assert span.of(text).strip()
        assert one.speaker is None or one.speaker.name.strip()
        assert all(carrier.name.strip() for carrier in one.via)
        assert one.speaker is not None or one.confidence == "doubtful"
    for rejected in reading.rejected:
        assert rejected.span.start < rejected.span.end
        assert whole.contains(rejected.span)
    starts = [one.start for one in reading.statements]
    assert starts == sorted(starts)
    assert read(article, rules()) == reading


@pytest.mark.parametrize(
    ("text", "lemma", "manner"),
    [
        # told afterwards, in a sentence of its own
        ("قال الوزير سامي حداد إن المشروع تأخر. جاء ذلك خلال مؤتمر صحفي في العاصمة.", "قال", ("press_conference", None, None)),
        ("قال الوزير سامي حداد إن المشروع تأخر.\nوجاءت تصريحات حداد في مقابلة مع قناة الساحل.", "قال", ("interview", None, None)),
        ("قال الوزير سامي حداد إن المشروع تأخر. جاء ذلك بعد أسبوع من الحريق.", "قال", (None, None, None)),
        # a document speaks on, though it is not named again
        ("أكد البيان أن الطرق ستفتح قريبا.\nوأشار إلى أن العمل مستمر.", "أشار", ("statement", None, None)),
        # a speech in which one says, then goes on to say
        ("ألقت الوزيرة هدى سالم كلمة رحبت فيها بالضيوف وأكدت أن الميناء سيكتمل.", "أكد", ("speech", None, None)),
        # the day he tells of it is not the day he said it; two cues of one sentence share it
        ("قال وزير المال سامي حداد أمس إنه حذر الشركات من رفع السعر.", "حذر", (None, None, None)),
        ("قال وزير المال سامي حداد أمس إن الدين كبير لكنه توقع ألا يرتفع السعر.", "توقع", (None, "أمس", None)),
        ("وخلال هذا الأسبوع، أكد الخبير كمال ناصر أن السعر سيرتفع.", "أكد", (None, "وخلال هذا الأسبوع", None)),
        # not said yet, or by nobody
        ("سيلقي الرئيس كلمة يؤكد فيها أن البلاد بخير.", "أكد", ("speech", None, "unspoken")),
        ("ألقى الرئيس كلمة يؤكد فيها أن البلاد بخير.", "أكد", ("speech", None, None)),
        ("وكأنهم أقسموا ألا يمر يوم بلا شكوى.", "أقسم", (None, None, "unspoken")),
    ],
)  # fmt: skip
def test_how_and_when_it_was_said(text: str, lemma: str, manner: tuple[str | None, str | None, str | None]) -> None:
    [s] = [s for s in read(Article("a", text), rules()).statements if s.cue.lemma == lemma]
    assert (s.channel, text[s.time.start : s.time.end] if s.time else None, s.polarity) == manner


@pytest.mark.parametrize(
    ("text", "to"),
    [
        ("دعت الوزيرة هدى سالم سكان القرى إلى ترشيد المياه.", "سكان القرى"),
        ("وأبلغ الوزير سامي حداد أعضاء المجلس أن السد امتلأ.", "أعضاء المجلس"),
        ("وقال سامي حداد إن السد امتلأ، محذرا المزارعين من أن الفيضان قريب.", "المزارعين"),
        # accused and described are not spoken to
        ("واتهم الوزير سامي حداد الشركة بأنها أخفت الأرقام.", None),
        ("ووصف الوزير سامي حداد القرار بأنه خطأ كبير.", None),
        # nor is what stands elsewhere in the clause
        ("ودعا الوزير سامي حداد في ختام الجلسة إلى ترشيد المياه.", None),
        ("ودعا الوزير سامي حداد أمس إلى ترشيد المياه.", None),
    ],
)
def test_to_whom_it_was_said(text: str, to: str | None) -> None:
    s = read(Article("a", text), rules()).statements[-1]
    assert (s.addressee.of(text) if s.addressee else None) == to


@pytest.mark.parametrize(
    ("text", "speaker", "chain"),
    [
        ("نقلت وكالة السنديان عن صحيفة الميناء عن مصدر أمني قوله إن الطريق مقطوع.", "مصدر أمني", ["وكالة السنديان", "صحيفة الميناء"]),
        ("نقلت وكالة السنديان عن صحيفة الميناء قولها إن الطريق مقطوع.", "صحيفة الميناء", ["وكالة السنديان"]),
    ],
)  # fmt: skip
def test_through_whom_it_came(text: str, speaker: str, chain: list[str]) -> None:
    article = Article("a", text)
    [s] = read(article, rules()).statements
    assert s.speaker is not None
    assert (s.speaker.name, [c.name for c in s.via]) == (speaker, chain)
    told = row(article, s)
    assert told["via"] == {"name": chain[0]}
    carriers = told.get("chain", [told["via"]])
    assert [c["name"] for c in carriers] == chain
    assert all(text[slice(*c["mention"])] == c["name"] for c in carriers if "mention" in c)
