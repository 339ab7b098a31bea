"""The phrases by which a whole line is known to be no content: "Share on Facebook", "All rights reserved".

Data only: reason -> one pattern a line, tried without regard to case against short lines (see `boilerplate`).
"""

from __future__ import annotations

from pipeline.read.phrase_words import Phrases

PHRASES: dict[str, Phrases] = {
    "paywall": Phrases.of(r"""
        \bto (?:continue|keep) reading\b
        \b(?:article|story|content) is (?:only |exclusively )?(?:available to|reserved for|for) (?:\w+ )?subscribers\b
        \b(?:article|story|content) is (?:only |exclusively )?(?:available to|reserved for|for) (?:\w+ )?members\b
        \bunlock (?:this|the full) (?:article|story)\b
        ^(?:this is )?(?:a |for )?subscribers?[- ]only\b
        \bremaining \d+ ?% of (?:this|the) (?:article|story)\b
        ^subscribe (?:now )?to (?:read|unlock|access)\b
        ^(?:sign|log) in to read\b
    """),
    "reading time": Phrases.of(r"""
        ^(?:about |est\. )?\d+[ -]min(?:ute)?s?\.?(?: read)?$
        ^minutes? read$
        ^(?:estimated )?(?:reading|read) time\b
    """),
    "share line": Phrases.of(r"""
        ^share (?:on|via|this|with|by|to)\b
        ^share\s?:
        ^(?:mail|send|e-?mail|tweet|print|save) this\b
        ^copy (?:link|url)
        ^(?:follow|like|find|join) us (?:on|at)\b
        ^follow (?:the )?[\w ]{2,40} on (?:x|twitter|whatsapp|linkedin|instagram|telegram|facebook)\b
        ^font size
        \bpost it on your favou?rite network
        ^(?:set|add) [\w ]+ as (?:your|a) (?:trusted|preferred) source
        ^(?:tap|click) here to (?:return|join|subscribe|download|read|share)\b
    """),
    "sign-up call": Phrases.of(r"""
        ^(?:subscribe|sign[- ]?up|register|log[- ]?in|sign[- ]?in)\b(?! by\b).{0,120}$
        ^(?:become a (?:member|subscriber)|create (?:an|a free) account|start your free trial)\b
        \b(?:our|free|daily|morning|email) newsletters?\b
        \b(?:in|in)?to (?:your|my) (?:in|mail)box\b
        ^thank you! your submission
        ^oops! something went wrong
        ^thanks for (?:reading|subscribing|signing up)
        ^get (?:the|our) [\w ]{0,20}app\b
        ^get (?:live|bite-sized|whatsapp|full access|unlimited|access to)\b
        ^get the latest (?:news|stor|market news|headlines|updates)
        \balready (?:have an account|a (?:member|subscriber))\b
        ^download (?:the|our) (?:\w+ )?app\b
        ^(?:now|join us|join our channel) on telegram
        \btap to join\b
        ^join our (?:channel|community|newsletter)
        ^stay (?:in the loop|up to date|updated|informed)\b
        ^never (?:miss|be late)\b.*\b(?:sign|alert|subscri)
        ^like what you read\?
        ^enjoy(?:ed|ing) this (?:article|post|story)\?
        ^still without a broker
        \bopen (?:a|an) (?:practice|demo|live|free) account\b
        ^register (?:to|for)\b
        ^we (?:use|and our partners use) cookies
        ^this (?:web)?site uses cookies
        \bcookie (?:policy|settings|preferences)\b
        ^by (?:clicking|continuing to use|using this site)\b
        ^(?:\w+ )?subscribers can read\b
        ^support (?:our|independent) journalism
        ^(?:sponsored|promoted)(?: by| content|:|$)
        ^(?:powered|presented|distributed) by\b
        ^i(?:['’]m| am) your ai assistant
        \bcan summari[sz]e articles
        ^read a summary of this
        ^(?:page|seite) \d+ (?:of|von) \d+$
        ^(?:be the first|nobody has posted|no comments)\b.{0,40}$
        ^expand to read
        ^our chief editor\b
        ^as a leading (?:\w+ )*(?:provider|platform|publisher),
        ^do you have a (?:news )?tip\b
        ^dear readers?\s?:
        ^give us (?:your )?feedback
    """),
    "newsletter": Phrases.of(r"""
        ^(?:view|read|open|see) [\w -]{0,30}\bin (?:your|a|the) (?:web )?browser\b
        ^(?:view|read) (?:this )?(?:e-?mail |message |newsletter |issue )?(?:in browser|online)\W*$
        ^(?:having )?(?:trouble|problems) (?:viewing|reading|seeing)\b.{0,40}(?:e-?mail|message)
        ^(?:can['’]?t|cannot) (?:see|read|view)\b.{0,40}(?:e-?mail|message)
        ^you(?:['’]re receiving| are receiving| received) this (?:e-?mail|message|newsletter)\b
        ^this (?:e-?mail|message|newsletter) (?:was|has been) sent (?:to|by)\b
        ^(?:click (?:here )?to |to )?unsubscribe\b
        \bunsubscribe (?:from|here|at any time)\b
        ^click here to unsubscribe\b
        ^(?:manage|update|change|edit) (?:your )?(?:e-?mail )?(?:preferences|subscriptions?|settings)\b
        ^no longer (?:want|wish) to receive\b
        ^(?:if you )?(?:do not|don['’]t|no longer) (?:want|wish) to (?:receive|get) (?:these|this|our)\b
        ^(?:was this |were you )?(?:e-?mail )?forwarded (?:this (?:e-?mail|message|newsletter)|to you)\b
        ^forward (?:this|it|to)\b.{0,40}\bfriends?\b
        ^(?:please )?add (?:us|[\w.@-]+) to your (?:address book|contacts|safe senders)
        ^sent from my \w+
        ^(?:get|download) outlook for\b
    """),
    "photo credit": Phrases.of(r"""
        ^(?:file )?(?:photo|photograph|image|picture|bild|foto)s?(?: (?:credit|courtesy|source))?\s?:
        ^(?:photo|image|picture)s? (?:courtesy|by|via)\b.{0,80}$
        \b(?:getty images|shutterstock|istock(?:photo)?)\W*$
        \b(?:reuters|bloomberg|ap|afp) ?/ ?\w+ \w+(?: ?/ ?file photo)?\W*$
        \bpicture gallery\b
        ^gallery inside\b
    """),
    "teaser": Phrases.of(r"""
        ^(?:also )?(?:read|see)(?: (?:more|next|also|now|too|on))?\s?:
        ^(?:watch|listen)(?: (?:now|live))?\s?:\D*$
        ^also (?:read|see)\b.{0,140}$
        ^(?:related|more|plus|recommended|must read|don['’]t miss|trending|explainer)\s?:\s?\S
        ^(?:read|view|see) (?:the )?(?:original|full|complete|more|all)\b(?: \w+){0,4}$
        ^related (?:news|articles?|stor(?:y|ies)|posts?|links?|coverage)\s?:\s?\S
        ^more articles by\b
        ^editor['’]?s['’]? (?:picks?|choice)\s?:
        ^(?:most (?:read|popular|viewed)|top stories)\s?:\s?\S
        ^more (?:from|in) (?:this|the|our) [\w’' ]{2,30}:
        ^(?:lesen sie|lire|à lire|ver|leia) (?:auch|aussi|mehr|también|também)\b
        ^das könnte sie auch interessieren\s?:
    """),
    "copyright": Phrases.of(r"""
        ^copyright\b
        ^[\W_]*(?:©|ⓒ|\(c\) ?(?:19|20)\d\d)
        \ball rights reserved\b
        \bunauthori[sz]ed (?:reproduction|redistribution|copying)\b
        \bmachine[- ]translated text\b
        ^this (?:content|article|story|post) (?:was )?(?:created|published|originally|first) (?:by|appeared|published)\b
        \bis published independently from\b
    """),
    "credits": Phrases.of(r"""
        ^[-–—*_\s]*with (?:assistance|files|contributions|reporting|additional reporting) (?:from|by)\b
        ^to contact the (?:reporters?|editors?|authors?)\b
        ^write to [a-z][\w .'-]+ at \S+@
        \bcontributed to this (?:article|report|story|post)\b
        ^for more (?:articles|stories) like this
        ^\(?(?:additional )?(?:reporting|editing|writing|graphics|polling|compiled) (?:by|in|from)\b.{0,250}\)?$
        ^\((?:updates?|adds?|corrects?|removes?|recasts?|repeats?)\b.*\)$
        ^\(end\)
        ^\d\d-\d\d-\d\d \d{4}E[SD]?T$
        ^(?:original )?source\s?:\s?[\w&.,'’ /-]{2,60}$
        ^(?:questions|comments)(?: or (?:questions|comments))? on this (?:column|article|story)\b
        ^for the disclaimer\b
    """),
    "disclaimer": Phrases.of(r"""
        ^(?:legal |risk |important |general |full )?(?:disclaimers?|disclosures?)\s?:
        ^(?:legal|risk|important|general) (?:disclaimer|disclosures?|warning|notice|information|statement)\b
        ^(?:disclaimers?|disclosures?)\s*\|
        ^(?:research )?analysts? (?:certifications?|disclosures?)\b
        \bhereby certif(?:y|ies) that\b
        ^(?:please )?(?:see|refer to) .{0,60}\b(?:disclosures?|disclaimers?|certifications?)\b
        ^for (?:(?:other )?important|required|full|further|specific|regulatory) disclosure
        ^(?:distribution of (?:ratings|recommendations)|ratings? distribution|rating definitions?)\b
        ^this (?:document|material|publication|research)(?: report| note)? (?:has been|is|was) prepared (?:by|for)\b
    """),
}  # fmt: skip

