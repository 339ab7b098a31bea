"""The words of menus, buttons, newsrooms and agencies, as sets of lower-case phrases: "log in", "share", "read more".

Data only: a new button is one more phrase here.
"""

from __future__ import annotations


def _phrases(text: str) -> frozenset[str]:
    """The phrases between the bars, each with single spaces."""
    return frozenset(" ".join(phrase.split()) for phrase in text.split("|"))


# A line of nothing but these is navigation wherever it stands.
BUTTONS = _phrases("""
    a | a- | a+ | about | about us | about this site | accept | accept all | account | ad | add a comment | advertise |
    advertise on this site | advertisement | advertising | alerts | all | app | app download | archives | article content |
    back | bookmark | bookmarks | careers | close | comment | comment guidelines | comments | community guidelines | contact |
    contact the editor | contact us | content is loading | continue reading | cookie policy | cookie settings | cookies |
    copy link | create account | customer support | discover | dismiss | download | download here | download the app |
    e-mail | email | en | events | expand | explore | facebook | faq | faqs | features | feedback | flipboard | follow |
    follow us | font size | forums | forward | free trial | gallery | get started | gift article | google | google news |
    help | help using this website | home | imprint | in this article | instagram | join | join here | jp | learn more | like |
    link copied | linkedin | listen | listen live | live | load more | loading | log in | log out | login | logout | menu |
    meta | more | most popular | my account | newsletter | newsletter sign-up | newsletters | next | no comments | ok |
    on this page | our analysts | page | pdf | pinterest | podcast | podcasts | prev | previous | pricing | print | privacy |
    privacy notice | privacy policy | privacy settings | pro | read more | recommend | reddit | register | report |
    request demo | rss | save | search | see all | see more | select page | send | set alert | settings | share | show less |
    show more | sign in | sign out | sign up | sitemap | skip to content | skip to main | skip to main content |
    skip to navigation | sms | story continues | story continues below | story continues below advertisement | subscribe |
    subscribe here | subscribe now | support | table of contents | telegram | terms | terms and conditions |
    terms of service | terms of use | threads | toggle menu | top videos | trade | tweet | twitter | upgrade | video | videos |
    view all | view comments | visit us | watch | watchlist | whatsapp | x | youtube | zoom |
    accueil | anmelden | datenschutz | deutsch | drucken | english | español | français | impressum | kommentare |
    mentions légales | merkzettel | nach oben | s'abonner | se connecter | startseite | suche | teilen |
    인쇄 | 글자크기 | 공유 | 목록 | 스크랩 | 한국어 | 日本語 | 中文
""")

# Sections of a site: navigation in a row of labels or above the story; alone in the story "Stocks" is a heading.
SECTIONS = _phrases("""
    academy | analyses | analysis | arts | banking | banks | best brokers | bitcoin | bonds | bourse | brokers | business |
    calendar | categories | charts | climate | columns | commentary | commodities | community | companies | contests | courses |
    crypto | cryptocurrency | culture | currencies | data | deals | earnings | economic calendar | economic commentary |
    economics | economy | education | energy | entertainment | equities | etf | etfs | europe | exclusive | fed | finance |
    financials | fonds | forex | forex news | forum | fund screener | funds | futures | fx | global markets | gold | health |
    hk stocks | hong kong | india | industry | indices | insights | investing | investment | investors chronicle | ipo | ipos |
    japan | jobs | latest | latest news | learn | lifestyle | local news | macro | magazine | market | market data |
    market overview | market talk | markets | media | money | mutual funds | nation | national | negative | news | newsroom |
    opinion | opinions | options | people | personal finance | platform | politics | portfolio | positive | premium | prices |
    property | quotes | rates | real estate | recent posts | research | reviews | saturday edition | science | sector | sectors |
    services | signals | society | sport | sports | stock market | stock markets | stocks | strategy | tech | technology |
    today | tools | top news | travel | trending | tv | uk | us | us stocks | wealth | weather | week in review | world
""")

# Who writes for a living: a by-line with one of these is no holder of a view.
PRESS = _phrases("""
    agencies | agency | board | bureau | columnist | content | contributor | contributors | copywriter | correspondent | desk |
    editor | editorial | editors | freelancer | intern | journalist | markets live | media | news | newsroom | newswire | online |
    producer | reporter | reporters | service | staff | team | web | wire | writer | writers
""")

# What a wire or a site leaves at the end of its copy.
AGENCIES = _phrases("""
    afp | ap | associated press | barron's | benzinga | bloomberg | bloomberg.com | bloomberg news | business wire | cnbc |
    dow jones | dow jones newswires | financial post | globe newswire | gurufocus | marketwatch | mt newswires | nasdaq.com |
    newswire | pr newswire | reuters | the associated press | the canadian press | thomson reuters | xinhua
""")
