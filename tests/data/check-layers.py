#!/usr/bin/env python3
"""Checks that the source keeps to its own rules. Prints TAP.

The build enforces the directions between layers by include paths; this holds the same table against the #include lines, and
looks at what a compiler does not: opening comments, lengths, READMEs, and calls that only one place may make.

  check-layers.py SOURCE_ROOT layers    includes, libraries, opening comments, who reads JSON
  check-layers.py SOURCE_ROOT folders   lengths of files, a README in every folder

SPDX-License-Identifier: GPL-3.0-or-later
"""

import pathlib
import re
import sys

LICENCE = "SPDX-License-Identifier: GPL-3.0-or-later"
MAX_LINES = 600

# Whose headers a folder of src/ may include, beside its own.
LAYERS = {
    "base": [],
    "protocol": ["base"],
    "signalling": ["protocol", "base"],
    "media": ["base"],
    "ice": ["base"],
    "peer": ["ice", "media", "base"],
    "forward": ["media", "base"],
    "room": ["protocol", "signalling", "forward", "peer", "ice", "media", "base"],
    "call": ["room", "signalling", "peer", "ice", "media", "protocol", "base"],
    "desktop": ["call", "base"],
    "ui": ["call", "base"],
}

# Programs put the layers together: they may include any.
PROGRAMS = ["app", "server", "host"]

# Which folders may include a library's headers: a pattern of the path in angle brackets.
LIBRARIES = {
    r"(gtk|adwaita|gdk|gsk)\b": ["ui", "app"],
    r"gst/": ["media", "ice", "peer", "forward", "room", "call", "host", "app"],
    r"sodium\b": ["protocol", "peer"],
    r"srtp2/": ["peer"],
    r"json-glib\b": ["protocol", "app", "host"],
    r"(libwebsockets|uv|libsoup)\b": ["signalling"],
}

# Headers that the build makes from resources stand in no folder.
GENERATED = re.compile(r"[a-z-]+-resources\.h")

# What turns text from outside into values happens in one checked place.
JSON_GETTER = re.compile(r"\bjson_(object_get|array_get|node_get|reader|parser)_\w+\s*\(")
IDLE = re.compile(r"\bg_idle_(add|add_once|source_new)\s*\(")
JSON_FOLDER = "protocol"

INCLUDE = re.compile(r"^\s*#\s*include\s+([<\"])([^>\"]+)[>\"]", re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)


def layer_of(path, source):
    return path.relative_to(source).parts[0]


def check_layers(path, text, source):
    """#include "layer/x.h" only from layers below."""
    folder = layer_of(path, source)
    for bracket, name in INCLUDE.findall(text):
        if bracket != '"' or GENERATED.fullmatch(name):
            continue
        target = name.split("/")[0]
        if "/" not in name or not (source / name).is_file():
            yield f'includes "{name}", which is not a folder and a file of src/'
        elif folder not in PROGRAMS and target != folder and target not in LAYERS.get(folder, []):
            yield f"{folder} may not include {target} ({name})"
        elif folder in PROGRAMS and target in PROGRAMS and target != folder:
            yield f"{folder} may not include {target} ({name})"


def check_libraries(path, text, source):
    """Each library only where its layer is."""
    folder = layer_of(path, source)
    for bracket, name in INCLUDE.findall(text):
        for pattern, folders in LIBRARIES.items():
            if bracket == "<" and re.match(pattern, name) and folder not in folders:
                yield f"{folder} may not include <{name}>"


def check_opening(path, text, source):
    """The file opens with a comment that says what it is, and the licence."""
    opening = COMMENT.match(text)
    if opening is None:
        yield "does not open with a comment"
    elif LICENCE not in opening.group():
        yield f"does not say “{LICENCE}” in its opening comment"
    elif len(opening.group().split(LICENCE)[0].split()) < 5:
        yield "does not say in its opening comment what it is for"


def check_length(path, text, source):
    """No file longer than anybody reads."""
    lines = text.count("\n")
    if lines > MAX_LINES:
        yield f"has {lines} lines; {MAX_LINES} are allowed"


def check_json(path, text, source):
    """JSON is read in protocol/ and nowhere else."""
    if layer_of(path, source) == JSON_FOLDER:
        return
    for match in JSON_GETTER.finditer(COMMENT.sub("", text)):
        yield f"reads JSON by itself: {match.group().strip(' (')}"


def check_idle(path, text, source):
    """Nothing but the window waits until GTK has nothing left to draw: on a slow computer that is never."""
    if layer_of(path, source) == "ui":
        return
    for match in IDLE.finditer(COMMENT.sub("", text)):
        yield f"calls {match.group().strip(' (')}: see hearth_main_thread_later()"


def check_readmes(source):
    """Every folder of src/ says who lives there."""
    for folder in sorted(path for path in source.iterdir() if path.is_dir()):
        if not (folder / "README.md").is_file():
            yield f"src/{folder.name}/ has no README.md"


FILE_CHECKS = {
    "layers": [check_layers, check_libraries, check_opening, check_json, check_idle],
    "folders": [check_length],
}
SOURCE_CHECKS = {
    "layers": [],
    "folders": [check_readmes],
}


def look(root, which):
    """Yields what each check is called and what it found."""
    source = root / "src"
    files = sorted(path for path in source.rglob("*.[ch]"))

    yield "There is source to look at.", [] if len(files) > 50 else [f"only {len(files)} files in {source}"]
    for check in FILE_CHECKS[which]:
        yield check.__doc__, [
            f"{path.relative_to(root)} {problem}"
            for path in files
            for problem in check(path, path.read_text(encoding="utf-8"), source)
        ]
    for check in SOURCE_CHECKS[which]:
        yield check.__doc__, list(check(source))


def main():
    failed = False
    number = 0

    print("TAP version 14")
    for number, (name, problems) in enumerate(look(pathlib.Path(sys.argv[1]), sys.argv[2]), 1):
        print(f"{'not ok' if problems else 'ok'} {number} - {name}")
        for problem in problems:
            print(f"# {problem}")
        failed = failed or bool(problems)
    print(f"1..{number}")

    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
