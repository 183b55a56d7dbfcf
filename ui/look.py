"""The one place of page style: less empty room, so that the map fits a 1366 by 768 screen and a phone."""

from __future__ import annotations

import streamlit as st

from model.style import FOCUS, INCIDENT, INK, LAND, MUTED, SYNTHETIC

SIDEBAR_WIDTH = 270
MAP_HEIGHT = 540
"""Pixels; the map and the panel beside it."""
COMPARED_HEIGHT = 400
"""Pixels; each of two maps side by side, so that both and what is said of them fit a small screen."""

_STYLE = f"""
<style>
.stApp {{overflow-wrap: anywhere;}}
.stMainBlockContainer {{padding: 0.9rem 1.2rem 1.5rem;}}
[data-testid="stHeader"] {{height: 2.2rem; min-height: 0; background: transparent; pointer-events: none;}}
[data-testid="stHeader"] button {{pointer-events: auto;}}
[data-testid="stSidebarNavItems"] {{display: flex; flex-flow: row wrap; gap: .15rem; padding: 0 0 .3rem;}}
[data-testid="stSidebarNavItems"] a {{padding: .1rem .55rem;}}
[data-testid="stSidebarNav"] {{padding: 0;}}
[data-testid="stSidebarNavSeparator"] {{margin: .2rem 0 .4rem;}}
.stApp:has([data-testid="stExpandSidebarButton"]) .stMainBlockContainer {{padding-top: 2.4rem;}}
.stMain [data-testid="stMarkdownContainer"] {{margin-bottom: 0 !important;}}
.stMain [data-testid="stMarkdownContainer"] p {{margin-bottom: .2rem;}}
.st-key-panel hr {{margin: .35rem 0;}}
[data-testid="stSidebarHeader"] {{padding: .3rem .8rem 0; height: 2rem; min-height: 0; margin: 0;}}
[data-testid="stSidebarContent"] {{padding: 0 .6rem; scrollbar-gutter: auto;}}
[data-testid="stSidebarUserContent"] {{padding: 0 .2rem 1rem;}}
[data-testid="stSidebarContent"] [data-testid="stDateInput"] button {{display: none;}}
.stSidebar[data-collapsed="true"] {{visibility: hidden;}}
.stSidebar[data-collapsed="false"] [data-testid="stSidebarCollapseButton"] {{visibility: visible !important;}}
[data-testid="stElementToolbar"]:focus-within {{opacity: 1 !important;}}
[data-testid="stElementToolbar"] button:focus-visible {{outline: 2px solid {FOCUS}; outline-offset: -2px;}}
[data-testid="stHeaderActionElements"] {{display: none;}}
.stDownloadButton button, .stButton button {{height: auto; max-width: 100%;}}
.stDownloadButton button p, .stButton button p {{white-space: normal; overflow: visible;}}
[role="spinbutton"] {{min-width: 24px; min-height: 24px; line-height: 24px !important; text-align: center;}}
.stSidebar p.fv-label {{font-size: .82rem; font-weight: 600; color: {MUTED}; margin: .3rem 0 -.2rem;}}
.stSidebar [data-testid="stColumn"] {{min-width: 0;}}
.stSidebar [data-testid="stDateInput"] input {{padding: .4rem .35rem .4rem .5rem; font-size: .84rem;}}
.stSidebar img.fv-picture {{width: 100%; display: block;}}
.stSidebar p.fv-line {{font-size: .75rem;}}
.stSidebar .stCheckbox {{margin: -.1rem 0;}}
[data-testid="stSidebarContent"] [data-testid="stVerticalBlock"] {{gap: .45rem;}}
[data-testid="stSidebarContent"] label p {{font-size: .82rem; font-weight: 600; color: {MUTED};}}
[data-testid="stSidebarContent"] .stCheckbox label p {{font-weight: 400; color: {INK};}}
.stMain [data-testid="stVerticalBlock"] {{gap: .5rem;}}
.stMain h1 {{font-size: 1.18rem; line-height: 1.3; padding: 0 0 .1rem; font-weight: 650;}}
.stMain h3 {{font-size: 1.02rem; padding: 0;}}
.stMain p, .stMain li {{font-size: .87rem; line-height: 1.42;}}
.stMain img.fv-picture {{width: 100%; max-width: 27rem; display: block;}}
.fv-figures {{display: flex; flex-wrap: wrap; gap: .2rem 1.7rem;}}
.fv-figures div {{display: flex; flex-direction: column; max-width: 19rem;}}
.fv-figures b {{font-size: 1.12rem; line-height: 1.25; font-weight: 650; color: {INK};}}
.fv-figures span {{font-size: .75rem; line-height: 1.25; color: {MUTED};}}
.fv-legend {{font-size: .8rem; line-height: 1.25; color: {INK};}}
.fv-legend .fv-head {{font-weight: 650; margin: .55rem 0 .2rem;}}
.fv-legend .fv-head:first-child {{margin-top: 0;}}
.fv-legend .fv-entry {{display: flex; align-items: center; gap: .45rem; margin: .12rem 0;}}
.fv-legend .fv-entry > span:first-child {{flex: 0 0 44px; display: flex; justify-content: center;}}
.fv-legend .fv-note {{color: {MUTED}; font-size: .75rem; margin: .15rem 0 0;}}
[data-testid="stBaseButton-tertiary"] p {{color: {FOCUS}; text-decoration: underline; font-size: .82rem;}}
p.fv-line {{font-size: .8rem; color: {MUTED}; margin: 0;}}
p.fv-strip {{background: {INCIDENT}; color: #fff; padding: .2rem .7rem; margin: 0; font-size: .8rem;
  font-weight: 650; letter-spacing: .04em;}}
p.fv-synthetic {{color: {SYNTHETIC}; font-weight: 650; margin: 0; font-size: .8rem;}}
.st-key-panel [data-testid="stButtonGroup"] button {{padding: .1rem .5rem; min-height: 1.9rem;}}
.st-key-panel [data-testid="stButtonGroup"] button p {{font-size: .82rem;}}
.st-key-panel ul {{margin: 0 0 .3rem; padding-left: 1rem;}}
.st-key-panel li {{margin: 0; padding: 0;}}
.st-key-panel .stButton button {{min-height: 0; padding: 0;}}
.st-key-panel .stButton button p {{color: {FOCUS}; text-decoration: underline;}}
.st-key-panel {{background: {LAND}; border: 1px solid #dedbd0; padding: .7rem .8rem;}}
p.fv-period {{font-size: 1rem; font-weight: 650; margin: 0; color: {INK};}}
p.fv-between {{font-size: .87rem; font-weight: 600; margin: 0; color: {INK};}}
[class*="st-key-period-"] {{gap: .15rem !important;}}
[class*="st-key-period-"] .fv-figures {{gap: .1rem 1.1rem;}}
[class*="st-key-period-"] .fv-figures b {{font-size: 1rem;}}
[class*="st-key-period-"] .fv-figures div {{max-width: 15rem;}}
.st-key-below .fv-legend {{columns: 3 15rem; column-gap: 1.6rem;}}
.st-key-below .fv-legend > div {{break-inside: avoid;}}
.st-key-below .fv-legend .fv-head {{break-after: avoid;}}
.st-key-in_force {{margin: -.3rem 0 -.2rem; gap: .2rem 1rem !important;}}
.st-key-in_force .stButton button {{min-height: 0; padding: 0;}}
.st-key-in_force .stButton button p {{font-size: .8rem; color: {FOCUS}; text-decoration: underline;}}
[class*="st-key-story_"] {{padding: .45rem .8rem .5rem !important; background: {LAND}; gap: .3rem !important;}}
[class*="st-key-story_"] p {{font-size: .8rem; line-height: 1.36;}}
.stMain [data-testid="stCaptionContainer"] {{opacity: 1; color: {MUTED};}}
.stElementContainer[data-stale="true"]:has(iframe) {{opacity: 1; transition: none;}}
.stMain [data-testid="stCaptionContainer"] a {{color: {FOCUS};}}
.st-key-said pre, .st-key-said code, .st-key-said code span {{font-family: "Source Sans", sans-serif !important;
  font-size: .86rem !important;}}
.st-key-said pre {{padding: .55rem .8rem !important;}}
@media (max-width: 640px) {{
  .stMainBlockContainer {{padding: 2.4rem .7rem 1.5rem;}}
  .fv-figures {{display: grid; grid-template-columns: 1fr 1fr;}}
  .stMain h1 {{font-size: 1.05rem;}}
  .fv-figures {{gap: .3rem 1.1rem;}}
  [data-testid="stLayoutWrapper"]:has(> .st-key-panel), .st-key-panel {{flex: 0 0 auto !important;
    height: auto !important; min-height: 0 !important; max-height: none !important; overflow: visible !important;}}
}}
</style>
"""


def apply() -> None:
    """Put the style on the page; called once a run by the router."""
    st.html(_STYLE)
