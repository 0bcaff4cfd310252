"""Abbreviations, units and signs of written English, with what people say for them."""

from typing import TypeAlias

Spoken: TypeAlias = tuple[str, ...]

CURRENCIES: dict[str, tuple[Spoken, Spoken]] = {
    "$": (("dollars",), ("cents",)),
    "£": (("pounds",), ("pence",)),
    "€": (("euros",), ("cents",)),
    "¥": (("yen",), ("sen",)),
}
"""Sign to its unit and the unit's hundredth."""

MAGNITUDES = frozenset({"hundred", "thousand", "million", "billion", "trillion", "k", "m", "bn"})

SIGNS: dict[str, tuple[Spoken, ...]] = {
    "%": (("percent",),),
    "$": (("dollars",), ("dollar",), ()),
    "£": (("pounds",), ("pound",), ()),
    "€": (("euros",), ("euro",), ()),
    "¥": (("yen",), ()),
    "&": (("and",),),
    "@": (("at",),),
    "+": (("plus",), ("and",)),
    "=": (("equals",), ("is",)),
    "°": (("degrees",), ()),
    "#": (("number",), ("hash",), ("hashtag",), ()),
    "§": (("section",),),
    "/": ((), ("slash",), ("or",), ("over",), ("per",)),
    "-": ((), ("dash",), ("to",), ("minus",)),
    "–": ((), ("to",)),  # noqa: RUF001 - the dash of ranges
    ".": ((), ("dot",), ("point",)),
    ":": ((), ("to",), ("colon",)),
    "_": ((), ("underscore",)),
    "*": ((), ("star",), ("times",)),
    "×": (("by",), ("times",)),  # noqa: RUF001 - the multiplication sign
}
"""Sign to what may be said for it; an empty reading where it may be left out."""

ABBREVIATIONS: dict[str, tuple[Spoken, ...]] = {
    "dr.": (("doctor",), ("drive",)),
    "dr": (("doctor",), ("drive",)),
    "mr.": (("mister",),),
    "mr": (("mister",),),
    "mrs.": (("misses",),),
    "mrs": (("misses",),),
    "ms.": (("miz",), ("miss",)),
    "ms": (("miz",), ("miss",)),
    "st.": (("saint",), ("street",)),
    "st": (("saint",), ("street",)),
    "prof.": (("professor",),),
    "sr.": (("senior",),),
    "jr.": (("junior",),),
    "lt.": (("lieutenant",),),
    "sgt.": (("sergeant",),),
    "capt.": (("captain",),),
    "gen.": (("general",),),
    "rev.": (("reverend",),),
    "hon.": (("honorable",),),
    "vs.": (("versus",),),
    "vs": (("versus",),),
    "etc.": (("et", "cetera"),),
    "etc": (("et", "cetera"),),
    "e.g.": (("e.", "g."), ("for", "example")),
    "i.e.": (("i.", "e."), ("that", "is")),
    "no.": (("no",), ("number",)),
    "dept.": (("department",),),
    "approx.": (("approximately",), ("approx",)),
    "inc.": (("inc",), ("incorporated",)),
    "ltd.": (("limited",),),
    "co.": (("company",), ("co",)),
    "corp.": (("corporation",), ("corp",)),
    "ave.": (("avenue",),),
    "blvd.": (("boulevard",),),
    "mt.": (("mount",),),
    "ft.": (("feet",), ("foot",), ("fort",)),
    "w/": (("with",),),
    "w/o": (("without",),),
    "½": (("half",), ("a", "half"), ("one", "half")),
    "¼": (("a", "quarter"), ("one", "quarter"), ("one", "fourth")),
    "¾": (("three", "quarters"), ("three", "fourths")),
}
"""Lower-case abbreviation to its readings."""

UNITS: dict[str, tuple[Spoken, ...]] = {
    "kg": (("kilograms",), ("kilogram",), ("kilos",), ("k.", "g.")),
    "g": (("grams",), ("gram",), ("g.",)),
    "mg": (("milligrams",), ("milligram",), ("m.", "g.")),
    "lb": (("pounds",), ("pound",)),
    "lbs": (("pounds",), ("pound",)),
    "oz": (("ounces",), ("ounce",)),
    "km": (("kilometers",), ("kilometer",), ("k.",)),
    "m": (("meters",), ("meter",), ("million",), ("m.",)),
    "cm": (("centimeters",), ("centimeter",)),
    "mm": (("millimeters",), ("millimeter",), ("m.", "m.")),
    "ft": (("feet",), ("foot",)),
    "in": (("inches",), ("inch",), ("in",)),
    "mi": (("miles",), ("mile",)),
    "mph": (("miles", "per", "hour"), ("miles", "an", "hour"), ("m.", "p.", "h.")),
    "l": (("liters",), ("liter",), ("l.",)),
    "ml": (("milliliters",), ("milliliter",), ("m.", "l.")),
    "hz": (("hertz",),),
    "khz": (("kilohertz",),),
    "mhz": (("megahertz",),),
    "ghz": (("gigahertz",),),
    "kb": (("kilobytes",), ("k.", "b.")),
    "mb": (("megabytes",), ("megabyte",), ("meg",), ("megs",), ("m.", "b.")),
    "gb": (("gigabytes",), ("gigabyte",), ("gigs",), ("gig",), ("g.", "b.")),
    "tb": (("terabytes",), ("terabyte",), ("t.", "b.")),
    "s": (("seconds",), ("second",), ("s.",)),
    "ms": (("milliseconds",), ("m.", "s.")),
    "min": (("minutes",), ("minute",)),
    "h": (("hours",), ("hour",), ("h.",)),
    "hr": (("hours",), ("hour",)),
    "hrs": (("hours",),),
    "am": (("a.", "m."),),
    "pm": (("p.", "m."),),
    "k": (("k.",), ("thousand",)),
    "bn": (("billion",),),
    "c": (("celsius",), ("c.",)),
    "f": (("fahrenheit",), ("f.",)),
    "x": (("times",), ("x.",), ("by",)),
    "d": (("d.",),),
}
"""Letters straight after a number to their readings."""
