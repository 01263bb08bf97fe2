"""The alphabetical order of a reader's language, for lists of a few hundred names.

The Unicode Collation Algorithm would need a table of 2 MB or a library of C++; seven languages need less:
Latin letters without their accents (ñ after n), Cyrillic letters as they are coded, Arabic ones without the
article, and Chinese characters by pinyin, in which GB 2312 lists the 3,755 common ones.
"""

import re

from knowledge.text import normalise, words

# A plain alef only: the one of ألبانيا carries a hamza and is no article.
_ARTICLE = re.compile(r"\bال(?=\w{2})")  # noqa: RUF001 - the letter is meant
_AFTER_Z = "nþ"  # sorts behind every other n
# Uncommon characters of names, which GB 2312 lists by shape, as common ones of the same sound; and 秘, which
# is "bì" in Peru alone.
_SAME_SOUND = str.maketrans({"斐": "匪", "瑙": "脑", "汶": "问"})


def alphabetical(name: str, language: str) -> str:
    """A key that sorts names as readers of `language` look them up; punctuation and capitals don't count."""
    if language == "zh":
        return _by_pinyin(name)
    if language == "es":
        name = re.sub("[ñÑ]", _AFTER_Z, name)
    if language == "ar":
        name = _ARTICLE.sub("", name)
    return " ".join(words(normalise(name)))


def _by_pinyin(name: str) -> str:
    common = normalise(name).replace("秘鲁", "必鲁").translate(_SAME_SOUND)
    coded = "".join(words(common)).encode("gb18030")  # GB 2312 with room for every other character
    return coded.decode("latin-1")
