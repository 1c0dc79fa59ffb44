"""From sections to one file: each part set by itself, kept by its content, then joined.

    part → key → kept? → crew (child: engine, harvest) → sheets → join → sealed file

`engine` and `harvest` alone know WeasyPrint, `join` and what it calls alone know pikepdf; `sheets` is what passes
between them.
"""
