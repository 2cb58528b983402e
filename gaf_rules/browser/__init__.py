"""The library in a browser, for offices without Python: a folder of files that any file server gives out.

Two halves. `folder` writes the folder where Python is: this library and what it needs (`packages`), Pyodide,
and one page (`skeleton`). `answering` answers in the page, where Pyodide runs the very same library: the
script of the page carries texts to it and shows the HTML that comes back; it knows no rule and makes no
sentence.
"""

from __future__ import annotations

from gaf_rules.browser.folder import write_page

__all__ = ["write_page"]
