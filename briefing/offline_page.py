"""Template and style of a one-file map: map and panel side by side, on a phone below each other; and on paper."""

from __future__ import annotations

from model.style import INCIDENT, INK, LAND, MUTED, SYNTHETIC

TEMPLATE = """<!DOCTYPE html>
<html lang="%%lang%%" dir="ltr">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="%%policy%%">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="%%command%%">
<title>%%title%%</title>
<style>%%style%%</style>
</head>
<body>
<div class="fv-screen">
<header class="fv-top">
%%marks%%
<h1>%%title%%</h1>
<p class="fv-words">%%words%%</p>
%%figures%%
</header>
<main>
<div id="fv-map" role="region"></div>
<aside aria-label="%%beside%%">
<div id="fv-noscript-tools" hidden>
<label class="fv-hidden" for="fv-finder">%%find%%</label>
<select id="fv-finder"></select>
<p id="fv-hint" class="fv-quiet">%%hint%%</p>
</div>
<noscript><p class="fv-mark">%%noscript%%</p></noscript>
<div id="fv-panel" role="region" aria-label="%%detail%%" aria-live="polite" tabindex="-1" hidden></div>
<nav class="fv-legend" aria-label="%%legend%%">
<h2>%%legend%%</h2>
%%entries%%
</nav>
</aside>
</main>
</div>
<footer>
%%said%%
<section class="fv-sources"><h2>%%sourcesword%%</h2>
%%sources%%
%%limits%%
</section>
<section><h2>%%aboutword%%</h2>
<p>%%made%%</p>
<p>%%again%%</p>
<pre>%%command%%</pre>
</section>
</footer>
<script type="application/json" id="fv-data">%%data%%</script>
%%scripts%%
</body>
</html>
"""
"""Its slots are filled by :func:`layers.escaping.document`."""

