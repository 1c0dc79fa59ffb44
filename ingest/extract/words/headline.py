"""Headlines without the flags that say what media hang on them.

Rule: pure; a closed list. Flags that say something about the article ([UPDATED], [CORRECTED], [OPINION]) stay.
"""
# ruff: noqa: RUF001, E501  words in many scripts inside patterns

import re

from ingest.normalise.spaced import join_letters

_MEDIA = (
    r"(?:photos?|videos?|audio|gallery|galleries|infographics?|pictures?|pics?|images?|slideshow|podcast|map|graphic|live ?stream|"
    r"фото|видео|аудио|фотогалерея|инфографика|фотолента|foto|fotolar|fotos|vidéo|vídeo|video|v\u0130deo|foto galeri|fotoqaleri|galeri|galerie|fotogalerie|"
    r"відео|фотогалерея|ფოტო|ვიდეო|լուսանկար|լուսանկարներ|տեսանյութ|عکس|فیلم|ویدئو|صور|فيديو|φωτο|βίντεο|zdjęcia|wideo|yenilənir foto)"
)
_FLAG = re.compile(
    rf"\s*(?:\[\s*{_MEDIA}(?:\s*[/+,&|\-–]\s*{_MEDIA}){{0,3}}\s*\]|\(\s*{_MEDIA}(?:\s*[/+,&|\-–]\s*{_MEDIA}){{0,3}}\s*\)"
    rf"|<span[^<>]{{0,60}}>\s*\[?\s*{_MEDIA}(?:\s*/\s*{_MEDIA}){{0,2}}\s*\]?\s*</span>)\s*",
    re.IGNORECASE,
)
_CAPITAL_FLAG = re.compile(
    r"\s+[-–—|]\s*(?:PHOTOS?|VIDEO|ФОТО|ВИДЕО|FOTO|VİDEO)(?:\s*[/+,&]\s*(?:PHOTOS?|VIDEO|ФОТО|ВИДЕО|FOTO|VİDEO)){0,2}\s*$"
)
_LONGEST_HEADLINE = 2000


def clean_headline(raw: str) -> str:
    """Return a headline without media flags, white space folded; a headline that is nothing but a flag stays.

    >>> clean_headline("Chronicle of the flood [PHOTO/VIDEO]")
    'Chronicle of the flood'
    >>> clean_headline("Mayor resigns [UPDATED]")
    'Mayor resigns [UPDATED]'
    """
    folded = " ".join(join_letters(raw).split())
    if len(folded) > _LONGEST_HEADLINE:
        return folded
    cleaned = " ".join(_CAPITAL_FLAG.sub("", _FLAG.sub(" ", folded)).split())
    return cleaned or folded
