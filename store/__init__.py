"""The only room that opens data files and databases: catalog, placing, the engine and its queries."""
