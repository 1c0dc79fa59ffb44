"""A made-up press in several languages: stories, and what outlets make of them, for tests of relations."""

from collections.abc import Iterator
from dataclasses import dataclass

from builders import make_article

from schemas.article import Article

STORIES = {
    "en": (
        "The harbour at Quellmoor was closed on 4 March after a barge with 320 tonnes of gravel struck the outer mole.",
        "Harbour master Ines Dorrow said that two tugs from Hallby had pulled the vessel free before the evening tide.",
        "Nobody was hurt, but ferries to the islands of Great Sund and Little Sund were cancelled for eleven hours.",
        "The owner, a family firm in Brackwater, promised to pay for repairs, which divers put at 90,000 crowns.",
    ),
    "de": (
        "Im Freibad von Oberlinden ist am 12. Juli ein Sprungturm gesperrt worden, weil Schrauben locker waren.",
        "Bademeisterin Karla Wenz bemerkte das Wackeln beim Putzen und rief sofort die Werkstatt der Gemeinde an.",
        "Die Reparatur soll 14.300 Taler kosten und vor den Ferien fertig sein, teilte das Rathaus am Abend mit.",
        "Bis dahin dürfen Kinder nur vom Beckenrand springen, und der Eintritt wird um die Hälfte gesenkt.",
    ),
    "ru": (
        "В городе Верхний Лог 7 сентября открыли новый мост через реку Синюху, который строили почти четыре года.",
        "Глава района Пётр Лозовский сказал, что движение пустят в два ряда, а грузовики пойдут по старой дороге.",
        "Стоимость работ составила 81 миллион крон, ещё шесть миллионов уйдёт на освещение и ограды.",
        "Жители посёлка Ключи надеются, что путь до больницы сократится с сорока минут до десяти.",
    ),
    "zh": (
        "青石镇政府周三宣布关闭旧码头的仓库因为屋顶在暴雨后出现三处裂缝工程师担心墙体继续下沉",
        "镇长林海波表示修缮费用约为二百万元预计十月底完工期间货船改停北岸的新泊位",
        "附近的渔民希望镇里早日恢复夜间照明以免小船在回港时撞上防波堤",
    ),
    "ar": (
        "أعلنت بلدية وادي الزعتر يوم الثلاثاء إغلاق السوق القديم بعد أن سقط جزء من سقفه إثر أمطار غزيرة دامت يومين",
        "وقالت رئيسة البلدية سلمى النجار إن الترميم سيكلف نحو 450 ألف دينار وسينتهي قبل بداية الشتاء المقبل",
        "ونقل التجار بضائعهم إلى ساحة المحطة حيث نصبت لهم خيام مؤقتة وحراسة ليلية على مدار الأسبوع",
    ),
    "tr": (
        "Çamdere kasabasında 18 Mayıs günü çıkan yangında zeytinliklerin dörtte biri yandı, üç ev boşaltıldı.",
        "İtfaiye amiri Nuri Sazak, rüzgârın gece dindiğini ve alevlerin sabaha karşı söndürüldüğünü söyledi.",
        "Köylüler zararın 6.200 liradan az olmadığını, yeni fidanların ancak sekiz yılda meyve vereceğini anlattı.",
    ),
}  # fmt: skip
NOTICE = "This report was supplied by the Marrow Telegraph Union; no part of it may be read aloud on the wireless."
"""What many pages carry at their end, whatever they report."""
SUNDRIES = (
    (
        "A stray heron has made its nest on the clock of the Tolby corn exchange, and the hands were stopped for it.",
        "Farmers set their watches by the mill whistle instead, which has been slow since the flood.",
    ),
    (
        "The choir of Upper Wend will sing in four villages next week to raise money for a hall and a new piano.",
        "Tickets are sold at the bakery, where the conductor's sister also takes old sheet music and broken strings.",
    ),
    (
        "Beekeepers near Ashgill counted fewer swarms than last spring and blame a late frost on the lime trees.",
        "One of them, Orla Stinton, now feeds her hives with syrup and keeps a diary of every warm afternoon.",
    ),
    (
        "The night tram in Port Sorrel runs every twenty minutes again since drivers and council signed a contract.",
        "Passengers had walked home from the fish market for a month, led by a student with a bicycle lamp.",
    ),
    (
        "A chest of letters under the stairs of the Merrow mill turned out to be a miller's quarrel with his brother.",
        "They argued for thirty years about a sluice gate that neither of them, the archivist found, had ever owned.",
    ),
    (
        "Swimmers crossed the lake at Ronsey in the dark with lamps on their caps, a brass band in a boat behind.",
        "The oldest, aged eighty, said the water was kinder than the applause and asked for hot soup at once.",
    ),
    (
        "The school at Fennick teaches knots and tides in the morning, arithmetic and bread in the afternoon.",
        "Inspectors came twice, ate what the pupils had baked, and left without writing anything down.",
    ),
)


@dataclass(frozen=True, slots=True)
class _Outlet:
    """Publishes pages one by one."""

    host: str

    def page(
        self, number: int, text: str, language: str, day: str | None = None, captured: str | None = None
    ) -> Article:
        """Return a page of this outlet."""
        return make_article(
            url=f"https://{self.host}/{number}",
            text=text,
            language=language,
            published=day,
            captured=captured,
            outlet=self.host.partition(".")[0].title(),
        )


def articles() -> tuple[Article, ...]:
    """Return over forty articles: copies, near copies, cut and longer ones, look-alikes, versions, and strangers."""
    return tuple(page for number, language in enumerate(STORIES) for page in _retellings(number, language)) + tuple(
        strangers()
    )


def _retellings(number: int, language: str) -> Iterator[Article]:
    story = STORIES[language]
    whole = "\n\n".join(story)
    day = f"2021-0{number + 2}-11"
    yield _Outlet("gull.example").page(number, whole, language, day)
    yield _Outlet("heron.example").page(number, whole.upper(), language, day)
    yield _Outlet("owl.example").page(number, "\n\n".join(story[:2]), language, day)
    yield _Outlet(f"tern-{language}.example").page(number, f"{whole}\n\n{NOTICE}", language)
    changed = whole.replace(story[-1].split(" ")[-1], story[0].split(" ")[0])
    yield _Outlet("rook.example").page(number, changed, language, day)
    yield _Outlet("gull.example").page(number, f"{whole}\n\n{story[0]}", language, day, captured="2021-12-01")
    if language == "en":
        other = whole.replace("Quellmoor", "Stavering").replace("320", "75").replace("4 March", "9 October")
        other = other.replace("Ines Dorrow", "Abel Trant").replace("Hallby", "Morne").replace("90,000", "12,500")
        yield _Outlet("wren.example").page(number, other, language, "2022-10-10")
        yield _Outlet("lark.example").page(number, other, language, "2022-10-10")


def strangers() -> Iterator[Article]:
    """Yield pages of one outlet that have nothing in common but a notice at the end."""
    for number, story in enumerate(SUNDRIES):
        yield _Outlet("crane.example").page(number, "\n\n".join((*story, NOTICE)), "en")
