"""The vocabulary of the project: enums, contracts, selections, results, views. No I/O, nothing of ours."""
