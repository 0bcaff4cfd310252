"""ISO 639-3 codes of the languages that recognisers tell apart by other codes."""

_PAIRS = (
    "af:afr am:amh ar:ara as:asm az:aze ba:bak be:bel bg:bul bn:ben bo:bod br:bre bs:bos ca:cat cs:ces "
    "cy:cym da:dan de:deu el:ell en:eng es:spa et:est eu:eus fa:fas fi:fin fo:fao fr:fra gl:glg gu:guj "
    "ha:hau he:heb hi:hin hr:hrv ht:hat hu:hun hy:hye id:ind is:isl it:ita ja:jpn jv:jav jw:jav ka:kat "
    "kk:kaz km:khm kn:kan ko:kor la:lat lb:ltz ln:lin lo:lao lt:lit lv:lav mg:mlg mi:mri mk:mkd ml:mal "
    "mn:mon mr:mar ms:msa mt:mlt my:mya ne:nep nl:nld nn:nno no:nor oc:oci pa:pan pl:pol ps:pus pt:por "
    "ro:ron ru:rus sa:san sd:snd si:sin sk:slk sl:slv sn:sna so:som sq:sqi sr:srp su:sun sv:swe sw:swa "
    "ta:tam te:tel tg:tgk th:tha tk:tuk tl:tgl tr:tur tt:tat uk:ukr ur:urd uz:uzb vi:vie yi:yid yo:yor "
    "zh:zho"
)
_ISO_639_3 = dict(pair.split(":") for pair in _PAIRS.split())

UNDETERMINED = "und"
"""ISO 639-3 for a language that is not known."""


def iso_639_3(code: str) -> str:
    """Three letters for an ISO 639-1 code, with or without a region; `und` for one that is not known."""
    base = code.lower().replace("_", "-").split("-")[0]
    if len(base) == 3 and base.isascii() and base.isalpha():  # noqa: PLR2004 - three letters are the code itself
        return base
    return _ISO_639_3.get(base, UNDETERMINED)
