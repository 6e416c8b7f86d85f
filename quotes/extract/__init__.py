"""Text and rules in, drafts of statements out. Pure: no database, no network, no clock.

One small room a step: ``words`` (and ``marks``) cut the text; ``grammar`` tells what a token can be, ``asides`` and
``names`` where such a thing ends, ``phrases`` reads who is named; ``complements`` finds where a content begins;
``frames`` is a cue with both, read by ``subjects``, ``relays``, ``verbs``, ``evidentials`` and collected by ``finder``;
``bounds`` gives each its content, ``details`` its manner.
"""
