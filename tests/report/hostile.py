"""Texts that try to run something in a page, to leave their element, or to look like something else."""

from __future__ import annotations

RUN = "window.hacked=1"

MARKUP = (
    f"<script>{RUN}</script>",
    f"<SCRIPT SRC=data:text/javascript,{RUN}></SCRIPT>",
    f"</script><script>{RUN}</script>",
    f"</style><script>{RUN}</script>",
    f"</title><script>{RUN}</script>",
    f"</textarea><script>{RUN}</script>",
    f"--><script>{RUN}</script><!--",
    f"<!--<script>{RUN}//",
    f"]]><script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f"<img src=x:x onerror={RUN}//",
    f"<svg onload={RUN}>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<svg><script>{RUN}</script></svg>",
    f"<math><mtext></form><form><mglyph><style></math><img src onerror={RUN}>",
    f"<body onload={RUN}>",
    f"<details open ontoggle={RUN}>",
    f"<input autofocus onfocus={RUN}>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'>",
    f"<iframe src=javascript:parent.{RUN}>",
    "<link rel=stylesheet href=http://leak.example/x.css>",
    "<style>@import 'http://leak.example/y.css'</style>",
    "<meta http-equiv=refresh content='0;url=http://leak.example/'>",
    "<base href=http://leak.example/>",
    "<form action=http://leak.example/><button>",
    f"<a href=javascript:{RUN}>click</a>",
)
QUOTES = (
    f'" onmouseover="{RUN}',
    f"' onfocus='{RUN}' autofocus='",
    f'"><script>{RUN}</script>',
    f"'><script>{RUN}</script>",
    f"`;{RUN};`",
    "${" + RUN + "}",
    "{{ cycler.__init__.__globals__ }} {% raw %}",
    f"\\u003cscript\\u003e{RUN}\\u003c/script\\u003e",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    "&#x3C;b&#x3E; &amp; &quot;",
    f'"}},"views":[]}}</script><script>{RUN}</script>',
    "__proto__",
    "constructor",
    "=HYPERLINK(\"http://leak.example\")",
    "\u202egnp.exe\u202c",
    "a\u2028b\u2029c",
    "🙂<b>𝔘nicode</b>",
)  # fmt: skip
TEXTS = (*MARKUP, *QUOTES)

ADDRESSES = (
    f"javascript:{RUN}",
    f"JaVaScRiPt:{RUN}",
    f" javascript:{RUN}",
    f"java\tscript:{RUN}",
    f"javascript://ledger.example/%0a{RUN}",
    f"data:text/html,<script>{RUN}</script>",
    f"vbscript:{RUN}",
    "file:///etc/hosts",
    "//leak.example/x",
    "http:leak",
    "https://",
    "http://[leak",
)
