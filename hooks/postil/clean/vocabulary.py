"""The phrases that web pages and journals share. Nothing here names any one site, text or author."""

from __future__ import annotations

import re


def _whole(*patterns: str) -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(patterns) + ")", re.IGNORECASE)


_SHARE = (
    r"(?:share(?: (?:this|on|via|article|story))?|print(?:er)?|print friendly|friendly|e-?mail|pdf|"
    r"tweet|save|like|facebook|twitter|x|linkedin|whatsapp|pinterest|reddit|telegram|tumblr|pocket|"
    r"flipboard|copy link|link|comments?|bookmark|download|listen|follow|more|this|page|article|post|via|"
    r"on|by|to)"
)

# Whole blocks that belong to the page and not to the text.
BOILERPLATE = _whole(
    rf"(?:(?:share|print|tweet|e-?mail|pdf|facebook|twitter|linkedin|whatsapp|save|copy link|"
    rf"bookmark)\b)(?:[\s,|/&·•:+–-]+{_SHARE}\b){{0,12}}[\s:!.]*",
    r"(?:click|tap) (?:here )?to (?:share|print|e-?mail|download|subscribe|read|view|enlarge).{0,120}",
    r"share (?:this|on) .{0,60}",
    r"(?:subscribe|sign up|register)\b.{0,40}\b(?:newsletters?|updates?|inbox|digest|mailing list|"
    r"e-?mails?|briefing|podcast|channel)\b.{0,120}",
    r"(?:follow|like|join|find) us on .{0,120}",
    r"(?:for more (?:information|details|analysis|on)|to (?:read|learn|find out) "
    r"more)\b.{0,160}\b(?:visit|see|click|go to|contact)\b.{0,120}",
    r"(?:please )?visit (?:the|our|us) .{0,80}\b(?:web ?site|homepage|page)\b.{0,40}",
    r"read more(?: (?:at|on|about|from|here)\b.{0,80})?[.:…»→>]*(?: ?https?://\S+)?",
    r"(?:skip to|back to|return to) (?:main )?(?:content|top|navigation|home ?page|articles?|list|index)\W*",
    r"advertisement\W*|sponsored(?: content)?\W*|loading\W*|like loading\W*|menu\W*|search\W*",
    r"(?:©|\(c\)|copyright)\s.{0,160}|.{0,80}\ball rights reserved\W*.{0,60}",
    r"(?:we use|this (?:web)?site uses) cookies\b.{0,200}|(?:accept|manage) (?:all )?cookies\W*|"
    r"(?:privacy policy|terms of (?:use|service))(?:\s*[|·&,-]\s*.{0,60})?",
    r"(?:posted|filed|published) (?:in|under):? .{0,80}|(?:tags?|categories|keywords):\s.{0,160}",
    r"(?:previous|next|older|newer) (?:post|article|story|entry|page)\b.{0,100}",
    r"(?:this entry was|this post was) posted .{0,120}",
    r"\d+ (?:comments?|shares?|views?|likes?|min(?:ute)?s? read)\W*",
    r"(?:reading time|estimated reading time):? .{0,40}",
    r"download (?:the )?(?:pdf|full (?:report|article|text|paper)|this (?:report|article|paper)).{0,60}",
    r"sent from my .{2,40}",
    r"support (?:our|independent) (?:work|journalism)\b.{0,160}",
)

# Lines that open a comment form or a comment section.
COMMENT_FORM = _whole(
    r"leave a (?:reply|comment)\b.{0,60}",
    r"(?:post|add|write|submit) (?:a|your) (?:comment|reply)\W*",
    r"your e-?mail address will not be published\b.{0,80}",
    r"required fields are marked\b.{0,20}",
    r"(?:\d+|one|no) (?:comments?|responses?|replies)(?: (?:on|to) .{0,120})?\W*",
    r"you must be logged in to (?:post|comment|reply)\b.{0,40}",
    r"this site uses akismet\b.{0,120}",
    r"learn how your comment data is processed\W*",
    r"save my name, e-?mail,? and website in this browser\b.{0,60}",
    r"join the (?:conversation|discussion)\W*|comments are closed\W*",
)

# Lines that open a list of other articles.
TEASER = _whole(
    r"check also\W*",
    r"(?:see|read) (?:also|next)\W*(?:$|(?<=:).{0,120})",
    r"also read\W*(?:$|(?<=:).{0,120})",
    r"related (?:posts?|articles?|stor(?:y|ies)|content|news|reading|topics?|links?|items?)\W*(?:$|"
    r"(?<=:).{0,120})",
    r"you (?:may|might) (?:also )?(?:like|be interested in)\W*",
    r"(?:more|latest|other articles) (?:from|by|in|on) .{1,60}",
    r"(?:recommended|recommendations|trending|most (?:read|popular|viewed|shared)|popular posts|latest "
    r"(?:news|posts|articles)|up next|editors?[’'] picks?)(?: (?:for you|articles|stories|posts|now))?\W*",
    r"(?:do not|don[’']t) miss\W*",
)

AUTHOR_SECTION = _whole(
    r"about the (?:authors?|contributors?|editors?|writers?)\W*",
    r"(?:author|contributor)s?[’']? (?:bio(?:graph(?:y|ies))?|information|profiles?|details)\W*",
    r"about (?:our )?(?:authors?|contributors?)\W*",
)

