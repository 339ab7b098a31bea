"""The words of menus, buttons, newsrooms and agencies, as sets of lower-case phrases: "log in", "share", "read more".

Data only: a new button is one more phrase here.
"""

from __future__ import annotations


def _phrases(text: str) -> frozenset[str]:
    """The phrases between the bars, each with single spaces."""
    return frozenset(" ".join(phrase.split()) for phrase in text.split("|"))


# A line of nothing but these is navigation wherever it stands.
BUTTONS = _phrases("""
    a | a+ | a- | about | about this site | about us | accept | accept all | account | accueil | ad |
    add a comment | advertise | advertise on this site | advertisement | advertising | alerts | all | anmelden |
    app | app download | archives | article content | back | bookmark | bookmarks | careers | close | comment |
    comment guidelines | comments | community guidelines | contact | contact the editor | contact us |
    content is loading | continue reading | cookie policy | cookie settings | cookies | copy link |
    create account | customer support | datenschutz | deutsch | discover | dismiss | download | download here |
    download the app | drucken | e-mail | email | en | english | español | events | expand | explore | facebook |
    faq | faqs | features | feedback | flipboard | follow | follow us | font size | forums | forward | français |
    free trial | gallery | get started | gift article | google | google news | help | help using this website |
    home | impressum | imprint | in this article | instagram | join | join here | jp | kommentare | learn more |
    like | link copied | linkedin | listen | listen live | live | load more | loading | log in | log out | login |
    logout | mentions légales | menu | merkzettel | message | messages | meta | more | most popular | my account |
    nach oben | newsletter | newsletter sign-up | newsletters | next | no comments | ok | on this page |
    our analysts | page | pdf | pinterest | podcast | podcasts | portfolio | prev | previous | pricing | print |
    privacy | privacy notice | privacy policy | privacy settings | pro | read more | recommend | reddit |
    register | report | request demo | rss | s'abonner | save | se connecter | search | see all | see more |
    select page | send | set alert | settings | share | show less | show more | sign in | sign out | sign up |
    sitemap | skip to content | skip to main | skip to main content | skip to navigation | sms | startseite |
    story continues | story continues below | story continues below advertisement | subscribe | subscribe here |
    subscribe now | suche | table of contents | teilen | telegram | terms | terms and conditions |
    terms of service | terms of use | threads | toggle menu | top videos | tweet | twitter | upgrade | video |
    videos | view all | view comments | visit us | watch | watchlist | whatsapp | x | youtube | zoom | 中文 | 日本語 |
    공유 | 글자크기 | 목록 | 스크랩 | 인쇄 | 한국어
""")

# Sections of a site: navigation in a row of labels or above the story; alone in the story "Stocks" is a heading.
SECTIONS = _phrases("""
    academy | analyses | analysis | arts | banking | banks | best brokers | bitcoin | bonds | bourse | brokers |
    business | calendar | categories | charts | climate | columns | commentary | commodities | community |
    companies | contests | courses | crypto | cryptocurrency | culture | currencies | data | deals | earnings |
    economic calendar | economic commentary | economics | economy | education | energy | entertainment | equities |
    etf | etfs | europe | exclusive | fed | finance | financials | fonds | forex | forex news | forum |
    fund screener | funds | futures | fx | global markets | gold | health | hk stocks | hong kong | india |
    indices | industry | insights | investing | investment | investors chronicle | ipo | ipos | japan | jobs |
    latest | latest news | learn | lifestyle | local news | macro | magazine | market | market data |
    market overview | market talk | markets | media | money | mutual funds | nation | national | negative | news |
    newsroom | opinion | opinions | options | people | personal finance | platform | politics | portfolio |
    positive | premium | prices | property | quotes | rates | real estate | recent posts | research | reviews |
    saturday edition | science | sector | sectors | services | signals | society | sport | sports | stock market |
    stock markets | stocks | strategy | support | tech | technology | today | tools | top news | trade | travel |
    trending | tv | uk | us | us stocks | wealth | weather | week in review | world
""")

# Who writes for a living: a by-line with one of these is no holder of a view.
PRESS = _phrases("""
    agencies | agency | board | bureau | columnist | content | contributor | contributors | copywriter |
    correspondent | desk | editor | editorial | editors | freelancer | intern | journalist | markets live | media |
    news | newsroom | newswire | online | producer | reporter | reporters | service | staff | team | web | wire |
    writer | writers
""")

# With one of these as its last word a short line is a newsroom role: "Managing Editor", "Markets Desk".
DESKS = _phrases("""
    contributor | correspondent | desk | editor | editors | journalist | reporter | reporters | staff | writer |
    writers
""")

# What a wire or a site leaves at the end of its copy.
AGENCIES = _phrases("""
    afp | ap | associated press | barron's | benzinga | bloomberg | bloomberg news | bloomberg.com |
    business wire | cnbc | dow jones | dow jones newswires | financial post | globe newswire | gurufocus |
    marketwatch | mt newswires | nasdaq.com | newswire | pr newswire | reuters | the associated press |
    the canadian press | thomson reuters | xinhua
""")

# Lower-case parts of a name: "van der Linde".
PARTICLES = _phrases("""
    al | bin | da | de | del | della | den | der | di | du | el | la | le | ten | ter | van | von
""")

# A text with one of these words is no name of a person: "Morgan Capital", "Hong Kong".
NO_NAMES = _phrases("""
    a | additional | an | and | associated | best | big | board | bureau | capital | chief | company | contact |
    copyright | corp | daily | desking | editing | financial | global | graphics | group | hong | inc | limited |
    los | ltd | managing | media | most | new | no | our | partners | polling | polls | popular | press | read |
    related | reporting | research | san | sao | securities | senior | source | street | subscribe | the | unit |
    view | wall | with | writing
""")
