# SPDX-License-Identifier: MIT
"""The language of a text: by its script, and where several are written in that, by their most frequent words.

A text of any length has a third to a half of its words among the few most frequent ones of its language (Zipf 1935),
and these differ even between neighbours. The table holds the languages for which there is a stemmer, and those that
would be mistaken for one of them.
"""

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from itertools import chain

SAMPLE = 40_000  # code points that are looked at
_LEAST = 6  # words that must be frequent ones, and
_SHARE = 0.17  # the share of all words that they must be
_AHEAD = 1.1  # how many times as many as in the next likely language; a word of several languages counts less
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")

_SCRIPTS = (
    ("latin", re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")),
    ("cyrillic", re.compile("[\u0400-\u052f]")),
    ("arabic", re.compile("[\u0620-\u06ff]")),
    ("el", re.compile("[\u0370-\u03ff\u1f00-\u1fff]")),
    ("he", re.compile("[\u05d0-\u05ea]")),
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("zh", re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")),
    ("ko", re.compile("[\uac00-\ud7af\u1100-\u11ff]")),
    ("th", re.compile("[\u0e01-\u0e5b]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("hy", re.compile("[\u0531-\u0587]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
    ("ta", re.compile("[\u0b80-\u0bff]")),
)
# Scripts of one language each that a declaration may contradict; the others are written in Latin letters.
_WRITTEN_IN = {
    "cyrillic": ("ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn", "tg", "tt", "uz", "ba", "cv", "bs", "az", "os"),
    "arabic": ("ar", "fa", "ur", "ps", "ckb", "ug", "sd", "ku", "ms", "pa", "ks", "az"),
    "he": ("he", "iw", "yi"),
    "zh": ("zh", "ja", "ko", "yue", "wuu", "lzh", "cmn"),
    "ja": ("ja",),
    "hi": ("hi", "mr", "ne", "sa", "kok", "bho", "mai"),
}
_OTHER_SCRIPTS = frozenset({
    "ru", "uk", "be", "bg", "mk", "ar", "fa", "ur", "he", "el", "zh", "ja", "ko", "th", "hi", "hy", "ka", "ta", "mr",
})  # fmt: skip

_WORDS = {
    "latin": {
        "en": "the of and to in that is for it with as be by on are not this from which or was have at an but has",
        "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus",
        "fr": "de la le et les des en un du une est dans que pour qui par au sur pas plus ce il ou son avec ne sont",
        "es": "de la que el en y los del las un por con una para se no es al lo como su más o sus este son entre ha",
        "pt": "de a que o e do da em um para com não uma os no se na por mais as dos como ao ou das à seu pela são foi",
        "gl": "de a que o e do da en un para con non unha os no se na por máis as dos como ao ou das á seu pola ten",
        "it": "di e il la che in un a per del è non della i una le si con da dei al più come sono o nel gli ha alla",
        "nl": "de van het een en in is dat op te zijn voor met die niet aan er om ook als door bij of naar worden uit",
        "sv": "och i att det som en på är av för med den till inte har de om ett men var sig så från vid eller kan",
        "da": "og i at det en den til er som på de af for med ikke der et har om vi var men sig han ved eller blev",
        "no": "og i det en er som på til av for med at den ikke har de et om men seg han ved eller ble også fra skal å",
        "is": "og að í á er sem til við um en hann það ekki eða af með því fyrir skal hver eru sé rétt allir á þeim",
        "fi": "ja on ei että se oli hän ovat tai mutta kun myös joka sekä ole sen kuin jos ovat niin tämä mukaan jotka",
        "hu": "a az és hogy nem is egy meg ez de csak vagy már mint ha volt el van minden azt még ki kell nincs joga",
        "ro": "de și în la a cu care nu pe o că un din este mai se sau pentru sunt ce fi au prin să orice lui al",
        "tr": "ve bir bu için ile da de olarak çok en daha olan gibi her kadar ne veya sonra var göre ancak hakkı",
        "ca": "de la i el que a en les els un per una del no és amb al es dels com més o són seva aquest tot té ha",
        "pl": "i w na z się do nie to że jest o jak za od po przez ma lub oraz dla ich być tym prawo każdy który jego",
        "cs": "a v se na je že o s z do i to pro by za k od po který jako jeho nebo své jsou má být při aby právo",
        "sk": "a v sa na je že o s z do i to pre by za k od po ktorý ako jeho alebo svoje sú má byť pri aby právo",
        "hr": "i u je da se na za od s ne su o iz koji a kao po biti ili što svoje ima pravo svatko bude prema te nije",
        "sl": "in v je da se na za od z ne so o iz ki a kot po biti ali kar svoje ima pravico vsakdo bodo pri tudi ter",
        "et": "ja on ei et see oli ta või kui ka ning mis kes oma selle nende iga igal inimesel õigus kõik tema pole",
        "lt": "ir yra kad ne jis iš su į kaip bet ar tai turi teisę kiekvienas jo kurie būti savo dėl nuo prie visi",
        "lv": "un ir ka ne viņš no ar uz kā bet vai tas tiesības katram cilvēkam viņa kas būt savu par pie visi pēc",
        "id": "yang dan di dengan untuk dari ini dalam tidak pada itu adalah atau oleh akan ke sebagai hak setiap",
        "vi": "và của là có các được trong cho không một người với để những này quyền khi về hay mọi như từ đều phải",
        "sq": "dhe në të e i për një me që nga është si nuk ka së kjo ose do duhet drejtë gjithë njeri tij secili kanë",
        "af": "die van en in is het dat om te nie vir met op 'n aan by wat as of deur sy hulle word reg elke enige",
        "eu": "eta da du ez bat dira hau edo izan baina den dute eskubidea pertsona guztiek bere orok dituen ere behar",
    },
    "cyrillic": {
        "ru": "и в не на что с по как а к из от это для его все при или он о но быть так право человек их которые",
        "uk": "і в не на що з та до у як а за від це для його всі при або він про але бути так право людина їх які",
        "be": "і ў не на што з да у як а за ад гэта для яго усе пры або ён пра але быць так права чалавек іх якія",
        "bg": "и в не на че с по как а към от това за неговото всички при или той но да се е са има право човек които",
        "sr": "и у не на да се за од је са су о из који а као по бити или што своје има право свако буде према то није",
        "mk": "и во не на да се за од е со сум о кој а како по биде или што своето има право секој бидат според тоа до",
    },
    "arabic": {
        "ar": "في من على أن إلى التي الذي لا أو كل عن هذا ما مع هذه لكل ولا كان شخص الحق بين وفي حق ذلك قد غير له",
        "fa": "و در به از که این را با است برای آن یک هر خود می یا حق باشد دارد بر شود ها هم کس تا مورد نیز",
        "ur": "اور کے کی میں سے کا ہے کو کہ یا اس نہیں ہر شخص حق پر ایک جائے ہو گا کسی نے ہیں بھی اپنے",
    },
}


def language_of(text: str, declared: str = "") -> str:
    """The language (BCP 47) of a text: the declared one, unless that has another script, else a guess, or ""."""
    sample = text[:SAMPLE]
    script = _script(sample)
    if declared and (not script or _may_be_written(declared, script)):
        return declared
    return _by_words(sample, script) if script in _WORDS else script


def _script(sample: str) -> str:
    """The script of most letters, "" where there are hardly any."""
    counts = Counter({name: len(letters.findall(sample)) for name, letters in _SCRIPTS})
    if counts["ja"] * 10 > counts["zh"]:  # kana stand between the Chinese signs of every Japanese sentence
        counts["ja"] += counts.pop("zh")
    name, count = max(counts.items(), key=lambda each: each[1])
    return name if count >= 20 else ""


def _may_be_written(language: str, script: str) -> bool:
    primary = language.lower().replace("_", "-").split("-")[0][:3]
    if script == "latin":
        return primary not in _OTHER_SCRIPTS or "latn" in language.lower()
    return primary[:2] in {each[:2] for each in _WRITTEN_IN.get(script, (script,))}


def _by_words(sample: str, script: str) -> str:
    words = Counter(word.lower().replace("’", "'") for word in _WORD.findall(unicodedata.normalize("NFC", sample)))
    frequent = _frequent(script)
    rarity = {word: 1 / number for word, number in Counter(chain.from_iterable(frequent.values())).items()}
    likely = {language: sum(words[word] * rarity[word] for word in own) for language, own in frequent.items()}
    next_best, best = sorted(likely, key=lambda language: likely[language])[-2:]  # most_common would load a module
    known = sum(words[word] for word in frequent[best])
    return best if known >= max(_LEAST, _SHARE * words.total()) and likely[best] >= _AHEAD * likely[next_best] else ""


@lru_cache(maxsize=4)
def _frequent(script: str) -> dict[str, frozenset[str]]:
    return {language: frozenset(words.split()) for language, words in _WORDS[script].items()}