# In the second half of a text these make a paragraph a disclaimer, whatever else it says.
DISCLAIMER = Phrases.of(r"""
    \bnot (?:\w+ ){0,3}(?:investment|financial|professional|trading) advice\b
    \bnot (?:meant|intended) (?:as|to be) (?:an? |any )?(?:\w+ ){0,3}(?:advice|offer|solicitation|recommendation|call)\b
    \bnot (?:to |should )?be (?:read|regarded|construed|taken) as (?:an? |any )?(?:\w+ ){0,3}(?:advice|offer)\b
    \b(?:is|are) not advice\b
    \bnothing (?:here|herein|in this|on this|is)\b.{0,60}\b(?:advice|offer|solicitation|recommendation|call to)\b
    \bnobody here is advising\b
    \bfor (?:general )?information(?:al)?(?: and educational)? (?:purposes )?only\b
    \b(?:meant|serves?|intended) to inform\b
    \bpast performance\b.{0,60}\b(?:guarantee|indicat|reliable|guide)
    \bcapital (?:is )?at risk\b
    \blose money (?:on|when|rapidly|trading)\b
    \baccepts? no (?:liability|responsibility)\b
    \bno liability\b
    \bwarranty and liability\b
    \b(?:consult|see|talk to|check with|speak to) .{0,30}(?:advis[eo]r|expert|professional)s? before\b
    \bthe (?:author|writer)s? (?:held|holds?|owns?|ha[sd]|have|d(?:id|oes) not) .{0,60}\b(?:securities|shares|position)
    \b(?:views|opinions|tips|recommendations) .{0,60}\b(?:their own|belong to|are those of)\b
    \bregistration (?:number|no\.?) is\b
    \b(?:prices|quotes|figures|data) (?:on this (?:web)?site|of [\w ]+) (?:may|are|is)\b.{0,40}\b(?:late|delayed)\b
    \bon this (?:page|site|website)\b.{0,60}\b(?:look ahead|may turn out wrong|inform|forward[- ]looking)\b
    \bforward[- ]looking statements?\b
""")

