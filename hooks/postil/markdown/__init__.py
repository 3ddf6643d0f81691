"""The Python-Markdown extension: Postil's own syntax, numbered passages, and terms woven into them.

It knows nothing of MkDocs: `markdown.Markdown(extensions=[..., Postil()])` is enough, so it runs wherever
Python-Markdown runs.
"""
