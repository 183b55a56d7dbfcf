"""Pure geometry: metric CRS, border lines, sections, sides, exclaves, districts, names. No files."""