# Lines over or under a title that say what kind of piece it is.
KICKER = _whole(
    r"(?:an? |the )?(?:interview|opinion|analysis|commentary|comment|essay|feature|editorial|op-ed|"
    r"perspective|review|(?:special |country )?report|news|guest post|long read|briefing|debate|viewpoint|"
    r"explainer|transcript)s?:?",
    r"(?:remarks |speech |text )?(?:as (?:delivered|prepared(?: for delivery)?)|"
    r"(?:please )?check against delivery)\W*",
)

IMAGE_CREDIT = _whole(
    r"[(\[]?(?:(?:cover|header|featured|main|lead|title)[ -])?(?:images?|photos?|photographs?|pictures?|"
    r"illustrations?|graphics?|maps?)"
    r"(?: (?:is |are )?(?:courtesy|credits?|source)\b.{0,160}| by:? (?=[A-Z@]).{0,80}|(?: (?:courtesy|"
    r"credits?|source))? ?[:©/] ?.{0,160})",
    r"[(\[]?(?:photo(?:graphy)?|image|picture) credits?\b.{0,160}",
    r"[(\[]?credits?: .{0,120}",
    r"\((?:.{0,60}/)?(?:AP|AFP|Reuters|Getty Images|EPA|Shutterstock|Flickr|Wikimedia(?: Commons)?|"
    r"Unsplash)(?:/.{0,60}| photo)?\)",
)

DISCLAIMER = re.compile(
    r"\b(?:views?|opinions?|positions?)\b[^.]{0,80}\b(?:expressed|presented|contained|represented|"
    r"reflected|stated)\b.{0,120}?"
    r"\b(?:are (?:(?:solely|entirely|strictly|only) )?(?:those of |the |his |her |their |its "
    r")?.{0,20}\bown\b|are (?:(?:solely|entirely|strictly|only|exclusively) )?(?:those of|the "
    r"responsibility of|the)\b.{0,30}\bauthors?\b"
    r"|(?:do|does|should|may|need) not\b.{0,40}\b(?:reflect|represent|attributed|taken|constitute|state)\b)"
    r"|\b(?:does|do) not (?:necessarily )?(?:reflect|represent) the (?:official )?(?:views?|opinions?|"
    r"polic(?:y|ies)|positions?) of\b"
    r"|\bfor (?:general )?informational purposes only\b",
    re.IGNORECASE,
)

CAPTION_LABEL = re.compile(
    r"(?:figure|fig\.|photo(?:graph)?|image|picture|caption|illustration|map|plate)\s*(?:\d{1,3}|"
    r"[IVX]+)?\s*[:.–—|]\s*\S",
    re.IGNORECASE,
)
# What the caption of a news photograph says; with a full date, at a text's end or amid a sentence.
CAPTION_WORDS = re.compile(
    r"\b(?:for an? (?:group |family |official )?(?:photo(?:graph)?|picture)s?|group photo|family photo|"
    r"photo op|pos(?:e|es|ing) (?:for|with|together|during|at|before)|"
    r"shakes? hands?|looks? on (?:as|during|at)|\((?:L|R|C|left|right|cent(?:er|re))\)|(?:cent(?:er|re)|"
    r"left|right|second from (?:the )?(?:left|right)),|from left|"
    r"(?:is|are) (?:seen|pictured|shown)|in this (?:file |undated )?(?:photo|picture|image)|file photo|"
    r"photograph(?:ed)? (?:by|at|in)|"
    r"(?:photo|picture|image)s? (?:by|courtesy|shows?|taken)|(?:greets?|meets?|welcomes?|attends?|"
    r"addresses|delivers?|speaks?|waves?) (?:\w+ ){0,12}(?:at|during|in|before|with|to|ahead) )",
    re.IGNORECASE,
)

ROLE = (
    r"(?:professor|lecturer|fellow|researcher|scholar|analyst|director|editor|journalist|correspondent|"
    r"columnist|reporter|"
    r"writer|author|historian|economist|scientist|student|candidate|associate|head|president|chair|"
    r"chairman|chairwoman|"
    r"dean|teacher|expert|specialist|consultant|adviser|advisor|ambassador|diplomat|officer|founder|member|"
    r"instructor|"
    r"lawyer|attorney|physician|novelist|poet|translator|critic|essayist|curator|librarian)s?"
)

NOTES_HEADING = re.compile(
    r"(?:(?:end|foot)?notes?|notes (?:and|&) references|references(?: (?:and|&) notes)?|anmerkungen|fu(?:ß|"
    r"ss)noten|"
    r"(?:end|foot)?notes (?:to|for|on) (?:the )?(?:chapter|part|section|book|lecture|letter|introduction|"
    r"preface|prologue)\b.{0,60}|"
    r"notes et références|notas(?: al pie)?|note a piè di pagina)\s*:?",
    re.IGNORECASE,
)
BIBLIOGRAPHY_HEADING = re.compile(
    r"(?:references|bibliography|works cited|literature(?: cited)?|sources|further reading|selected "
    r"bibliography|literatur(?:verzeichnis)?)\s*:?",
    re.IGNORECASE,
)
EDITORIAL = re.compile(
    r"(?:(?:managing|general|executive|associate|assistant|deputy|founding|chief) )?(?:editor(?:s|ial)?|"
    r"publisher|editorial (?:advisory )?(?:board|committee|team|office))\b.{0,40}:?\s*|"
    r"(?:advisory|editorial) (?:board|committee)s?:?\s*|issn\b.{0,40}|isbn\b.{0,40}|"
    r"editors?(?:-in-chief)? ?(?:&|and|,).{0,40}:\s*",
    re.IGNORECASE,
)
