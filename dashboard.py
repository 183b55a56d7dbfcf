"""The dashboard's router: page frame, style and pages. Start it with ``make run`` or ``streamlit run``."""

from __future__ import annotations

import streamlit as st

from ui import language, look

tr = language.translator()
st.set_page_config(
    page_title=tr.gettext("Ferghana Valley: incidents, perceptions, border status"),
    layout="wide",
    initial_sidebar_state=look.SIDEBAR_WIDTH,
)
look.apply()
language.switch(tr=tr)
st.navigation(
    [
        st.Page("ui/pages/map.py", title=tr.gettext("Map"), default=True),
        st.Page("ui/pages/incidents.py", title=tr.gettext("Incidents"), url_path="incidents"),
        st.Page("ui/pages/data.py", title=tr.gettext("Data"), url_path="data"),
    ]
).run()