# Headings after which the links, authors and notices begin. The strong ones end an article for good; after a weak
# one prose may go on ("More on small caps", then a paragraph).
STRONG_MARKER = Phrases.of(r"""
    ^(?:related|recommended|popular|similar) (?:posts?|stor(?:y|ies)|articles?|news|content|topics?|links?|videos?)\W*$
    ^most (?:popular|read|viewed|shared|commented)(?: articles?| stories| news)?\W*$
    ^(?:you (?:may|might) also like|you may also be interested in)\W*$
    ^(?:also worth reading|what to read next|in case you missed it)\W*$
    ^(?:tags?|tagged|topics?|filed under|keywords?|categories)\s?:
    ^(?:tags|keywords|filed under)\W*$
    ^(?:about )?(?:the )?authors?\W*$
    ^about the authors?\s?[:\-–]
    ^contributors?\W*$
    ^(?:comments?(?: \(\d+\))?|leave a (?:reply|comment)|add a comment|join the (?:conversation|discussion))\W*$
    ^(?:recent|latest) (?:posts|comments)\W*$
    ^(?:주요기사|das könnte sie auch interessieren|mehr zum thema|à lire aussi|sur le même sujet)\W*$
    ^(?:disclaimers?|legal notice|risk warning|important (?:information|disclosures?))\W*$
""")  # fmt: skip
WEAK_MARKER = Phrases.of(r"""
    ^more (?:news|stories|articles|headlines|reading|videos)\W*$
    ^more (?:from|on) [\w&’'. ]{2,40}:$
    ^(?:latest(?: news| stories)?|top (?:stories|news|videos)|trending(?: now)?|recommended|explore(?: more)?)\W*$
    ^(?:editor['’]?s['’]? picks?|don['’]t miss|keep reading|read (?:next|more|also)|see also|related|newsletters?)\W*$
""")
