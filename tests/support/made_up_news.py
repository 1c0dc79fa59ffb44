"""Made-up news: eleven events in five languages, each told by several outlets, with copies and look-alikes among them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from builders import make_article

from schemas.article import Article


@dataclass(frozen=True)
class Telling:
    """One outlet's account of an event."""

    event: str
    outlet: str
    day: str | None
    language: str
    headline: str
    text: str


def _told(event: str, language: str, *tellings: tuple[str, str | None, str, str]) -> list[Telling]:
    return [Telling(event, outlet, day, language, headline, text) for outlet, day, headline, text in tellings]


_FERRY_COPY = (
    "The ferry Marla ran aground off Quellsund on Sunday night with 214 people on board, the coast guard said.\n\n"
    "Captain Jorun Teig told rescuers that both engines had stopped near the Varde lighthouse. Nobody was hurt.\n\n"
    "Tugs from Osterby are to pull the Marla free at high water, and the harbour of Quellsund stays closed."
)

TELLINGS = [
    *_told(
        "ferry",
        "en",
        ("herald", "2021-03-15", "Ferry Marla aground off Quellsund", _FERRY_COPY),
        ("courier", "2021-03-15", "214 taken off ferry Marla", _FERRY_COPY),
        ("mirror", None, "Ferry stuck at Varde lighthouse", _FERRY_COPY),
        (
            "sentinel",
            "2021-03-16",
            "Marla freed after night on Varde reef",
            "Two tugs pulled the ferry Marla off the reef below the Varde lighthouse on Monday, hours after she ran "
            "aground near Quellsund.\n\nAll 214 passengers had been taken to Osterby. Captain Jorun Teig said water in "
            "the fuel had stopped both engines.\n\nThe coast guard of Quellsund has begun an inquiry.",
        ),
        (
            "globe",
            "2021-03-17",
            "Water in fuel stopped the Marla, says captain",
            "Jorun Teig, captain of the ferry Marla, told the inquiry in Quellsund that water had got into the fuel at "
            "Osterby.\n\nThe Marla ran aground at the Varde lighthouse on Sunday with 214 people on board.",
        ),
    ),
    *_told(
        "ferry-next-year",
        "en",
        (
            "herald",
            "2022-05-02",
            "Ferry Brisa aground off Tolmen",
            "The ferry Brisa ran aground off Tolmen on Sunday night with 96 people on board, the coast guard said.\n\n"
            "Captain Ida Rask told rescuers that the rudder had jammed near the Hestvik light. Nobody was hurt.\n\n"
            "Tugs from Lindhavn are to pull the Brisa free at high water, and the harbour of Tolmen stays closed.",
        ),
        (
            "globe",
            "2022-05-03",
            "Brisa's rudder jammed before she struck",
            "A jammed rudder drove the ferry Brisa onto the rocks at the Hestvik light near Tolmen, Captain Ida Rask "
            "said on Monday.\n\nThe 96 passengers of the Brisa were brought to Lindhavn.",
        ),
    ),
    *_told(
        "council",
        "en",
        (
            "herald",
            "2021-04-12",
            "Mayor Odelle resigns over Kestrel bridge",
            "Mayor Piers Odelle of Marrowgate resigned on Monday after auditors found that the Kestrel bridge had cost "
            "41 million crowns, three times what was planned.\n\nThe auditor Hanne Brisk said that invoices of the "
            "builder Stonelark were missing. Odelle denies that he knew.",
        ),
        (
            "courier",
            "2021-04-13",
            "Marrowgate without a mayor",
            "Marrowgate elects a new mayor in June after Piers Odelle stepped down over the Kestrel bridge.\n\n"
            "Auditors led by Hanne Brisk could not find invoices of Stonelark for some of the 41 million crowns.",
        ),
        (
            "sentinel",
            None,
            "The bridge that cost a mayor his office",
            "The Kestrel bridge in Marrowgate was to be the pride of Piers Odelle. The auditor Hanne Brisk asked for "
            "the invoices of Stonelark, and there were none.\n\nOdelle resigned; the bridge has cost 41 million crowns.",
        ),
    ),
    *_told(
        "fire",
        "de",
        (
            "bote",
            "2021-06-02",
            "Großbrand im Sägewerk Hallerbeck",
            "Im Sägewerk Hallerbeck bei Unterweiden ist in der Nacht ein Feuer ausgebrochen. Der Feuerwehrhauptmann "
            "Lutz Ammersbacher sprach von einem Schaden von 3 Millionen Kronen.\n\nDie Holzhalle in Unterweiden "
            "brannte völlig nieder. Menschen wurden nicht verletzt.",
        ),
        (
            "kurier",
            "2021-06-02",
            "Sägewerk bei Unterweiden zerstört",
            "Ein Feuer hat das Sägewerk Hallerbeck zerstört. Lutz Ammersbacher, Hauptmann der Feuerwehr Unterweiden, "
            "vermutet einen Kurzschluss in der Holzhalle.\n\nDer Schaden beträgt 3 Millionen Kronen.",
        ),
        (
            "anzeiger",
            "2021-06-04",
            "Nach dem Brand: Hallerbeck will wieder bauen",
            "Das abgebrannte Sägewerk Hallerbeck soll in Unterweiden neu entstehen. Das sagte der Besitzer zwei Tage "
            "nach dem Feuer.\n\nLutz Ammersbacher von der Feuerwehr nannte den Kurzschluss in der Holzhalle gesichert.",
        ),
    ),
    *_told(
        "well",
        "az",
        (
            "xeber",
            "2021-07-20",
            "Ağdərə qəsəbəsində yeni su quyusu açıldı",
            "Sərinbulaq rayonunun Ağdərə qəsəbəsində 180 metr dərinlikdə su quyusu istifadəyə verildi.\n\nMühəndis "
            "Rüfət Qarabulud dedi ki, quyu 900 ailəni su ilə təmin edəcək. Ağdərə sakinləri quyunu on il gözləyirdi.",
        ),
        (
            "gundem",
            "2021-07-21",
            "900 ailə suya qovuşdu",
            "Ağdərə qəsəbəsinin 900 ailəsi artıq su alır. Rüfət Qarabulud bildirdi ki, Sərinbulaq rayonunda 180 "
            "metrlik quyu qazılıb.",
        ),
    ),
    *_told(
        "museum",
        "ru",
        (
            "vesti",
            "2021-08-11",
            "В Верхнегорске ограблен музей",
            "Из музея камня в Верхнегорске похищен изумруд «Слеза Тармы». Директор музея Лидия Чащина сообщила, что "
            "сигнализация не сработала.\n\nПолиция Верхнегорска ищет двух мужчин на сером фургоне.",
        ),
        (
            "novosti",
            "2021-08-12",
            "Изумруд «Слеза Тармы» не нашли",
            "Полиция Верхнегорска второй день ищет изумруд «Слеза Тармы», похищенный из музея камня. Директор Лидия "
            "Чащина назвала имя охранника.\n\nСерый фургон нашли в лесу.",
        ),
        (
            "gazeta",
            None,
            "Серый фургон и изумруд",
            "Сигнализация музея камня молчала, когда двое на сером фургоне увезли «Слезу Тармы». Лидия Чащина уверена, "
            "что изумруд ещё в Верхнегорске.",
        ),
    ),
    *_told(
        "harvest",
        "fr",
        (
            "journal",
            "2021-09-05",
            "La grêle détruit les vergers de Montclairac",
            "La grêle a détruit samedi les vergers de Montclairac. Le maire Aurélien Passerat parle de 600 hectares de "
            "pruniers perdus.\n\nLes cueilleurs de la vallée de l'Orsenne demandent une aide.",
        ),
        (
            "echo",
            "2021-09-06",
            "Montclairac après la grêle",
            "Les pruniers de la vallée de l'Orsenne sont nus. Aurélien Passerat, maire de Montclairac, estime la perte "
            "à 600 hectares de vergers.\n\nLa grêle est tombée samedi pendant une heure.",
        ),
    ),
    *_told(
        "match",
        "en",
        (
            "herald",
            "2021-10-03",
            "Redfern Rovers beat Aldmoor 3-1",
            "Redfern Rovers beat Aldmoor Athletic 3-1 at Pellow Park on Saturday. Gus Whitlow scored twice and Tam "
            "Okello once.\n\nAldmoor stay at the bottom of the table.",
        ),
        (
            "globe",
            "2021-10-03",
            "Whitlow's two sink Aldmoor",
            "Two goals by Gus Whitlow and one by Tam Okello gave Redfern Rovers a 3-1 win over Aldmoor Athletic at "
            "Pellow Park.",
        ),
    ),
    *_told(
        "other-match",
        "en",
        (
            "herald",
            "2021-10-10",
            "Redfern Rovers beat Sankey 2-0",
            "Redfern Rovers beat Sankey United 2-0 at Pellow Park on Saturday. Ned Farrow scored once and Lew Obi "
            "once.\n\nSankey stay in the middle of the table.",
        ),
    ),
    *_told(
        "strike",
        "en",
        (
            "courier",
            "2021-11-20",
            "Tram drivers of Lowmere walk out",
            "Tram drivers in Lowmere stopped work on Friday. The union leader Bess Tarrow wants 12 per cent more pay; "
            "the Lowmere tramways offer 4.\n\nNo tram ran on the Gasworks line.",
        ),
        (
            "mirror",
            "2021-11-21",
            "Second day without trams in Lowmere",
            "For a second day no tram ran in Lowmere. Bess Tarrow said that drivers would stay out until the tramways "
            "offer more than 4 per cent.\n\nBuses on the Gasworks line were full.",
        ),
        (
            "sentinel",
            "2021-11-23",
            "Lowmere trams run again",
            "Trams run again in Lowmere after Bess Tarrow and the tramways agreed on 7 per cent. Drivers of the Gasworks "
            "line went back first.",
        ),
    ),
    *_told(
        "weather",
        "en",
        ("herald", "2021-12-01", "Weather", "Rain in the north, wind from the west. Some fog at night along the coast."),
        ("globe", "2022-02-01", "Weather", "Rain in the north, wind from the west. Some fog at night along the coast."),
    ),
    *_told(
        "alone",
        "en",
        ("mirror", None, "How to prune a quince", "A quince wants light. Cut what crosses, in March, above an eye."),
        ("globe", "2021-02-02", "Nine owls", "The keeper of the Thornby tower counted nine owls, and one that was none."),
        ("courier", "2021-05-05", "New stamps", "The post of the island of Farrowe shows its beetles on four stamps."),
    ),
]


def made_up_news(tellings: Iterable[Telling] = TELLINGS, **more: Any) -> list[Article]:  # noqa: ANN401  fields of an article
    """Return the tellings as articles, each at an address of its own."""
    found = []
    for number, each in enumerate(tellings):
        url = f"https://{each.outlet}.example/{each.event}/{number}"
        fields = {"headline": each.headline, "published": each.day, "outlet": each.outlet, "language": each.language}
        found.append(make_article(url=url, text=each.text, record_id=f"{each.event}-{number}", **fields, **more))
    return found
