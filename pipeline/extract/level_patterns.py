"""The words that say what a number is to an index, as patterns over the text left and right of it.

"resistance near" before 2,500, "as support" after 5,700; where several fit, the one listed first decides.
"""

from __future__ import annotations

import re

from pipeline.types import LevelKind

_NEAR = (
    r"(?:\s(?:is|are|was|sits?|stands?|comes?|lies|located|placed|seen|now|at|in|near|"
    r"around|about|of|to|the|a|an|from|for|on|or|roughly|some|with|key|key level|"
    r"immediate|first|next|level|levels|zone|area|region|range|range of|mark|then|only|"
    r"just|and|put|which|he|she|they|placing|initial|strong|it|index|has|have|"
    r"also|still|currently|towards?|targets?|between|exists?|points?|resides?|found|"
    r"visible|positioned|pegged|likely|that|this|its|lower|upper|down|up|way|all|likely "
    r"to be|drawn|along|by|as|followed)|,|:|-|–|<i>)*\s?(?:\()?$"
)
_BEFORE = r"^\s?(?:previously\b|earlier\b(?! (?:than|this|in|on|today|that|last)\b)|before(?=[,.;)]|$))"
_REVISED = (
    r"(?:rais|lift|hik|boost|increas|bump|cut|lower|reduc|trim|slash|revis|nudg|"
    r"up(?:ped)?|upgrad|downgrad|mov|chang|took|take|mark|target|forecast|objective|call|"
    r"number|figure|estimate|projection|went|goes|go|chop|drop|adjust|tweak)\w*"
)
RE_KINDS_ALL_LEFT: tuple[tuple[LevelKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            LevelKind.PRIOR_TARGET,
            (
                r"\b(?:up|down|raised|lifted|cut|lowered|compared with|versus|vs\.?|higher|increase|"
                r"increased|reduced|hiked|boosted|trimmed|slashed) from (?:an? |the |its |his |her "
                r")?(?:earlier |previous |prior |old |current |initial )?(?:target |forecast |"
                r"estimate |projection |call |year-end target )?(?:of |at )?(?:about |around )?$"
            ),
        ),
        (
            LevelKind.PRIOR_TARGET,
            (
                rf"{_REVISED}\b[^.;]{{0,80}}\bfrom (?:an? |the |its |his |her )?(?:earlier |previous "
                rf"|prior |old |current |initial )?(?:target |forecast |estimate |projection |call |"
                rf"year-end target )?(?:of |at )?(?:about |around |just )?$"
            ),
        ),
        (
            LevelKind.PRIOR_TARGET,
            (
                r"\b(?:previous(?:ly)?|prior|earlier|old|former|original)\b(?: (?:target|forecast|"
                r"estimate|projection|call|figure|number|goal|view))?(?: (?:of|at|was|for|had|called|"
                r"stood|looked|a|slide|the|end|year|to))*(?: of| at| was)? ?$"
            ),
        ),
        (
            LevelKind.PRIOR_TARGET,
            (
                r"\b(?:targets?|forecasts?|objectives?|projections?|estimates?) "
                r"(?:made|set|issued|given|published|dated) [^.;,]{0,30}\b(?:was|were|had been)(?: about| around)? $"
            ),
        ),
        (LevelKind.PRIOR_TARGET, r"\((?:was|from|previously|prior|old)[: ]\s?$"),
        (
            LevelKind.TARGET,
            (
                r"\b(?:rais|lift|hik|boost|increas|bump|cut|cutt|lower|reduc|trim|slash|revis|nudg|"
                r"upgrad|downgrad|mark|chopp|hack|tweak)(?:e[sd]?|s|ed|ing)?\b[^.;]{0,80}\bto "
                r"(?:about |around |a record |an? )?$"
            ),
        ),
        (
            LevelKind.BULL_CASE,
            (
                r"\b(?:bull|bullish|best|upside|optimistic|blue[- ]sky)[- ]?(?:case|scenario)?(?:[- "
                r"]case|[- ]scenario)[^.;]{0,110}$"
            ),
        ),
        (
            LevelKind.BEAR_CASE,
            (
                r"\b(?:bear|bearish|worst|downside|pessimistic|recession|stress)[- ]?(?:case|"
                r"scenario)?(?:[- ]case|[- ]scenario)[^.;]{0,110}$"
            ),
        ),
        (LevelKind.FAIR_VALUE, r"\b(?:fair|intrinsic)[- ]value[^.;]{0,40}$"),
        (
            LevelKind.TARGET,
            (
                r"\b(?:targets?|upside targets?|downside targets?|objectives?|goal|stop-loss[^.;]{0,"
                r"30}targets?)(?: (?:of|at|is|are|for|in|the|near|around|towards|to|stands?|stood|"
                r"now))*[ :]\s?$"
            ),
        ),
        (
            LevelKind.TARGET,
            (
                r"\b(?:targets?|forecasts?|objectives?|projections?|predictions?|call)\b(?![^.;,]{0,"
                r"60}\b(?:above|below|resistance|support)\b)[^.;,]{0,60}\b(?:at|of|is|to|remains|was|"
                r"now|towards?|near|around|for)(?: about| around| roughly| just)? ?$"
            ),
        ),
        (
            LevelKind.TARGET,
            (
                r"\b(?:(?:our|my|his|her|its|their)|[\w.]+[’']s?) (?:[\w&-]+ ){0,4}(?:number|figure)"
                r"(?: for [^.;,]{1,50})? (?:is|remains|stays|stands|goes)(?: now| still)?(?: at| to)? $"
            ),
        ),
        (
            LevelKind.RESISTANCE,
            (
                rf"\b(?:resistances?|hurdles?|ceilings?|barriers?|caps?|capped|overhead|supply(?: "
                rf"zone)?|upper (?:end|band|boundary)|sell any bounce)\b{_NEAR}"
            ),
        ),
        (
            LevelKind.SUPPORT,
            (
                rf"\b(?:supports?|floors?|cushions?|downside protection|demand(?: zone)?|lower "
                rf"(?:end|band|boundary)|supported|base|bottom|stop[- ]?loss)\b{_NEAR}"
            ),
        ),
        (
            LevelKind.TRIGGER,
            (
                r"\b(?:break(?:s|ing|out|down)?|clos(?:e|es|ing)|move[sd]?|moving|hold(?:s|ing)?|"
                r"stay(?:s|ing)?|remain(?:s|ing)?|sustain(?:s|ed|ing)?|settle[sd]?|get(?:s|ting)?|"
                r"push(?:es)?|rally|trade[sd]?|trading|fall(?:s|ing)?|drop(?:s|ping)?|slip(?:s|"
                r"ping)?|dip(?:s|ping)?|penetrat\w+|clear(?:s|ed)?|cross(?:es|ing)?|climb(?:s)?|"
                r"go(?:es)?|slides?|breach(?:es|ed)?)\b[^.;]{0,30}\b(?:above|below|over|under|beyond|"
                r"through|past|of|beneath)(?: the| its| a)?(?: (?:key|crucial|psychological|level|"
                r"level of|mark|important|critical|area|at|around))* ?$"
            ),
        ),
        (
            LevelKind.TRIGGER,
            (
                r"\b(?:if|once|should|unless|until|provided|as long as|so long as|only|till)"
                r"\b[^.;]{0,50}\b(?:above|below|over|under|beyond|through|past|breaks?|clears?|"
                r"crosses|holds?|loses?|breach\w*|take[ns]? out|manages to keep)(?: the| its| a)? ?$"
            ),
        ),
        (LevelKind.TRIGGER, r"(?:^|[\"“] ?)(?:above|below|over|under|beyond)(?: the)? ?$"),
        (
            LevelKind.SUPPORT,
            r"\b(?:below|beneath|under) (?:that|this|there)(?: level)?,? (?:is |at |comes |lies |sits )*$",
        ),
        (
            LevelKind.RESISTANCE,
            r"\b(?:above|beyond|over) (?:that|this|there)(?: level)?,? (?:is |at |comes |lies |sits )*$",
        ),
    )
)
RE_KINDS_ALL_RIGHT: tuple[tuple[LevelKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            LevelKind.BULL_CASE,
            (
                r"^\s?\(?(?:in |as |is )?(?:its |the |a |our |their )?(?:long-term )?(?:bull(?:ish)?|"
                r"best|upside)[ -](?:case|scenario)"
            ),
        ),
        (
            LevelKind.BEAR_CASE,
            (
                r"^\s?\(?(?:in |as |is )?(?:its |the |a |our |their )?(?:bear(?:ish)?|worst|downside|"
                r"recession)[ -](?:case|scenario)"
            ),
        ),
        (LevelKind.PRIOR_TARGET, rf"{_BEFORE}|^\s?(?:→|->)"),
        (
            LevelKind.SUPPORT,
            (
                r"^(?:\s(?:area|zone|level|is|are|as|the|a|an|zones|areas|levels|one|line|place))* "
                r"where (?:buyers|buying|demand|bulls)"
            ),
        ),
        (
            LevelKind.RESISTANCE,
            (
                r"^(?:\s(?:area|zone|level|is|are|as|the|a|an|zones|areas|levels|one|line|place))* "
                r"where (?:sellers|selling|supply|bears)"
            ),
        ),
        (
            LevelKind.SUPPORT,
            (
                r"^(?:\s(?:as|is|are|will|would|should|could|may|might|be|being|act|acts|acting|"
                r"serve|serves|remain|remains|provides?|offers?|the|a|an|its|key|major|strong|"
                r"important|next|first|immediate|crucial|level|levels|area|zone|mark|on|of|now|"
                r"initial|then|which|that|can|also|good|near-term|short-term|technical|and|to)|,| -|"
                r"\))*\s(?:support|floor|cushion|demand)"
            ),
        ),
        (
            LevelKind.RESISTANCE,
            (
                r"^(?:\s(?:as|is|are|will|would|should|could|may|might|be|being|act|acts|acting|"
                r"serve|serves|remain|remains|provides?|offers?|the|a|an|its|key|major|strong|"
                r"important|next|first|immediate|crucial|level|levels|area|zone|mark|on|of|now|"
                r"initial|then|which|that|can|also|near-term|short-term|technical|and|to|sternest)|,| -|"
                r"\))*\s(?:resistance|hurdles?|ceiling|barrier|cap\b)"
            ),
        ),
        (
            LevelKind.TRIGGER,
            (
                r"^(?:\s?(?:level|mark|area|zone))?,? (?:holds|is (?:taken out|broken|breached|"
                r"cleared|lost)|breaks|gives way|fails)"
            ),
        ),
        (LevelKind.TARGET, r"^(?: points?)?,? from (?:about |around )?\d[\d,]+(?![\d%])"),
        (
            LevelKind.TARGET,
            (
                r"^\s(?:can|could|may|might|will|would|is|looks|seems)(?: well| very| quite| still| easily)? "
                r"(?:be )?(?:had|reached|hit|seen|possible|within reach|achievable|feasible|likely|attainable|"
                r"on the cards|doable|in sight)"
            ),
        ),
        (
            LevelKind.TARGET,
            (
                r"^\s?(?:-point )?(?:(?:year-end|yearend|price|12-month|index) )*(?:target|forecast|"
                r"objective|year-end)\b"
            ),
        ),
    )
)
RE_TARGET_LEFT = re.compile(
    r"\b(?:targets?|forecasts?|objectives?|projections?|projects?|projecting|estimates?|"
    r"predict\w*|expect\w*|sees?|seeing|seen|call(?:s|ed|ing)?(?: for)?|outlook|goal|hit|"
    r"hits|hitting|reach\w*|end(?:s|ing)? (?:the year |2\d+ |this year |next year "
    r")?(?:at|near|around)"
    r"|finish\w*|climb\w* to|rise \w*to|rises? to|rally to|rallying to|fall to|falls? to|"
    r"drop to|decline to|slide to|sink to|head\w* (?:to|for|toward)|run (?:at|to)|toward|"
    r"towards|test\w*|retest|go(?:es|ing)? (?:to|as)|get (?:to|back to)|move (?:to|up to|"
    r"toward)|push\w* (?:to|toward)"
    r"|could|would|may|might|should|will|can|set(?:s|ting)?|pencil\w*|peg\w*|puts?|has|"
    r"at|year-end|stuck with|kept|carry|drag|travel|shoot up|stretch|extend\w*|open to|"
    r"shot at|number|figure|is at|take[ns]?|bring|send|base case|likely|back to|down to|"
    r"up to|revert\w*|raised?|lifted|cut|lowered|boosted|hiked|trimmed|slashed|to)"
    r"\b[^.;]{0,70}$",
    re.IGNORECASE,
)
RE_PAST = re.compile(
    r"\b(?:closed|ended|finished|settled|stood|traded|trading|opened|rose|fell|gained|"
    r"lost|climbed|dropped|slipped|slid|jumped|added|shed|surged|tumbled"
    r"|touched|peaked|bottomed|broke|bounced|retreated|declined|sank|plunged|advanced|"
    r"topped|crossed|fallen|risen|yesterday|currently|record|average|hit a|was|were)"
    r"\b[^.;]{0,45}$",
    re.IGNORECASE,
)
RE_ALSO = re.compile(
    r"^,? (?:and|or) (?:the |its )?(?:[\d-]+-(?:day|week) (?:(?:moving )?average " r")?)?(?:at |near |around )?$"
)
RE_LOOSE = (
    (
        LevelKind.RANGE_LOW,
        re.compile(
            (
                r"\brange\b.*\bdownside\b[^.;]{0,40}$|\b(?:bottom|low end|lower end|floor) of (?:the|"
                r"its|a) (?:trading )?range\b[^.;]{0,40}$"
            ),
            re.IGNORECASE,
        ),
    ),
    (
        LevelKind.RANGE_HIGH,
        re.compile(
            (
                r"\brange\b.*\bupside\b[^.;]{0,80}$|\b(?:top|high end|upper end|upside|ceiling) of "
                r"(?:the|its|a) (?:trading )?range\b[^.;]{0,40}$"
            ),
            re.IGNORECASE,
        ),
    ),
    (LevelKind.SUPPORT, re.compile(r"\bsupports?\b(?:(?!\bresistance\b)[^.;]){0,70}$", re.IGNORECASE)),
    (LevelKind.RESISTANCE, re.compile(r"\b(?:resistances?|hurdles?)\b(?:(?!\bsupport\b)[^.;]){0,70}$", re.IGNORECASE)),
)
RE_SET_LEFT = re.compile(
    (
        r"\b(?:stuck with|sticks? with|sticking with|kept|keeps|going for|calls? for|calling "
        r"for|aims? for|aiming for|look(?:s|ing)? for|pencil\w+ in|has|puts?|putting|sees?|"
        r"targets?|targeting|forecasts?|tips?|pegs?)\b[^.;,]{0,40}$|\b(?:bank|firm|broker|"
        r"brokerage|house|strategist|analyst|team|he|she) (?:is|remains|stays|sits) (?:now |"
        r"still )?at $"
    ),
    re.IGNORECASE,
)
RE_SET_RIGHT = re.compile(
    (
        r"^\s?(?:points? )?(?:pencil\w+ in|in (?:his|her|its|their) books|call\b|by (?:the "
        r")?(?:end|year|mid|next|december|june)|for (?:the )?(?:end|year|mid|december|june|"
        r"20\d\d)|at the (?:end|close) of|(?:in|within) (?:a|12|twelve) (?:year|months))"
    ),
    re.IGNORECASE,
)
RE_STOOD = re.compile(
    (
        r"\b(?:closed?|closing|ended|finished|finish|settled|stood|trad(?:ed|ing|es)|opened|"
        r"rose|fell|gained|lost|climbed|dropped|slipped|slid|jumped|added|shed|was|is|at|"
        r"level|to)\b(?:[^.;]|\.(?=\d)){0,45}(?:\bat|\bto|\bof|\bnear|\baround|\babout|\bnow|\bon)(?: "
        r"a)?(?: record| roughly| about| around)? ?$"
    ),
    re.IGNORECASE,
)
RE_INDEX_AT = re.compile(r"\b[Ww]ith (?:the )?it (?:now )?at $")  # "it" stands for the name of an index
RE_FORWARD = re.compile(
    (
        r"\b(?:will|would|could|may|might|should|can|expect\w*|sees?|seeing|forecast\w*|"
        r"predict\w*|target\w*|project\w*|likely|outlook|objective|estimate\w*|call\w*|set "
        r"to|poised|year-end|next|by the end|by (?:mid|end|dec|june)|pencil\w*|if|upside|"
        r"downside|goal|anticipat\w*|potential|look\w* for|scenario|case)\b|['’]ll\b|['’]d\b"
    ),
    re.IGNORECASE,
)
RE_RANGED = re.compile(r"\b(?:range[- ]?bound|trading range|sideways|in a range|range)\b[^.;]{0,60}$", re.IGNORECASE)
RE_CONNECTOR = re.compile(
    r"^(?:\s?(?:,|/|-|–|—|~|and|or|to|then|followed by|and then|also|as well as|below "
    r"that at|after that|&|points?|pts|level|levels|the|area|zone|at|on|[SsRr][1-3]|"
    r"marks?|for)\s?){1,5}$"
)
# Revisions come before all else: "raised to 900 from 850" has both kinds in one clause.
RE_KINDS_REVISED, RE_KINDS_LEFT = RE_KINDS_ALL_LEFT[:6], RE_KINDS_ALL_LEFT[6:]
RE_ARROW = re.compile(r"^\s?(?:→|->|–>|=>|➔)")
# "by year-end", "at the end of 2026" may stand between a number and the one it is compared with.
_DATE = r"(?: points?)?(?: (?:by|in|on|at|for|last) (?:the )?[\w’'-]+(?: (?:of|the|next|this|year|20\d\d|[A-Z]\w+))*)?"
_ABOUT = r"(?:about |around |just )?"
RE_FROM = re.compile(rf"{_DATE},? (?:up |down )?from {_ABOUT}")
RE_COMPARED = re.compile(rf"{_DATE},? (?:compared (?:with|to)|versus|vs\.?|against) {_ABOUT}")
RE_FROM_NUMBER = re.compile(rf"{_DATE},? from {_ABOUT}\d[\d,]+(?![\d%])")
RE_NOW = re.compile(
    r"(?: points?)?,? (?:now|at present|currently|at (?:the |[\w’']+ |(?:the |its )?last )?close(?! of))\b"
)
RE_DAY = re.compile(r"(?: points?)?,? (?:today|yesterday|(?:on|last|late|early) [A-Z]\w+day)\b")
RE_BEFORE = re.compile(_BEFORE)
RE_TO = re.compile(r"(?: points?)?(?: (?:in|at|on) [\w’'-]+)? to (?:about |around )?")
RE_OF_INDEX = re.compile(r" (?:points? )?(?:on|for|in) (?:the )?")
_REVISE = (
    r"(?:rais|lift|hik|boost|increas|bump|cut|lower|reduc|trimm?|slash|revis|nudg|upp|upgrad|downgrad|chopp?|tweak|adjust"
    r"|mark(?=\w* (?:up|down)))(?:e[sd]?|s|ed|t?ing)?"
)
_GOAL = r"(?:targets?|forecasts?|objectives?|projections?|estimates?|goals?|calls?|views?|numbers?|figures?|median)"
RE_GOAL = re.compile(rf"\b{_GOAL}\b", re.IGNORECASE)
RE_GOAL_FOR = re.compile(rf"\b{_GOAL}\b[^.;,]{{0,20}} (?:for|on|of) (?:the )?$", re.IGNORECASE)
RE_REVISING = re.compile(rf"\b{_REVISE}\b[^.;,]{{0,60}}\b{_GOAL}\b", re.IGNORECASE)
RE_REVISION = re.compile(rf"\b(?:{_REVISE}|{_GOAL})\b", re.IGNORECASE)
RE_CLAUSE = re.compile(r"[;:,.]\s")
_NEAR_AT = r"(?:at|near|around) (?:about |around |a record |roughly )?"
RE_CLOSED_AT = re.compile(rf"\b(?:closed|ended|finished|settled|opened)\b(?: [\w-]+){{0,4}} {_NEAR_AT}$", re.IGNORECASE)
RE_ROSE_TO = re.compile(
    r"\b(?:rose|fell|slid|sank|slipped|climbed|dropped|jumped|surged|tumbled|rallied|gained|advanced|declined|retreated"
    rf"|plunged|edged|eased)\b[^.;,]{{0,30}} to {_ABOUT}(?:a record )?$",
    re.IGNORECASE,
)
RE_CLOSE_OF = re.compile(
    r"(?:[’']s|\b(?:its|the|last|latest|previous|prior|\d{1,2}))(?: [\w-]+){0,3}? "
    rf"clos(?:e|ing(?: (?:level|value|price|mark|high|low))?) (?:of|at) {_ABOUT}$"
    rf"|\bfrom (?:(?:its|the|[\w’']+[’']s) (?:[\w-]+ ){{0,4}}|an? (?:[\w-]+ ){{1,4}})(?:high|low|peak) of {_ABOUT}$",
    re.IGNORECASE,
)
RE_CLOSING_BEHIND = re.compile(r"(?: points?)? closing (?:level|value|price|mark|high|low)\b", re.IGNORECASE)
RE_SOME_CLOSE_OF = re.compile(rf"\b(?:close|finish) of {_ABOUT}$", re.IGNORECASE)
RE_RANGING_FROM = re.compile(r"\brang(?:e[sd]?|ing),? from (?:about |around )?$", re.IGNORECASE)
RE_NOW_AT = re.compile(
    r",? ?(?:which |that )?(?:(?:is|was) (?:now |currently )"
    r"|(?:now |currently )?(?:stands?|stood|trades|traded|trading) (?:now |currently )?)"
    rf"{_NEAR_AT}",
    re.IGNORECASE,
)
RE_FROM_TO = re.compile(r"\b(?:to|from)\s?$")
# "resistance at 900 and support at 850": a word before the number is nearer than one after it.
CHART = (LevelKind.SUPPORT, LevelKind.RESISTANCE)
RE_KINDS_RIGHT = tuple(pair for pair in RE_KINDS_ALL_RIGHT if pair[0] not in CHART)
RE_CHART_RIGHT = tuple(pair for pair in RE_KINDS_ALL_RIGHT if pair[0] in CHART)
