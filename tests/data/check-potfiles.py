#!/usr/bin/env python3
"""check-potfiles.py ROOT: every file with words for people is in po/POTFILES, and every file in it is there. Prints TAP.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import pathlib
import re
import sys

# The functions of GLib's translation headers, as C and Blueprint call them.
MARKED = re.compile(r'(?<![A-Za-z0-9_])(?:_|N_|C_|NC_|ngettext|g_dngettext)\s*\(\s*"')


def has_words(path):
    if path.suffix in ('.c', '.h', '.blp'):
        return MARKED.search(path.read_text(encoding='utf-8')) is not None
    return path.name.endswith(('.desktop.in', '.metainfo.xml.in', '.gschema.xml'))


def main():
    root = pathlib.Path(sys.argv[1])
    listed = {line for line in (root / 'po/POTFILES').read_text().splitlines() if line and not line.startswith('#')}
    wanted = {str(path.relative_to(root)) for folder in ('src', 'data') for path in (root / folder).rglob('*')
              if path.is_file() and has_words(path)}
    print('1..1')
    for path in sorted(wanted - listed):
        print(f'# not in po/POTFILES: {path}')
    for path in sorted(listed - wanted):
        print(f'# in po/POTFILES without need: {path}')
    print('ok 1 potfiles' if wanted == listed else 'not ok 1 potfiles')
    return 0 if wanted == listed else 1


if __name__ == '__main__':
    sys.exit(main())
