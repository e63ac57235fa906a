# SPDX-License-Identifier: MIT
"""English words that are no part of a term, and how a noun looks, for finding terms without a tagger."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Function words, and words of any report that say nothing of its subject.
STOP_WORDS = _words("""
    a about above across after again against ago all almost alone along already also although always am amid among
    amount an and another any anyone anything are area around as aside ask at away b back based be became because
    become becomes been before began begin behind being below beneath beside besides best better between beyond big
    both bring brought but by c call called came can cannot case certain cf come comes consider considered could
    current currently d day days despite did do does doing done down due during e each early either else end enough
    especially et etc even ever every everyone everything example f fact far few fewer finally find first five for
    former forward found four from full further furthermore g gave general generally get give given go goes going
    good got great greater h had has have having he hence her here hers herself high higher him himself his how
    however i ibid ie if important in include included includes including increase increased indeed instead into is
    it its itself j just k keep kept key kind know known l large largely larger last late later latter least led less
    let like likely little long longer look low lower m made main mainly major make makes making many may me mean
    means meanwhile member merely might month months more moreover most mostly much must my n namely near nearly need
    needed needs neither never nevertheless new next no nobody none nor not note noted nothing notwithstanding now
    number o of off often oh old on once one ones only onto op or other others otherwise our ours out outside over
    overall own p pages part particular particularly past per percent perhaps place point possible pp present
    previous previously primarily probably provide provided provides put q quite r rather real really recent recently
    regarding related relative remain remained remains respectively result results s said same saw say says second
    see seem seems seen set several shall she should show shown shows significant similar since single six small so
    some someone something sometimes somewhat soon specific still subject such t take taken takes ten than that the
    their theirs them themselves then there thereby therefore these they thing things third this those though three
    through throughout thus time times to today together told too took toward towards two type types u under unless
    unlike until up upon us use used uses using usually v various vast very via vol vs w want was way ways we well
    went were what whatever when whenever where whereas whether which while who whole whom whose why wide will with
    within without would x y year years yes yet you your yours z figure table appendix chapter section page source
    report http https www january february march april june july august september october november december mr mrs ms
    dr eg non pre co according able don follow following follows continue continued thousand million billion dollars
    united states date half eight seven nine
""")

# Endings of words that are seldom nouns, and nouns that have them.
_NO_NOUN = ("ly", "ed", "ous", "ible", "able", "ful", "less", "ish", "ic", "ical", "ial", "ional", "ual", "ary", "ive")
_NOUNS = _words("""
    admiral adversary ally alternative animal anniversary anomaly approval archive arctic arithmetic arsenal
    assembly bed beneficiary boundary breed cable canal capital chemical clinic collective commentary contrary
    credential criminal critic deed defensive detective dictionary directive disposal drive editorial electronic
    enable executive explosive fabric family february five general glossary goal hospital incentive initiative
    intermediary interval january library logic manual material medical memorial metric military mineral missile
    monopoly motive music narrative native need objective offensive official perspective potential professional
    proposal public removal reply representative republic rhetoric ritual rival salary secretary seed shed signal
    sled speed summary supply survival table technical terminal topic traffic trial tutorial variable weed
    withdrawal
""")
_VERBS = _words("""
    achieve address allow argue argued assess become believe conduct consist continue contribute convert create
    depend deploy describe determine develop employ engage enhance ensure ensuring establish establishing exist
    explain identify indicate individual inserting involve left maintain occur operate perform please reduce
    reflect represent require seek separate strengthen strengthening striking suggest support
""")


def is_noun_like(word: str) -> bool:
    """Whether a word may be the last one of a term: no adverb, participle or adjective by its look."""
    plain = word.casefold()
    return plain in _NOUNS or singular(plain) in _NOUNS or not (plain.endswith(_NO_NOUN) or plain in _VERBS)


def is_term_like(word: str) -> bool:
    """Whether a word may be the first one of a term: neither an adverb nor a verb by its look."""
    plain = word.casefold()
    return plain not in _VERBS and (plain in _NOUNS or not plain.endswith("ly"))


def singular(word: str) -> str:
    """A folded word without the ending of a plural, by rule; a form that no dictionary has does no harm."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