PAGE_STYLE = f"""
*{{box-sizing:border-box}}
html{{-webkit-text-size-adjust:100%}}
body{{margin:0;background:#fff;color:{INK};font:14px/1.42 'Source Sans 3','Source Sans','Segoe UI','Noto Sans',
  'DejaVu Sans',sans-serif;overflow-wrap:anywhere}}
h1,h2,h3,h4,p,li,b,span,pre,option{{unicode-bidi:isolate}}
h1{{font-size:19px;line-height:1.25;font-weight:650;margin:0}}
h2{{font-size:14px;font-weight:650;margin:0 0 4px}}
h3{{font-size:13px;font-weight:650;margin:0;line-height:1.3}}
h4{{font-size:13px;font-weight:400;margin:0}}
p{{margin:0}}
a{{color:#2c5a78}}
[hidden]{{display:none!important}}
.fv-screen{{display:flex;flex-direction:column;height:100vh;height:100dvh;min-height:560px;
  padding:12px 18px 14px;gap:10px}}
.fv-top{{flex:none}}
.fv-words,.fv-quiet{{color:{MUTED}}}
.fv-words{{font-size:13px}}
.fv-quiet{{font-size:12px;line-height:1.35}}
.fv-hidden{{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}}
.fv-strip{{background:{INCIDENT};color:#fff;padding:3px 10px;margin:0 0 8px;font-size:13px;font-weight:650;
  letter-spacing:.06em}}
.fv-synthetic,.fv-mark{{color:{SYNTHETIC};font-weight:650;font-size:13px;letter-spacing:.03em}}
.fv-synthetic{{border:1px solid {SYNTHETIC};padding:2px 9px;margin:0 0 8px}}
.fv-figures{{display:flex;flex-wrap:wrap;gap:4px 20px;margin-top:6px}}
.fv-figures div{{display:flex;flex-direction:column;max-width:330px}}
.fv-figures b{{font-size:17px;line-height:1.2;font-weight:650}}
.fv-figures span{{font-size:11.5px;line-height:1.25;color:{MUTED}}}
main{{flex:1 1 0;min-height:0;display:grid;grid-template-columns:minmax(0,1fr) 336px;gap:14px}}
#fv-map{{border:1px solid #cfccc1;min-height:340px;height:100%;z-index:0}}
#fv-panel:focus{{outline:none}}
#fv-map:focus-visible,select:focus-visible,button:focus-visible,input:focus-visible,
  a:focus-visible{{outline:2px solid #2c5a78;outline-offset:1px}}
aside{{overflow:auto;min-height:0;background:{LAND};border:1px solid #dedbd0;padding:10px 12px}}
select{{width:100%;font:inherit;font-size:13px;padding:6px 4px;border:1px solid #a9a69c;border-radius:3px;
  background:#fff;color:inherit}}
#fv-hint{{margin:5px 0 10px}}
#fv-panel{{margin:8px -12px 12px;padding:8px 12px 10px;background:#fff;border:solid #dedbd0;border-width:1px 0}}
#fv-panel header{{display:flex;justify-content:space-between;align-items:start;gap:8px}}
#fv-panel button{{font:inherit;font-size:19px;line-height:1;min-width:32px;min-height:28px;border:0;
  background:none;color:{MUTED};cursor:pointer;margin:-4px -8px 0 0}}
#fv-panel h3{{font-size:14.5px}}
#fv-panel article{{border-top:1px solid #dedbd0;margin-top:8px;padding-top:7px;font-size:13px}}
#fv-panel article>*{{margin-bottom:3px}}
#fv-panel ul{{margin:0 0 3px;padding-inline-start:16px}}
.fv-legend h2{{margin-top:2px}}
.fv-part{{margin:9px 0 0;font-size:12.5px;line-height:1.25}}
.fv-part h3{{margin-bottom:3px}}
.fv-part label{{display:flex;gap:6px;align-items:center;cursor:pointer;min-height:24px}}
.fv-part input{{margin:0;width:15px;height:15px;accent-color:{INK};flex:none}}
.fv-part.fv-off div{{display:none}}
.fv-part.fv-off label{{color:{MUTED};font-weight:400}}
.fv-entry{{display:flex;align-items:center;gap:8px;margin:2px 0}}
.fv-entry>span:first-child:not(:only-child){{flex:0 0 44px;display:flex;justify-content:center}}
.fv-part .fv-note{{color:{MUTED};font-size:12px;font-style:normal;margin-top:3px}}
footer{{padding:4px 18px 24px;display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);
  grid-template-rows:auto 1fr;gap:18px 36px;
  border-top:1px solid #dedbd0;margin-top:2px;padding-top:14px}}
footer section{{grid-column:1}}
footer .fv-sources{{grid-column:2;grid-row:1/span 2}}
footer p{{margin:0 0 5px}}
.fv-quote{{font-size:15px;line-height:1.45;user-select:all;-webkit-user-select:all}}
.fv-items{{margin:0 0 6px;padding-inline-start:17px;font-size:12.5px}}
.fv-items a{{text-decoration-thickness:1px}}
.fv-items b{{font-weight:600}}
.fv-limit{{font-size:12.5px;color:{MUTED}}}
pre{{font:12.5px/1.4 'DejaVu Sans Mono',monospace;white-space:pre-wrap;background:{LAND};border:1px solid #dedbd0;
  padding:6px 9px;margin:0;user-select:all;-webkit-user-select:all}}
@media (max-width:820px){{
  .fv-screen{{height:auto;min-height:0;padding:10px 12px}}
  main{{display:block;flex:none}}
  #fv-map{{height:54vh;height:54dvh}}
  aside{{overflow:visible;margin-top:10px}}
  #fv-panel button{{min-width:44px;min-height:44px;margin-top:-10px}}
  .fv-part label{{min-height:34px}}
  .fv-figures{{display:grid;grid-template-columns:1fr 1fr;gap:6px 16px}}
  footer{{display:block;padding:12px}}
  footer section{{margin-bottom:16px}}
  select{{font-size:16px}}
}}
.fv-print .fv-screen{{height:auto;padding:0}}
.fv-print main{{display:block}}
.fv-print #fv-map{{width:1030px;height:500px}}
@media print{{
  @page{{size:A4 landscape;margin:11mm}}
  body,.fv-items,.fv-limit,.fv-part,.fv-part .fv-note,.fv-quiet,#fv-panel article,pre{{font-size:11px}}
  .fv-quote,#fv-panel h3{{font-size:12.5px}}
  body{{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
  .fv-screen{{display:block}}
  .fv-top{{margin-bottom:8px}}
  #fv-noscript-tools,.leaflet-control-zoom,#fv-panel button{{display:none!important}}
  #fv-map{{break-inside:avoid}}
  aside{{overflow:visible;border:0;padding:8px 0 0;background:none}}
  #fv-panel{{margin:0 0 8px;border:0;padding:0}}
  .fv-legend{{columns:3;column-gap:24px;break-before:auto}}
  .fv-legend h2{{column-span:all}}
  .fv-part{{break-inside:avoid;margin-top:5px}}
  .fv-part.fv-off,.fv-part input{{display:none}}
  #fv-panel article{{break-inside:avoid}}
  footer{{display:block;padding:8px 0 0}}
  footer section{{break-inside:avoid;margin-bottom:8px}}
  a{{color:inherit;text-decoration:none}}
}}
"""
