"""Pure geometry: metric CRS, border lines and sections, sides, exclaves, districts, names. No files, no network."""
