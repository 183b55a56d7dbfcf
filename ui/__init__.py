"""The pages: Streamlit only. Questions go to ``answers/``, drawing to ``layers/`` and ``briefing/``."""
