"""Says of each line of an article why it is no content: "Share on Facebook" is a share line, "Tags: Outlook" ends the text.

Pure rules over lines, in reading order; an empty reason means content. Short lines ("4,400", "Morgan Stanley") are content.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.read import bylines
from pipeline.read.dates import published_in_line
from pipeline.read.menu_words import AGENCIES
from pipeline.read.navigation import has_index_number, is_navigation

RE_URL = re.compile(r"https?://\S+")
RE_EMAIL = re.compile(r"[\w.+-]+(?:@|\(at\))[\w-]+\.\w+")
RE_PROSE_END = re.compile(r"[.!?…][”\"’'»)\]]*(?=\s|$)")

# Reason -> what a whole line begins with or holds. Lines longer than a short paragraph are never judged by these.
PHRASES: dict[str, str] = {
    "reading time": r"^(?:about )?\d+[ -]min(?:ute)?s?\.? read$|^minutes? read$|^reading time\b|^\d+ min(?:ute)?s?$",
    "share line": r"""^share (?:on|via|this|with|by|to)\b|^share\s?:|^(?:mail|send|e-?mail) this\b|^tweet this|^copy (?:link|url)
        |^(?:follow|like|find|join) (?:us|our|the [\w ]{2,30}) (?:on|at|channel)\b|^follow [\w ]{2,40} on (?:x|twitter|whatsapp|linkedin|instagram|telegram|facebook)\b
        |^reading: |^font size|\bpost it on your favou?rite network|^set [\w ]+ as (?:your|a) preferred source|^add [\w ]+ as a (?:trusted|preferred) source
        |^(?:tap|click) here to (?:return|join|subscribe|download|read)""",
    "sign-up call": r"""^(?:subscribe|sign[- ]?up|register|log[- ]?in|sign[- ]?in|become a (?:member|subscriber)|create (?:an|a free) account)\b(?!.{200})
        |\b(?:our|free|daily|weekly|morning|email) newsletters?\b|\bto (?:your|my) (?:inbox|mailbox)\b|\b(?:in|into) your inbox\b|\bsent to your mailbox
        |^thank you! your submission|^oops! something went wrong|^thanks for (?:reading|subscribing|signing up)|^get (?:the|our) [\w ]{0,20}app\b
        |^get (?:live|the latest|bite-sized|whatsapp|full|unlimited|access)\b|\baccess to our full library|\balready (?:have an account|a (?:member|subscriber))
        |^download (?:the|our) \w+|^(?:now|join us|join our channel) on telegram|\btap to join\b|^join our channel|^stay (?:in the loop|up to date|updated|informed)
        |^never (?:miss|be late)\b.*\b(?:sign|alert|subscri)|^like what you read\?|^enjoy(?:ed|ing) this (?:article|post)\?|^start your free trial
        |^still without a broker|\bopen (?:a|an) (?:practice|demo|live|free) account\b|^register (?:to|for)\b|\bprefer(?:red)? chat app\b
        |^we (?:use|and our partners use) cookies|^this (?:web)?site uses cookies|\bcookie (?:policy|settings|preferences)\b|^by (?:clicking|continuing|using) \b
        |^[\w ]{0,20}subscribers can read\b|^support (?:our|independent) journalism|^sponsored\b|^promoted\b|^powered by\b|^distributed by\b|^presented by\b
        |^pro (?:subscribers|members)|^i(?:['’]m| am) your ai assistant|\bcan summari[sz]e articles|^read a summary of this|^expand to read
        |^our [\w ]{0,30}shares analysis and picks|\bpicks of the (?:week|day)|^as a leading [\w ]*provider, |^do you have a (?:news )?tip""",
    "paywall": r"""\bto (?:continue|keep) reading\b|\b(?:article|story|content) is (?:only |exclusively )?(?:for|available to|reserved for) (?:\w+ )?(?:subscribers|members)
        |^unlock this (?:article|story)|\bunlock this (?:article|story)\b|^(?:this is )?(?:a )?subscribers?[- ]only\b|\bremaining \d+ ?% of (?:this|the) article
        |^subscribe (?:now )?to (?:read|unlock|access)|^(?:sign|log) in to read the (?:full|rest)""",
    "photo credit": r"""^(?:file )?(?:photo|photograph|image|picture|video|bild|foto|illustration)s?(?: (?:credit|courtesy|by|source))?\s?[:/]|^(?:photo|image|picture) courtesy
        |^(?:photo|image)s? (?:by|via)\b|\b(?:getty images|shutterstock|istock|(?:reuters|bloomberg|ap|afp)/[A-Z][\w .]+)(?:/ ?file photo)?\s*$|^(?:click|swipe) (?:through|for) (?:our|the) (?:picture )?gallery
        |^gallery\b|\bpicture gallery\b""",
    "teaser": r"""^(?:also )?(?:read|see|watch|listen)(?: (?:more|next|also|now|too|on|this))?\s?:|^also (?:read|see)\b|^(?:related|more|plus|recommended|must read|don['’]t miss|trending|watch|opinion|explainer)\s?:
        |^(?:read|view|see) (?:the )?(?:original|full|complete|more|all)\b(?: \w+){0,4}$|^related (?:news|articles?|stor(?:y|ies)|posts?|links?|coverage)\s?:\s?\S|^more articles by\b|^original source\b
        |^editor['’]?s['’]? (?:picks?|choice)\s?:|^(?:most read|most popular|top stories)\s?:|^more (?:from|in) [\w’' ]{2,30}:|^lesen sie (?:auch|mehr)|^à lire aussi|^lire aussi|^das könnte sie|^mehr zum thema|^ver también|^leia também""",
    "copyright": r"""^(?:copyright\b|©|ⓒ|\(c\) ?(?:19|20)\d\d)|\ball rights reserved\b|\bunauthori[sz]ed (?:reproduction|redistribution)|^(?:reproduction|redistribution) prohibited|^[※*] ?machine[- ]translated|^machine[- ]translated text
        |^this (?:content|article) (?:was )?(?:created|published|originally|first) (?:by|appeared|published)|\bis published independently from\b""",
    "credits": r"""^[-–—*_\s]*with (?:assistance|files|contributions|reporting|additional reporting) (?:from|by)\b|^to contact the (?:reporters?|editors?|authors?)\b|^write to [A-Z][\w .'-]+ at\b
        |\bcontributed to this (?:article|report|story|post)\b|^for more (?:articles|stories) like this|^\(?(?:reporting|editing|writing|additional reporting|compiled) (?:by|in|from)\b.{0,200}$
        |^\((?:updates?|adds?|corrects?|removes?|recasts?|repeats?)\b.*\)$|^\(end\)|^\d\d-\d\d-\d\d \d{4}ET$|^(?:original )?source\s?:\s?(?:[\w&.,' -]{2,50})$|^for the disclaimer\b|^\(?with additional""",
    "disclaimer": r"""^(?:legal |risk |important |general )?(?:disclaimers?|disclosures?|risk (?:notice|warning|statement|disclosure)|warning|important (?:notice|information))\b(?:\s?[:|]|$)""",
}  # fmt: skip
RE_PHRASES = {reason: re.compile(pattern, re.IGNORECASE | re.VERBOSE) for reason, pattern in PHRASES.items()}
