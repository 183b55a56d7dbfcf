"""The layers of the map: one file a layer, one line in :mod:`layers.registry`; no Streamlit, no files."""
