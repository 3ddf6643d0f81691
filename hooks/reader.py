"""MkDocs' events, each one call into the engine. The only file that imports mkdocs; it holds no logic.

MkDocs takes any callable named `on_*` in this file for an event, and keeps the module loaded while it serves:
`on_config` begins every build anew.
"""

from __future__ import annotations

import logging
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from postil.settings import Imprint
from postil.site import Site

LOG = get_plugin_logger("postil")
site: Site


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Work through the corpus, and put Postil's Markdown extension behind the site's own."""
    global site
    root = Path(config.config_file_path or "mkdocs.yml").resolve().parent
    try:
        site = Site.make(
            root,
            Path(config.docs_dir),
            config.extra,
            config.markdown_extensions,
            config.mdx_configs,
            str(config.theme.get("language", "en")),
            Imprint(config.site_name, config.site_url or "", config.site_description or ""),
        )
    except ValueError as error:
        raise PluginError(str(error)) from error
    for problem in site.problems:
        told = problem.is_notice or problem.is_doubt
        LOG.log(logging.INFO if told else logging.WARNING, "%s", problem)
    for text in site.withheld:
        LOG.info("the text `%s` is restricted: it stays out of the public edition", text)
    config.markdown_extensions = [*config.markdown_extensions, site.extension]  # type: ignore[list-item]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages; keep raw sources, records and withheld texts out of the site."""
    for file in list(files):
        if site.keeps_out(file.src_uri):
            files.remove(file)
    for page in site.pages():
        if files.get_file_from_path(page.path) is None:
            file = File.generated(config, page.path, content=page.markdown, inclusion=InclusionLevel.INCLUDED)
            file.edit_uri = f"../{page.edits}" if page.edits else None
            files.append(file)
    urls = {file.src_uri: file.url for file in files.documentation_pages()}
    for made in site.settle(urls):
        if files.get_file_from_path(made.source) is None:
            file = File.generated(config, made.source, content=made.content)
            file.dest_uri = made.path
            files.append(file)
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Give each text that is not in the nav the texts before and after it."""
    pages = {"": None} | {file.src_uri: file.page for file in files.documentation_pages()}
    for path, before, after in site.neighbours():
        page = pages[path]
        if page is not None and page not in nav.pages:
            page.previous_page, page.next_page = pages[before], pages[after]
    return nav


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Tell the extension which page comes next; the record's questions are for Postil alone, for no theme."""
    page.meta.pop("questions", None)
    site.begin(page.file.src_uri, markdown)
    return markdown


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Fill in what search should read."""
    return site.fill(page.file.src_uri, html, searched=True)


def on_page_context(context, page: Page, config: MkDocsConfig, nav):  # type: ignore[no-untyped-def]
    """Fill in the rest, after the search plugin has read the page, and describe the page in its head."""
    page.content = site.fill(page.file.src_uri, page.content or "", searched=False)
    head = site.head(page.file.src_uri, page.title or "", str(page.meta.get("description", "")))
    page.meta["description"], context["postil_head"] = head.description, head.html
    context["postil_reading"] = head.reading
    return context
