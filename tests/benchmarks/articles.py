"""Invented articles of any number and length, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator

from quotes.model import Article

_PEOPLE = (
    ("وزير النقل", "فؤاد البستاني", "m"), ("وزيرة المياه", "سلمى الحدّاد", "f"), ("رئيس البلدية", "يوسف بن عاشور", "m"),
    ("مديرة المتحف", "ليلى مرعب", "f"), ("المتحدث باسم الشركة", "نبيل حمدان", "m"), ("الخبير الاقتصادي", "كمال الخطيب", "m"),
    ("النائبة", "هند المرزوقي", "f"), ("مدرب الفريق", "رشيد الزياني", "m"), ("نقيب الصيادين", "عبد الله الساحلي", "m"),
)  # fmt: skip
_BODIES = ("وزارة الزراعة", "شركة الأنهار", "هيئة الموازنة", "نقابة الخبازين", "بلدية الغدير")
_FACTS = (
    "الجسر الجديد سيفتح أمام السيارات قبل العيد", "كلفة المشروع لم تتجاوز ما رُصد له في الموازنة", "محصول القمح سيكون الأفضل منذ عشر سنوات",
    "أسعار الخبز باقية على حالها حتى نهاية العام", "المدارس ستبدأ عامها في موعده", "الشبكة القديمة تهدر ثلث الماء",
    "القطار الأول سيصل في آذار", "عدد الزوار تضاعف منذ افتتاح الميناء", "اللجنة ستنشر تقريرها خلال أسبوعين",
)  # fmt: skip
_WORDS = (
    "لن تُغلق السوق يوماً واحداً", "سنعمل ليلاً كي لا تتضرر المحال", "نحن في حاجة إلى وقت أطول", "هذا أفضل ما يمكن أن نقدمه للناس",
    "لا أحد يعرف متى ينتهي العمل", "من يدفع الفاتورة حين ترتفع الأسعار؟",
)  # fmt: skip
_NARRATION = (
    "وتمتد الأشغال على طول الشارع الرئيسي، وقد بدأت مطلع الشهر الماضي.", "وكان الميناء قد أُغلق ثلاثة أيام بسبب العاصفة.",
    "ويضم معرض «ألوان الساحل» أربعين لوحة لرسامين من القرى المجاورة.", "وتقع القرية على بعد عشرين كيلومتراً من العاصمة، ويسكنها نحو ألفي شخص.",
    "واجتمع المجلس البلدي مساء الاثنين وبحث ملف النقل.",
)  # fmt: skip


def make(number: int, seed: int = 0) -> Iterator[Article]:
    """Articles of two to forty sentences, about half of them with somebody's words."""
    chance = random.Random(seed)
    for n in range(number):
        paragraphs = [
            " ".join(_sentence(chance) for _ in range(chance.randint(1, 4))) for _ in range(chance.randint(2, 10))
        ]
        day = f"2026-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        yield Article(f"invented-{n}", "\n".join(paragraphs), chance.choice(_FACTS), "صحيفة الميناء", day)


def _sentence(chance: random.Random) -> str:
    if chance.random() < 0.5:
        return chance.choice(_NARRATION)
    title, name, gender = chance.choice(_PEOPLE)
    t = "ت" if gender == "f" else ""
    fact, words = chance.choice(_FACTS), chance.choice(_WORDS)
    return chance.choice(
        (
            f"وقال{t} {title} {name} إن {fact}.",
            f"وأضاف{t}: «{words}».",
            f"وأكد{t} {name.split()[-1]} أن {fact}، مشير{'ة' if t else 'اً'} إلى أن «{words}».",
            f"«{words}»، يقول {name}، «و{words}».",
            f"ونفت {chance.choice(_BODIES)}، في بيان، أن تكون {fact}.",
            f"ونقلت وكالة السنديان عن {title} {name} قوله إن {fact}.",
            f"وبحسب {chance.choice(_BODIES)} فإن {fact}.",
            f"وكشف مصدر مسؤول، طلب عدم ذكر اسمه، أن {fact}.",
            f"ودعا{t} {name} إلى تشكيل لجنة تراقب التوزيع.",
        )
    )
